"""Things in the order of their keys, gone through side by side: none of them are held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise, starmap
from operator import le
from typing import Any, TypeVar

T = TypeVar("T")


def beside(keys: Iterable[Any], parts: Iterable[T], key: Callable[[T], Any]) -> Iterator[tuple[T, ...]]:
    """Give for each key the parts that have it; both in order, so that neither is held.

    >>> list(beside("abd", ["a1", "c1", "d1", "d2"], key=lambda part: part[0]))
    [('a1',), (), ('d1', 'd2')]
    """
    groups = groupby(parts, key)
    first = next(groups, None)
    for each in keys:
        while first and first[0] < each:
            first = next(groups, None)
        if first and first[0] == each:
            yield tuple(first[1])
            first = next(groups, None)
        else:
            yield ()


def in_order(things: Sequence[T], key: Callable[[T], Any]) -> Sequence[T]:
    """Give things in the order of their keys: those of entities that were resolved are."""
    return things if all(starmap(le, pairwise(map(key, things)))) else sorted(things, key=key)
