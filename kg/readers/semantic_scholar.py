"""Reads papers of Semantic Scholar as JSON, as its Graph API and its bulk search answer, also those that cite or are cited.

The members are those of https://api.semanticscholar.org/api-docs/graph. Which papers cite one is kept as read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from msgspec import Raw, Struct

from kg.readers._json import Entry, Text, printed, read_entries
from kg.readers._json_split import Layout, is_json
from kg.record import (
    Container,
    Contributor,
    Date,
    Fault,
    Field,
    Identifier,
    Metric,
    Record,
    Reference,
    Section,
)
from kg.values.names import split_full_name

TITLE = "Semantic Scholar papers (JSON)"

_LAYOUT = Layout(
    frozenset({b"data", b"citedPaper", b"citingPaper", b"recommendedPapers"}),
    rb'\{\s*"paperId"\s*:\s*"[0-9a-f]{40}"\s*,\s*"(?:corpusId|externalIds|url)"',
)
_SIGNS = (b'"externalIds"', b'"publicationVenue"', b'"citationCount"', b'"authorId"', b'"corpusId"')
_SCHEMES = {"PubMed": "pmid", "PubMedCentral": "pmcid"}


class _Author(Struct, rename="camel"):
    author_id: Text = None
    name: str | None = None


class _Venue(Struct):
    id: str | None = None
    url: str | None = None
    name: str | None = None
    type: str | None = None
    issn: str | None = None
    alternate_issns: list[str] | None = None
    alternate_names: list[str] | None = None


class _Journal(Struct):
    name: str | None = None
    volume: Text = None
    pages: Text = None


class _File(Struct):
    url: str | None = None
    status: str | None = None
    license: str | None = None


class _Cited(Struct, rename="camel"):
    paper_id: str | None = None
    title: str | None = None
    external_ids: dict[str, Text] | None = None


def sniff(head: bytes) -> bool:
    """Tell by members that only Semantic Scholar has.

    >>> sniff(b'{"total": 1, "data": [{"paperId": "0", "title": "On walks", "authors": [{"authorId": "1"}]}]}')
    True
    """
    return is_json(head) and b'"paperId"' in head and any(sign in head for sign in _SIGNS)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read papers, each with its faults before it; what is no paper is a fault."""
    return read_entries(stream, file, _LAYOUT, _is_paper, _read_paper)


def _is_paper(members: Mapping[str, Raw]) -> bool:
    return "paperId" in members and "title" in members


def _read_paper(paper: Entry) -> Record:
    journal = paper.take("journal", _Journal) or _Journal()
    told = paper.take("publicationVenue", _Venue | str | None)  # type: ignore[arg-type]  # a number alone is of no use
    venue = told if isinstance(told, _Venue) else _Venue()
    file = paper.take("openAccessPdf", _File) or _File()
    names = [each for each in map(printed, (journal.name, venue.name, paper.text("venue"))) if each]
    abstract = paper.text("abstract")
    date, year = paper.text("publicationDate"), paper.text("year")
    aside = {
        "venue": [*names[1:], *(venue.alternate_names or ())],
        "publicationVenue": [told if isinstance(told, str) else venue.id, venue.url],
        "openAccessPdf": [file.url, file.status],
    }
    return Record(
        key=paper.key,
        source=paper.source("semantic_scholar"),
        title=paper.text("title"),
        identifiers=tuple(_identifiers(paper.text("paperId"), paper.take("externalIds", dict[str, Text]))),
        dates=tuple(Date("published", each) for each in [date or year] if each),
        container=_container(names, venue),
        volume=printed(journal.volume),
        pages=printed(journal.pages),
        contributors=tuple(map(_contributor, paper.take("authors", list[_Author]) or ())),
        abstract=(Section("", abstract),) if abstract else (),
        types=tuple(paper.take("publicationTypes", list[str]) or ()),
        references=tuple(
            Reference(printed(each.title), tuple(_identifiers(printed(each.paper_id), each.external_ids)))
            for each in paper.take("references", list[_Cited]) or ()
        ),
        licence=printed(file.license),
        open_access=paper.take("isOpenAccess", bool),
        metrics=tuple(Metric("semanticscholar-citations", count) for count in [paper.text("citationCount")] if count),
        extra=(*_keep(aside, names[:1]), *paper.rest()),
    )


def _keep(aside: Mapping[str, Iterable[str | None]], known: Iterable[str]) -> Iterator[Field]:
    """Keep what the model has no place for, of members that are read."""
    for name, values in aside.items():
        if told := "; ".join(each for each in dict.fromkeys(map(printed, values)) if each and each not in known):
            yield Field(name, told)


def _identifiers(number: str, others: Mapping[str, Text] | None) -> Iterator[Identifier]:
    """Give a paper's identifiers; those of PubMed Central come without their letters."""
    for name, value in {**(others or {}), "semanticscholar": number}.items():
        scheme, text = _SCHEMES.get(name, name.lower()), printed(value)
        if text:
            yield Identifier(scheme, f"PMC{text}" if scheme == "pmcid" and text.isdecimal() else text)


def _container(names: list[str], venue: _Venue) -> Container | None:
    issns = filter(None, dict.fromkeys(map(printed, (venue.issn, *(venue.alternate_issns or ())))))
    kind = "conference" if venue.type == "conference" else "journal"
    return Container(names[0], kind, tuple(Identifier("issn", each) for each in issns)) if names else None


def _contributor(author: _Author) -> Contributor:
    """Give an author, whose given names come first."""
    name, number = printed(author.name), printed(author.author_id)
    parts = split_full_name(name)
    return Contributor(
        name,
        family=parts.family,
        given=parts.given,
        initials=parts.initials,
        suffix=parts.suffix,
        identifiers=(Identifier("semanticscholar", number),) if number else (),
    )
