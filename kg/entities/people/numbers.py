"""Numbers for things: names, words, keys."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from itertools import chain
from typing import TypeVar

import numpy as np

from kg.entities.sets import Ints, RaggedSets

NOTHING = -1

Thing = TypeVar("Thing", bound=Hashable)


class Numbers(dict[Thing, int]):
    """Numbers things in the order in which they are first asked for."""

    def __missing__(self, key: Thing) -> int:
        number = self[key] = len(self)
        return number


def number(things: Iterable[Thing], numbers: Numbers[Thing]) -> Ints:
    """Number things one by one.

    >>> number("abba", Numbers())
    array([0, 1, 1, 0])
    """
    return np.fromiter(map(numbers.__getitem__, things), np.int64)


def number_held(things: Sequence[Thing], numbers: Numbers[Thing]) -> Ints:
    """Number things that take long to compare and of which most that are equal are held once: these are looked at once."""
    places = np.fromiter(map(id, things), np.int64, len(things))
    _, first, which = np.unique(places, return_index=True, return_inverse=True)
    order = np.argsort(first)
    found = np.empty_like(first)
    found[order] = number(map(things.__getitem__, first[order].tolist()), numbers)
    return found[which]


def number_known(things: Sequence[str], numbers: Numbers[str]) -> Ints:
    """Number things, an empty text as `NOTHING`.

    >>> number_known(["", "a"], Numbers())
    array([-1,  0])
    """
    found = np.full(len(things), NOTHING, np.int64)
    known = [n for n, each in enumerate(things) if each]
    found[known] = number((things[n] for n in known), numbers)
    return found


def number_rows(rows: Collection[Collection[str]], numbers: Numbers[str]) -> RaggedSets:
    """Number what is in rows.

    >>> number_rows([("b", "a"), ("b",)], Numbers())
    RaggedSets(start=array([0, 2, 3]), items=array([0, 1, 1]))
    """
    owners = np.repeat(np.arange(len(rows)), np.fromiter(map(len, rows), np.int64, len(rows)))
    return RaggedSets.gather(owners, number(chain.from_iterable(map(sorted, rows)), numbers), len(rows))
