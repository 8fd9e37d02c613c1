"""What two authorships have in common and what not, in numbers: one column a feature, for many pairs at once."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from kg.entities.corpus import NOTHING, Corpus, Sets
from kg.entities.names import Agreement, compare, contradict
from kg.entities.ragged import Flags, Floats, Ints


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
    TOPIC = "subject"
    YEARS = "years"


class Feature(NamedTuple):
    """A feature: what it is about, and the sign that its weight can only have (0 for either)."""

    subject: Subject
    sign: int


FEATURES = {
    "certain": Feature(
        Subject.NAME, 0
    ),  # always 1: what two authorships of one name are worth before anything is known
    "rarity": Feature(Subject.NAME, 1),
    "namesakes": Feature(Subject.NAME, -1),
    "authorships": Feature(Subject.NAME, -1),
    "other surname": Feature(Subject.NAME, -1),
    "given equal": Feature(Subject.GIVEN, 1),
    "given rarity": Feature(Subject.GIVEN, 1),
    "given alike": Feature(Subject.GIVEN, 0),
    "middle equal": Feature(Subject.MIDDLE, 1),
    "middle initial": Feature(Subject.MIDDLE, 1),
    "middle alike": Feature(Subject.MIDDLE, 0),
    "middle one-sided": Feature(Subject.MIDDLE, -1),
    "co-authors": Feature(Subject.COAUTHORS, 1),
    "co-author, rarest": Feature(Subject.COAUTHORS, 1),
    "co-authors, share": Feature(Subject.COAUTHORS, 1),
    "co-authors, none": Feature(Subject.COAUTHORS, -1),
    "organisation": Feature(Subject.ORGANISATION, 1),
    "organisation, rarity": Feature(Subject.ORGANISATION, 1),
    "organisation, other": Feature(Subject.ORGANISATION, -1),
    "city": Feature(Subject.ORGANISATION, 1),
    "country, other": Feature(Subject.ORGANISATION, -1),
    "address": Feature(Subject.ADDRESS, 1),
    "address, none": Feature(Subject.ADDRESS, -1),
    "address, colleagues": Feature(Subject.ADDRESS, 1),
    "email": Feature(Subject.EMAIL, 1),
    "email, domain": Feature(Subject.EMAIL, 1),
    "email, other": Feature(Subject.EMAIL, -1),
    "orcid": Feature(Subject.ORCID, 1),
    "journal": Feature(Subject.JOURNAL, 1),
    "language": Feature(Subject.TOPIC, 1),
    "language, other": Feature(Subject.TOPIC, -1),
    "words": Feature(Subject.TOPIC, 1),
    "words, none": Feature(Subject.TOPIC, -1),
    "headings": Feature(Subject.TOPIC, 1),
    "headings, none": Feature(Subject.TOPIC, -1),
    "years": Feature(Subject.YEARS, -1),
    "years, far": Feature(Subject.YEARS, -1),
}


class Names(NamedTuple):
    """How the names of pairs compare, see `Agreement`; `apart` if they contradict each other, `across` for two surnames."""

    first: Ints
    middle: Ints
    apart: Flags
    across: Flags


def compare_names(corpus: Corpus, a: Ints, b: Ints) -> Names:
    """Compare the names of pairs, each combination of two forms once."""
    one, other = corpus.form[a], corpus.form[b]
    combinations, which = np.unique(
        np.minimum(one, other) * len(corpus.forms) + np.maximum(one, other), return_inverse=True
    )
    found = np.array(
        [_compare(corpus, *divmod(each, len(corpus.forms))) for each in combinations.tolist()],
        np.int64,
    ).reshape(-1, 4)[which]
    return Names(found[:, 0], found[:, 1], found[:, 2] > 0, found[:, 3] > 0)


def _compare(corpus: Corpus, a: int, b: int) -> tuple[int, int, bool, bool]:
    one, other = corpus.forms[a], corpus.forms[b]
    if contradict(one, other):
        return Agreement.CONFLICT, Agreement.CONFLICT, True, False
    if one.block != other.block and one.surname != other.surname:
        return Agreement.ABSENT, Agreement.ABSENT, False, True
    return *compare(one.given, other.given), False, False


def measure(corpus: Corpus, a: Ints, b: Ints, names: Names) -> Floats:
    """Measure pairs of authorships: a row for each of `FEATURES`, a column for each pair."""
    x: dict[str, Floats] = dict.fromkeys(FEATURES, np.zeros(len(a)))
    x["certain"] = np.ones(len(a))
    x["rarity"] = np.minimum(corpus.rarity[a], corpus.rarity[b])
    x["namesakes"] = np.minimum(corpus.namesakes[a], corpus.namesakes[b])
    x["authorships"] = np.maximum(corpus.size[a], corpus.size[b])
    x["other surname"] = names.across * 1.0
    equal = names.first == Agreement.EQUAL
    x["given equal"] = equal * 1.0
    x["given rarity"] = equal * np.minimum(corpus.given_rarity[a], corpus.given_rarity[b])
    x["given alike"] = 1.0 * (names.first == Agreement.ALIKE)
    for name, agreement in (
        ("equal", Agreement.EQUAL),
        ("initial", Agreement.INITIAL),
        ("alike", Agreement.ALIKE),
        ("one-sided", Agreement.ONE_SIDED),
    ):
        x[f"middle {name}"] = 1.0 * (names.middle == agreement)
    _measure_coauthors(corpus, a, b, x)
    _measure_places(corpus, a, b, x)
    _measure_subject(corpus, a, b, x)
    return np.stack(list(x.values()))


def _measure_coauthors(corpus: Corpus, a: Ints, b: Ints, x: dict[str, Floats]) -> None:
    one, other = corpus.work[a], corpus.work[b]
    sets = corpus.coauthors
    shared = sets.rows.share(one, other, sets.weights, (corpus.block[a], corpus.block[b]))
    fewer = np.minimum(sets.rows.sizes[one], sets.rows.sizes[other]) - 1
    x["co-authors"] = np.sqrt(shared.total)
    x["co-author, rarest"] = shared.most
    x["co-authors, share"] = np.minimum(shared.number, fewer) / np.maximum(fewer, 1)
    x["co-authors, none"] = np.log1p(fewer) * (shared.number == 0)


def _measure_places(corpus: Corpus, a: Ints, b: Ints, x: dict[str, Floats]) -> None:
    shared = corpus.organisations.rows.share(a, b, corpus.organisations.weights)
    x["organisation"] = 1.0 * (shared.number > 0)
    x["organisation, rarity"] = shared.most
    x["organisation, other"] = 1.0 * (_both(corpus.organisations, a, b) & (shared.number == 0))
    x["city"] = 1.0 * (corpus.cities.rows.share(a, b, corpus.cities.weights).number > 0)
    countries = corpus.countries.rows.share(a, b, corpus.countries.weights)
    x["country, other"] = 1.0 * (_both(corpus.countries, a, b) & (countries.number == 0))
    x["address"] = _likeness(corpus.addresses, a, b)
    x["address, none"] = 1.0 * (_both(corpus.addresses, a, b) & (x["address"] < 0.05))
    unknown = ~_both(corpus.addresses, a, b)
    x["address, colleagues"] = unknown * _likeness(corpus.colleagues, corpus.work[a], corpus.work[b])
    x["email"] = _equal(corpus.email, a, b)
    domain = _equal(corpus.domain, a, b)
    x["email, domain"] = domain * np.minimum(corpus.domain_rarity[a], corpus.domain_rarity[b])
    known = (corpus.domain[a] != NOTHING) & (corpus.domain[b] != NOTHING)
    x["email, other"] = 1.0 * (known & (domain == 0))
    x["orcid"] = _equal(corpus.orcid, a, b)


def _measure_subject(corpus: Corpus, a: Ints, b: Ints, x: dict[str, Floats]) -> None:
    one, other = corpus.work[a], corpus.work[b]
    x["journal"] = _equal(corpus.journal, a, b) * corpus.journal_rarity[a]
    language = _equal(corpus.language, a, b)
    known = (corpus.language[a] != NOTHING) & (corpus.language[b] != NOTHING)
    x["language"] = language * corpus.language_rarity[a]
    x["language, other"] = 1.0 * (known & (language == 0))
    x["words"] = np.sqrt(_likeness(corpus.topics, one, other))
    x["words, none"] = 1.0 * (_both(corpus.topics, one, other) & (x["words"] == 0))
    x["headings"] = np.sqrt(_likeness(corpus.headings, one, other))
    x["headings, none"] = 1.0 * (_both(corpus.headings, one, other) & (x["headings"] < 0.1))
    known = (corpus.year[a] > 0) & (corpus.year[b] > 0)
    gap = known * np.abs(corpus.year[a] - corpus.year[b])
    x["years"] = np.log1p(gap)
    x["years, far"] = np.maximum(gap - 10.0, 0.0) / 10


def _equal(numbers: Ints, a: Ints, b: Ints) -> Floats:
    equal: Floats = 1.0 * ((numbers[a] == numbers[b]) & (numbers[a] != NOTHING))
    return equal


def _both(sets: Sets, a: Ints, b: Ints) -> Flags:
    return np.logical_and(sets.rows.sizes[a] > 0, sets.rows.sizes[b] > 0)


def _likeness(sets: Sets, a: Ints, b: Ints) -> Floats:
    """What two sets have in common as a part of what they could (0 to 1), rare things weighing more."""
    mass = np.sqrt(sets.mass[a] * sets.mass[b])
    likeness: Floats = np.divide(sets.rows.share(a, b, sets.weights).total, np.where(mass > 0, mass, 1.0))
    return likeness
