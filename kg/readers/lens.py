"""Reads the tables (CSV) of scholarly works that The Lens exports.

Columns as its exports of 2020 to 2024 have them, and as https://support.lens.org/knowledge-base/ names the fields; lists are
separated by semicolons, references are given as numbers of The Lens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.readers._csv import Cells, Row, Table, has_header, read_rows, told_by
from kg.readers._lens_members import KINDS
from kg.readers._tagged_fields import join_pages
from kg.record import (
    Container,
    Contributor,
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

TITLE = "The Lens, scholarly works (CSV)"

_NUMBER = re.compile(r"\d{3}-\d{3}-\d{3}-\d{3}-\d{2}[\dX]")
_IDENTIFIERS = {"Lens ID": "lens", "DOI": "doi", "PMID": "pmid", "PMCID": "pmcid", "Microsoft Academic ID": "mag"}
_METRICS = {"lens-citations": "Citing Works Count", "citing patents": "Citing Patents Count"}


def sniff(head: bytes) -> bool:
    """Tell by the names of columns that only The Lens has for works.

    >>> sniff(b"Lens ID,Title,Date Published,Publication Year,Publication Type"), sniff(b"Lens ID,Jurisdiction,Kind")
    (True, False)
    """
    return has_header(head, _is_header)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the rows; one that does not fit the columns, or has no number of The Lens, is a fault."""
    for row in read_rows(stream, file, Table(_is_header, told_by("Lens ID", _NUMBER))):
        yield row if isinstance(row, Fault) else _read_row(row, file)


def _is_header(names: Sequence[str]) -> bool:
    return "Lens ID" in names and "Publication Type" in names


def _read_row(row: Row, file: str) -> Record:
    cells = Cells(row.cells)
    kind = cells.first("Publication Type")
    abstract, licence, access = (
        cells.first("Abstract"),
        cells.first("Open Access License"),
        cells.first("Is Open Access"),
    )
    year = cells.first("Publication Year")
    published = cells.first("Date Published") or year
    return Record(
        key=record_key(row.raw),
        source=Source("lens", file, row.line, row.raw),
        title=cells.first("Title"),
        identifiers=tuple(Identifier(s, text) for name, s in _IDENTIFIERS.items() for text in cells.parts(name)),
        dates=(Date("published", published),) if published else (),
        container=_read_container(cells, kind),
        volume=cells.first("Volume"),
        issue=cells.first("Issue Number"),
        pages=join_pages(cells.first("Start Page"), cells.first("End Page")),
        contributors=tuple(map(Contributor, cells.parts("Author/s", "Authors"))),
        abstract=(Section("", abstract),) if abstract else (),
        keywords=tuple(cells.parts("Keywords")),
        headings=tuple(map(Heading, cells.parts("MeSH Terms"))),
        types=(kind,) if kind else (),
        grants=tuple(Grant("", agency) for agency in cells.parts("Funding")),
        references=tuple(Reference("", (Identifier("lens", each),)) for each in cells.parts("References")),
        licence=licence,
        open_access=access.lower() == "true" if access else None,
        metrics=tuple(Metric(name, cell) for name, column in _METRICS.items() if (cell := cells.first(column))),
        extra=cells.rest(),
    )


def _read_container(cells: Cells, kind: str) -> Container | None:
    title, issns = cells.first("Source Title"), cells.parts("ISSNs")
    if not title and not issns:
        return None
    identifiers = tuple(Identifier("issn", issn) for issn in issns)
    return Container(
        title,
        KINDS.get(kind, "journal"),
        identifiers,
        publisher=cells.first("Publisher"),
        country=cells.first("Source Country"),
    )
