"""Reads works of The Lens as JSON, as its API answers and as its exports of JSON lines have them.

The members are those of https://docs.api.lens.org/response-scholar.html (https://github.com/cambialens/lens-api-doc). Which works
cite a work is kept as read: The Lens tells it of all works that it knows, not of those read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from msgspec import Raw

from kg.readers import _lens_members as members
from kg.readers._json import Entry, printed, read_entries
from kg.readers._json_split import Layout, is_json
from kg.readers._tagged_fields import join_pages
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
)
from kg.values.identifiers import find_registrations

TITLE = "The Lens, scholarly works (JSON)"

_LAYOUT = Layout(
    frozenset({b"data"}),
    rb'\{\s*"lens_id"\s*:\s*"[\dX-]*"\s*,\s*"(?:created|title|publication_type|authors|external_ids|year_published)"',
)
_SIGNS = (b'"external_ids"', b'"publication_type"', b'"year_published"', b'"scholarly_citations', b'"fields_of_study"')
_SCHEMES = {"magid": "mag", "coreid": "core", "mesh_id": "mesh", "print": "issn", "electronic": "eissn"}
_METRICS = {"lens-citations": "scholarly_citations_count", "citing patents": "patent_citations_count"}


def sniff(head: bytes) -> bool:
    """Tell by members that only The Lens has for works.

    >>> sniff(b'{"total":1,"data":[{"lens_id":"100-004-910-081-14X","publication_type":"report"}]}')
    True
    """
    return is_json(head) and b'"lens_id"' in head and any(sign in head for sign in _SIGNS)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read works, each with its faults before it; what is no work is a fault."""
    return read_entries(stream, file, _LAYOUT, _is_work, _read_work)


def _is_work(members: Mapping[str, Raw]) -> bool:
    return "lens_id" in members and ("title" in members or "publication_type" in members)


def _read_work(work: Entry) -> Record:
    kind = work.text("publication_type")
    source = work.take("source", members.Source) or members.Source()
    access, is_open = work.take("open_access", members.Access), work.take("is_open_access", bool)
    people = work.take("authors", list[members.Person]) or []
    funding = work.take("funding", list[members.Funding]) or []
    languages = work.take("languages", list[str]) or []
    abstract = work.text("abstract")
    aside = {
        "source.asjc_codes": source.asjc_codes or (),
        "source.asjc_subjects": source.asjc_subjects or (),
        "open_access.colour": [access.colour] if access else (),
        "affiliations.country_code": [one.country_code for each in people for one in each.affiliations or ()],
        "funding.country": [each.country for each in funding],
        "languages": languages[1:],
    }
    return Record(
        key=work.key,
        source=work.source("lens_json"),
        title=work.text("title"),
        identifiers=(
            *(Identifier("lens", number) for number in [work.text("lens_id")] if number),
            *_identifiers(work.take("external_ids", list[members.Id])),
        ),
        dates=tuple(_dates(work)),
        container=_container(source, kind),
        volume=work.text("volume"),
        issue=work.text("issue"),
        pages=join_pages(work.text("start_page"), work.text("end_page")),
        contributors=tuple(map(_contributor, people)),
        abstract=(Section("", abstract),) if abstract else (),
        keywords=tuple(dict.fromkeys(filter(None, map(printed, work.take("keywords", list[str]) or ())))),
        headings=tuple(_headings(work.take("mesh_terms", list[members.Term]) or [])),
        types=tuple(filter(None, (kind, *(work.take("publication_supplementary_type", list[str]) or ())))),
        language=languages[0] if languages else "",
        grants=tuple(Grant(printed(each.funding_id), printed(each.org)) for each in funding),
        registrations=tuple(_registrations(work)),
        references=tuple(
            Reference(printed(each.text), (Identifier("lens", each.lens_id),) if each.lens_id else ())
            for each in work.take("references", list[members.Cited]) or ()
        ),
        licence=printed(access.license) if access else "",
        open_access=True if access else is_open,
        metrics=tuple(Metric(kind, count) for kind, name in _METRICS.items() if (count := work.text(name))),
        extra=(*_keep(aside), *work.rest()),
    )


def _keep(aside: Mapping[str, Iterable[str | None]]) -> Iterator[Field]:
    """Keep what the model has no place for, of members that are read."""
    for name, values in aside.items():
        if told := "; ".join(dict.fromkeys(filter(None, map(printed, values)))):
            yield Field(name, told)


def _identifiers(listed: Iterable[members.Id] | None) -> Iterator[Identifier]:
    for each in listed or ():
        if value := printed(each.value):
            scheme = (each.type or "").lower()
            yield Identifier(_SCHEMES.get(scheme, scheme), value)


def _dates(work: Entry) -> Iterator[Date]:
    day, year = work.text("date_published").partition("T")[0], work.text("year_published")
    parts = work.take("date_published_parts", list[int]) or []
    if told := day or "-".join(f"{part:02}" for part in parts) or year:
        yield Date("published", told)
    if created := work.text("created").partition("T")[0]:
        yield Date("created", created)


def _container(source: members.Source, kind: str) -> Container | None:
    title = printed(source.title)
    issns = [members.Id(each.type or "print", each.value) for each in source.issn or ()]
    numbers = tuple(dict.fromkeys(_identifiers(issns)))
    if not title and not numbers:
        return None
    within = members.KINDS.get(kind, "journal")
    return Container(title, within, numbers, publisher=printed(source.publisher), country=printed(source.country))


def _contributor(person: members.Person) -> Contributor:
    given = printed(person.first_name) or printed(person.initials)
    family, group = printed(person.last_name), printed(person.collective_name)
    return Contributor(
        group or ", ".join(filter(None, (family, given))),
        collective=bool(group),
        family=family,
        given=printed(person.first_name),
        initials=printed(person.initials),
        identifiers=tuple(_identifiers(person.ids)),
        affiliations=tuple(
            Affiliation(text, tuple(dict.fromkeys(_identifiers([members.Id("grid", each.grid_id), *(each.ids or ())]))))
            for each in person.affiliations or ()
            if (text := printed(each.name_original) or printed(each.name))
        ),
    )


def _headings(terms: Iterable[members.Term]) -> Iterator[Heading]:
    """Give each heading once, with all its qualifiers: a work has one member for each pair of them."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in terms:
        if label := printed(each.mesh_heading):
            qualifiers = found.setdefault((label, printed(each.mesh_id)), [])
            qualifiers += filter(None, [printed(each.qualifier_name)])
    for (label, number), qualifiers in found.items():
        identifier = Identifier("mesh", number) if number else None
        yield Heading(label, tuple(dict.fromkeys(qualifiers)), identifier=identifier)


def _registrations(work: Entry) -> Iterator[Identifier]:
    for each in work.take("clinical_trials", list[members.Trial]) or ():
        number = printed(each.id)
        yield from find_registrations(number.upper()) or (
            [Identifier(printed(each.registry), number)] if number else []
        )
