"""Who wrote with whom: from authorship rows to weighted pairs of people.

People are numbered by their first authorship (study, rank), never by name: with other names in the same places every
later step, ties included, comes out the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count
from operator import attrgetter, eq
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.cluster import Coauthorship
from kg.entity import Authorship
from kg.rows.ordered import in_order
from kg.rows.ragged import distinct, order

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

# Above 100 authors a byline says little about who works with whom (Cronin 2001, "Hyperauthorship"), and its pairs
# grow with the square: 3,000 authors are 4.5 million.
MOST_AUTHORS = 100

_AT_ONCE = 1 << 10  # pairs that are made at once


class Bylines(NamedTuple):
    """Authorships as arrays: row i says that `people[person[i]]` signed `studies[study[i]]`.

    Rows are distinct and sorted by study, then person. `sizes` is the number of people of each study; `oversized`
    are the studies of more people than the limit, whose rows are left out.
    """

    people: tuple[str, ...]
    studies: tuple[str, ...]
    study: Integers
    person: Integers
    sizes: Integers
    oversized: tuple[str, ...] = ()


class Edges(NamedTuple):
    """Pairs a < b, sorted: studies together, and the sum of 1/(n-1) over them."""

    a: Integers
    b: Integers
    papers: Integers
    weight: Floats


def read_bylines(
    authorships: Iterable[Authorship], collectives: Collection[str] = (), most_authors: int = MOST_AUTHORS
) -> Bylines:
    """Collect who signed which study, leaving out collective authors and studies of more than `most_authors` people.

    People whose every study is left out are still listed.
    """
    people_signed = [each for each in authorships if each.person not in collectives]
    rows = in_order(people_signed, attrgetter("study", "rank", "person"))
    names, signed = _number(each.study for each in rows)
    people, signing = _number(each.person for each in rows)
    study, person = np.divmod(distinct(signed * len(people) + signing), max(1, len(people)))
    sizes = np.bincount(study, minlength=len(names)).astype(np.int64)
    kept = sizes[study] <= most_authors
    return Bylines(
        people=people,
        studies=names,
        study=study[kept],
        person=person[kept],
        sizes=sizes,
        oversized=tuple(names[i] for i in np.flatnonzero(sizes > most_authors)),
    )


def _number(values: Iterable[str]) -> tuple[tuple[str, ...], Integers]:
    """Number the values from 0 in the order of their first: gives each once, and the number of all."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    numbered = np.fromiter(map(numbers.__getitem__, values), np.int64)
    return tuple(numbers), numbered


def project(bylines: Bylines) -> Edges:
    """Count for each pair of people the studies they signed together, and weigh them.

    A study of n people adds 1/(n-1) to each of its pairs, so that it adds 1 to the weighted degree of each author,
    however long the byline (Newman 2001, Phys. Rev. E 64, 016132). The sums run from short bylines to long ones,
    whatever the order of the input.
    """
    rows = np.bincount(bylines.study, minlength=len(bylines.sizes))
    starts = np.cumsum(rows) - rows
    codes = [to_integers(())]
    base, width = max(1, len(bylines.people)), int(bylines.sizes.max(initial=0)) + 1
    # Studies with equally many rows are one matrix; its pairs of columns are the pairs of people.
    for size, length in {*zip(bylines.sizes[rows > 1].tolist(), rows[rows > 1].tolist(), strict=True)}:
        matching = np.flatnonzero((rows == length) & (bylines.sizes == size))
        members = bylines.person[starts[matching][:, None] + np.arange(length)]
        left, right = np.triu_indices(length, 1)
        codes.append(((members[:, left] * base + members[:, right]) * width + size).ravel())
    # In order, each pair's weights are added up from the largest: sums are rounded the same in any order of records.
    code, size = np.divmod(np.sort(np.concatenate(codes)), width)
    del codes  # of all that is made of bylines the largest
    weight = 1 / (size - 1)
    code, papers = np.unique(code, return_counts=True)
    a, b = np.divmod(code, base)
    summed = np.bincount(np.repeat(np.arange(code.size), papers), weight, code.size)
    return Edges(a, b, papers.astype(np.int64), summed.astype(np.float64))


class Coauthorships(Sequence[Coauthorship]):
    """The pairs as facts between people's keys, sorted, made when they are looked at: in columns they take a fifth of the room.

    Weights are rounded to six digits.
    """

    def __init__(self, bylines: Bylines, edges: Edges) -> None:
        by_key = sorted(range(len(bylines.people)), key=bylines.people.__getitem__)
        place = np.empty(len(by_key), dtype=np.int32)
        place[by_key] = np.arange(len(by_key))
        one, other = place[edges.a], place[edges.b]
        low, high = np.minimum(one, other), np.maximum(one, other)
        rows = order(low * np.int64(len(by_key)) + high)
        self._names = np.array(bylines.people, dtype=object)[by_key]
        self._low, self._high = low[rows], high[rows]
        self._papers, self._weight = edges.papers[rows].astype(np.int32), np.round(edges.weight[rows], 6)

    def __len__(self) -> int:
        return len(self._low)

    def __iter__(self) -> Iterator[Coauthorship]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self._make(slice(start, start + _AT_ONCE))

    def __getitem__(self, place: Any) -> Any:
        some = range(len(self))[place]
        found = [*self._make(np.array(some, np.int64, ndmin=1))]
        return found[0] if isinstance(some, int) else found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # as of a list

    def _make(self, some: slice | Integers) -> Iterator[Coauthorship]:
        people = self._names[self._low[some]], self._names[self._high[some]]
        return map(Coauthorship, *(column.tolist() for column in (*people, self._papers[some], self._weight[some])))


def to_integers(values: object) -> Integers:
    """Make an array of whole numbers."""
    return np.array(values, dtype=np.int64)
