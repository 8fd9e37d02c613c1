"""Constrained agglomerative clustering on log-odds."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from msgspec import Struct

State = TypeVar("State")
Pair = tuple[int, int]


class Clustering(Struct, frozen=True):
    """Clusters of 0 … n-1, sorted, and the best pair of each merge: n - 1 pairs span a cluster of n."""

    clusters: list[list[int]]
    merges: list[Pair]


def cluster(
    scores: Mapping[Pair, float],
    states: list[State],
    merge: Callable[[State, State], State | None],
    default: float,
    threshold: float,
    *,
    single: float = 0.0,
) -> Clustering:
    """Merge the two clusters with the highest score again and again, until none reaches the threshold.

    The score of two clusters is the average of their pairs', of which `single` (0 to 1) is taken up by that of the best pair.

    `scores` has log-odds for pairs (i < j); a pair without counts as `default`, below the threshold. `merge` gives the state of a
    union, or None if it must not be. Equal scores go by the smallest numbers, so the order of `scores` does not matter.
    """
    # For each living cluster: what its pairs with each neighbour add up to, how many were scored, and the best of them.
    sums: list[dict[int, _Sum]] = [{} for _ in states]
    for (i, j), score in scores.items():
        sums[i][j] = sums[j][i] = _Sum(score, 1, (-score, i, j))
    living: list[State | None] = list(states)
    members = [[i] for i in range(len(states))]
    heap = [(-score, i, j) for (i, j), score in scores.items() if score >= threshold]
    heapq.heapify(heap)
    merges: list[Pair] = []

    def closeness(i: int, j: int) -> float:
        pairs = len(members[i]) * len(members[j])
        each = sums[i][j]
        average = (each.total + default * (pairs - each.pairs)) / pairs
        return round((1 - single) * average - single * each.best[0], 9)

    while heap:
        score, i, j = heapq.heappop(heap)
        one, other = living[i], living[j]
        if one is None or other is None or closeness(i, j) != round(-score, 9):
            continue  # of an earlier time: a merge since then has changed the pair
        union = merge(one, other)
        if union is None:
            continue
        merges.append(sums[i][j].best[1:])
        living[i], living[j] = union, None
        members[i] = sorted(members[i] + members[j])
        del sums[i][j], sums[j][i]
        for k, each in sums[j].items():
            del sums[k][j]
            mine = sums[i].get(k)
            sums[i][k] = sums[k][i] = each if mine is None else mine.plus(each)
        for k in sums[i]:
            if (now := closeness(i, k)) >= threshold:
                heapq.heappush(heap, (-now, min(i, k), max(i, k)))
    return Clustering([members[i] for i, each in enumerate(living) if each is not None], merges)


class _Sum(NamedTuple):
    """The scores between two clusters: total, number, and the best with its pair."""

    total: float
    pairs: int
    best: tuple[float, int, int]

    def plus(self, other: _Sum) -> _Sum:
        return _Sum(self.total + other.total, self.pairs + other.pairs, min(self.best, other.best))
