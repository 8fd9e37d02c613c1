"""Stable keys: a readable slug and a hash of content that does not change."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import b32encode
from functools import lru_cache

_HASH_BYTES = 10  # 16 characters
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
# Letters that Unicode does not decompose.
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L", "æ": "ae",
                          "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H"})  # fmt: skip
# What nobody sees, and publishers leave inside of words: soft hyphens, spaces of no width, joiners, variation selectors.
_UNSEEN = (0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF)
_PLAIN = _LETTERS | dict.fromkeys(_UNSEEN)


@lru_cache(1 << 16)
def fold(text: str) -> str:
    r"""Lower case without diacritics, punctuation or what is not seen, words separated by one space: for comparing, not for showing.

    >>> fold("O’Brien,  Ångström-Æsir & Straße"), fold("rando\u00admised")
    ('o brien angstrom aesir strasse', 'randomised')
    """
    if text.isascii():  # the same, five times as fast
        return " ".join(_ASCII_WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN).casefold()).casefold().translate(_LETTERS)
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare))


def slug(text: str, length: int = 40) -> str:
    """The folded text with hyphens, cut at a word's end to at most `length` characters.

    >>> slug("Health & Social Care in the Community", 20)
    'health-social-care'
    """
    joined = fold(text).replace(" ", "-")
    if len(joined) <= length:
        return joined
    end = joined.rfind("-", 0, length + 1)
    return joined[: end if end > 0 else length]


def digest(*parts: object) -> str:
    """Hash the parts, in their order, to 16 characters (80 bits) of a-z2-7."""
    joined = "\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    return b32encode(hashlib.sha256(joined).digest()[:_HASH_BYTES]).decode().lower()


def key(text: str, *content: object) -> str:
    """A readable slug of `text` and the hash of `content`, joined by a hyphen; the hash alone if no slug is left."""
    name = slug(text)
    return f"{name}-{digest(*content)}" if name else digest(*content)
