"""Reads EndNote's tagged export (.enw), in the format of Refer: as EndNote, Google Scholar, Zotero and publishers write it.

A line is "%", one character and a value; "%0" begins a record. Specification: https://en.wikipedia.org/wiki/EndNote, after
EndNote's own list of tags. EndNote writes the same fields as RIS under other names, so the tags are read as those of RIS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.readers._ris import assemble_as
from kg.readers._tagged import Layout, read_records
from kg.readers._tagged_fields import Element, Tags
from kg.record import Fault, Record

TITLE = "EndNote tagged (Refer, .enw)"

_SIGN = re.compile(rb"%0 (?<![^\n]%0 )[A-Z][^\n]*\n\s*%[0-9A-Z@!?#$&()*+=\[\]^<>~]")
_LAYOUT = Layout(
    line=re.compile(r"(%[0-9A-Z@!?#$&()*+=\[\]^<>~])(?:\s(.*)|$)"),
    more=re.compile(r"\s"),
    opens="%0",
    closes="none",  # an empty line may stand in an abstract
    whole=lambda entry: entry.ended,
    loose=frozenset(f"%{each}" for each in "XZKTUR@M+1234<>^"),
    prose=frozenset(("%X",)),
)
_TAGS = {
    "0": "TY", "9": "M3", "A": "AU", "E": "A2", "Y": "A3", "?": "A4", "+": "AD", "T": "TI", "!": "ST", "J": "JF", "O": "J2",
    "B": "T2", "S": "T3", "I": "PB", "@": "SN", "V": "VL", "N": "IS", "P": "SP", "]": "C7", "D": "PY", "8": "DA", "7": "ET",
    "[": "Y2", "X": "AB", "K": "KW", "Z": "N1", "G": "LA", "R": "DO", "M": "AN", "W": "DP", "~": "DB", "2": "C2", "$": "C6",
    "U": "UR",
}  # fmt: skip
_KINDS = {
    "book": "BOOK",
    "book section": "CHAP",
    "conference paper": "CPAPER",
    "conference proceedings": "CONF",
    "edited book": "EDBOOK",
    "electronic book": "EBOOK",
    "electronic book section": "ECHAP",
    "electronic chapter": "ECHAP",
}


def sniff(head: bytes) -> bool:
    r"""Tell whether a line begins a record, and the next is one of its tags.

    >>> sniff(b"%0 Journal Article\n%T A title"), sniff(b"%PDF-1.4"), sniff(b"% 100 %\n@article{a,")
    (True, False, False)
    """
    return _SIGN.search(head) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the records of a file; a last line without an end may be half of one, and is a fault."""
    return read_records(stream, file, "refer", _LAYOUT, _assemble)


def _assemble(tags: Tags) -> dict[str, Any]:
    pairs = [(each, Element(_TAGS.get(each.tag[1], each.tag), each.texts)) for each in tags.elements]
    return assemble_as(tags, pairs, _KINDS.get(next(iter(tags.peek("%0")), "").lower(), "JOUR"))
