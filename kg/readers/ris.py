"""Reads RIS, with the dialects of Web of Science, Scopus, Ovid, Cochrane, EndNote, Zotero, Mendeley and IEEE.

A record begins with TY and ends with ER. Specification: https://en.wikipedia.org/wiki/RIS_(file_format), after Research
Information Systems' own of 2011; databases differ in what they put where, so that the value decides with the tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.readers._ris_fields import find_container, find_contributors, find_dates, find_identifiers, find_notes
from kg.readers._tagged import Layout, Table, Tags, finish, split
from kg.record import Fault, Record, Section

TITLE = "RIS"

_SIGN = re.compile(rb"(?m)^\s{0,8}TY {1,2}- ?")
_RUNNING = frozenset(("AB", "N2", "N1", "TI", "T1", "T2", "KW", "AD", "RN"))
_STARRED = re.compile(r"^\*|\s*;\s*$")
_LAYOUT = Layout(
    line=re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)"),
    more=re.compile(r"\s"),
    opens="TY",
    closes="ER",
    loose=_RUNNING,
    prose=frozenset(("AB", "N2")),
    frame=re.compile(r"(\d{1,9})\.|Record #(\d+) of \d+|(?:Provider|Content|Database): .*"),
)
_TABLE = Table(
    texts={
        "title": ("TI", "T1", "CT", "BT"),
        "volume": ("VL", "VO"),
        "issue": ("IS",),
        "language": ("LA",),
        "article_number": ("C7",),
    },
    lists={"types": ("TY",)},
)


def sniff(head: bytes) -> bool:
    """Tell whether a line begins with TY and its dash.

    >>> sniff(b"1.\\nTY  - JOUR\\n"), sniff(b"PT J\\n")
    (True, False)
    """
    return _SIGN.search(head) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the records of a file; a missing ER is a fault, the record is kept."""
    for item in split(stream, file, _LAYOUT):
        if isinstance(item, Fault):
            yield item
        else:
            yield from finish(item, file, "ris", _LAYOUT, _assemble)


def _assemble(tags: Tags) -> dict[str, Any]:
    fields = _TABLE.fill(tags)
    container = find_container(tags, fields["types"][0].upper() if fields["types"] else "")
    kinds = [text for text in tags.peek("M3") if not text.lower().startswith(("10.", "doi"))]
    return (
        fields
        | find_notes(tags)
        | {
            "types": (*fields["types"], *(part for text in kinds for part in text.split("; "))),
            "container": container,
            "pages": _find_pages(tags),
            "identifiers": find_identifiers(tags),
            "dates": find_dates(tags),
            "contributors": find_contributors(tags),
            "abstract": tuple(Section("", text) for text in _find_abstract(tags)),
            "keywords": tuple(dict.fromkeys(_find_keywords(tags))),
        }
    )
