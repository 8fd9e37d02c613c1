"""Sets of things, of which rare ones weigh more: how alike two are, and how unusual that is.

That two studies are alike says little where all are: in a corpus of systematic reviews most share that word. So likeness counts by how
rarely two studies of the corpus are so alike, whoever wrote them (the u-probability of Fellegi and Sunter, 1969, https://doi.org/10.2307/2286061).
"""

from __future__ import annotations

from typing import Self

import numpy as np
from msgspec import Struct

from kg.entities.sets import Floats, Ints, RaggedSets

_EXACT = 1024  # weights are multiples of 1/1024, so that their sums are the same in any order
_SAMPLE = 10_000  # pairs of studies, at most
_STEP = 2_654_435_761  # a prime, by which they are picked from all pairs
_UNLIKE = 100  # pairs that have nothing in common, for which even the smallest corpus stands


class Sets(Struct, frozen=True):
    """Sets of things as rows of numbers, and what sharing each of the things is worth; `mass` is the sum of each row."""

    rows: RaggedSets
    weights: Floats
    mass: Floats

    @classmethod
    def weigh(cls, rows: RaggedSets, weights: Floats) -> Self:
        """Round the weights and add them up for each row."""
        exact = np.round(weights * _EXACT) / _EXACT
        return cls(rows, exact, rows.sum(exact))

    def take(self, rows: Ints) -> Self:
        """Keep these rows, in this order."""
        return type(self)(self.rows.take(rows), self.weights, self.mass[rows])

    def compare(self, a: Ints, b: Ints) -> Floats:
        """What rows have in common as a part of what they could (0 to 1)."""
        mass = np.sqrt(self.mass[a] * self.mass[b])
        return np.divide(self.rows.share(a, b, self.weights).total, np.where(mass > 0, mass, 1.0))


Subjects = tuple[
    Sets, Sets, Sets
]  # topics, headings, fields: by study; the last has journals' fields behind those of studies


def compare_subjects(subjects: Subjects, one: Ints, other: Ints) -> tuple[Floats, Floats, Floats]:
    """How alike studies are in topics, in headings, and in what a journal says it is about and the other study is."""
    topics, headings, fields = subjects
    journals = len(fields.mass) // 2
    field = np.maximum(fields.compare(one + journals, other), fields.compare(one, other + journals))
    return topics.compare(one, other), headings.compare(one, other), field


def sample_likeness(subjects: Subjects, studies: int) -> tuple[Floats, ...]:
    """Compare many pairs of studies, whoever wrote them: their likeness in topics, headings and fields, each sorted."""
    pairs = studies * (studies - 1) // 2
    number = np.arange(min(pairs, _SAMPLE)) * _STEP % max(pairs, 1)
    other = (1 + np.sqrt(1 + 8 * number).astype(np.int64)) // 2
    found = compare_subjects(subjects, number - other * (other - 1) // 2, other)
    return tuple(np.sort(np.append(each, np.zeros(_UNLIKE))) for each in found)


def surprise(likeness: Floats, usual: Floats) -> Floats:
    """The logarithm of how rarely two are so alike, by what is usual (sorted).

    >>> np.exp(surprise(np.array([0.0, 0.3, 0.9]), np.array([0.0, 0.0, 0.4]))).round(1).tolist()
    [1.0, 2.0, 4.0]
    """
    rarer = len(usual) - np.searchsorted(usual, likeness)
    return np.log((len(usual) + 1) / (rarer + 1))
