"""Which records describe one published work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from kg.entities.grouping import group
from kg.entities.identities import Claim, Identities, assign_keys
from kg.entity import Study
from kg.record import Container, Record
from kg.values.keys import fold, key

STRONG = ("doi", "pmid", "pmcid")  # strongest first; one work has at most one of each

# Publication types (PubMed, Crossref, OpenAlex) and relations whose works are never the article that they are about.
_NOTICES = {
    "published erratum": "erratum",
    "erratum": "erratum",
    "correction": "erratum",
    "corrigendum": "erratum",
    "corrects": "erratum",
    "retraction of publication": "retraction",
    "retraction": "retraction",
    "retracts": "retraction",
    "preprint": "preprint",
    "posted-content": "preprint",
    "preprint-of": "preprint",
    "comment": "comment",
}
_TELLING = 25  # letters in a folded title, fewer of which ("Editorial", "Letter to the editor") many works share


class Outline(Struct, frozen=True):
    """What of a record decides which study it describes; `richness` ranks records by how much they say."""

    record: str
    title: str
    folded: str
    year: int | None
    first: str
    container: Container | None
    volume: str
    pages: str
    kind: str
    identifiers: tuple[tuple[str, str], ...]
    richness: tuple[int, ...]


class _State(NamedTuple):
    """What is known of a group of records: its kind and its identifiers by scheme."""

    kind: str
    identifiers: Mapping[str, str]


def outline(record: Record) -> Outline:
    """Reduce a record to what decides which study it describes."""
    authors = [each for each in record.contributors if each.role == "author"]
    first = f"{fold(authors[0].family or authors[0].name)} {authors[0].initials[:1].lower()}".strip() if authors else ""
    kinds = [*record.types, *(relation.kind for relation in record.relations)]
    richness = (
        not record.truncated,
        sum(bool(record.identifier(scheme)) for scheme in STRONG),
        len(record.contributors),
        sum(len(each.affiliations) for each in record.contributors),
        sum(len(section.text) for section in record.abstract),
        len(record.dates) + len(record.metrics) + len(record.keywords) + len(record.headings),
    )
    return Outline(
        record=record.key,
        title=record.title,
        folded=fold(record.title),
        year=record.year,
        first=first,
        container=record.container,
        volume=record.volume,
        pages=record.pages or record.article_number,
        kind=next((_NOTICES[kind.lower()] for kind in kinds if kind.lower() in _NOTICES), "article"),
        identifiers=tuple((scheme, value.lower()) for scheme in STRONG if (value := record.identifier(scheme))),
        richness=tuple(map(int, richness)),
    )


def find_studies(
    outlines: Iterable[Outline], journals: Mapping[Container, str], known: Identities
) -> tuple[list[Study], dict[str, str]]:
    """Find the studies that records describe, sorted by key, and the known keys that were replaced by others.

    Records are one study when they share a DOI, PMID or PMCID, or else when year, first author and a telling title agree and so
    do journal or pages, or when title, year, journal, volume and pages all agree. Never are they one when an identifier of
    the same scheme differs, or when one is an erratum, a retraction, a comment or a preprint and the other is not.
    The study shows the values of its richest record. A study that is known keeps its key.
    """
    by_record = {each.record: each for each in outlines}
    signs: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for record in sorted(by_record):
        for sign in _signs(by_record[record], journals):
            signs[sign].append(record)
    states = {record: _State(each.kind, dict(each.identifiers)) for record, each in sorted(by_record.items())}
    groups = group(states, [signs[sign] for sign in sorted(signs)], _merge)
    found = sorted(sorted(each) for each in groups)
    members = [[by_record[record] for record in records] for records in found]
    chosen = [max(each, key=lambda one: one.richness) for each in members]  # the first of equals, by record key
    claims = [
        Claim(records, list(_keys(each, shown))) for records, each, shown in zip(found, members, chosen, strict=True)
    ]
    assigned = assign_keys(claims, {each.key: each.records for each in known.studies}, known.gone("study"))
    studies = [
        Study(
            key=identity,
            records=tuple(records),
            chosen=shown.record,
            title=shown.title,
            year=shown.year if shown.year is not None else next((one.year for one in each if one.year), None),
            journal=journals.get(shown.container, "") if shown.container else "",
        )
        for identity, records, each, shown in zip(assigned.keys, found, members, chosen, strict=True)
    ]
    return sorted(studies, key=lambda study: study.key), assigned.replaced


def _signs(each: Outline, journals: Mapping[Container, str]) -> Iterable[tuple[object, ...]]:
    for rank, scheme in enumerate(STRONG):
        for found, value in each.identifiers:
            if found == scheme:
                yield rank, value
    journal = journals.get(each.container, "") if each.container else ""
    if not each.folded or each.year is None:
        return
    if len(each.folded) >= _TELLING and each.first:
        for where, value in (("journal", journal), ("pages", each.pages)):
            if value:
                yield len(STRONG), where, each.folded, each.year, each.first, value
    if journal and each.volume and each.pages:
        yield len(STRONG), "place", each.folded, each.year, journal, each.volume, each.pages


def _merge(one: _State, other: _State) -> _State | None:
    if one.kind != other.kind:
        return None
    if any(other.identifiers.get(scheme, value) != value for scheme, value in one.identifiers.items()):
        return None
    return _State(one.kind, {**one.identifiers, **other.identifiers})


def _keys(members: Sequence[Outline], chosen: Outline) -> Iterable[str]:
    """Give the keys that a study may have, best first: two studies that claim one identifier cannot both have it."""
    known = {scheme: value for each in members for scheme, value in each.identifiers}
    for scheme in STRONG:
        if scheme in known:
            yield f"{scheme}/{known[scheme]}"
    yield key(chosen.title, chosen.folded, chosen.year, chosen.first)
