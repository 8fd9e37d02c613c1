"""Numbers the features of affiliations, in bundles.

A feature is a readable string ("-1.word=of", "+1.segment.kind=organisation|"), known by its number in an index. What one word,
mark or kind of segment shows together is a bundle; all that it can show, in its different roles, is a block of bundles
with numbers that follow one another (the functions of `kg.values.affiliation_shown` name them).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from kg.values import affiliation_shown as shown

Ids = tuple[int, ...]
K = TypeVar("K", bound=Hashable)


class Numbers(dict[K, int]):
    """Numbers by what they are numbers of; one that is not there yet is made.

    >>> lengths = Numbers(len)
    >>> lengths["ab"], dict(lengths)
    (2, {'ab': 2})
    """

    def __init__(self, make: Callable[[K], int]) -> None:
        self._make = make

    def __missing__(self, key: K) -> int:
        number = self[key] = self._make(key)
        return number


class Bundles:
    """The bundles `known` so far, as numbers of their features in an index; the first is empty.

    When `learning`, the features that the index does not have are added to it; else they are left out. The attributes
    give the number of the block (its first bundle) of each word, mark …
    """

    def __init__(self, index: dict[str, int], *, learning: bool = False) -> None:
        self.known: list[Ids] = [()]
        self._index = index
        self._learning = learning
        self._blocks: dict[tuple[Ids, ...], int] = {}
        self.outer_word = self._number(shown.name_outer_word)
        self.sort = self._number(shown.name_sort)
        self.heads = self._number(shown.name_heads)
        self.shape = self._number(shown.name_shape)
        self.mark = self._number(shown.name_mark)
        self.joint = self._number(shown.name_joint)
        self.place = self._number(shown.name_place)
        self.pattern = self._number(shown.name_pattern)
        self.size = self._number(shown.name_sizes)
        self.company = self._number(shown.name_company)
        self.number = self._number(shown.name_numbers)

    def add(self, block: Iterable[Iterable[str]]) -> int:
        """Number a block; those alike are one."""
        found = tuple([self._ids(each) for each in block])
        first = self._blocks.setdefault(found, len(self.known))
        if first == len(self.known):
            self.known.extend(found)
        return first

    def _number(self, name: Callable[[K], Iterable[Iterable[str]]]) -> Numbers[K]:
        return Numbers(lambda key: self.add(name(key)))

    def _ids(self, features: Iterable[str]) -> Ids:
        if self._learning:
            return tuple(self._index.setdefault(each, len(self._index)) for each in features)
        return tuple([n for n in map(self._index.get, features) if n is not None])
