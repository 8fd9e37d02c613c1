"""Who is next to whom in a network, as arrays: the neighbours of many nodes at once."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

_Ints: TypeAlias = NDArray[np.int64]


class Neighbours(NamedTuple):
    """The neighbours of node n are `there[start[n] : start[n + 1]]`."""

    start: _Ints
    there: _Ints

    @classmethod
    def of(cls, count: int, a: _Ints, b: _Ints) -> Neighbours:
        """List the neighbours of the nodes 0 … count-1 that are linked by pairs; each in the order of the pairs.

        >>> Neighbours.of(3, np.array([0, 1]), np.array([1, 2])).there
        array([1, 2, 0, 1])
        """
        here, there = np.concatenate((a, b)), np.concatenate((b, a))
        counts = np.bincount(here, minlength=count)
        return cls(np.concatenate(([0], np.cumsum(counts))), there[np.argsort(here, kind="stable")])

    def follow(self, nodes: _Ints) -> tuple[_Ints, _Ints]:
        """Give all links from these nodes: for each the place of its node in `nodes`, and the neighbour it leads to.

        >>> Neighbours.of(3, np.array([0, 1]), np.array([1, 2])).follow(np.array([1, 0]))
        (array([0, 0, 1]), array([2, 0, 1]))
        """
        counts = self.start[nodes + 1] - self.start[nodes]
        row = np.repeat(np.arange(nodes.size), counts)
        first = self.start[nodes] - (np.cumsum(counts) - counts)
        return row, self.there[np.arange(row.size) + first[row]]
