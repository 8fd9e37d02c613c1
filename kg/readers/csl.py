"""Reads CSL-JSON, which Zotero, Mendeley, pandoc, Citation.js and DOI resolvers give.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables lists the variables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from msgspec import Raw, Struct, field

from kg.readers._crossref_abstract import read_abstract
from kg.readers._json import Entry, Text, printed, read_entries
from kg.readers._json_split import Layout, is_json
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
    Relation,
)

TITLE = "CSL-JSON (Zotero, Mendeley, pandoc, DOI resolvers)"

_LAYOUT = Layout(
    frozenset({b"items", b"references"}), rb'\{\s*"(?:id|type)"\s*:\s*"[^"\\]*"\s*,\s*"(?:id|type|title)"\s*:\s*"'
)
_OTHERS = re.compile(
    rb'openalex\.org/W|"message-type"\s*:|"(?:reference-count|is-referenced-by-count|content-domain)"\s*:'
    rb'|"indexed"\s*:\s*\{|"title"\s*:\s*\[|"cited_by_api_url"|"abstract_inverted_index"|"authorships"'
)
# The types of CSL 1.0.2, and of 1.0.1 where they differ.
_TYPES = (
    "article|article-journal|article-magazine|article-newspaper|bill|book|broadcast|chapter|classic|collection|dataset|"
    "document|entry|entry-dictionary|entry-encyclopedia|event|figure|graphic|hearing|interview|legal_case|legislation|"
    "manuscript|map|motion_picture|musical_score|pamphlet|paper-conference|patent|performance|periodical|"
    "personal_communication|post|post-weblog|regulation|report|review|review-book|software|song|speech|standard|thesis|"
    "treaty|webpage"
)
_TYPED = re.compile(rb'"type"\s*:\s*"(?:' + _TYPES.encode() + rb')"')
_ROLES = [
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host",
    "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
    "reviewed-author", "script-writer", "series-creator", "translator",
]  # fmt: skip
_KINDS = {
    "book": "series",
    "chapter": "book",
    "paper-conference": "conference",
    "entry-encyclopedia": "book",
    "entry-dictionary": "book",
}
_IDENTIFIERS = ("DOI", "PMID", "PMCID")
_NOTED = re.compile(r"^(DOI|PMID|PMCID|ISSN|ISBN)\s*:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_NUMBER = re.compile(r"[\dXx][\dXx-]{6,16}[\dXx]")
_SHORT = ("container-title-short", "journalAbbreviation", "shortContainerTitle")


class _Person(Struct):
    family: str | None = None
    given: str | None = None
    literal: str | None = None
    suffix: str | None = None
    dropping: str | None = field(name="dropping-particle", default=None)
    particle: str | None = field(name="non-dropping-particle", default=None)
    orcid: str | None = field(name="ORCID", default=None)
    affiliation: Any = None


class Custom(Struct, forbid_unknown_fields=True):
    """What CSL has no variables for, as our own writer puts it into `custom`: fields of a record."""

    identifiers: tuple[Identifier, ...] = ()
    dates: tuple[Date, ...] = ()
    headings: tuple[Heading, ...] = ()
    grants: tuple[Grant, ...] = ()
    article_number: str = ""
    registrations: tuple[Identifier, ...] = ()
    cited: tuple[Reference, ...] = ()
    relations: tuple[Relation, ...] = ()
    licence: str = ""
    open_access: bool | None = None
    metrics: tuple[Metric, ...] = ()


class _When(Struct):
    parts: list[list[Text]] | None = field(name="date-parts", default=None)
    raw: Text = None
    literal: Text = None


_DATE: Any = _When | str
_TEXTS: Any = str | list[Text] | None


def sniff(head: bytes) -> bool:
    """Tell by CSL's types, and that neither OpenAlex nor Crossref gave it.

    >>> sniff(b'[{"id": "x", "type": "article-journal", "title": "Y"}]'), sniff(b'{"type": "journal-article"}')
    (True, False)
    """
    return is_json(head) and _TYPED.search(head) is not None and _OTHERS.search(head) is None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read items, each with its faults before it; what is no item is a fault."""
    return read_entries(stream, file, _LAYOUT, _is_item, _read_item)


def _is_item(members: Mapping[str, Raw]) -> bool:
    return "type" in members and ("id" in members or "title" in members)


def _read_item(item: Entry) -> Record:
    kind = item.text("type")
    note = item.take("note", str) or ""
    numbers = {scheme: _numbers(item, scheme) for scheme in ("ISSN", "ISBN")}
    for scheme, value in _NOTED.findall(note):
        numbers.setdefault(scheme.upper(), []).append(value)
    whole = kind == "book"  # whose ISBN is its own, not its series'
    container = _container(item, kind, numbers.pop("ISSN"), [] if whole else numbers["ISBN"])
    if container and not whole:
        del numbers["ISBN"]
    pages, number = item.text("page"), item.text("number")
    is_article = kind.startswith("article") and not pages
    custom = item.take_own("custom", Custom) or Custom()
    return Record(
        key=item.key,
        source=item.source("csl"),
        title=item.text("title"),
        identifiers=(*_identifiers(item, numbers), *custom.identifiers),
        dates=(*_dates(item), *custom.dates),
        container=container,
        volume=item.text("volume"),
        issue=item.text("issue"),
        pages=pages,
        article_number=number if is_article else custom.article_number,
        contributors=tuple(_contributors(item)),
        abstract=read_abstract(item.take("abstract", str) or ""),
        keywords=_keywords(item.text("keyword")),
        types=tuple(filter(None, (kind, item.text("genre")))),
        language=item.text("language"),
        headings=custom.headings,
        grants=custom.grants,
        registrations=custom.registrations,
        references=custom.cited,
        relations=custom.relations,
        licence=custom.licence,
        open_access=custom.open_access,
        metrics=custom.metrics,
        extra=tuple(
            each
            for each in (
                Field("note", note),
                Field("number", "" if is_article or number == custom.article_number else number),
                *item.rest(),
            )
            if each.value
        ),
    )


def _numbers(item: Entry, name: str) -> list[str]:
    """Find the ISSNs or ISBNs in a variable that may have several."""
    value = item.take(name, _TEXTS)
    return _NUMBER.findall(" ".join(map(str, value)) if isinstance(value, list) else value or "")


def _container(item: Entry, kind: str, issns: list[str], isbns: list[str]) -> Container | None:
    title = next(iter(_texts(item, "container-title")), "")
    if not title and kind == "book":
        title = next(iter(_texts(item, "collection-title")), "")
    short = [text for name in _SHORT for text in _texts(item, name)]
    if not title and not issns:
        return None
    identifiers = [*(Identifier("issn", issn) for issn in issns), *(Identifier("isbn", isbn) for isbn in isbns)]
    shown = title or next(iter(short), "")
    numbers = tuple(dict.fromkeys(identifiers))
    publisher = item.text("publisher") if shown else ""
    return Container(shown, _KINDS.get(kind, "journal"), numbers, next(iter(short), ""), publisher)


def _texts(item: Entry, name: str) -> list[str]:
    value = item.take(name, _TEXTS)
    return [text for text in map(printed, value if isinstance(value, list) else [value]) if text]


def _identifiers(item: Entry, numbers: Mapping[str, list[str]]) -> Iterator[Identifier]:
    """Give the item's identifiers, then those in its note, where Zotero puts what it has no variable for."""
    values = [(name, item.text(name)) for name in _IDENTIFIERS]
    values += [(name, value) for name, listed in numbers.items() for value in listed]
    seen: set[str] = set()
    for name, value in values:
        if value and (name == "ISBN" or name not in seen):
            seen.add(name)
            yield Identifier(name.lower(), value)


def _dates(item: Entry) -> Iterator[Date]:
    for name, kind in (("issued", "published"), ("submitted", "submitted"), ("available-date", "available")):
        date = item.take(name, _DATE)
        if text := date if isinstance(date, str) else _join_date(date):
            yield Date(kind, text)


def _join_date(date: _When | None) -> str:
    """Join the parts of a date, or of the first of two; else give it as it is printed."""
    if date is None:
        return ""
    parts = [printed(part) for part in next(iter(date.parts or ()), [])]
    return "-".join(part.zfill(2) for part in parts if part) or printed(date.raw or date.literal)


def _contributors(item: Entry) -> Iterator[Contributor]:
    for role in _ROLES:
        for person in item.take(role, list[_Person]) or ():
            family = " ".join(filter(None, map(printed, (person.dropping, person.particle, person.family))))
            given, suffix = printed(person.given), printed(person.suffix)
            name = printed(person.literal) or " ".join(filter(None, (given, family, suffix)))
            if name:
                yield Contributor(
                    name,
                    role=role,
                    collective=bool(person.literal),
                    family=family,
                    given=given,
                    suffix=suffix,
                    identifiers=(Identifier("orcid", person.orcid.rpartition("/")[2]),) if person.orcid else (),
                    affiliations=tuple(_affiliations(person.affiliation)),
                )


def _affiliations(listed: Any) -> Iterator[Affiliation]:
    """Give what stands as `[{"name": …, "id": [{"id": …, "id-type": …}]}]`, no part of CSL but what Crossref adds to it."""
    for each in listed if isinstance(listed, list) else [listed]:
        name, ids = (each.get("name"), each.get("id")) if isinstance(each, dict) else (each, None)
        pairs = (
            [(one.get("id-type"), one.get("id")) for one in ids or () if isinstance(one, dict)]
            if isinstance(ids, list)
            else []
        )
        numbers = (
            Identifier(scheme.lower(), value.rpartition("/")[2])
            for scheme, value in pairs
            if isinstance(scheme, str) and isinstance(value, str)
        )
        if isinstance(name, str) and name.strip():
            yield Affiliation(printed(name), tuple(numbers))


def _keywords(text: str) -> tuple[str, ...]:
    return tuple(part for each in text.split(";" if ";" in text else ", ") if (part := each.strip()))
