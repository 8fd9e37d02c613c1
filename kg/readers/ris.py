"""Reads RIS, with the dialects of Web of Science, Scopus, Ovid, Cochrane, EndNote, Zotero, Mendeley and IEEE.

A record begins with TY and ends with ER. Specification: https://en.wikipedia.org/wiki/RIS_(file_format), after Research
Information Systems' own of 2011; databases differ in what they put where, so that the value decides with the tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.readers._ris_contributors import find_contributors
from kg.readers._ris_fields import (
    find_container,
    find_dates,
    find_identifiers,
    find_keywords,
    find_metrics,
    find_references,
    find_types,
)
from kg.readers._tagged import Layout, read_records
from kg.readers._tagged_fields import Table, Tags, join_pages
from kg.record import Fault, Record, Section

TITLE = "RIS"

_SIGN = re.compile(rb"(?:\A|[\r\n])\s{0,2}TY {1,2}-")
_LAYOUT = Layout(
    line=re.compile(r"\s{0,2}([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)"),
    more=re.compile(r"\s"),
    opens="TY",
    closes="ER",
    loose=frozenset(("AB", "N2", "N1", "TI", "T1", "T2", "KW", "AD", "RN")),
    prose=frozenset(("AB", "N2")),
    frame=re.compile(r"(?:Record #)?(\d{1,9})(?:\.| of \d{1,9})|(?:Provider|Content|Database): .*"),
)
_TABLE = Table(
    texts={
        "title": ("TI", "T1", "CT", "BT", "ST"),
        "volume": ("VL", "VO"),
        "issue": ("IS",),
        "language": ("LA",),
        "article_number": ("C7",),
    },
    lists={"types": ("TY",)},
)


def sniff(head: bytes) -> bool:
    r"""Tell whether a line begins with TY and its dash.

    >>> sniff(b"1.\nTY  - JOUR\n"), sniff(b"PT J\n")
    (True, False)
    """
    return _SIGN.search(head) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the records of a file; a missing ER is a fault, the record is kept."""
    return read_records(stream, file, "ris", _LAYOUT, _assemble)


def _assemble(tags: Tags) -> dict[str, Any]:
    fields = _TABLE.fill(tags)
    kind = next(iter(fields["types"]), "").upper()
    fields["types"] += tuple(find_types(tags))
    return fields | {
        "container": find_container(tags, kind),
        "pages": join_pages(tags.first("SP"), tags.first("EP")),
        "identifiers": tuple(dict.fromkeys(find_identifiers(tags))),
        "dates": tuple(find_dates(tags)),
        "contributors": find_contributors(tags, kind),
        "abstract": tuple(Section("", text) for text in tags.all("AB") or tags.all("N2")),
        "keywords": tuple(dict.fromkeys(find_keywords(tags))),
        "metrics": tuple(find_metrics(tags)),
        "references": tuple(find_references(tags)),
    }
