"""Sets and hashes of words in numpy: what searching many affiliations at once is made of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.rows.ragged import Ragged

Array = npt.NDArray[Any]
Integers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

_BASE = 0x9E3779B97F4A7C15  # odd, so that its powers can be divided by
_BASE_INVERSE = pow(_BASE, -1, 1 << 64)
_MASK = 0xFFFFFFFFFFFFFFFF


def make_ragged(rows: Sequence[Sequence[Any]], kind: npt.DTypeLike, width: int = 0) -> Ragged:
    """Make a ragged array of rows; its items are rows of `width` numbers themselves, unless that is 0."""
    starts = np.cumsum([0, *map(len, rows)], dtype=np.uint32)
    items = np.array([item for row in rows for item in row], kind)
    return Ragged(starts, items.reshape(-1, width) if width else items)


def find_in(wanted: Array, known: Array) -> Integers:
    """Where each of `wanted` stands in `known`, which is sorted; -1 where it does not."""
    if not len(known):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1)


def find_one(wanted: int, known: Array) -> int:
    """Where one number stands in `known`, which is sorted; -1 where it does not: for one, ten times as fast as `find_in`.

    >>> find_one(5, np.array([3, 5])), find_one(4, np.array([3, 5]))
    (1, -1)
    """
    at = bisect_left(known.data, wanted)
    return at if at < len(known) and known.data[at] == wanted else -1


def is_in(wanted: Array, known: Array) -> Flags:
    """Whether each of `wanted` is in `known`, which is sorted."""
    return find_in(wanted, known) >= 0


def pair(text: Array, value: Array) -> Hashes:
    """One key for a text's number and a value, so that pairs of both can be looked up."""
    with np.errstate(over="ignore"):
        return (text.astype(np.uint64) + np.uint64(1)) * np.uint64(_BASE) ^ value.astype(np.uint64)


def add_up(hashes: Iterable[int]) -> int:
    """Hash words regardless of their order."""
    return sum(hashes) & _MASK


def in_sequence(hashes: Iterable[int]) -> int:
    """Hash words in their order, to 32 bits."""
    return sum(each * pow(_BASE, n, 1 << 64) for n, each in enumerate(hashes)) % (1 << 64) >> 32


class Sums:
    """Hashes of all runs of a sequence of words, as `add_up` and `in_sequence` hash the words of one."""

    def __init__(self, hashes: Hashes) -> None:
        powers = np.cumprod(np.full(len(hashes), _BASE, np.uint64)) * np.uint64(_BASE_INVERSE)
        self._added = np.append(np.uint64(0), np.cumsum(hashes, dtype=np.uint64))
        self._raised = np.append(np.uint64(0), np.cumsum(hashes * powers, dtype=np.uint64))
        self._lower = np.cumprod(np.full(len(hashes), _BASE_INVERSE, np.uint64)) * np.uint64(_BASE)

    def add_up(self, first: Array, last: Array) -> Hashes:
        """Hash the runs from `first` to `last` (exclusive) regardless of order."""
        return self._added[last] - self._added[first]

    def in_sequence(self, first: Array, last: Array) -> Hashes:
        """Hash the runs from `first` to `last` (exclusive) in order, to 32 bits."""
        return (self._raised[last] - self._raised[first]) * self._lower[first] >> np.uint64(32)


class Spans:
    """Runs of words, each from its first word to its last (exclusive), to be asked how others stand to them."""

    def __init__(self, first: Array, last: Array) -> None:
        distinct = np.unique(np.stack([first, last], 1).reshape(-1, 2), axis=0).astype(np.int64)
        self.first, self.last = distinct[:, 0], distinct[:, 1]
        self._longest = np.append(-1, np.maximum.accumulate(self.last)) if len(distinct) else np.array([-1])
        after = np.minimum.accumulate(self.last[::-1])[::-1] if len(distinct) else self.last
        self._shortest = np.append(after, np.iinfo(np.int64).max)

    def hold(self, first: Array, last: Array) -> Flags:
        """Whether a span holds these words and more."""
        before = np.searchsorted(self.first, first, "left")
        upto = np.searchsorted(self.first, first, "right")
        same = np.where(upto > before, np.append(self.last, -1)[upto - 1], -1)
        return (self._longest[before] >= last) | (same > last)

    def stand_in(self, first: Array, last: Array) -> Flags:
        """Whether these words hold a span and more."""
        at = np.searchsorted(self.first, first, "left")
        after = np.searchsorted(self.first, first, "right")
        same = np.where(after > at, np.append(self.last, -1)[at], np.iinfo(np.int64).max)
        return (self._shortest[after] <= last) | (same < last)

    def outermost(self) -> Spans:
        """Those that no other holds."""
        free = ~self.hold(self.first, self.last)
        return Spans(self.first[free], self.last[free])


def between(values: Array, first: Array, last: Array) -> Numbers:
    """The sums of the values from `first` to `last` (exclusive).

    >>> between(np.array([1, 2, 3]), np.array([0, 1]), np.array([2, 3]))
    array([3., 5.])
    """
    sums: Numbers = np.append(0.0, np.cumsum(values))
    return sums[last] - sums[first]
