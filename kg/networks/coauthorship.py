"""Who wrote with whom: from authorship rows to weighted pairs of people.

People are numbered by their first authorship (study, rank), never by name: with other names in the same places every
later step, ties included, comes out the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.cluster import Coauthorship
from kg.entity import Authorship

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

# Above 100 authors a byline says little about who works with whom (Cronin 2001, "Hyperauthorship"), and its pairs
# grow with the square: 3,000 authors are 4.5 million.
MOST_AUTHORS = 100


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
    rows = sorted((each.study, each.rank, each.person) for each in authorships if each.person not in collectives)
    people: dict[str, int] = {}
    studies: dict[str, int] = {}
    pairs = [(studies.setdefault(s, len(studies)), people.setdefault(p, len(people))) for s, _, p in rows]
    codes = np.unique(to_integers(pairs) @ to_integers((len(people), 1))) if pairs else to_integers(())
    study, person = np.divmod(codes, max(1, len(people)))
    sizes = np.bincount(study, minlength=len(studies)).astype(np.int64)
    kept = sizes[study] <= most_authors
    names = tuple(studies)
    return Bylines(
        people=tuple(people),
        studies=names,
        study=study[kept],
        person=person[kept],
        sizes=sizes,
        oversized=tuple(names[i] for i in np.flatnonzero(sizes > most_authors)),
    )


def project(bylines: Bylines) -> Edges:
    """Count for each pair of people the studies they signed together, and weigh them.

    A study of n people adds 1/(n-1) to each of its pairs, so that it adds 1 to the weighted degree of each author,
    however long the byline (Newman 2001, Phys. Rev. E 64, 016132). The sums run from short bylines to long ones,
    whatever the order of the input.
    """
    rows = np.bincount(bylines.study, minlength=len(bylines.sizes))
    starts = np.cumsum(rows) - rows
    codes, weights = [to_integers(())], [np.zeros(0)]
    base = max(1, len(bylines.people))
    # Studies with equally many rows are one matrix; its pairs of columns are the pairs of people.
    for length, size in sorted({(int(k), int(n)) for k, n in zip(rows, bylines.sizes, strict=True) if k > 1}):
        matching = np.flatnonzero((rows == length) & (bylines.sizes == size))
        members = bylines.person[starts[matching][:, None] + np.arange(length)]
        left, right = np.triu_indices(length, 1)
        codes.append((members[:, left] * base + members[:, right]).ravel())
        weights.append(np.full(codes[-1].size, 1 / (size - 1)))
    code, weight = np.concatenate(codes), np.concatenate(weights)
    order = np.lexsort((-weight, code))
    distinct, where, papers = np.unique(code[order], return_inverse=True, return_counts=True)
    a, b = np.divmod(distinct, base)
    summed = np.bincount(where, weights=weight[order], minlength=distinct.size)
    return Edges(a, b, papers.astype(np.int64), summed.astype(np.float64))


def list_coauthorships(bylines: Bylines, edges: Edges) -> list[Coauthorship]:
    """Write the pairs as facts between people's keys, sorted; weights are rounded to six digits."""
    by_key = sorted(range(len(bylines.people)), key=bylines.people.__getitem__)
    names = np.array(bylines.people, dtype=object)[by_key]
    place = np.empty(len(by_key), dtype=np.int64)
    place[by_key] = np.arange(len(by_key))
    low, high = np.sort((place[edges.a], place[edges.b]), axis=0)
    order = np.lexsort((high, low))
    columns = (names[low], names[high], edges.papers, np.round(edges.weight, 6))
    return list(map(Coauthorship, *(column[order].tolist() for column in columns)))


def to_integers(values: object) -> Integers:
    """Make an array of whole numbers."""
    return np.array(values, dtype=np.int64)
