"""Boosted decision trees, read from a table and evaluated for many rows at once; each score breaks into its features' parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kg.authorities.arrays import Array, Numbers

_CHUNK = 64  # rows whose nodes fit the processor's cache


class Node(NamedTuple):
    """A row of the table: a node of a tree, with the log-odds expected there.

    Rows whose `feature` is at most `threshold` go on at the node `left`, others at `right`; the number of a node is
    its place in the table. A leaf has no feature. A `left` of a node always comes after it.
    """

    feature: str
    threshold: float
    left: int
    right: int
    value: float


class Trees:
    """The sum of many trees, in log-odds.

    >>> stump = Trees([Node("rarity", 0.5, 1, 2, 0.0), Node("", 0, 1, 1, -1.0), Node("", 0, 2, 2, 2.0)])
    >>> stump.weigh(stump.arrange({"rarity": np.array([0.1, 0.9])}, 2)).tolist()
    [-1.0, 2.0]
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = tuple(nodes)
        self.features = sorted({node.feature for node in nodes} - {""})
        at = {name: n for n, name in enumerate(self.features)}
        self._feature = np.array([at.get(node.feature, 0) for node in nodes], np.int32)
        self._threshold = np.array([node.threshold for node in nodes], np.float32)
        self._next = np.array([(node.left, node.right) for node in nodes], np.int32).reshape(-1)
        self._value = np.array([node.value for node in nodes], np.float64)
        below = {child for n, node in enumerate(nodes) for child in (node.left, node.right) if child != n}
        self._roots = np.array([n for n in range(len(nodes)) if n not in below], np.int32)
        depth = [0] * len(nodes)
        for n, node in enumerate(nodes):
            for child in {node.left, node.right} - {n}:
                depth[child] = depth[n] + 1
        self._depth = max(depth, default=0)

    def arrange(self, columns: Mapping[str, Array], rows: int) -> Array:
        """Make the matrix of the features that the trees ask for, to three decimals; what is not among the columns is 0."""
        matrix = np.zeros((rows, len(self.features)), np.float32)
        for n, name in enumerate(self.features):
            if name in columns:
                matrix[:, n] = columns[name]
        return np.round(matrix, 3)

    def weigh(self, matrix: Array) -> Numbers:
        """The log-odds of each row."""
        chunks = [self._leaves(matrix[n : n + _CHUNK])[-1] for n in range(0, len(matrix), _CHUNK)]
        return np.concatenate([self._value[leaves].sum(1) for leaves in chunks]) if chunks else np.zeros(0)

    def explain(self, matrix: Array) -> Numbers:
        """What each feature adds to the log-odds of each row: with what is expected of all rows they add up to it."""
        chunks = [self._explain(matrix[n : n + _CHUNK]) for n in range(0, len(matrix), _CHUNK)]
        return np.concatenate(chunks) if chunks else np.zeros((0, len(self.features)))

    def _explain(self, matrix: Array) -> Numbers:
        passed = np.stack(self._leaves(matrix))
        width = len(self.features)
        place = self._feature.take(passed[:-1]) + (np.arange(len(matrix)) * width)[:, None]
        added = np.diff(self._value.take(passed), axis=0)
        parts = np.bincount(place.reshape(-1), added.reshape(-1), len(matrix) * width)
        return np.asarray(parts.reshape(-1, width), np.float64)

    def _leaves(self, matrix: Array) -> list[Array]:
        """The nodes that each row (first axis) passes in each tree (second), from the roots to the leaves."""
        node = np.broadcast_to(self._roots, (len(matrix), len(self._roots)))
        flat, start = matrix.reshape(-1), (np.arange(len(matrix)) * matrix.shape[1])[:, None]
        steps = [node]
        for _ in range(self._depth):
            right = flat.take(start + self._feature.take(node)) > self._threshold.take(node)
            node = self._next.take(2 * node + right)
            steps.append(node)
        return steps


def read_trees(lines: Iterable[str]) -> Trees:
    """Read the rows of a table: feature, threshold, left, right and value, separated by tabs."""
    rows = (line.rstrip("\n").split("\t") for line in lines)
    return Trees([Node(row[0], float(row[1]), int(row[2]), int(row[3]), float(row[4])) for row in rows])
