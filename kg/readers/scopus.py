"""Reads the tables (CSV) that Scopus exports, with the columns that were ticked, in the old and the new form.

The form of 2023 separates authors by semicolons and has their full names; https://service.elsevier.com/app/answers/
detail/a_id/14808/supporthub/scopus/ describes the export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from kg.readers._csv import Row, Table, has_header, read_rows
from kg.readers._scopus_authors import read_authors, read_editors
from kg.record import (
    Container,
    Date,
    Fault,
    Field,
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
_NUMBER = re.compile(r"[^a-z]*\d[^a-z]*")
_KINDS = {"conference": "conference", "book": "book"}
_TAKEN = frozenset([
    "Authors", "Author full names", "Author(s) ID", "Affiliations", "Authors with affiliations", "Title", "Year",
    "Source title", "Volume", "Issue", "Art. No.", "Page start", "Page end", "Cited by", "DOI", "Abstract",
    "Author Keywords", "Index Keywords", "Funding Details", "References", "Editors", "ISSN", "ISBN", "PubMed ID",
    "Language of Original Document", "Abbreviated Source Title", "Document Type", "EID",
])  # fmt: skip


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
        last = max(place for place, name in enumerate(names) if _FUNDING_TEXT.fullmatch(name))
        names[last + 1 : last + 1] = [f"Funding Text {n + 2}" for n in range(more)]
    return names if _EID.fullmatch(cells[names.index("EID")].strip()) else None


def _read_row(row: Row, file: str) -> Iterator[Record | Fault]:
    """Give the row's faults, then its record; a last row whose EID is not the one in its link breaks off."""
    cells = {name: cell.strip() for name, cell in row.cells.items() if not _NONE.fullmatch(cell.strip())}
    key = record_key(row.raw)
    linked = _LINKED.search(cells.get("Link", ""))
    truncated = linked is not None and linked[1] != cells["EID"]
    if linked:
        cells["EID"] = linked[1]
    authors, lost = read_authors(cells)
    for raw, reason in lost:
        yield Fault(file, row.line, raw, reason, "authors", key)
    kind = cells.get("Document Type", "")
    pages = "-".join(dict.fromkeys(filter(None, (cells.get("Page start"), cells.get("Page end")))))
    yield Record(
        key=key,
        source=Source("scopus", file, row.line, row.raw),
        title=cells.get("Title", ""),
        identifiers=tuple(_identifiers(cells, kind)),
        dates=tuple(Date("published", year) for year in _list(cells, "Year")),
        container=_container(cells, kind),
        volume=cells.get("Volume", ""),
        issue=cells.get("Issue", ""),
        pages=pages,
        article_number=cells.get("Art. No.", ""),
        contributors=(*authors, *read_editors(cells.get("Editors", ""))),
        abstract=tuple(Section("", text) for text in (cells.get("Abstract", ""),) if text),
        keywords=tuple(dict.fromkeys(_list(cells, "Author Keywords"))),
        headings=tuple(Heading(label) for label in dict.fromkeys(_list(cells, "Index Keywords"))),
        types=(kind,) if kind else (),
        language=cells.get("Language of Original Document", ""),
        grants=tuple(_grants(cells)),
        references=tuple(Reference(text) for text in _list(cells, "References")),
        open_access=True if cells.get("Open Access", "").startswith("All Open Access") else None,
        metrics=tuple(Metric("scopus-citations", count) for count in _list(cells, "Cited by")),
        flags=("retracted",) if kind == "Retracted" else (),
        extra=tuple(
            Field(name, cell)
            for name, cell in cells.items()
            if name not in _TAKEN and (name != "Publisher" or not cells.get("Source title"))
        ),
        truncated=truncated,
    )


def _list(cells: Mapping[str, str], name: str) -> list[str]:
    """Give the parts of a cell, which semicolons separate."""
    return [" ".join(part.split()) for part in cells.get(name, "").split(";") if part.strip()]


def _identifiers(cells: Mapping[str, str], kind: str) -> Iterator[Identifier]:
    for scheme, name in (("scopus", "EID"), ("doi", "DOI"), ("pmid", "PubMed ID")):
        if name in cells:
            yield Identifier(scheme, cells[name])
    if kind in {"Book", "Conference Review"}:
        yield from (Identifier("isbn", isbn) for isbn in _list(cells, "ISBN"))


def _container(cells: Mapping[str, str], kind: str) -> Container | None:
    title = cells.get("Source title", "")
    if not title:
        return None
    identifiers = [Identifier("issn", issn) for issn in _list(cells, "ISSN")]
    identifiers += [Identifier("isbn", isbn) for isbn in _list(cells, "ISBN")]
    group = _KINDS.get(kind.partition(" ")[0].lower(), "journal")
    return Container(
        title, group, tuple(identifiers), cells.get("Abbreviated Source Title", ""), cells.get("Publisher", "")
    )


def _grants(cells: Mapping[str, str]) -> Iterator[Grant]:
    """Give the grants: "Agency, ACRONYM: number, number", an agency alone, or a number alone."""
    for part in _list(cells, "Funding Details"):
        agency, colon, numbers = part.rpartition(": ")
        if colon:
            yield from (Grant(number, agency) for number in numbers.split(", "))
        elif _NUMBER.fullmatch(part):
            yield Grant(part)
        else:
            yield Grant("", part)
