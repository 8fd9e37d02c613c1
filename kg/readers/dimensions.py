"""Reads the tables (CSV) of publications that Dimensions exports, after the line in which it says so.

Columns as its exports of 2020 to 2024 have them; parts of a cell are separated by semicolons, and the affiliations of an
author stand in brackets behind the name: "Bo, Ann (Oita University, Japan; Keio University); Ames, Bill".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.readers._csv import Cells, Row, Table, read_rows, split_header
from kg.record import (
    Affiliation,
    Container,
    Contributor,
    Date,
    Fault,
    Grant,
    Heading,
    Identifier,
    Metric,
    Record,
    Section,
    Source,
    record_key,
)

TITLE = "Dimensions publications (CSV)"

_ABOUT = re.compile(rb"\A(?:\xef\xbb\xbf)?\"?About the data:[^\r\n]*\r?\n")
_NUMBER = re.compile(r"pub\.\d{6,12}")
_PIECE = re.compile(r"([^();]*+)([();]?)")
_IDENTIFIERS = {"Publication ID": "dimensions", "DOI": "doi", "PMID": "pmid", "PMCID": "pmcid"}
_DATES = {"published": ("Publication Date", "PubYear"), "epublish": ("Publication Date (online)",), "print": ("Publication Date (print)",)}  # fmt: skip


def sniff(head: bytes) -> bool:
    r"""Tell by the names of columns, which may stand below a line about the data.

    >>> sniff(b'"About the data: Exported on Jan 1, 2024."\nRank,Publication ID,DOI,PMID,Title,PubYear')
    True
    """
    line = _ABOUT.sub(b"", head).split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    return split_header(line, _is_header) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the rows; one that does not fit the columns, or has no number of Dimensions, is a fault."""
    for row in read_rows(stream, file, Table(_is_header, _name_columns)):
        if isinstance(row, Row):
            yield from _read_row(row, file)
        elif not row.raw.lstrip('"').startswith("About the data:"):
            yield row


def _is_header(names: Sequence[str]) -> bool:
    return "Publication ID" in names and "PubYear" in names


def _name_columns(header: Sequence[str], cells: Sequence[str]) -> Sequence[str] | None:
    whole = len(header) == len(cells) and _NUMBER.fullmatch(cells[header.index("Publication ID")].strip())
    return header if whole else None


def _read_row(row: Row, file: str) -> Iterator[Record | Fault]:
    """Give the record of a row; before it a fault, if its affiliations cannot be told apart."""
    cells, key = Cells(row.cells), record_key(row.raw)
    names = cells.parts("Authors")
    printed = row.cells.get("Authors (Raw Affiliation)", "")
    people = split_people(printed)
    if [name for name, _ in people] == names:
        cells.first("Authors (Raw Affiliation)")
    else:
        people = [(name, ()) for name in names]
        if printed:
            yield Fault(file, row.line, printed, "not the affiliations of these authors", "affiliations", key)
    kind, abstract, access = (cells.first(name) for name in ("Publication Type", "Abstract", "Open Access"))
    cited = cells.first("Times cited")
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
        contributors=tuple(_read_person(*each) for each in people),
        abstract=(Section("", abstract),) if abstract else (),
        headings=tuple(map(Heading, cells.parts("MeSH terms"))),
        types=(kind,) if kind else (),
        grants=tuple(Grant("", agency) for agency in cells.parts("Funder")),
        open_access=access != "Closed" if access else None,
        metrics=(Metric("dimensions-citations", cited),) if cited else (),
        extra=cells.rest(),
    )


def split_people(cell: str) -> list[tuple[str, tuple[str, ...]]]:
    """Split a cell into names, each with its affiliations; nothing if its brackets are not in pairs.

    >>> split_people("Bo, Ann (Oita (Campus 2), Japan; Keio); Ames, Bill")
    [('Bo, Ann', ('Oita (Campus 2), Japan', 'Keio')), ('Ames, Bill', ())]
    """
    pieces = [""]
    depth = 0
    for text, joint in _PIECE.findall(cell):
        depth += (joint == "(") - (joint == ")")
        if depth < 0:
            return []
        pieces[-1] += text
        if joint == ";" and not depth:
            pieces.append("")
        else:
            pieces[-1] += joint
    if depth:
        return []
    people = (piece.partition("(") for piece in pieces if piece.strip())
    return [(_fold(name), _split_affiliations(inside.rstrip().removesuffix(")"))) for name, _, inside in people]


def _split_affiliations(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_fold, text.split(";")))))


def _fold(text: str) -> str:
    return " ".join(text.split())


def _read_person(name: str, affiliations: Sequence[str]) -> Contributor:
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not given:
        family = given = ""
    return Contributor(name, family=family, given=given, affiliations=tuple(map(Affiliation, affiliations)))


def _read_container(cells: Cells) -> Container | None:
    journal = cells.first("Source title", "Source Title", "Source title/Anthology title")
    title = journal or cells.first("Anthology title")
    schemes = {"ISSN": "issn", "e-ISSN": "eissn", "ISBN": "isbn"}
    identifiers = tuple(Identifier(scheme, each) for name, scheme in schemes.items() for each in cells.parts(name))
    if not title and not identifiers:
        return None
    return Container(title, "journal" if journal else "book", identifiers, publisher=cells.first("Publisher"))
