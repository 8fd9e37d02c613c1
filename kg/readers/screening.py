"""Reads the tables (CSV) of tools for screening and of IEEE Xplore: Rayyan, Covidence, ASySD.

They say the same under other names, so that a table of names is all that tells them apart. Columns as their exports of
2019 to 2024 have them; Rayyan's are those of https://help.rayyan.ai (its own CSV for import), ASySD's those of
https://camaradesuk.github.io/ASySD. What says where a record stands in somebody's review is no part of its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from kg.readers._csv import Cells, Row, Table, has_header, read_rows, told_by
from kg.readers._links import find_in_link
from kg.readers._tagged_fields import join_pages, try_date
from kg.record import (
    Affiliation,
    Container,
    Contributor,
    Date,
    Fault,
    Field,
    Grant,
    Heading,
    Identifier,
    Metric,
    Record,
    Section,
    Source,
    record_key,
)
from kg.values.names import is_group

TITLE = "Tables (CSV) of Rayyan, Covidence, ASySD and IEEE Xplore"

_RAYYAN = {
    "ordinal": "key", "title": "title", "year": "year", "month": "month", "day": "day", "journal": "journal", "issn": "issn",
    "volume": "volume", "issue": "issue", "pages": "pages", "authors": "authors", "url": "url", "language": "language",
    "publisher": "publisher", "country": "location", "abstract": "abstract", "doi": "doi", "keywords": "keywords",
    "pmid": "pubmed_id", "pmcid": "pmc_id",
}  # fmt: skip
_COVIDENCE = {
    "ordinal": "Covidence #", "title": "Title", "year": "Published Year", "month": "Published Month", "journal": "Journal",
    "volume": "Volume", "issue": "Issue", "pages": "Pages", "authors": "Authors", "abstract": "Abstract", "doi": "DOI",
}  # fmt: skip
_ASYSD = {
    "ordinal": "record_id", "title": "title", "year": "year", "journal": "journal", "issn": "isbn", "volume": "volume",
    "issue": "number", "pages": "pages", "authors": "author", "url": "url", "abstract": "abstract", "doi": "doi",
    "keywords": "keywords",
}  # fmt: skip
_IEEE = {
    "title": "Document Title", "year": "Publication Year", "journal": "Publication Title", "issn": "ISSN", "isbn": "ISBNs",
    "volume": "Volume", "issue": "Issue", "first": "Start Page", "last": "End Page", "authors": "Authors",
    "affiliations": "Author Affiliations", "url": "PDF Link", "publisher": "Publisher", "abstract": "Abstract", "doi": "DOI",
    "keywords": "Author Keywords", "headings": "IEEE Terms", "grants": "Funding Information", "type": "Document Identifier",
    "citations": "Article Citation Count",
}  # fmt: skip
# The columns that only one of them has, and what is said in which.
_LAYOUTS: tuple[tuple[frozenset[str], Mapping[str, str]], ...] = (
    (frozenset(("key", "title", "year", "pubmed_id", "pmc_id")), _RAYYAN),
    (frozenset(("Covidence #", "Published Year")), _COVIDENCE),
    (frozenset(("record_id", "author", "title", "year", "number")), _ASYSD),
    (frozenset(("Document Title", "Publication Year", "Date Added To Xplore")), _IEEE),
)
_OWN = "="  # before our name of a column, which no table has
_YEAR = re.compile(r"(?:(?:1[5-9]|20)\d\d(?:\.0)?)?")
_NUMBERS = re.compile(r"[\dXx][\dXx-]{7,16}")
_FUNDED = re.compile(r"([^;(]+?)\s*(?:\(grant numbers?:\s*([^)]*)\))?\s*(?:;|$)", re.IGNORECASE)


def sniff(head: bytes) -> bool:
    """Tell by the names of columns that only one of them has.

    >>> sniff(b"key,title,year,pubmed_id,pmc_id"), sniff(b"Title,Notes,Year")
    (True, False)
    """
    return has_header(head, _is_header)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the rows; one that does not fit the columns, or has another thing for a year, is a fault."""
    for row in read_rows(stream, file, Table(_is_header, _name_columns)):
        yield row if isinstance(row, Fault) else _read_row(row, file)


def _is_header(names: Sequence[str]) -> bool:
    return any(telling <= set(names) for telling, _ in _LAYOUTS)


def _name_columns(header: Sequence[str], cells: Sequence[str]) -> Sequence[str] | None:
    """Name the columns as we do, of a row that fits."""
    columns = next(columns for telling, columns in _LAYOUTS if telling <= set(header))
    own = {theirs: _OWN + ours for ours, theirs in columns.items()}
    return told_by(_OWN + "year", _YEAR)([own.get(each, each) for each in header], cells)


def _read_row(row: Row, file: str) -> Record:
    cells = Cells(row.cells)

    def take(name: str) -> str:
        return cells.first(_OWN + name)

    kind, abstract = take("type"), take("abstract")
    identifiers = [Identifier(scheme, text) for scheme in ("doi", "pmid", "pmcid") if (text := take(scheme))]
    told = {each.scheme for each in identifiers}
    linked = [each for each in find_in_link(cells.peek(_OWN + "url")) if each.scheme not in told]
    numbers = [Identifier(scheme, each) for scheme in ("issn", "isbn") for each in _NUMBERS.findall(take(scheme))]
    journal = take("journal")
    container = Container(
        journal,
        "conference" if "Conference" in kind else "journal",
        tuple(dict.fromkeys(numbers)),
        publisher=take("publisher"),
        country=take("country"),
    )
    return Record(
        key=record_key("\n".join(f"{name}: {cell}" for name, cell in row.cells.items() if name != _OWN + "ordinal")),
        source=Source("screening", file, row.line, row.raw, take("ordinal")),
        title=take("title"),
        identifiers=(*identifiers, *linked),
        dates=tuple(_read_dates(take("year"), take("month"), take("day"))),
        container=container if journal or numbers else None,
        volume=take("volume"),
        issue=take("issue"),
        pages=take("pages") or join_pages(take("first"), take("last")),
        contributors=_read_people(_split(take("authors"), " and "), cells),
        abstract=(Section("", abstract),) if abstract else (),
        keywords=tuple(dict.fromkeys(_split(take("keywords"), ","))),
        headings=tuple(map(Heading, dict.fromkeys(_split(take("headings"), ",")))),
        types=(kind,) if kind else (),
        language=take("language"),
        grants=tuple(_read_grants(take("grants"))),
        metrics=tuple(Metric("ieee-citations", count) for count in [take("citations")] if count),
        extra=tuple(Field(each.name.removeprefix(_OWN), each.value) for each in cells.rest()),
    )


def _split(cell: str, otherwise: str) -> list[str]:
    """Split a list at its semicolons, or as some do otherwise."""
    parts = cell.split(";" if ";" in cell else otherwise)
    return [text for part in parts if (text := part.strip())]


def _read_dates(year: str, month: str, day: str) -> Iterator[Date]:
    """Give the date as far as it can be read."""
    year = year.removesuffix(".0")  # as spreadsheets have it
    forms = (f"{year} {month} {day}", f"{year}-{month:0>2}-{day:0>2}", f"{year} {month}", f"{year}-{month:0>2}")
    if year:
        yield Date("published", next((each.strip() for each in forms if try_date(each)), year))


def _read_people(names: Sequence[str], cells: Cells) -> tuple[Contributor, ...]:
    """Give the authors, each with the address in their place if there are as many."""
    addresses = [each.strip() for each in cells.peek(_OWN + "affiliations").split(";")]
    fitting = len(addresses) == len(names) and bool(cells.first(_OWN + "affiliations"))
    return tuple(
        Contributor(
            name.rstrip(", "),
            collective="," not in name and is_group(name),
            affiliations=(Affiliation(addresses[n]),) if fitting and addresses[n] else (),
        )
        for n, name in enumerate(names)
    )


def _read_grants(cell: str) -> Iterator[Grant]:
    """Read "EPSRC(grant numbers:EP/X0001/1, EP/X0002/1); Trust;"."""
    for agency, numbers in _FUNDED.findall(cell):
        yield from (Grant(number.strip(), agency.strip()) for number in numbers.split(","))
