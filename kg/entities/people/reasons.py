"""Why two authorships are held to be one person's or not, in words: the score of a pair, taken apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import exp
from typing import TypeVar

import numpy as np
from msgspec import Struct, structs

from kg.entities.people.corpus import Corpus, Wording
from kg.entities.people.features import FEATURES, Subject, compare_names, measure
from kg.entities.people.likeness import Sets
from kg.entities.people.names import Agreement, compare
from kg.entities.people.weights import UNIT, Weights
from kg.entities.sets import Floats, Ints
from kg.entity import Reason

_LEAST = 0.05  # log-odds that are worth a word
_SHOWN = 10  # things in common that are named
_NAMED = 1.0  # logarithm of how rarely a journal is named after what a study is about, from which it is worth telling
_AT_ONCE = 1 << 14
_OUTWEIGHED = "but the e-mail address is one person's"
_ODDS = 30.0  # beyond these a probability is 0 or 1 anyway

T = TypeVar("T")


class _Found(Struct, frozen=True):
    """Some pairs of authorships (numbers in the corpus) of some more (`chosen`), and what was measured of all of these, by feature."""

    corpus: Corpus
    wording: Wording
    a: Ints
    b: Ints
    measures: Mapping[str, Floats]
    chosen: Ints

    def of(self, feature: str) -> Floats:
        """What was measured of the pairs."""
        return self.measures[feature][self.chosen]

    def take(self, some: Ints) -> _Found:
        """Keep some of the pairs."""
        return structs.replace(self, a=self.a[some], b=self.b[some], chosen=self.chosen[some])


class _Told(dict[tuple[float, str], Reason]):
    """The reasons told on a subject, by weight and note."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._feature = subject.value

    def __missing__(self, said: tuple[float, str]) -> Reason:
        self[said] = reason = Reason(self._feature, *said)
        return reason


def explain_pairs(corpus: Corpus, wording: Wording, a: Ints, b: Ints, weights: Weights) -> Iterator[tuple[Reason, ...]]:
    """Give the reasons for and against each pair of authorships (numbers in the corpus), in the order of `Subject`.

    Their weights add up to the pair's score, but for those too small to mention.
    """
    told = {subject: _Told(subject) for subject in Subject}  # three in four are told more than once, and are held once
    of_feature = [each.subject for each in FEATURES.values()]
    first = [of_feature.index(each) for each in Subject]
    for start in range(0, len(a), _AT_ONCE):
        one, other = a[start : start + _AT_ONCE], b[start : start + _AT_ONCE]
        measures = measure(corpus, one, other, compare_names(corpus, one, other))
        found = _Found(corpus, wording, one, other, dict(zip(FEATURES, measures, strict=True)), np.arange(len(one)))
        reasons: list[Reason] = []
        pairs: list[Ints] = []  # of each of these
        parts = np.add.reduceat(weights.parts(measures), first, axis=0).round(2)
        for subject, part in zip(Subject, parts, strict=True):
            telling = np.flatnonzero(np.abs(part) >= _LEAST)
            notes = _TELL[subject](found.take(telling))
            reasons.extend(map(told[subject].__getitem__, zip(part[telling].tolist(), notes, strict=True)))
            pairs.append(telling)
        pair = np.concatenate(pairs)
        ordered = list(map(reasons.__getitem__, np.argsort(pair, kind="stable").tolist()))
        yield from map(tuple, _cut(ordered, np.cumsum(np.bincount(pair, minlength=len(one)))))


@lru_cache(1 << 16)
def probability(score: float) -> float:
    """Turn a score, log-odds in thousandths, into a probability with four digits.

    >>> probability(0), probability(2000)
    (0.5, 0.8808)
    """
    odds = score / UNIT
    return round(1 / (1 + exp(-max(min(odds, _ODDS), -_ODDS))), 4)


def _tell_names(found: _Found) -> Iterator[str]:
    corpus, forms, printed = found.corpus, found.corpus.forms, found.wording.printed
    rarity = np.minimum(corpus.rarity[found.a], corpus.rarity[found.b])
    people = {each: _round(each) for each in set(rarity.tolist())}
    usual = f"here one in {_round(-corpus.recurrence)} pairs of authorships is one person's"
    differ = corpus.block[found.a] != corpus.block[found.b]
    others = np.rint(np.exp(found.of("namesakes"))) - 1
    columns = (found.a, found.b, differ, rarity, others)
    for i, j, other_name, rare, others in zip(*(each.tolist() for each in columns), strict=True):
        shown = f"{printed[i]}: one in {people[rare]} people has that surname and initial, {usual}"
        if other_name and forms[corpus.form[i]].surname != forms[corpus.form[j]].surname:
            names = forms[corpus.form[i]].tokens, forms[corpus.form[j]].tokens
            if sorted(names[0]) == sorted(names[1]):
                alike = "the same words in another order"
            else:
                alike = "two surnames with words in common" if {*names[0]} & {*names[1]} else "different surnames"
            shown = f"{printed[i]}, {printed[j]}: {alike}"
        yield f"{shown}; {others:.0f} other forms of it here" if others else shown


def _round(log: float) -> str:
    """A number, given by its logarithm, in two digits."""
    return f"{float(f'{exp(log):.2g}'):,.0f}"


def _tell_given(found: _Found) -> Iterator[str]:
    for one, other in _given(found):
        shown = f"given names: {_join(one[:1])}, {_join(other[:1])}"
        yield f"{shown}; {_OUTWEIGHED}" if compare(one, other).first is Agreement.CONFLICT else shown


def _tell_middle(found: _Found) -> Iterator[str]:
    return (f"middle names: {_join(one[1:])}, {_join(other[1:])}" for one, other in _given(found))


def _given(found: _Found) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    forms = found.corpus.forms
    for one, other in zip(*(found.corpus.form[each].tolist() for each in (found.a, found.b)), strict=True):
        yield forms[one].given, forms[other].given


def _tell_coauthors(found: _Found) -> Iterator[str]:
    corpus = found.corpus
    own = corpus.block[found.a], corpus.block[found.b]
    shared = _share(corpus.coauthors, corpus.work[found.a], corpus.work[found.b], found.wording.names, own)
    return (f"co-authors in common: {_list(each) or 'nobody'}" for each in shared)


def _tell_organisations(found: _Found) -> Iterator[str]:
    sets = found.corpus.organisations
    same = sets.rows.share(found.a, found.b, sets.weights).number > 0
    columns = same, found.of("city") > 0, found.of("country, other") > 0
    for organisation, city, abroad in zip(*(each.tolist() for each in columns), strict=True):
        if organisation:
            yield "the same institution"
        elif city:
            yield "the same city"
        else:
            yield "different countries" if abroad else "different institutions"


def _tell_addresses(found: _Found) -> Iterator[str]:
    corpus, words = found.corpus, found.wording.addresses
    by_all = found.of("address, colleagues") > 0
    alone, together = found.take(np.flatnonzero(~by_all)), found.take(np.flatnonzero(by_all))
    own = _share_rarest(corpus.addresses, alone.a, alone.b, words)
    all_ = _share_rarest(corpus.colleagues, corpus.work[together.a], corpus.work[together.b], words)
    for everybody in by_all.tolist():
        whose, shared = (" of all authors", next(all_)) if everybody else ("", next(own))
        yield f"words in the addresses{whose} in common: {_list(shared) or 'none'}"


def _tell_emails(found: _Found) -> Iterator[str]:
    columns = found.of("email") > 0, found.of("email, other") > 0
    for same, elsewhere in zip(*(each.tolist() for each in columns), strict=True):
        if same:
            yield "the same e-mail address"
        else:
            yield "e-mail addresses at other institutions" if elsewhere else "e-mail addresses at one institution"


def _tell_journals(found: _Found) -> Iterator[str]:
    of, countries = found.corpus.country, found.wording.countries
    for one, other in zip(of[found.a].tolist(), of[found.b].tolist(), strict=True):
        yield f"journals of different countries: {countries[one]}, {countries[other]}"


def _tell_topics(found: _Found) -> Iterator[str]:
    one, other = found.corpus.work[found.a], found.corpus.work[found.b]
    topics = _share(found.corpus.topics, one, other, found.wording.topics)
    headings = _share(found.corpus.headings, one, other, found.wording.headings)
    for words, labels, field in zip(topics, headings, (found.of("field") > _NAMED).tolist(), strict=True):
        shown = f"words in common: {_list(words) or 'none'}"
        shown += f"; subject headings: {_list(labels)}" if labels else ""
        yield f"{shown}; one is about what the other's journal is named after" if field else shown


def _tell_years(found: _Found) -> Iterator[str]:
    year = found.corpus.year
    return (f"{each} years apart" for each in np.abs(year[found.a] - year[found.b]).tolist())


def _say(note: str) -> Callable[[_Found], Iterator[str]]:
    return lambda found: (note for _ in found.a)


_TELL: dict[Subject, Callable[[_Found], Iterator[str]]] = {
    Subject.NAME: _tell_names,
    Subject.GIVEN: _tell_given,
    Subject.MIDDLE: _tell_middle,
    Subject.COAUTHORS: _tell_coauthors,
    Subject.ORGANISATION: _tell_organisations,
    Subject.ADDRESS: _tell_addresses,
    Subject.EMAIL: _tell_emails,
    Subject.ORCID: _say("the same ORCID"),
    Subject.JOURNAL: _tell_journals,
    Subject.FUNDING: _say("the same grants, or given by the same"),
    Subject.TOPIC: _tell_topics,
    Subject.YEARS: _tell_years,
}


def _share(sets: Sets, a: Ints, b: Ints, words: Sequence[str], besides: tuple[Ints, ...] = ()) -> Iterator[list[str]]:
    """What each two rows have in common, in words."""
    met = sets.rows.meet(a, b, besides)
    return _cut(list(map(words.__getitem__, met.items.tolist())), met.start[1:])


def _cut(things: list[T], ends: Ints) -> Iterator[list[T]]:
    """Cut a list into rows that end there."""
    return (things[start:end] for start, end in pairwise((0, *ends.tolist())))


def _share_rarest(sets: Sets, a: Ints, b: Ints, words: Sequence[str]) -> Iterator[list[str]]:
    """The same, only what says most of it."""
    for row in sets.rows.meet(a, b).split():
        if len(row) > _SHOWN:
            row.sort(key=lambda each: (-sets.weights[each], words[each]))
        yield [words[each] for each in row[:_SHOWN]]


def _join(names: Iterable[str]) -> str:
    return " ".join(names) or "none"


def _list(things: Iterable[str]) -> str:
    return ", ".join(sorted(things)[:_SHOWN])
