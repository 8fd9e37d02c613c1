"""Rows of different lengths, one behind the other in an array, and how numpy goes along many of them at once."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

_Ints: TypeAlias = NDArray[np.signedinteger[Any]]
_BITS = 63  # of a number that is not below 0


class Ragged(NamedTuple):
    """Row n is `items[start[n] : start[n + 1]]`; of a network, the neighbours of node n."""

    start: NDArray[Any]
    items: NDArray[Any]

    def follow(self, rows: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[Any]]:
        """Give the items of these rows, one row after the other: for each the place of its row in `rows`, and itself.

        >>> Ragged(np.array([0, 1, 3]), np.array([7, 8, 9])).follow(np.array([1, 0]))
        (array([0, 0, 1]), array([8, 9, 7]))
        """
        first = self.start[rows].astype(np.int64, copy=False)
        sizes = self.start[rows + 1].astype(np.int64, copy=False) - first
        return np.repeat(np.arange(len(rows)), sizes), self.items[spread(first, sizes)]


def link(count: int, a: _Ints, b: _Ints) -> Ragged:
    """List the neighbours of the nodes 0 … count-1 that are linked by pairs; each in the order of the pairs.

    >>> link(3, np.array([0, 1]), np.array([1, 2])).items
    array([1, 2, 0, 1])
    """
    here, there = np.concatenate((a, b)), np.concatenate((b, a))
    sizes = np.bincount(here, minlength=count)
    return Ragged(np.concatenate(([0], np.cumsum(sizes))), there[order(here)])


def distinct(values: NDArray[np.integer[Any]]) -> NDArray[Any]:
    """Give each value once, sorted. Asked for nothing else, numpy would look for them with hashes, ten times as long.

    >>> distinct(np.array([2, 0, 2]))
    array([0, 2])
    """
    found: NDArray[Any] = np.unique(values, return_counts=True)[0]
    return found


def order(keys: _Ints) -> NDArray[np.int64]:
    """Give the rows in the order of their keys, none below 0, equal ones as they stand.

    Numbers are sorted in half the time of rows, and mostly one number has room for both key and row.

    >>> order(np.array([7, 2, 7]))
    array([1, 0, 2])
    """
    bits = len(keys).bit_length()
    if int(keys.max(initial=0)).bit_length() + bits > _BITS:
        return np.argsort(keys, kind="stable")
    found: NDArray[np.int64] = np.sort((keys.astype(np.int64) << bits) | np.arange(len(keys))) & ((1 << bits) - 1)
    return found


def count_up(sizes: _Ints) -> NDArray[np.int64]:
    """Number the members of each of some groups that stand one after another.

    >>> count_up(np.array([2, 3]))
    array([0, 1, 0, 1, 2])
    """
    return spread(np.zeros_like(sizes), sizes)


def count_in(key: _Ints) -> NDArray[np.int64]:
    """Number the rows of each key from 0, in order.

    >>> count_in(np.array([7, 2, 7]))
    array([0, 0, 1])
    """
    place = np.empty(key.size, dtype=np.int64)
    place[order(key)] = count_up(np.bincount(key))
    return place


def spread(start: _Ints, sizes: _Ints) -> NDArray[np.int64]:
    """Count `sizes[n]` numbers up from `start[n]`, one run after the other.

    >>> spread(np.array([5, 0]), np.array([2, 3]))
    array([5, 6, 0, 1, 2])
    """
    ends = np.cumsum(sizes)
    found: NDArray[np.int64] = np.arange(ends[-1] if len(ends) else 0) + np.repeat(start - (ends - sizes), sizes)
    return found
