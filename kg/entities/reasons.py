"""Why two authorships are held to be one person's or not, in words: the score of a pair, taken apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import exp
from typing import ClassVar

import numpy as np

from kg.entities.corpus import Sets, Tabulation
from kg.entities.features import FEATURES, Subject, compare_names, measure
from kg.entities.partition import Pairs
from kg.entities.ragged import Ints
from kg.entities.weights import UNIT, Weights
from kg.entity import Link, Reason

_LEAST = 0.05  # log-odds that are worth a word
_SHOWN = 10  # things in common that are named
_AT_ONCE = 1 << 16
_ODDS = 30.0  # beyond these a probability is 0 or 1 anyway

Measures = dict[str, float]


def explain_pairs(tabulation: Tabulation, a: Ints, b: Ints, weights: Weights) -> Iterator[tuple[Reason, ...]]:
    """Give the reasons for and against each pair of authorships (numbers in the tabulation), in the order of `Subject`.

    Their weights add up to the pair's score, but for those too small to mention.
    """
    teller = _Teller(tabulation)
    told: dict[Reason, Reason] = {}  # three in four are told more than once, and are held once
    of_feature = [each.subject for each in FEATURES.values()]
    subjects = [(each, each.value) for each in Subject]
    first = [of_feature.index(each) for each, _ in subjects]
    for start in range(0, len(a), _AT_ONCE):
        one, other = a[start : start + _AT_ONCE], b[start : start + _AT_ONCE]
        measures = measure(tabulation.corpus, one, other, compare_names(tabulation.corpus, one, other))
        parts = np.add.reduceat(weights.parts(measures), first, axis=0).round(2)
        for i, j, part, values in zip(one.tolist(), other.tolist(), parts.T.tolist(), measures.T.tolist(), strict=True):
            found = dict(zip(FEATURES, values, strict=True))
            reasons = (
                Reason(name, weight, teller.tell(subject, i, j, found))
                for (subject, name), weight in zip(subjects, part, strict=True)
                if abs(weight) >= _LEAST
            )
            yield tuple(told.setdefault(each, each) for each in reasons)


def link(tabulation: Tabulation, pairs: Pairs, weights: Weights) -> Iterator[Link]:
    """Give each pair with its probability and the reasons for and against it."""
    signatures = tabulation.signatures
    reasons = explain_pairs(tabulation, pairs.a, pairs.b, weights)
    for i, j, score, why in zip(*(each.tolist() for each in pairs), reasons, strict=True):
        a, b = sorted((signatures[i].mentions[0], signatures[j].mentions[0]))
        yield Link(a, b, probability(score), why)


def probability(score: float) -> float:
    """Turn a score, log-odds in thousandths, into a probability with four digits.

    >>> probability(0), probability(2000)
    (0.5, 0.8808)
    """
    odds = score / UNIT
    return round(1 / (1 + exp(-max(min(odds, _ODDS), -_ODDS))), 4)


class _Teller:
    """Puts what two authorships have in common into words."""

    def __init__(self, tabulation: Tabulation) -> None:
        self._signatures = tabulation.signatures
        self._corpus = tabulation.corpus
        self._names = tabulation.names
        self._words = tabulation.words

    def tell(self, subject: Subject, i: int, j: int, found: Measures) -> str:
        """Say what was found on a subject."""
        return self._TOLD[subject](self, i, j, found)

    def _given(self, i: int, *part: int) -> str:
        return (
            " ".join(self._signatures[i].form.given[slice(*part) if len(part) > 1 else slice(part[0], None)]) or "none"
        )

    def _name(self, i: int, j: int, found: Measures) -> str:
        one, other = self._signatures[i], self._signatures[j]
        people = float(f"{exp(found['rarity']):.2g}")  # two digits
        shown = f"{one.author.name}: one in {people:,.0f} people has that surname and initial"
        if one.form.block != other.form.block and one.form.surname != other.form.surname:
            shown = f"{one.author.name}, {other.author.name}: two surnames with words in common"
        others = round(exp(found["namesakes"])) - 1
        return f"{shown}; {others} other forms of it here" if others else shown

    def _coauthors(self, i: int, j: int, _: Measures) -> str:
        one, other = (self._row(self._corpus.coauthors, int(self._corpus.work[each])) for each in (i, j))
        shared = (one & other) - {int(self._corpus.block[i]), int(self._corpus.block[j])}
        return f"co-authors in common: {_list(self._names[each] for each in shared) or 'nobody'}"

    def _organisation(self, i: int, j: int, found: Measures) -> str:
        if self._signatures[i].organisations & self._signatures[j].organisations:
            return "the same organisation"
        if found["city"]:
            return "the same city"
        return "different countries" if found["country, other"] else "different organisations"

    def _address(self, i: int, j: int, found: Measures) -> str:
        whose, sets, one, other = "", self._corpus.addresses, i, j
        if found["address, colleagues"]:
            whose, sets = " of all authors", self._corpus.colleagues
            one, other = int(self._corpus.work[i]), int(self._corpus.work[j])
        shared = self._row(sets, one) & self._row(sets, other)
        rarest = sorted(shared, key=lambda each: (-sets.weights[each], self._words[each]))[:_SHOWN]
        return f"words in the addresses{whose} in common: {_list(self._words[each] for each in rarest) or 'none'}"

    def _email(self, _i: int, _j: int, found: Measures) -> str:
        if found["email"]:
            return "the same e-mail address"
        return (
            "e-mail addresses at other organisations"
            if found["email, other"]
            else "e-mail addresses at one organisation"
        )

    def _journal(self, i: int, j: int, found: Measures) -> str:
        if found["journal"]:
            return "the same journal"
        one, other = self._signatures[i].work, self._signatures[j].work
        return f"journals of different countries: {one.country}, {other.country}"

    def _topic(self, i: int, j: int, _: Measures) -> str:
        one, other = self._signatures[i].work, self._signatures[j].work
        # A concept is an IRI; its name reads better.
        words = _list(each.rpartition("#")[2] for each in one.topic & other.topic)
        headings = _list(one.headings & other.headings)
        return f"words in common: {words or 'none'}" + (f"; subject headings: {headings}" if headings else "")

    def _years(self, i: int, j: int, _: Measures) -> str:
        return f"{abs(int(self._corpus.year[i]) - int(self._corpus.year[j]))} years apart"

    def _row(self, sets: Sets, row: int) -> set[int]:
        return set(sets.rows.items[sets.rows.start[row] : sets.rows.start[row + 1]].tolist())

    # Of the class: methods that a teller held would hold it in turn, with the whole corpus.
    _TOLD: ClassVar[dict[Subject, Callable[[_Teller, int, int, Measures], str]]] = {
        Subject.NAME: _name,
        Subject.GIVEN: lambda self, i, j, _: f"given names: {self._given(i, 0, 1)}, {self._given(j, 0, 1)}",
        Subject.MIDDLE: lambda self, i, j, _: f"middle names: {self._given(i, 1)}, {self._given(j, 1)}",
        Subject.COAUTHORS: _coauthors,
        Subject.ORGANISATION: _organisation,
        Subject.ADDRESS: _address,
        Subject.EMAIL: _email,
        Subject.ORCID: lambda _self, _i, _j, _: "the same ORCID",
        Subject.JOURNAL: _journal,
        Subject.FUNDING: lambda _self, _i, _j, _: "the same grants, or given by the same",
        Subject.TOPIC: _topic,
        Subject.YEARS: _years,
    }


def _list(things: Iterable[str]) -> str:
    return ", ".join(sorted(things)[:_SHOWN])
