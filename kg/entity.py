"""What the records are concluded to be about: studies, people, institutions, places, journals, concepts.

Each refers to others by key, from which `kg.iri` makes the IRI. All tuples are sorted, so that the input's order never shows.
What there are many of is unknown to the collector of cycles (`gc=False`): made of texts and numbers and never changed, it can be in none, and takes 16 bytes less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from kg.decision import Dispute
from kg.rows.ordered import beside


class Mention(NamedTuple):
    """An authorship as a record made it: the record's key and the 1-based position in its byline."""

    record: str
    position: int


class AffiliationMention(NamedTuple):
    """An affiliation as a record made it: record, position in the byline, 1-based number among that author's."""

    record: str
    position: int
    number: int


class Reason(Struct, frozen=True, gc=False):
    """One piece of evidence for (weight > 0) or against (< 0) a conclusion, in log-odds, with words for people."""

    feature: str
    weight: float
    note: str


class Link(Struct, frozen=True, gc=False):
    """Two authorships held to be one person: the probability (0 to 1) and the evidence it rests on."""

    a: Mention
    b: Mention
    score: float
    reasons: tuple[Reason, ...]


class Doubt(Link, frozen=True, gc=False):
    """Two authorships of people who were kept apart though they may be one; `value` grows with what merging them would change."""

    value: float = 0.0


class RecordLink(Struct, frozen=True, gc=False):
    """Two records held to be of one study: the probability (0 to 1) and the evidence it rests on."""

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...]


class AuthorityLink(Struct, frozen=True, gc=False):
    """A printed organisation held to be an entry of an authority: the probability (0 to 1) and the evidence."""

    printed: str
    iri: str
    score: float
    reasons: tuple[Reason, ...] = ()


class Study(Struct, frozen=True, gc=False):
    """A published work and the records that describe it (sorted; `chosen` is the one whose values are shown).

    `designs` are the IRIs of the scheme's study designs that it says are its own (sorted); `links` hold the merges that
    made the study (sorted); `identifiers` are those by which others may cite it, each a scheme and a value in lower case (sorted).
    """

    key: str
    records: tuple[str, ...]
    chosen: str
    title: str
    year: int | None = None
    journal: str = ""
    designs: tuple[str, ...] = ()
    links: tuple[RecordLink, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()


class Person(Struct, frozen=True, gc=False):
    """A resolved author. `mentions` and `links` are sorted; `links` hold the merges that made the person.

    While a build is made, links stand in a file (`kg.rows.aside.Row`): they read like a tuple and are one where they arrive.

    `name` is one form that was printed, `label` the form that lists show: family name first. A `collective` signs as a
    group ("RAMESES II team"): it has a name and no links across records unless equal.
    """

    key: str
    name: str
    family: str = ""
    given: str = ""
    suffix: str = ""
    orcid: str = ""
    label: str = ""
    collective: bool = False
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()


class Authorship(Struct, frozen=True, gc=False):
    """A person at a rank (1-based) of a study's byline, `mentions` of records, and how sure it is (0 to 1) that it is theirs."""

    study: str
    rank: int
    person: str
    printed: str
    mentions: tuple[Mention, ...]
    score: float = 1.0


class AffiliationOf(Struct, frozen=True, gc=False):
    """An affiliation of an authorship of a study, and the institutions (the most specific of each path) it names."""

    study: str
    rank: int
    index: int
    printed: str
    institutions: tuple[str, ...]
    mentions: tuple[AffiliationMention, ...]


class Institution(Struct, frozen=True, gc=False):
    """An organisation, or a unit of one (then `parent` is the key of the next larger one).

    `place` is a key; `inferred`: neither authority nor affiliation states which it is. An authority's entry gives name, `types` and
    `wholes`, what else it is part of; of `links` to it the surest is first, then the least sure. By `signs` the next build knows it.
    """

    key: str
    name: str
    short: str = ""
    unit: bool = False
    parent: str = ""
    place: str = ""
    region: str = ""
    postcode: str = ""
    inferred: bool = False
    ror: str = ""
    names: tuple[str, ...] = ()
    mentions: Sequence[AffiliationMention] = ()
    links: tuple[AuthorityLink, ...] = ()
    types: tuple[str, ...] = ()
    wholes: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    signs: tuple[tuple[str, ...], ...] = ()


def find_tops(institutions: Iterable[Institution]) -> dict[str, str]:
    """Give for each institution the key of the largest it is part of, its own if it is part of none."""
    parents = {institution.key: institution.parent for institution in institutions}
    tops = {key: key for key in parents}
    for key in parents:
        while parent := parents[tops[key]]:
            tops[key] = parent
    return tops


class Place(Struct, frozen=True, gc=False):
    """A city or country of the gazetteer; `geonames` is its GeoNames id, `country` the key of a city's country."""

    key: str
    name: str
    kind: str
    geonames: str
    country: str = ""
    country_code: str = ""
    latitude: str = ""
    longitude: str = ""


class Journal(Struct, frozen=True, gc=False):
    """A journal under the title most records print, with its ISSNs and the other forms seen (sorted)."""

    key: str
    title: str
    issns: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


class ConceptMention(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A concept's label found in a study's text.

    `part` is "title" or "abstract/3" (1-based section); `start` and `end` count characters in that part of the
    record `record`; `sentence` is the sentence around it; `score` is 1 for a full label, less for an acronym.
    """

    study: str
    concept: str
    record: str
    part: str
    start: int
    end: int
    exact: str
    sentence: str
    score: float = 1.0


class Replacement(NamedTuple):
    """A key of an earlier build that has gone, since its node is now part of another of its kind ("study", "person", …)."""

    kind: str
    old: str
    new: str


class Entities(Struct, frozen=True):
    """All that was concluded from the records, each tuple sorted by key (authorships by study and rank, doubts most valuable first); `subjects` are labels and the MeSH ids they mean.

    Studies, affiliations and mentions may be read from a file whenever they are gone through.
    """

    studies: Sequence[Study] = ()
    people: tuple[Person, ...] = ()
    authorships: tuple[Authorship, ...] = ()
    institutions: tuple[Institution, ...] = ()
    affiliations: Sequence[AffiliationOf] = ()
    places: tuple[Place, ...] = ()
    journals: tuple[Journal, ...] = ()
    mentions: Sequence[ConceptMention] = ()
    subjects: tuple[tuple[str, str], ...] = ()
    replaced: tuple[Replacement, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    disputes: tuple[Dispute, ...] = ()


def affiliate(
    authorships: Sequence[Authorship], affiliations: Iterable[AffiliationOf]
) -> Iterator[tuple[Authorship, tuple[AffiliationOf, ...]]]:
    """Give each authorship with its affiliations; both by study and rank."""
    place = attrgetter("study", "rank")
    return zip(authorships, beside(map(place, authorships), affiliations, place), strict=True)
