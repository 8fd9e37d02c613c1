"""Rows of whole numbers of different lengths, and what pairs of rows share: sets, as numpy can work on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from kg.rows.ragged import Ragged, distinct, spread

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]

_AT_ONCE = 1 << 20  # items looked up together: what fits in a hundred megabytes


class Shared(NamedTuple):
    """What each pair of rows has in common: how many items, and their weights' sum."""

    number: Floats
    total: Floats


class RaggedSets(Ragged):
    """Rows of whole numbers, each sorted and without repetitions."""

    __slots__ = ()

    @classmethod
    def of(cls, rows: Sequence[Collection[int]]) -> Self:
        """Make rows of sets of numbers.

        >>> RaggedSets.of([{3, 1}, (), [2]])
        RaggedSets(start=array([0, 2, 2, 3]), items=array([1, 3, 2]))
        """
        owners = np.repeat(np.arange(len(rows)), np.fromiter(map(len, rows), np.int64, len(rows)))
        return cls.gather(owners, np.fromiter(chain.from_iterable(rows), np.int64, len(owners)), len(rows))

    @classmethod
    def gather(cls, owners: Ints, items: Ints, rows: int) -> Self:
        """Make `rows` rows from items and the rows they belong to, in any order and with repetitions."""
        width = int(items.max(initial=0)) + 1
        keys = distinct(owners * width + items)
        start = np.searchsorted(keys, np.arange(rows + 1) * width)
        return cls(start.astype(np.int64), keys % width)

    @property
    def sizes(self) -> Ints:
        """How many items each row has."""
        return np.diff(self.start)

    @property
    def owners(self) -> Ints:
        """The row of each item."""
        return np.repeat(np.arange(len(self.start) - 1), self.sizes)

    def take(self, rows: Ints) -> Self:
        """Give the rows asked for, in that order."""
        sizes = self.sizes[rows]
        start = np.concatenate(([0], np.cumsum(sizes)))
        return type(self)(start, self.items[spread(self.start[rows], sizes)])

    def keep(self, chosen: Flags) -> Self:
        """Give the rows with those items only that are `chosen`."""
        kept = np.flatnonzero(chosen)
        return type(self)(np.searchsorted(kept, self.start), self.items[kept])

    def keep_rarest(self, most: int) -> Self:
        """Keep the `most` items of each row that fewest rows have."""
        times = np.bincount(self.items)
        rarest = np.lexsort((self.items, times[self.items], self.owners))
        rank = np.empty(len(rarest), np.int64)
        rank[rarest] = np.arange(len(rarest)) - self.start[self.owners[rarest]]
        return self.keep(rank < most)

    def sum(self, weights: Floats) -> Floats:
        """Add up the items' weights, row by row."""
        return np.bincount(self.owners, weights[self.items], len(self.start) - 1) * 1.0

    def share(self, a: Ints, b: Ints, weights: Floats, besides: tuple[Ints, ...] = ()) -> Shared:
        """Tell how much the rows `a[n]` and `b[n]` have in common, for every n; `weights` are by item, the rest as `meet` has it.

        >>> RaggedSets.of([{1, 3}, {3}, {2}]).share(np.array([0, 0]), np.array([1, 2]), np.array([0, 0, 0, 2.5])).total
        array([2.5, 0. ])
        """
        number, total = np.zeros(len(a)), np.zeros(len(a))
        for pair, item in self._match(a, b, besides):
            number += np.bincount(pair, minlength=len(a))
            total += np.bincount(pair, weights[item], len(a))
        return Shared(number, total)

    def meet(self, a: Ints, b: Ints, besides: tuple[Ints, ...] = ()) -> Self:
        """Give what the rows `a[n]` and `b[n]` have in common, for every n, but for the item `each[n]` of each of `besides`.

        >>> RaggedSets.of([{1, 3, 4}, {3, 4}, {2}]).meet(np.array([0, 0]), np.array([1, 2])).split()
        [[3, 4], []]
        """
        found = [*self._match(a, b, besides), (np.empty(0, np.int64), np.empty(0, np.int64))]
        pair, item = map(np.concatenate, zip(*found, strict=True))
        return type(self)(np.concatenate(([0], np.cumsum(np.bincount(pair, minlength=len(a))))), item)

    def split(self) -> list[list[int]]:
        """Give the rows one by one."""
        items, ends = self.items.tolist(), self.start.tolist()
        return [items[start:end] for start, end in pairwise(ends)]

    def _match(self, a: Ints, b: Ints, besides: tuple[Ints, ...]) -> Iterator[tuple[Ints, Ints]]:
        """The items in both rows of pairs, and the pairs, in order: the smaller row of each is looked up in the larger one."""
        sizes = self.sizes
        both = np.flatnonzero((sizes[a] > 0) & (sizes[b] > 0))
        width = int(self.items.max(initial=0)) + 1
        table = self.owners * width + self.items
        small = np.where(sizes[a] <= sizes[b], a, b)[both]
        large = np.where(sizes[a] <= sizes[b], b, a)[both]
        ends = np.cumsum(sizes[small])
        first = 0
        while first < len(both):
            done = int(ends[first - 1]) if first else 0
            last = max(int(np.searchsorted(ends, done + _AT_ONCE, "right")), first + 1)
            times = sizes[small[first:last]]
            item = self.items[spread(self.start[small[first:last]], times)]
            pair = np.repeat(both[first:last], times)
            wanted = np.repeat(large[first:last], times) * width + item
            found = table[np.minimum(np.searchsorted(table, wanted), len(table) - 1)] == wanted
            for each in besides:
                found &= item != each[pair]
            yield pair[found], item[found]
            first = last
