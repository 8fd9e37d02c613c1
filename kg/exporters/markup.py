"""What XML can hold."""

from __future__ import annotations

import re

from kg.errors import InputError

# https://www.w3.org/TR/xml/#charsets
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_text(text: str, place: str) -> None:
    r"""Raise ValueError, which names the place, if the text has a character that no XML document can hold.

    >>> check_text("a\x01b", "the name of person/1")
    Traceback (most recent call last):
        ...
    kg.errors.InputError: XML cannot hold the character '\x01' in the name of person/1
    """
    if illegal := _ILLEGAL.search(text):
        raise InputError(f"XML cannot hold the character {illegal[0]!r} in {place}")
