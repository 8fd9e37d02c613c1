"""Reads the tables of Web of Science with the columns of its Excel export, which a spreadsheet may have saved as CSV.

The columns say in words what tagged text says in tags, and their cells are those of tab-delimited files. Where all databases
are exported, the accession number's column has another name, and works in other scripts have columns of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from kg.readers._csv import Table, has_header, read_rows, told_by
from kg.readers._tagged_fields import Element, Tags
from kg.readers._wos import assemble, split_cell
from kg.record import Fault, Field, Record, Source, record_key

TITLE = "Web of Science table (Excel, CSV)"

_NUMBERS = ("UT (Unique WOS ID)", "UT (Unique ID)")
_ACCESSION = re.compile(r"[A-Z]+:\S+")
_TAGS = {
    "Publication Type": "PT", "Authors": "AU", "Author Full Names": "AF", "Book Authors": "BA", "Book Author Full Names": "BF",
    "Book Editors": "BE", "Group Authors": "CA", "Book Group Authors": "GP", "Article Title": "TI", "Source Title": "SO",
    "Language": "LA", "Document Type": "DT", "Author Keywords": "DE", "Abstract": "AB", "Addresses": "C1",
    "Reprint Addresses": "RP", "Email Addresses": "EM", "Researcher Ids": "RI", "ORCIDs": "OI", "Funding Orgs": "FU",
    "Cited References": "CR", "Cited Reference Count": "NR", "Times Cited, WoS Core": "TC", "180 Day Usage Count": "U1",
    "Since 2013 Usage Count": "U2", "Publisher": "PU", "ISSN": "SN", "eISSN": "EI", "ISBN": "BN", "Journal Abbreviation": "J9",
    "Journal ISO Abbreviation": "JI", "Publication Date": "PD", "Publication Year": "PY", "Volume": "VL", "Issue": "IS",
    "Start Page": "BP", "End Page": "EP", "Article Number": "AR", "DOI": "DI", "Book DOI": "D2", "Early Access Date": "EA",
    "Pubmed Id": "PM", "Open Access Designations": "OA", **dict.fromkeys(_NUMBERS, "UT"),
}  # fmt: skip
_NAMES = {tag: name for name, tag in _TAGS.items()}


def sniff(head: bytes) -> bool:
    """Tell by the names of columns that only Web of Science has.

    >>> sniff(b"Publication Type,Authors,Article Title,Source Title,UT (Unique WOS ID)"), sniff(b"Authors,Article Title")
    (True, False)
    """
    return has_header(head, _is_header)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the rows; one that does not fit the columns, or has no accession number, is a fault."""
    for row in read_rows(stream, file, Table(_is_header, _name_columns)):
        if isinstance(row, Fault):
            yield row
            continue
        pairs = list(_tag(row.cells))
        tags = Tags([Element(tag, split_cell(tag, cell)) for tag, cell in pairs])
        yield Record(
            key=record_key(row.raw),
            source=Source("wos_table", file, row.line, row.raw),
            **assemble(tags),
            extra=tuple(Field(_NAMES.get(each.name, each.name), each.value) for each in tags.rest()),
        )


def _is_header(names: Sequence[str]) -> bool:
    return "Article Title" in names and not set(_NUMBERS).isdisjoint(names)


def _name_columns(header: Sequence[str], cells: Sequence[str]) -> Sequence[str] | None:
    column = next(name for name in _NUMBERS if name in header)
    return told_by(column, _ACCESSION)(header, cells)


def _tag(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the cells by their tags; where there is no title, say, the first of "Article Title - Chinese" and its like is it."""
    filled = set(cells)
    for name, cell in cells.items():
        plain = name.partition(" - ")[0]
        yield _TAGS.get(plain, name) if name == plain or plain not in filled else name, cell.strip()
        filled.add(plain)
