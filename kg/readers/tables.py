"""Reads the tables (CSV) of screening tools, and of databases: EBSCO, BVS, ClinicalTrials.gov and others.

They say the same under other names, so that a layout (`kg.readers._table_layouts`) is all that tells them apart. Columns as
their exports of 2019 to 2025 have them; Rayyan's are those of https://help.rayyan.ai (its own CSV for import), ASySD's those of
https://camaradesuk.github.io/ASySD. What says where a record stands in somebody's review is no part of its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.readers._accessions import find_accessions
from kg.readers._csv import Cells, Row, Table, has_header, read_rows, told_by
from kg.readers._links import find_in_link
from kg.readers._table_layouts import OWN, Layout, find_layout
from kg.readers._tagged_fields import as_published, join_pages, try_date
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
    Reference,
    Section,
    Source,
    record_key,
)
from kg.values.identifiers import find_registrations
from kg.values.names import is_group

TITLE = "Tables (CSV) of Rayyan, Covidence, ASySD, IEEE, EBSCO, BVS, Springer, OpenAlex, CNKI, ClinicalTrials.gov, Publish or Perish"

_NUMBERS = re.compile(r"[\dXx][\dXx-]{7,16}")
_FUNDED = re.compile(r"([^;(]*+)(?:\(grant numbers?:([^()]*+)\)|([(;]|$))", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"(?<=[a-z\u00df-\u024f.)])(?=[A-Z\u00c0-\u00de])")
_CUT_OFF = re.compile(r"(?:…|\.{3})$")
_CITED_PAGES = re.compile(r"\): ?([\w.-]+)(?=,)")
_KINDS = (("conference", "conference"), ("chapter", "book"))


def sniff(head: bytes) -> bool:
    """Tell by the names of columns that only one of them has.

    >>> sniff(b"key,title,year,pubmed_id,pmc_id"), sniff(b"Title,Notes,Year")
    (True, False)
    """
    return has_header(head, lambda names: find_layout(names) is not None)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the rows; one that does not fit the columns, or has another thing for a year or number, is a fault."""
    layouts: list[Layout] = []

    def is_header(names: Sequence[str]) -> bool:
        found = find_layout(names)
        if found:
            layouts[:] = [found]
        return found is not None

    def name_columns(header: Sequence[str], cells: Sequence[str]) -> Sequence[str] | None:
        names = [OWN + own if (own := layouts[0].columns.get(each)) else each for each in header]
        column, form = layouts[0].row
        return told_by(OWN + column, form)(names, cells)

    for row in read_rows(stream, file, Table(is_header, name_columns)):
        yield row if isinstance(row, Fault) else _read_row(row, layouts[0], file)


def _read_row(row: Row, layout: Layout, file: str) -> Record:
    cells = Cells(row.cells)

    def take(name: str) -> str:
        return cells.first(OWN + name)

    def split(name: str, otherwise: str) -> list[str]:
        return _split(take(name), layout.between.get(name, otherwise))

    kind, abstract = take("type"), take("abstract")
    numbers = [Identifier(scheme, each) for scheme in ("issn", "isbn") for each in _NUMBERS.findall(take(scheme))]
    journal = take("journal")
    container = Container(
        journal,
        next((form for word, form in _KINDS if word in kind.lower()), "journal"),
        tuple(dict.fromkeys(numbers)),
        publisher=take("publisher"),
        country=take("country"),
    )
    access = take("open").lower()
    title = cells.peek(OWN + "title")
    if "title" in layout.between:  # in several languages, which stay as read
        title = title.split(layout.between["title"])[0]
    if title == cells.peek(OWN + "title"):
        take("title")
    pages = take("pages") or join_pages(take("first"), take("last"))
    return Record(
        key=record_key("\n".join(f"{name}: {cell}" for name, cell in row.cells.items() if name != OWN + "ordinal")),
        source=Source("tables", file, row.line, row.raw, take("ordinal")),
        title=title or take("brief"),
        identifiers=tuple(_find_identifiers(cells)),
        dates=tuple(_read_dates(take("date"), take("year"), take("month"), take("day"))),
        container=container if journal or numbers else None,
        volume=take("volume"),
        issue=take("issue"),
        pages=pages or next(iter(_CITED_PAGES.findall(cells.peek(OWN + "citation"))), ""),
        contributors=_read_people(split("authors", " and "), split("orcids", "|"), cells),
        abstract=(Section("", abstract),) if abstract else (),
        keywords=tuple(dict.fromkeys(split("keywords", ","))),
        headings=tuple(map(Heading, dict.fromkeys(split("headings", ",")))),
        types=tuple(filter(None, (layout.type, kind))),
        language=take("language"),
        grants=tuple(_read_grants(take("grants"))),
        registrations=find_registrations(take("registration")),
        references=tuple(Reference(each, (Identifier("openalex", each),)) for each in split("references", "|")),
        open_access=access == "true" if access else None,
        flags=("retracted",) if take("retracted").lower() == "true" else (),
        metrics=tuple(
            Metric(name, count)
            for name in layout.columns.values()
            if name.endswith("-citations") and (count := take(name))
        ),
        extra=tuple(Field(_name_as_read(each.name, layout), each.value) for each in cells.rest()),
    )


def _name_as_read(name: str, layout: Layout) -> str:
    own = name.removeprefix(OWN)
    return next((theirs for theirs, ours in layout.columns.items() if name == OWN + ours), own)


def _split(cell: str, otherwise: str) -> list[str]:
    """Split a list at its semicolons, or as some do otherwise; without anything between them, where names run together."""
    if not otherwise:
        return _part_names(cell)
    parts = cell.split(";" if ";" in cell else otherwise)
    return [text for part in parts if (text := part.strip())]


def _part_names(cell: str) -> list[str]:
    """Part names where a small letter meets a capital, as long as each has more than one word.

    >>> _part_names("Jane A. MarloweIan McDonaldAnna van der Berg")
    ['Jane A. Marlowe', 'Ian McDonald', 'Anna van der Berg']
    """
    names: list[str] = []
    for part in _RUN_TOGETHER.split(cell):
        if names and " " not in part.strip():
            names[-1] += part
        elif part:
            names.append(part)
    return names


def _find_identifiers(cells: Cells) -> Iterator[Identifier]:
    """Give the identifiers in columns of their own, then those in accession numbers and addresses that these have not told."""
    told: set[str] = set()
    for scheme in ("doi", "pmid", "pmcid", "openalex"):
        if text := cells.first(OWN + scheme):
            told.add(scheme)
            yield Identifier(scheme, text)
    linked = find_in_link(cells.peek(OWN + "url"))
    for each in (*find_accessions(cells.peek(OWN + "accession"), cells.peek(OWN + "database")), *linked):
        if each.scheme not in told:
            told.add(each.scheme)
            yield each


def _read_dates(date: str, year: str, month: str, day: str) -> Iterator[Date]:
    """Give the date as far as it can be read."""
    year = year.removesuffix(".0").removeprefix("0")  # as spreadsheets have it; 0 is none
    forms = (date, f"{year} {month} {day}", f"{year}-{month:0>2}-{day:0>2}", f"{year} {month}", f"{year}-{month:0>2}")
    if date or year:
        printed = next((each.strip() for each in forms if try_date(each)), year or date)
        yield as_published(printed)


def _read_people(names: Sequence[str], orcids: Sequence[str], cells: Cells) -> tuple[Contributor, ...]:
    """Give the authors, each with the address and the ORCID in their place if there are as many; one cut off is none."""
    addresses = [each.strip() for each in cells.peek(OWN + "affiliations").split(";")]
    fitting = len(addresses) == len(names) and bool(cells.first(OWN + "affiliations"))
    known = dict(enumerate(orcids)) if len(orcids) == len(names) else {}
    return tuple(
        Contributor(
            name.rstrip(", "),
            collective="," not in name and is_group(name),
            identifiers=(Identifier("orcid", known[n]),) if n in known else (),
            affiliations=(Affiliation(addresses[n]),) if fitting and addresses[n] else (),
        )
        for n, printed in enumerate(names)
        if (name := _CUT_OFF.sub("", printed).strip())
    )


def _read_grants(cell: str) -> Iterator[Grant]:
    """Read "EPSRC(grant numbers:EP/X0001/1, EP/X0002/1); Trust (UK);"."""
    agency = ""
    for text, numbers, sign in _FUNDED.findall(cell):
        agency += text
        if sign == "(":  # of the agency's name
            agency += sign
        else:
            if name := agency.strip():
                yield from (Grant(number.strip(), name) for number in numbers.split(","))
            agency = ""
