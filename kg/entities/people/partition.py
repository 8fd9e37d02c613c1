"""Which authorships of some blocks are one person's: scores for pairs, then clusters. Pure, so that it can run anywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Self, TypeVar

import numpy as np
from msgspec import Struct

from kg.entities.clustering import cluster
from kg.entities.people.corpus import Corpus
from kg.entities.people.features import Names, compare_names, measure
from kg.entities.people.names import Aliases, unite
from kg.entities.people.reasons import probability
from kg.entities.people.weights import UNIT, Weights
from kg.entities.sets import Flags, Floats, Ints
from kg.entity import Link, Mention, Reason
from kg.rows.components import connect

_AT_ONCE = 1 << 14  # pairs that are measured at once, each in half a kilobyte: eight megabytes stay near the processor
_SINGLE = 0.35  # what the best pair counts beside the average of all


T = TypeVar("T", float, Floats)


class Pairs(NamedTuple):
    """Pairs of authorships (a < b) and their scores."""

    a: Ints
    b: Ints
    score: Ints

    def take(self, chosen: Ints | Flags) -> Self:
        """Keep these."""
        return type(self)(self.a[chosen], self.b[chosen], self.score[chosen])

    def renumber(self, numbers: Ints) -> Self:
        """Name authorships by these numbers instead of counting from 0."""
        return type(self)(numbers[self.a], numbers[self.b], self.score)

    @classmethod
    def join(cls, pairs: Iterable[Self]) -> Self:
        """Put pairs together."""
        empty = np.empty((3, 0), np.int64)
        return cls(*np.concatenate([empty, *(np.stack(each) for each in pairs)], axis=1))


class Partition(Struct, frozen=True):
    """For each authorship the first of the same person (`home`) and its average score with all others of that person.

    `merges` are the pairs that made the people: they span each. `doubts` are the best pairs of two people who may be one.
    """

    home: Ints
    score: Ints
    merges: Pairs
    doubts: Pairs


def link(
    mentions: Mapping[int, tuple[Mention, ...]] | Sequence[tuple[Mention, ...]],
    pairs: Pairs,
    reasons: Iterable[tuple[Reason, ...]],
) -> Iterator[Link]:
    """Give each pair of authorships, of which these are the mentions, with its probability and the reasons for and against it."""
    for i, j, score, why in zip(*(each.tolist() for each in pairs), reasons, strict=True):
        a, b = mentions[i][0], mentions[j][0]
        yield Link(min(a, b), max(a, b), probability(score), why)


class _Profile(NamedTuple):
    """What the authorships of one person must not have in common, or must not contradict each other in."""

    works: frozenset[int]
    names: Aliases


def resolve(corpus: Corpus, a: Ints, b: Ints, weights: Weights) -> Partition:
    """Decide which authorships are one person's, by the pairs of them (a < b) that are worth comparing."""
    threshold, unseen, doubtful = (round(each * UNIT) for each in (weights.threshold, weights.unseen, weights.doubtful))
    pairs = weigh(corpus, a, b, weights)
    strong = pairs.score >= threshold
    group = connect(len(corpus), pairs.a[strong], pairs.b[strong])
    sizes = np.bincount(group, minlength=len(corpus))[group]
    links = np.bincount(group[pairs.a[strong]], minlength=len(corpus))[group]
    whole = links == sizes * (sizes - 1) // 2  # everybody has a strong pair with everybody
    same = group[pairs.a] == group[pairs.b]
    simple = _link_to_first(pairs.take(same & whole[pairs.a]))
    other = _cluster(corpus, pairs.take(same & ~whole[pairs.a]), group, unseen, threshold)
    merges = Pairs.join((simple, other))
    home = connect(len(corpus), merges.a, merges.b)
    return Partition(home, _average(home, pairs, unseen), merges, _doubt(home, pairs, unseen, doubtful))


def weigh(corpus: Corpus, a: Ints, b: Ints, weights: Weights) -> Pairs:
    """Score those of the pairs that can be one person's."""
    pieces = (slice(start, start + _AT_ONCE) for start in range(0, len(a), _AT_ONCE))
    return Pairs.join(_weigh(corpus, a[some], b[some], weights) for some in pieces)


def find_telling(corpus: Corpus, a: Ints, b: Ints, weights: Weights) -> tuple[Ints, Ints]:
    """Find those of the pairs that by themselves can make one of two people, or doubtful whether they are two: no others can, however many."""
    pairs = weigh(corpus, a, b, weights)
    telling = pairs.take(pairs.score >= round(min(weights.threshold, weights.doubtful) * UNIT))
    return telling.a, telling.b


def _weigh(corpus: Corpus, a: Ints, b: Ints, weights: Weights) -> Pairs:
    names = compare_names(corpus, a, b)
    possible = ~names.apart & (corpus.work[a] != corpus.work[b])
    a, b = a[possible], b[possible]
    return Pairs(a, b, weights.score(measure(corpus, a, b, Names(*(each[possible] for each in names)))))


def _link_to_first(pairs: Pairs) -> Pairs:
    """The best pair of each authorship with an earlier one."""
    order = np.lexsort((pairs.a, -pairs.score, pairs.b))
    _, first = np.unique(pairs.b[order], return_index=True)
    return pairs.take(order[first])


def _cluster(corpus: Corpus, pairs: Pairs, group: Ints, unseen: int, threshold: int) -> Pairs:
    """The merges of groups that not everything speaks for."""
    scores: defaultdict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for at, i, j, score in zip(group[pairs.a].tolist(), *(each.tolist() for each in pairs), strict=True):
        scores[at][i, j] = score
    works, forms = corpus.work.tolist(), corpus.form.tolist()
    merges = []
    for theirs in scores.values():
        members = sorted({i for pair in theirs for i in pair})
        number = {i: n for n, i in enumerate(members)}
        states = [_Profile(frozenset((works[i],)), (frozenset((corpus.forms[forms[i]],)),)) for i in members]
        numbered = {(number[i], number[j]): score for (i, j), score in theirs.items()}
        made = cluster(numbered, states, _merge, unseen, threshold, single=_SINGLE).merges
        merges += [(members[i], members[j], numbered[i, j]) for i, j in made]
    return Pairs(*np.array(merges, np.int64).reshape(-1, 3).T)


def _merge(one: _Profile, other: _Profile) -> _Profile | None:
    if one.works & other.works or (names := unite(one.names, other.names)) is None:
        return None
    return _Profile(one.works | other.works, names)


def _average(home: Ints, pairs: Pairs, unseen: int) -> Ints:
    """The average score of each authorship with the others of the same person."""
    same = pairs.take(home[pairs.a] == home[pairs.b])
    others = np.bincount(home, minlength=len(home))[home] - 1
    both = np.concatenate((same.a, same.b))
    total = np.bincount(both, np.concatenate((same.score, same.score)), len(home))
    total += unseen * (others - np.bincount(both, minlength=len(home)))
    return np.rint(total / np.maximum(others, 1)).astype(np.int64)


def _doubt(home: Ints, pairs: Pairs, unseen: int, doubtful: int) -> Pairs:
    """The best pair of each two people who were not merged but may be one."""
    apart = pairs.take(home[pairs.a] != home[pairs.b])
    one, other = np.sort(np.stack((home[apart.a], home[apart.b])), axis=0)
    apart = apart.take(order := np.lexsort((apart.b, apart.a, -apart.score, other, one)))
    _, first, which, times = np.unique(
        (one * len(home) + other)[order], return_index=True, return_inverse=True, return_counts=True
    )
    sizes = np.bincount(home, minlength=len(home))
    of_pair = sizes[one[order[first]]] * sizes[other[order[first]]]
    total = np.bincount(which, apart.score, len(first)) + unseen * (of_pair - times)
    return apart.take(first[closeness(total / of_pair, apart.score[first]) >= doubtful])


def closeness(average: T, best: T) -> T:
    """How close two clusters are whose pairs score so much on average and at best."""
    return (1 - _SINGLE) * average + _SINGLE * best
