"""What two authorships have in common and what not, in numbers: one column a feature, for many pairs at once."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from kg.entities.people.corpus import Corpus
from kg.entities.people.likeness import Sets, compare_subjects, surprise
from kg.entities.people.names import Agreement, compare, contradict
from kg.entities.people.numbers import NOTHING
from kg.entities.sets import Flags, Floats, Ints

_COMMON = 3.0  # given names of one in twenty with that letter, and more, say nothing: namesakes have them alike


class Subject(StrEnum):
    """What a reason is about; several features make one."""

    NAME = "name"
    GIVEN = "given"
    MIDDLE = "middle"
    COAUTHORS = "co-authors"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    EMAIL = "email"
    ORCID = "orcid"
    JOURNAL = "journal"
    FUNDING = "funding"
    TOPIC = "subject"
    YEARS = "years"


class Feature(NamedTuple):
    """A feature: what it is about, and the sign that its weight can only have (0 for either)."""

    subject: Subject
    sign: int


FEATURES = {
    "certain": Feature(Subject.NAME, 0),  # always 1
    "name": Feature(Subject.NAME, 1),
    "recurrence": Feature(Subject.NAME, 1),
    "namesakes": Feature(Subject.NAME, -1),
    "given rarity": Feature(Subject.GIVEN, 1),
    "given alike": Feature(Subject.GIVEN, 0),
    "given one-sided": Feature(Subject.GIVEN, -1),
    "middle equal": Feature(Subject.MIDDLE, 1),
    "middle initial": Feature(Subject.MIDDLE, 1),
    "co-authors": Feature(Subject.COAUTHORS, 1),
    "co-authors, none": Feature(Subject.COAUTHORS, -1),
    "organisation, other": Feature(Subject.ORGANISATION, -1),
    "city": Feature(Subject.ORGANISATION, 1),
    "country, other": Feature(Subject.ORGANISATION, -1),
    "address": Feature(Subject.ADDRESS, 1),
    "address, colleagues": Feature(Subject.ADDRESS, 1),
    "email": Feature(Subject.EMAIL, 1),
    "email, domain": Feature(Subject.EMAIL, 1),
    "email, other": Feature(Subject.EMAIL, -1),
    "orcid": Feature(Subject.ORCID, 1),
    "journal, other country": Feature(Subject.JOURNAL, -1),
    "funding": Feature(Subject.FUNDING, 1),
    "words": Feature(Subject.TOPIC, 1),
    "headings": Feature(Subject.TOPIC, 1),
    "headings, none": Feature(Subject.TOPIC, -1),
    "field": Feature(Subject.TOPIC, 1),
    "years, far": Feature(Subject.YEARS, -1),
}


class Names(NamedTuple):
    """How the given names of pairs of one surname compare, see `Agreement`; `apart` if the names contradict each other."""

    first: Ints
    middle: Ints
    apart: Flags


def compare_names(corpus: Corpus, a: Ints, b: Ints) -> Names:
    """Compare the names of pairs, each combination of two forms once."""
    one, other = corpus.form[a], corpus.form[b]
    combinations, which = np.unique(
        np.minimum(one, other) * len(corpus.forms) + np.maximum(one, other), return_inverse=True
    )
    found = np.array(
        [_compare(corpus, *divmod(each, len(corpus.forms))) for each in combinations.tolist()],
        np.int64,
    ).reshape(-1, 3)[which]
    return Names(found[:, 0], found[:, 1], found[:, 2] > 0)


def _compare(corpus: Corpus, a: int, b: int) -> tuple[int, int, bool]:
    one, other = corpus.forms[a], corpus.forms[b]
    if contradict(one, other):
        return Agreement.CONFLICT, Agreement.CONFLICT, True
    if one.surname != other.surname and one.block != other.block:
        return Agreement.ABSENT, Agreement.ABSENT, False
    return *compare(one.given, other.given), False


def measure(corpus: Corpus, a: Ints, b: Ints, names: Names) -> Floats:
    """Measure pairs of authorships: a row for each of `FEATURES`, a column for each pair."""
    x: dict[str, Floats] = dict.fromkeys(FEATURES, np.zeros(len(a)))
    x["certain"] = np.ones(len(a))
    x["name"] = np.minimum(corpus.rarity[a], corpus.rarity[b])
    x["recurrence"] = np.full(len(a), corpus.recurrence)
    short = (corpus.given[a] == NOTHING) | (corpus.given[b] == NOTHING)
    x["namesakes"] = short * np.minimum(corpus.namesakes[a], corpus.namesakes[b])
    given = np.maximum(np.minimum(corpus.given_rarity[a], corpus.given_rarity[b]) - _COMMON, 0.0)
    x["given rarity"] = (names.first == Agreement.EQUAL) * given
    outweighed = (names.first == Agreement.CONFLICT) & (_equal(corpus.orcid, a, b) == 0)  # by an e-mail address alone
    x["given alike"] = 1.0 * ((names.first == Agreement.ALIKE) | outweighed)
    one_sided = (names.first == Agreement.INITIAL) & ((corpus.given[a] == NOTHING) != (corpus.given[b] == NOTHING))
    x["given one-sided"] = one_sided * (corpus.brevity[a] + corpus.brevity[b])
    x["middle equal"] = 1.0 * (names.middle == Agreement.EQUAL)
    x["middle initial"] = 1.0 * (names.middle == Agreement.INITIAL)
    _measure_coauthors(corpus, a, b, x)
    _measure_places(corpus, a, b, x)
    _measure_subject(corpus, a, b, x)
    return np.stack(list(x.values()))


def _measure_coauthors(corpus: Corpus, a: Ints, b: Ints, x: dict[str, Floats]) -> None:
    one, other = corpus.work[a], corpus.work[b]
    sets = corpus.coauthors
    shared = sets.rows.share(one, other, sets.weights, (corpus.block[a], corpus.block[b]))
    fewer = np.minimum(sets.rows.sizes[one], sets.rows.sizes[other]) - 1
    least = np.minimum(*(sets.mass[w] - sets.weights[corpus.block[x]] for w, x in ((one, a), (other, b))))
    x["co-authors"] = shared.total / np.maximum(np.maximum(least, shared.total), 1.0)
    x["co-authors, none"] = np.log1p(fewer) * (shared.number == 0)


def _measure_places(corpus: Corpus, a: Ints, b: Ints, x: dict[str, Floats]) -> None:
    shared = corpus.organisations.rows.share(a, b, corpus.organisations.weights)
    x["organisation, other"] = 1.0 * (_both(corpus.organisations, a, b) & (shared.number == 0))
    x["city"] = 1.0 * (corpus.cities.rows.share(a, b, corpus.cities.weights).number > 0)
    countries = corpus.countries.rows.share(a, b, corpus.countries.weights)
    x["country, other"] = 1.0 * (_both(corpus.countries, a, b) & (countries.number == 0))
    x["address"] = corpus.addresses.compare(a, b)
    unknown = np.flatnonzero(~_both(corpus.addresses, a, b))
    x["address, colleagues"] = np.zeros(len(a))
    x["address, colleagues"][unknown] = corpus.colleagues.compare(*(corpus.work[each[unknown]] for each in (a, b)))
    x["email"] = _equal(corpus.email, a, b)
    x["email, domain"] = _equal(corpus.domain, a, b) * np.minimum(corpus.domain_rarity[a], corpus.domain_rarity[b])
    x["email, other"] = _differ(corpus.domain, a, b)
    x["orcid"] = _equal(corpus.orcid, a, b)


def _measure_subject(corpus: Corpus, a: Ints, b: Ints, x: dict[str, Floats]) -> None:
    one, other = corpus.work[a], corpus.work[b]
    x["journal, other country"] = _differ(corpus.country, a, b) * (corpus.country_rarity[a] + corpus.country_rarity[b])
    x["funding"] = corpus.funding.compare(one, other)
    alike = compare_subjects((corpus.topics, corpus.headings, corpus.fields), one, other)
    for name, found, usual in zip(("words", "headings", "field"), alike, corpus.usual, strict=True):
        x[name] = surprise(found, usual)
    x["headings, none"] = 1.0 * (_both(corpus.headings, one, other) & (alike[1] < 0.01))
    known = (corpus.year[a] > 0) & (corpus.year[b] > 0)
    gap = known * np.abs(corpus.year[a] - corpus.year[b])
    x["years, far"] = np.maximum(gap - 10.0, 0.0) / 10


def _equal(numbers: Ints, a: Ints, b: Ints) -> Floats:
    equal: Floats = 1.0 * ((numbers[a] == numbers[b]) & (numbers[a] != NOTHING))
    return equal


def _differ(numbers: Ints, a: Ints, b: Ints) -> Floats:
    different: Floats = 1.0 * ((numbers[a] != numbers[b]) & (numbers[a] != NOTHING) & (numbers[b] != NOTHING))
    return different


def _both(sets: Sets, a: Ints, b: Ints) -> Flags:
    return np.logical_and(sets.rows.sizes[a] > 0, sets.rows.sizes[b] > 0)
