"""Reads the tables (CSV) that Zotero exports.

Columns as Zotero's own translator writes them (https://github.com/zotero/translators/blob/master/CSV.js); all cells are
quoted, names and tags are separated by semicolons. What says where an item stands in somebody's library is no part of its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.readers._csv import Cells, Row, Table, has_header, read_rows, told_by
from kg.readers._tagged_fields import try_date
from kg.readers._zotero import KINDS, find_noted, split_numbers
from kg.record import Container, Contributor, Date, Fault, Identifier, Record, Section, Source, record_key
from kg.values.names import is_group

TITLE = "Zotero table (CSV)"

_PLACE = ("Key", "Date Added", "Date Modified", "Access Date", "File Attachments", "Link Attachments")
_ROLES = {
    "Author": "author",
    "Editor": "editor",
    "Series Editor": "collection-editor",
    "Translator": "translator",
    "Contributor": "contributor",
    "Book Author": "container-author",
    "Reviewed Author": "reviewed-author",
}
_TYPE = re.compile(r"[A-Za-z]+")


def sniff(head: bytes) -> bool:
    """Tell by the names of columns that only Zotero has.

    >>> sniff(b'"Key","Item Type","Publication Year","Author","Title","Publication Title"')
    True
    """
    return has_header(head, _is_header)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the rows; one that does not fit the columns, or has no type, is a fault."""
    for row in read_rows(stream, file, Table(_is_header, told_by("Item Type", _TYPE))):
        yield row if isinstance(row, Fault) else _read_row(row, file)


def _is_header(names: Sequence[str]) -> bool:
    return "Item Type" in names and "Publication Title" in names


def _read_row(row: Row, file: str) -> Record:
    cells = Cells(row.cells)
    kind, printed = cells.first("Item Type"), cells.peek("Date")
    date = cells.first("Date") if try_date(printed) else cells.first("Publication Year") or cells.first("Date")
    if cells.peek("Publication Year") in date:
        cells.first("Publication Year")
    identifiers = {"doi": ""} | {each.scheme: each.value for each in find_noted(cells.peek("Extra"))}
    identifiers["doi"] = cells.first("DOI") or identifiers["doi"]
    container = _read_container(cells, kind)
    isbns = () if container else _read_isbns(cells)
    abstract = cells.first("Abstract Note")
    accessed = cells.first("Access Date")
    return Record(
        key=record_key("\n".join(f"{name}: {cell}" for name, cell in row.cells.items() if name not in _PLACE)),
        source=Source("zotero", file, row.line, row.raw, cells.first("Key")),
        title=cells.first("Title"),
        identifiers=(*(Identifier(scheme, text) for scheme, text in identifiers.items() if text), *isbns),
        dates=(*((Date("published", date),) * bool(date)), *((Date("accessed", accessed),) * bool(accessed))),
        container=container,
        volume=cells.first("Volume"),
        issue=cells.first("Issue"),
        pages=cells.first("Pages"),
        contributors=tuple(_read_people(cells)),
        abstract=(Section("", abstract),) if abstract else (),
        keywords=tuple(dict.fromkeys((*cells.parts("Manual Tags"), *cells.parts("Automatic Tags")))),
        types=(kind,),
        language=cells.first("Language"),
        extra=cells.rest(),
    )


def _read_container(cells: Cells, kind: str) -> Container | None:
    """Give the journal, book or conference; what stands for itself is in none, unless it is in a series."""
    title = cells.first("Publication Title", "Proceedings Title") or (
        cells.first("Conference Name") if kind in KINDS else ""
    )
    series = "" if title else cells.first("Series", "Series Title")
    issns = split_numbers("issn", cells.first("ISSN"))
    if not (title or series or issns):
        return None
    return Container(
        title or series,
        "series" if series else KINDS.get(kind, "journal"),
        (*issns, *(() if series else _read_isbns(cells))),
        cells.first("Journal Abbreviation"),
        cells.first("Publisher"),
    )


def _read_isbns(cells: Cells) -> tuple[Identifier, ...]:
    return split_numbers("isbn", cells.first("ISBN"))


def _read_people(cells: Cells) -> Iterator[Contributor]:
    """Give the names, each in one field as "Family, Given"; a name in one piece is a group if its words say so."""
    for column, role in _ROLES.items():
        for name in cells.parts(column):
            yield Contributor(name.rstrip(", "), role=role, collective="," not in name and is_group(name))
