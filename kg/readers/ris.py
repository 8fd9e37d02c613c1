"""Reads RIS, with the dialects of Web of Science, Scopus, Ovid, Cochrane, EndNote, Zotero, Mendeley and IEEE.

A record begins with TY and ends with ER. Specification: https://en.wikipedia.org/wiki/RIS_(file_format), after Research
Information Systems' own of 2011; databases differ in what they put where, so that the value decides with the tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.readers._ris import assemble
from kg.readers._tagged import Layout, read_records
from kg.readers._tagged_fields import Tags
from kg.record import Fault, Record

TITLE = "RIS"
BOUNDARY = re.compile(rb"\nER  - ?\r?\n")

# What begins with plain text is found ten times faster.
_SIGNS = (
    re.compile(rb"TY(?:(?<=^TY)|(?<=^\sTY)|(?<=^\s\sTY)) {1,2}-", re.MULTILINE),
    re.compile(rb"ty  - (?<=^ty  - )", re.MULTILINE),
)
_LAYOUT = Layout(
    # small letters only in the exact form: wrapped text has "no - " at the beginning of a line
    line=re.compile(r"\s{0,2}([A-Z][A-Z0-9](?= {1,2}-)|[a-z][a-z0-9](?=  -)) {1,2}-(?: (.*)|$)"),
    more=re.compile(r"\s"),
    opens="TY",
    closes="ER",
    loose=frozenset(("AB", "N2", "N1", "TI", "T1", "T2", "KW", "AD", "RN", "SN", "UR")),
    prose=frozenset(("AB", "N2")),
    frame=re.compile(r"(?:Record #)?(\d{1,9})(?:\.| of \d{1,9})|(?:Provider|Content|Database): .*"),
)


def sniff(head: bytes) -> bool:
    r"""Tell whether a line begins with TY and its dash.

    >>> sniff(b"1.\nTY  - JOUR\n"), sniff(b"PT J\n")
    (True, False)
    """
    return any(sign.search(head) for sign in _SIGNS)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the records of a file; a missing ER is a fault, the record is kept."""
    return read_records(stream, file, "ris", _LAYOUT, _assemble)


def _assemble(tags: Tags) -> dict[str, Any]:
    return assemble(tags, next(iter(tags.peek("TY")), "").upper())
