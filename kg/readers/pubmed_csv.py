"""Reads the tables (CSV) that PubMed saves: PMID, title, authors and the citation of each article.

Columns as https://pubmed.ncbi.nlm.nih.gov/help/#save-citations names the format; the citation is the one of PubMed's
summaries, without its authors, title and PMID.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.readers._citation_line import Citation, parse_source, split_authors
from kg.readers._csv import Cells, Row, Table, has_header, read_rows, told_by
from kg.readers._tagged_fields import as_published
from kg.record import Container, Contributor, Date, Fault, Field, Identifier, Record, Source, record_key
from kg.values.names import is_personal

TITLE = "PubMed table (CSV)"

_NUMBER = re.compile(r"\d{1,8}")
_BETWEEN = re.compile(r"[,;] ")
_IDENTIFIERS = {"PMID": "pmid", "PMCID": "pmcid", "NIHMS ID": "mid", "DOI": "doi"}


def sniff(head: bytes) -> bool:
    """Tell by the names of columns that only PubMed has.

    >>> sniff(b"PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI")
    True
    """
    return has_header(head, _is_header)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the rows; one that does not fit the columns, or has no PMID, is a fault, as is a citation that says nothing known."""
    for row in read_rows(stream, file, Table(_is_header, told_by("PMID", _NUMBER))):
        if isinstance(row, Fault):
            yield row
        else:
            yield from _read_row(row, file)


def _is_header(names: Sequence[str]) -> bool:
    return "PMID" in names and "Journal/Book" in names


def _read_row(row: Row, file: str) -> Iterator[Record | Fault]:
    """Give the row's fault, if its citation cannot be read, and its record."""
    cells = Cells(row.cells)
    key = record_key(row.raw)
    printed = cells.peek("Citation")
    citation = parse_source(printed) if printed else None
    if citation:
        cells.first("Citation")
    citation = citation or Citation(unread=printed)
    if citation.unread:
        yield Fault(file, row.line, citation.unread, "not a citation as PubMed prints it", "citation", key)
    byline = cells.first("Authors", "First Author")
    if byline.startswith(cells.peek("First Author")):
        cells.first("First Author")
    title = cells.first("Journal/Book") or citation.book
    date = citation.date or cells.peek("Publication Year")
    if cells.peek("Publication Year") in date:
        cells.first("Publication Year")
    yield Record(
        key=key,
        source=Source("pubmed_csv", file, row.line, row.raw),
        title=cells.first("Title"),
        identifiers=tuple(_read_identifiers(cells, citation)),
        dates=(
            *((as_published(date),) if date else ()),
            *citation.dates,
            *(Date("created", day) for day in cells.parts("Create Date")),
        ),
        container=Container(title, "book" if citation.book else "journal") if title else None,
        volume=citation.volume,
        issue=citation.issue,
        pages=citation.pages,
        contributors=tuple(_read_authors(byline)),
        language=next(iter(citation.languages), ""),
        relations=citation.relations,
        flags=citation.flags,
        extra=(*cells.rest(), *((Field("book", citation.book),) * (citation.book not in {"", title}))),
        truncated=_breaks_off(cells.peek("DOI"), citation),
    )


def _breaks_off(doi: str, citation: Citation) -> bool:
    """Whether a row ends within its last cell: the DOI is shorter than the one that its citation prints."""
    return any(
        each.scheme == "doi" and each.value.startswith(doi) and each.value != doi for each in citation.identifiers
    )


def _read_identifiers(cells: Cells, citation: Citation) -> Iterator[Identifier]:
    """Give the identifiers of the citation and the row; of a DOI that breaks off in the row, the citation's."""
    found = {each.scheme: each.value for each in citation.identifiers}
    for name, scheme in _IDENTIFIERS.items():
        text = cells.first(name)
        if text and not found.get(scheme, "").startswith(text):
            found[scheme] = text
    yield from (Identifier(scheme, text) for scheme, text in found.items())


def _read_authors(cell: str) -> Iterator[Contributor]:
    """Give the names of a byline: "Bell S, Dow C; Walking Study Group."."""
    byline = cell.strip().removesuffix(".")
    names = split_authors(f"{byline}. Title")[0] or filter(None, _BETWEEN.split(byline))
    for name in names:
        yield Contributor(name, collective=not is_personal(name))
