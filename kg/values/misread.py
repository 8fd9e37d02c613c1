"""UTF-8 that another program read as a legacy encoding, read anew: "liÃ©e â€“ Ï€" is "liée – π"."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from msgspec import Struct, structs

Value = TypeVar("Value")

READ_ANEW = "UTF-8 that had been read as another encoding: read anew"

# How Windows-1252 shows the bytes 0x80 to 0xBF, which follow the first of a character; five it leaves as control characters.
_UNASSIGNED = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_SIGNS = "".join(_UNASSIGNED.get(byte) or bytes((byte,)).decode("cp1252") for byte in range(0x80, 0xC0))
_SIGN = f"[\x80-\xbf{_SIGNS}]"
_TO_BYTES = {ord(sign): byte for byte, sign in enumerate(_SIGNS, 0x80)}
_FIRST = "ÃÄÅÎÏÐÑ"  # shown for the first byte of letters in use: Latin, Greek, Cyrillic
_MEANT = "…”“’‘‚„›‹–—»«•\xa0\xad"  # may follow a capital letter and be meant
_LETTER = r"(?=[^\W\d_])"

# What no text means, by Windows-1252 (or Latin-1). Of Å the square, the cube and what follows "±" may be meant, too.
_IN_WINDOWS = re.compile(rf"""
    (?!Å[²³±·°])[{_FIRST}](?![{_MEANT}]){_SIGN} | [{_FIRST}]{_SIGN}{_LETTER} | (?<=[a-z])[{_FIRST}]{_SIGN}
    | Â[\xa0-\xbf] | È[˜™š›]{_LETTER} | (?<=[a-z])È[˜™š›] | (?<=[A-Za-z])Ì{_SIGN}
    | â€ | â[‚ƒ„†‡ˆ‰Š\x80-\x8f]{_SIGN} | á[º»](?:{_SIGN}{_LETTER}|(?![{_MEANT}]){_SIGN}) | ï»¿ | ï¬{_SIGN} | ðŸ{_SIGN} | (?:[ã-í]{_SIGN}{{2}}){{2}}
    | (?:^|(?<=[a-z,]\ ))Ã\s(?=[a-z]) | (?<=[a-z])Ã\s | (?<=[a-z\d.,;:%)])Â\s""", re.VERBOSE)  # fmt: skip
_WINDOWS_LETTER = re.compile(rf"[ÂËÌ×ØÙ{_FIRST}]{_SIGN}|È[\x98-\x9b˜™š›]|Æ[\x92’]|[á-ï]{_SIGN}{{2}}|ð{_SIGN}{{3}}")
_WITH_CONTROL = re.compile(
    rf"[ÂÃÄÅÆÈËÌÎÏÐÑ×ØÙ][\x80-\x9f]|[á-ï](?:[\x80-\x9f]{_SIGN}|{_SIGN}[\x80-\x9f])|ð\x9f{_SIGN}{{2}}"
)
_CONTROL = re.compile("[\x80-\x9f]")
# The same by the encoding of old Macs. Of roots and florins mathematical signs may be meant, too.
_MAC_SIGNS = bytes(range(0x80, 0xC0)).decode("mac_roman")
_ON_A_MAC = re.compile(
    rf"(?<![{_FIRST}â€‚])(?:‚[ÄÇÑàâ][{_MAC_SIGNS}]|[√ƒ≈](?![±∞≤≥¥µ∂∑∏π∫Ωß])[{_MAC_SIGNS}]|[¬Œœ][{_MAC_SIGNS}])"
    rf"|(?<=[a-z])[√ƒ≈][{_MAC_SIGNS}](?=[a-z])"
)
_MAC_LETTER = re.compile(rf"[¬√ƒ≈Œœ][{_MAC_SIGNS}]|‚[{_MAC_SIGNS}]{{2}}")
# Any of this; it begins with any foreign character, which is searched for five times faster.
_SUSPICIOUS = re.compile(rf"[^\x00-\x7f](?:(?<=[Â-ð]){_SIGN}|(?<=[ÂÃ])\s|(?<=[¬√ƒ≈Œœ‚])[{_MAC_SIGNS}])")
# Where the bytes that Windows-1252 does not assign were dropped, those of "”" and "‐" were; where
# the byte that it shows as a space was made a plain one, it was the second of "à" or of a space that keeps words together.
_CLOSING = re.compile(r"(â€œ[^\x80-\x9f]{0,300}?â€)(?=[\s.,;:?!)\]]|$)")
_HYPHEN = re.compile(r"(?<=[a-z]â€)(?=[a-z])")
_GRAVE = re.compile(r"(?:^|(?<=[a-z,] ))Ã\s+(?=[a-z])|(?<=[a-z])Ã\s+")
_SPACE = re.compile(r"(?<=[a-z\d.,;:%)])Â(?=\s)")
_MOST_LAYERS = 4  # of misreadings on top of each other
_LONGEST = 100_000  # characters of a text; longer ones take too long


def is_suspicious(text: str) -> bool:
    """Tell at once of nearly every text that nothing in it was misread.

    >>> is_suspicious("Études liées à la santé – “naïve” β-cells"), is_suspicious("Ã‰tudes")
    (False, True)
    """
    return not text.isascii() and _SUSPICIOUS.search(text) is not None


def read_anew(text: str) -> str:
    """Give a text as it was before it was misread, if there is something in it that no text means.

    >>> read_anew("SÃ£o Paulo: a â€œreviewâ€"), read_anew("ÃƒÂ©tude"), read_anew("„Spaß“, CAFÉ», 9 Å²")
    ('São Paulo: a “review”', 'étude', '„Spaß“, CAFÉ», 9 Å²')
    """
    for _ in range(_MOST_LAYERS):
        if len(text) > _LONGEST or not is_suspicious(text):
            break
        windows, mac = (sum(map(len, pattern.findall(text))) for pattern in (_IN_WINDOWS, _ON_A_MAC))
        if not windows and not mac:
            break
        if windows > mac:
            text = _HYPHEN.sub("\x90", _CLOSING.sub("\\1\x9d", text))
            text = _SPACE.sub("", _GRAVE.sub("à ", _WINDOWS_LETTER.sub(_decode_windows, text)))
        else:
            text = _MAC_LETTER.sub(_decode_mac, text)
    return text


def read_all_anew(value: Value, misread: dict[str, None]) -> Value:
    """Read anew the texts in a value: a text, a struct or several; those that were misread are noted as they were.

    >>> read_all_anew(("SÃ£o Paulo", "Liège"), misread := {}), list(misread)
    (('São Paulo', 'Liège'), ['SÃ£o Paulo'])
    """
    found: Any = value
    if isinstance(value, str):
        found = read_anew(value)
        if found != value:
            misread[value] = None
    elif isinstance(value, tuple):
        found = tuple(read_all_anew(each, misread) for each in value)
    elif isinstance(value, Struct):
        fields = {name: read_all_anew(getattr(value, name), misread) for name in value.__struct_fields__}
        found = structs.replace(value, **fields)
    return found  # type: ignore[no-any-return]


def keep_bytes(text: str) -> str:
    r"""Read a text anew whose misread characters have control characters in them, before these are left out.

    >>> keep_bytes("Ã\x81lvarez, â€œquotedâ€\x9d"), keep_bytes("Ã©")
    ('Álvarez, “quoted”', 'Ã©')
    """
    for _ in range(_MOST_LAYERS):
        if text.isascii() or not _CONTROL.search(text):
            break
        if not any(_decode_windows(each) != each[0] for each in _WITH_CONTROL.finditer(text)):
            break
        text = _WINDOWS_LETTER.sub(_decode_windows, text)
    return text


def _decode_windows(letter: re.Match[str]) -> str:
    return _decode(letter[0].translate(_TO_BYTES).encode("latin-1"), letter[0])


def _decode_mac(letter: re.Match[str]) -> str:
    return _decode(letter[0].encode("mac_roman"), letter[0])


def _decode(text: bytes, misread: str) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return misread
