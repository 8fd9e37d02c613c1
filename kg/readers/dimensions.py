"""Reads the tables (CSV) of publications that Dimensions exports, after the line in which it says so.

Columns as its exports of 2020 to 2024 have them, full and for bibliometric mapping; parts of a cell are separated by semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.readers._csv import Cells, Row, Table, has_header, read_rows, told_by
from kg.readers._dimensions_people import read_people
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

TITLE = "Dimensions publications (CSV)"

_ABOUT = re.compile(rb"\A(?:\xef\xbb\xbf)?\"?About the data:[^\r\n]*\r?\n")
_NUMBER = re.compile(r"pub\.\d{6,12}")
_NEXT_CITED = re.compile(r";\s*(?=\[)")
_CITED = 10  # parts of a cited reference
_IDENTIFIERS = {"Publication ID": "dimensions", "DOI": "doi", "PMID": "pmid", "PMCID": "pmcid"}
_DATES = {"published": ("Publication Date", "PubYear"), "epublish": ("Publication Date (online)",), "print": ("Publication Date (print)",)}  # fmt: skip
_METRICS = {
    "dimensions-citations": "Times cited",
    "recent citations": "Recent citations",
    "relative citation ratio": "RCR",
    "field citation ratio": "FCR",
    "altmetric": "Altmetric",
}


def sniff(head: bytes) -> bool:
    r"""Tell by the names of columns, which may stand below a line about the data.

    >>> sniff(b'"About the data: Exported on Jan 1, 2024."\nRank,Publication ID,DOI,PMID,Title,PubYear')
    True
    """
    return has_header(_ABOUT.sub(b"", head), _is_header)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the rows; one that does not fit the columns, or has no number of Dimensions, is a fault."""
    for row in read_rows(stream, file, Table(_is_header, told_by("Publication ID", _NUMBER))):
        if isinstance(row, Row):
            yield from _read_row(row, file)
        elif not row.raw.lstrip('"').startswith("About the data:"):
            yield row


def _is_header(names: Sequence[str]) -> bool:
    return "Publication ID" in names and "PubYear" in names


def _read_row(row: Row, file: str) -> Iterator[Record | Fault]:
    """Give the record of a row; before it a fault, if its affiliations cannot be told apart."""
    cells, key = Cells(row.cells), record_key(row.raw)
    people, lost = read_people(cells)
    if lost:
        yield Fault(file, row.line, lost, "not the affiliations of these authors", "affiliations", key)
    kind, abstract, cited = map(cells.first, ("Publication Type", "Abstract", "Cited references"))
    access = cells.peek("Open Access")  # which tells the kind of access, too
    yield Record(
        key=key,
        source=Source("dimensions", file, row.line, row.raw),
        title=cells.first("Title"),
        identifiers=tuple(Identifier(s, cell) for name, s in _IDENTIFIERS.items() if (cell := cells.first(name))),
        dates=tuple(Date(event, cell) for event, columns in _DATES.items() if (cell := cells.first(*columns))),
        container=_read_container(cells),
        volume=cells.first("Volume"),
        issue=cells.first("Issue"),
        pages=cells.first("Pagination"),
        contributors=people,
        abstract=(Section("", abstract),) if abstract else (),
        headings=tuple(map(Heading, cells.parts("MeSH terms"))),
        types=(kind,) if kind else (),
        grants=_read_grants(cells),
        references=tuple(map(_read_reference, _NEXT_CITED.split(cited) if cited else ())),
        open_access=access != "Closed" if access else None,
        metrics=tuple(Metric(name, cell) for name, column in _METRICS.items() if (cell := cells.first(column))),
        extra=cells.rest(),
    )


def _read_grants(cells: Cells) -> tuple[Grant, ...]:
    """Give the grants: the numbers are the funder's if there is one, of several funders nobody can say which gave which."""
    numbers, funders = cells.parts("Supporting Grants"), cells.parts("Funder")
    if len(funders) == 1 and numbers:
        return tuple(Grant(number, funders[0]) for number in numbers)
    return (*(Grant(number) for number in numbers), *(Grant("", funder) for funder in funders))


def _read_reference(text: str) -> Reference:
    """Read "[Bo, Ann; Ames, Bill]|ids|source|year|volume|issue|pages|DOI|pub.1|times cited"; what is not so made stays text.

    >>> _read_reference("[Bo, Ann]||Walks|2019|7|2|5-9|10.1000/w|pub.1001|3")
    Reference(text='Bo, Ann. Walks. 2019. 7(2): 5-9', identifiers=(Identifier(scheme='doi', value='10.1000/w'), Identifier(scheme='dimensions', value='pub.1001')))
    """
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != _CITED:
        return Reference(text)
    authors, _, source, year, volume, issue, pages, doi, number, _ = parts
    place = ": ".join(filter(None, (volume + (f"({issue})" if issue else ""), pages)))
    printed = ". ".join(filter(None, (authors.strip("[] "), source, year, place)))
    return Reference(
        printed, tuple(Identifier(s, value) for s, value in (("doi", doi), ("dimensions", number)) if value)
    )


def _read_container(cells: Cells) -> Container | None:
    journal = cells.first("Source title", "Source Title", "Source title/Anthology title")
    title = journal or cells.first("Anthology title")
    schemes = {"ISSN": "issn", "e-ISSN": "eissn", "ISBN": "isbn"}
    identifiers = tuple(Identifier(scheme, each) for name, scheme in schemes.items() for each in cells.parts(name))
    if not title and not identifiers:
        return None
    return Container(title, "journal" if journal else "book", identifiers, publisher=cells.first("Publisher"))
