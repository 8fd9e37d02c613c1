"""Reads works of Crossref as JSON: one answer of the REST API, a list of them, lines, the yearly dump.

https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md and the schema of api.crossref.org say what the
members mean. The form that content negotiation gives (CSL-JSON with Crossref's own members) is read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from msgspec import Raw
from msgspec.structs import replace

from kg.readers import _crossref_members as members
from kg.readers._crossref_abstract import read_abstract
from kg.readers._crossref_references import read_reference, read_relations
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
)
from kg.values.identifiers import find_registrations
from kg.values.names import is_group

TITLE = "Crossref works (JSON)"
BOUNDARY = re.compile(rb"\}\r?\n(?=\{)")

_LAYOUT = Layout(frozenset({b"message", b"items"}), rb'\{\s*"indexed"\s*:\s*\{')
_SIGNS = re.compile(
    rb'"message-type"\s*:|"(?:reference-count|is-referenced-by-count|content-domain)"\s*:'
    rb'|"indexed"\s*:\s*\{|"title"\s*:\s*\['
)
_KINDS = {"book": "book", "monograph": "book", "proceedings": "conference", "posted": "repository"}
_DATES = (
    ("published", ("published", "issued", "published-print", "published-online", "posted")),
    ("published-online", ("published-online",)),
    ("published-print", ("published-print",)),
    ("posted", ("posted",)),
    ("accepted", ("accepted",)),
    ("approved", ("approved",)),
    ("registered", ("created",)),
)
_METRICS = {"crossref-citations": "is-referenced-by-count", "references": "reference-count"}
_HISTORY = frozenset({"received", "revised", "accepted"})
_ROLES = ("author", "editor", "chair", "translator", "reviewer", "reviewer-assistant", "stats-reviewer", "reader")
_VERSIONS = {"vor": 0, "unspecified": 1, "am": 2}
_TEXTS: Any = str | list[Text]


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
    isbns = _numbers(work, "isbn", "isbn")
    if container and container.title:
        container = replace(container, identifiers=container.identifiers + isbns)
        isbns = ()
    relations = tuple(read_relations(work))
    asserted = work.take("assertion", list[members.Assertion]) or []
    funders = work.take("funder", list[members.Funder]) or []
    licences = work.take("license", list[members.Licence]) or []
    licence = _licence(licences)
    more += tuple(Field("license", each.url) for each in licences if each.url and each.url != licence)
    more += tuple(Field("funder", f"{printed(each.name)}: {each.doi}") for each in funders if each.doi)
    more += tuple(
        Field(f"assertion/{each.name or ''}", value)
        for each in asserted
        if (value := printed(each.value)) and _kind_of(each) not in _HISTORY
    )
    return Record(
        key=work.key,
        source=work.source("crossref"),
        title=_title(work),
        identifiers=(Identifier("doi", work.text("DOI")), *isbns),
        dates=(*_dates(work), *_history(asserted)),
        container=container,
        volume=work.text("volume"),
        issue=work.text("issue"),
        pages=work.text("page"),
        article_number=work.text("article-number"),
        contributors=tuple(_contributors(work)),
        abstract=read_abstract(work.take("abstract", str) or ""),
        types=types,
        language=work.text("language"),
        grants=tuple(_grants(funders)),
        registrations=tuple(_registrations(work)),
        references=tuple(map(read_reference, work.take("reference", list[members.Cited]) or ())),
        relations=relations,
        licence=licence,
        metrics=tuple(Metric(kind, n) for kind, member in _METRICS.items() if (n := work.text(member))),
        flags=("retracted",) if any(each.kind == "retracted-by" for each in relations) else (),
        extra=(*more, *work.rest()),
    )


def _texts(work: Entry, name: str) -> list[str]:
    """Give the texts of a member that is a list of them, or, after content negotiation, one."""
    value = work.take(name, _TEXTS)
    return [text for text in map(printed, [value] if isinstance(value, str) else value or ()) if text]


def _title(work: Entry) -> str:
    """Give the title with its subtitle, unless that is there already."""
    title, subtitle = (next(iter(_texts(work, name)), "") for name in ("title", "subtitle"))
    if not subtitle or subtitle.lower() in title.lower():
        return title
    return f"{title}{' ' if title.endswith(('?', '!', ':', '.')) else ': '}{subtitle}"


def _container(work: Entry, kind: str) -> tuple[Container | None, tuple[Field, ...]]:
    """Give what the work appeared in, and the titles of further ones (a series); of a preprint, who posted it."""
    titles = _texts(work, "container-title")
    short = _texts(work, "short-container-title")
    if not titles and kind == "posted-content":
        titles = [printed(each.name) for each in work.take("institution", list[members.Place]) or () if each.name]
    issns = _numbers(work, "issn", "eissn")
    more = tuple(Field("container-title", title) for title in titles[1:])
    if not titles and not issns:
        return None, more
    group = next((group for sign, group in _KINDS.items() if kind.startswith(sign)), "journal")
    publisher = work.text("publisher") if titles else ""
    return Container(next(iter(titles), ""), group, issns, next(iter(short), ""), publisher), more


def _numbers(work: Entry, scheme: str, electronic: str) -> tuple[Identifier, ...]:
    """Give the ISSNs or ISBNs, those that are said to be electronic by that scheme."""
    typed = {
        printed(each.value): electronic if each.type == "electronic" else scheme
        for each in work.take(f"{scheme}-type", list[members.Typed]) or ()
    }
    listed = _texts(work, scheme.upper())
    return tuple(Identifier(typed.get(value, scheme), value) for value in dict.fromkeys([*listed, *typed]) if value)


def _dates(work: Entry) -> Iterator[Date]:
    """Give the dates of publication and of the DOI's registration."""
    names = dict.fromkeys(name for _, sources in _DATES for name in sources)
    dates = {name: _join_date(work.take(name, members.When)) for name in names}
    for kind, sources in _DATES:
        if value := next(filter(None, map(dates.__getitem__, sources)), ""):
            yield Date(kind, value)


def _history(asserted: Sequence[members.Assertion]) -> Iterator[Date]:
    """Give the dates of the history that a publisher asserts."""
    return (Date(kind, printed(each.value)) for each in asserted if (kind := _kind_of(each)) in _HISTORY)


def _kind_of(asserted: members.Assertion) -> str:
    return (asserted.name or "").lower().removeprefix("date_")


def _join_date(date: members.When | None) -> str:
    """Join year, month and day, as far as they are known: `[[null]]` is no date."""
    parts = next(iter((date and date.parts) or ()), [])
    known = parts[: parts.index(None)] if None in parts else parts
    return "-".join(f"{part:02}" if isinstance(part, int) else part for part in known[:3] if part)


def _contributors(work: Entry) -> Iterator[Contributor]:
    for role in _ROLES:
        for person in work.take(role, list[members.Person]) or ():
            name = person.name or person.literal
            if person.family and not person.given and is_group(printed(person.family)):
                name = person.family
            full = filter(None, (person.given, person.family, person.suffix))
            titled = filter(None, (person.prefix, person.given, person.family, person.suffix) if person.prefix else ())
            yield Contributor(
                printed(name) or " ".join(map(printed, full)),
                full_name=" ".join(map(printed, titled)),
                role=role,
                collective=bool(name),
                family="" if name else printed(person.family),
                given=printed(person.given),
                suffix=printed(person.suffix),
                identifiers=(Identifier("orcid", person.orcid.rpartition("/")[2]),) if person.orcid else (),
                affiliations=tuple(filter(None, map(_affiliation, person.affiliation or ()))),
            )


def _affiliation(place: members.Place) -> Affiliation | None:
    parts = [*(place.department or ()), place.name, *(place.place or ())]
    ids = ((each.kind or "", printed(each.id)) for each in place.id or ())
    identifiers = tuple(Identifier(kind.lower(), value.rpartition("/")[2]) for kind, value in ids if kind and value)
    text = ", ".join(filter(None, map(printed, parts)))
    return Affiliation(text, identifiers) if text or identifiers else None


def _grants(funders: Sequence[members.Funder]) -> Iterator[Grant]:
    for funder in funders:
        agency = printed(funder.name)
        for number in map(printed, funder.award or [""]):
            if number or agency:
                yield Grant(number, agency)


def _registrations(work: Entry) -> Iterator[Identifier]:
    """Give the numbers of trials by their register's scheme, or by the name Crossref has for it."""
    for trial in work.take("clinical-trial-number", list[members.Trial]) or ():
        number = printed(trial.number)
        register = (trial.registry or "").rpartition("/")[2]
        if found := find_registrations(number) or find_registrations(number.upper()):
            yield found[0]
        elif number:
            yield Identifier(register or "trial", number)


def _licence(licences: Sequence[members.Licence]) -> str:
    """Give the licence of the version of record, else of any version but of the one for machines."""
    ranked = sorted(licences, key=lambda each: _VERSIONS.get(each.version or "", len(_VERSIONS)))
    return next((each.url for each in ranked if each.url and each.version != "tdm"), "")
