"""Reads the tables (CSV) that Scopus exports, with the columns that were ticked, in the old and the new form.

The form of 2023 separates authors by semicolons and has their full names; https://service.elsevier.com/app/answers/
detail/a_id/14808/supporthub/scopus/ describes the export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.readers._csv import Cells, Row, Table, has_header, read_rows, split_parts
from kg.readers._scopus_authors import read_authors, read_editors
from kg.record import (
    Container,
    Date,
    Fault,
    Grant,
    Heading,
    Identifier,
    Metric,
    Record,
    Reference,
    Section,
    Source,
    record_key,
)

TITLE = "Scopus table (CSV)"

_EID = re.compile(r"2-s2\.0-\d{1,15}")
_LINKED = re.compile(r"[?&]eid=(2-s2\.0-\d{1,15})(?:&|$)")
_NONE = re.compile(r"\[No .{1,40} available\]", re.IGNORECASE)
_FUNDING_TEXT = re.compile(r"Funding Texts?(?: \d+)?")
_NUMBER = re.compile(r"(?=\D*+\d)[^a-z]*+")
_KINDS = {"conference": "conference", "book": "book"}


def sniff(head: bytes) -> bool:
    """Tell by the names of columns that only Scopus has.

    >>> sniff(b'"Authors","Title","Year","Source title","EID"'), sniff(b"Authors,Title,Year,EID of something")
    (True, False)
    """
    return has_header(head, _is_header)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the rows, each with its faults before it; a row that does not fit the columns is a fault."""
    for row in read_rows(stream, file, Table(_is_header, _name_columns)):
        if isinstance(row, Fault):
            yield row
        else:
            yield from _read_row(row, file)


def _is_header(names: Sequence[str]) -> bool:
    return "EID" in names and ("Source title" in names or "Author(s) ID" in names)


def _name_columns(header: Sequence[str], cells: Sequence[str]) -> Sequence[str] | None:
    """Name the cells of a row; None unless an EID is where it should be.

    Scopus repeats "Funding Text" as often as the longest entry of a download needs; where downloads were joined, rows
    have more of them than the header.
    """
    more = len(cells) - len(header)
    if more < 0 or (more and not any(map(_FUNDING_TEXT.fullmatch, header))):
        return None
    names = list(header)
    if more:
        known = [place for place, name in enumerate(names) if _FUNDING_TEXT.fullmatch(name)]
        names[known[-1] + 1 : known[-1] + 1] = [f"Funding Text {len(known) + 1 + n}" for n in range(more)]
    return names if _EID.fullmatch(cells[names.index("EID")].strip()) else None


def _read_row(row: Row, file: str) -> Iterator[Record | Fault]:
    """Give the row's faults, then its record; a last row whose EID is not the one in its link breaks off."""
    filled = {name: cell for name, cell in row.cells.items() if not _NONE.fullmatch(cell.strip())}
    key = record_key(row.raw)
    linked = _LINKED.search(filled.get("Link", ""))
    truncated = linked is not None and linked[1] != filled["EID"].strip()
    cells = Cells(filled | ({"EID": linked[1]} if linked else {}))
    authors, lost = read_authors(cells)
    for raw, reason in lost:
        yield Fault(file, row.line, raw, reason, "authors", key)
    kind = cells.first("Document Type")
    pages = "-".join(dict.fromkeys(filter(None, (cells.first("Page start"), cells.first("Page end")))))
    yield Record(
        key=key,
        source=Source("scopus", file, row.line, row.raw),
        title=cells.first("Title"),
        identifiers=tuple(_identifiers(cells, kind)),
        dates=tuple(Date("published", year) for year in cells.parts("Year")),
        container=_container(cells, kind),
        volume=cells.first("Volume"),
        issue=cells.first("Issue"),
        pages=pages,
        article_number=cells.first("Art. No."),
        contributors=(*authors, *read_editors(cells.first("Editors"))),
        abstract=tuple(Section("", text) for text in (cells.first("Abstract"),) if text),
        keywords=tuple(cells.parts("Author Keywords")),
        headings=tuple(map(Heading, cells.parts("Index Keywords"))),
        types=(kind,) if kind else (),
        language=cells.first("Language of Original Document"),
        grants=tuple(_grants(cells)),
        references=tuple(map(Reference, split_parts(cells.first("References")))),
        open_access=True if cells.peek("Open Access").startswith("All Open Access") else None,
        metrics=tuple(Metric("scopus-citations", count) for count in cells.parts("Cited by")),
        flags=("retracted",) if kind == "Retracted" else (),
        extra=cells.rest(),
        truncated=truncated,
    )


def _identifiers(cells: Cells, kind: str) -> Iterator[Identifier]:
    for scheme, name in (("scopus", "EID"), ("doi", "DOI"), ("pmid", "PubMed ID")):
        if number := cells.first(name):
            yield Identifier(scheme, number)
    if kind in {"Book", "Conference Review"}:
        yield from (Identifier("isbn", isbn) for isbn in cells.parts("ISBN"))


def _container(cells: Cells, kind: str) -> Container | None:
    title = cells.first("Source title")
    if not title:
        return None
    identifiers = [Identifier("issn", issn) for issn in cells.parts("ISSN")]
    identifiers += [Identifier("isbn", isbn) for isbn in cells.parts("ISBN")]
    group = _KINDS.get(kind.partition(" ")[0].lower(), "journal")
    return Container(
        title, group, tuple(identifiers), cells.first("Abbreviated Source Title"), cells.first("Publisher")
    )


def _grants(cells: Cells) -> Iterator[Grant]:
    """Give the grants: "Agency, ACRONYM: number, number", an agency alone, or a number alone."""
    for part in split_parts(cells.first("Funding Details")):
        agency, colon, numbers = part.rpartition(": ")
        if colon:
            yield from (Grant(number, agency) for number in numbers.split(", "))
        elif _NUMBER.fullmatch(part):
            yield Grant(part)
        else:
            yield Grant("", part)
