"""Reads works of Crossref as JSON: one answer of the REST API, a list of them, lines, the yearly dump.

https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md and the schema of api.crossref.org say what the
members mean. The form that content negotiation gives (CSL-JSON with Crossref's own members) is read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

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
    Identifier,
    Metric,
    Record,
    Reference,
    Relation,
)
from kg.values.identifiers import find_registrations

TITLE = "Crossref works (JSON)"

_LAYOUT = Layout(frozenset({b"message", b"items"}), rb'\{\s*"indexed"\s*:\s*\{')
_SIGNS = re.compile(
    rb'"message-type"|"(?:reference-count|is-referenced-by-count|content-domain)"\s*:|"indexed"\s*:\s*\{'
    rb'|"title"\s*:\s*\[|"DOI"\s*:\s*"[^"]*"\s*,\s*"title"\s*:\s*\['
)
_KINDS = {"book": "book", "monograph": "book", "proceedings": "conference", "posted": "repository"}
_DATES = (
    ("published", ("published", "issued", "published-print", "published-online", "posted")),
    ("published-online", ("published-online",)),
    ("published-print", ("published-print",)),
    ("posted", ("posted",)),
    ("accepted", ("accepted",)),
    ("registered", ("created",)),
)
_HISTORY = frozenset({"received", "revised", "accepted"})
_ROLES = ("author", "editor", "chair", "translator", "reviewer", "reviewer-assistant", "stats-reviewer", "reader")
_UPDATES = {
    "correction": ("corrects", "corrected-by"),
    "corrigendum": ("corrects", "corrected-by"),
    "erratum": ("corrects", "corrected-by"),
    "retraction": ("retracts", "retracted-by"),
    "partial_retraction": ("retracts", "retracted-by"),
    "withdrawal": ("retracts", "retracted-by"),
    "removal": ("retracts", "retracted-by"),
}
_RELATIONS = {"is-preprint-of": "preprint-of"}


class _When(Struct):
    parts: list[list[int | str | None]] | None = field(name="date-parts", default=None)


class _Id(Struct):
    id: Text = None
    kind: str | None = field(name="id-type", default=None)


class _Place(Struct):
    name: str | None = None
    department: list[str] | None = None
    place: list[str] | None = None
    id: list[_Id] | None = None


class _Person(Struct):
    given: str | None = None
    family: str | None = None
    name: str | None = None
    literal: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    orcid: str | None = field(name="ORCID", default=None)
    affiliation: list[_Place] | None = None


class _Typed(Struct):
    value: Text = None
    type: str | None = None


class _Funder(Struct):
    name: str | None = None
    award: list[Text] | None = None


class _Trial(Struct):
    number: Text = field(name="clinical-trial-number", default=None)
    registry: str | None = None


class _Licence(Struct):
    url: str | None = field(name="URL", default=None)
    version: str | None = field(name="content-version", default=None)


class _Assertion(Struct):
    name: str | None = None
    value: Text = None


class _Update(Struct):
    doi: str | None = field(name="DOI", default=None)
    type: str | None = None


class _Cited(Struct):
    doi: str | None = field(name="DOI", default=None)
    unstructured: str | None = None
    author: str | None = None
    year: Text = None
    article: str | None = field(name="article-title", default=None)
    volume_title: str | None = field(name="volume-title", default=None)
    series: str | None = field(name="series-title", default=None)
    journal: str | None = field(name="journal-title", default=None)
    volume: Text = None
    first_page: Text = field(name="first-page", default=None)


def sniff(head: bytes) -> bool:
    """Tell by members that only Crossref has, and by titles in lists.

    >>> sniff(b'{"status":"ok","message-type":"work","message":{}}'), sniff(b'[{"DOI":"10.1/x","title":"Y"}]')
    (True, False)
    """
    return is_json(head) and _SIGNS.search(head) is not None and b"openalex.org/W" not in head


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read works, each with its faults before it; what is no work is a fault."""
    return read_entries(stream, file, _LAYOUT, _is_work, _read_work)


def _is_work(members: Mapping[str, Raw]) -> bool:
    return "DOI" in members and "key" not in members


def _read_work(work: Entry) -> Record:
    types = tuple(filter(None, (work.text("type"), work.text("subtype"))))
    container, more = _container(work, types[0] if types else "")
    isbns = _numbers(work, "isbn", {"electronic": "isbn"})
    if container and container.title:
        container = Container(container.title, container.kind, container.identifiers + isbns, container.abbreviation)
        isbns = ()
    relations = tuple(_relations(work))
    return Record(
        key=work.key,
        source=work.source("crossref"),
        title=_title(work),
        identifiers=(*_identifiers(work), *isbns),
        dates=tuple(_dates(work)),
        container=container,
        volume=work.text("volume"),
        issue=work.text("issue"),
        pages=work.text("page"),
        article_number=work.text("article-number"),
        contributors=tuple(_contributors(work)),
        abstract=read_abstract(work.take("abstract", str) or ""),
        types=types,
        language=work.text("language"),
        grants=tuple(_grants(work)),
        registrations=tuple(_registrations(work)),
        references=tuple(map(_reference, work.take("reference", list[_Cited]) or ())),
        relations=relations,
        licence=_licence(work.take("license", list[_Licence]) or []),
        metrics=tuple(Metric("crossref-citations", n) for n in [work.text("is-referenced-by-count")] if n),
        flags=("retracted",) if any(each.kind == "retracted-by" for each in relations) else (),
        extra=(*more, *work.rest()),
    )


def _texts(work: Entry, name: str) -> list[str]:
    """Give the texts of a member that is a list of them, or, after content negotiation, one."""
    value = work.take(name, str | list[Text]) # type: ignore[arg-type]
    return [text for text in map(printed, [value] if isinstance(value, str) else value or ()) if text]


def _title(work: Entry) -> str:
    """Give the title with its subtitle, unless that is there already."""
    title, subtitle = (next(iter(_texts(work, name)), "") for name in ("title", "subtitle"))
    return title if not subtitle or subtitle.lower() in title.lower() else f"{title.rstrip(':')}: {subtitle}"
