"""Positions whose distances are near the lengths of the shortest paths: stress majorization.

Small pieces, many at once, with all distances (Gansner, Koren & North 2004); large ones with the distances to
neighbours and to a few pivots (Ortmann, Klimenta & Brandes 2016, arXiv:1608.08909), from a start by pivots' distances
alone (Brandes & Pich 2007). Distances are in links.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kg.rows.ragged import Ragged, link

Points = NDArray[np.float64]
Numbers = NDArray[np.int64]

_ROUNDS = 60  # for a large piece
_FEWER = 40  # for a small one, that starts near its end
_PIVOTS = 40
_STRIDE = 1.1  # of the way to where a node alone would cause least: as fast as majorization, and steady up to 1.2


def lay_out_small(pieces: int, count: int, which: Numbers, links: Numbers) -> Points:
    """Lay out connected pieces of `count` nodes each: link i is of the piece `which[i]`; shape (pieces, count, 2).

    Stress with weights d**-2, from four nodes that are far apart: all nodes at once go a little beyond the place where
    each alone would cause least. Sums only, no matrix is solved: linear algebra would keep all cores busy with waiting.
    """
    if count <= 2:
        return np.broadcast_to(_spiral(count), (pieces, count, 2)).copy()
    distance = _measure_all(pieces, count, which, links)
    points = _span(distance)
    diagonal = np.arange(count)
    distance[:, diagonal, diagonal] = np.inf
    pull = 1 / distance
    weight = pull**2
    total = weight.sum(axis=2)[..., None]
    for _ in range(_FEWER):
        gap = np.hypot(*(points[:, :, None, axis] - points[:, None, :, axis] for axis in (0, 1)))
        push = pull / np.maximum(gap, 1e-9)
        moved = np.einsum("pij,pjk->pik", weight - push, points) + points * push.sum(axis=2)[..., None]
        points = points + (moved / total - points) * _STRIDE
    centred: Points = points - points.mean(axis=1, keepdims=True)
    return centred


def lay_out_large(count: int, links: Numbers) -> Points:
    """Lay out one connected piece; shape (count, 2)."""
    neighbours = link(count, *links.T)
    reach, pivots = _measure_pivots(count, neighbours)
    points = _start(reach)
    here, there = np.repeat(np.arange(count), np.diff(neighbours.start)), neighbours.items
    share = count / len(pivots)  # a pivot stands for so many nodes
    weight = share / np.maximum(reach, 1.0) ** 2
    weight[reach == 0] = 0.0
    total = np.bincount(here, minlength=count) + weight.sum(axis=1)
    for _ in range(_ROUNDS):
        moved = np.zeros((count, 2))
        apart = points[here] - points[there]
        scale = 1 / np.maximum(np.hypot(*apart.T), 1e-9)
        far = points[:, None, :] - points[pivots][None, :, :]
        stretch = reach / np.maximum(np.hypot(far[..., 0], far[..., 1]), 1e-9)
        for axis in (0, 1):
            near = points[there, axis] + apart[:, axis] * scale
            moved[:, axis] = np.bincount(here, weights=near, minlength=count)
            moved[:, axis] += (weight * (points[pivots, axis] + far[..., axis] * stretch)).sum(axis=1)
        points = (points + moved / total[:, None]) / 2
    return points


def _measure_all(pieces: int, count: int, which: Numbers, links: Numbers) -> Points:
    """Measure all shortest paths of each piece, by breadth first search from all nodes at once."""
    nodes = which[:, None] * count + links
    neighbours = link(pieces * count, *nodes.T)
    reached = np.tile(np.eye(count, dtype=bool), (pieces, 1))
    distance = np.zeros(reached.shape)
    while not reached.all():
        distance += ~reached
        reached |= np.logical_or.reduceat(reached[neighbours.items], neighbours.start[:-1])
    return distance.reshape(pieces, count, count)


def _measure_pivots(count: int, neighbours: Ragged) -> tuple[Points, Numbers]:
    """Measure the way from every node to the pivots, each the farthest from those before it, the first the first node."""
    reach = np.zeros((count, min(_PIVOTS, count)))
    nearest = np.full(count, np.inf)
    pivots = np.zeros(reach.shape[1], dtype=np.int64)
    for index in range(reach.shape[1]):
        reach[:, index] = _measure_from(int(pivots[index]), count, neighbours)
        nearest = np.minimum(nearest, reach[:, index])
        if index + 1 < len(pivots):
            pivots[index + 1] = int(nearest.argmax())
    return reach, pivots


def _measure_from(source: int, count: int, neighbours: Ragged) -> Points:
    """Measure the way from one node to all, by breadth first search."""
    distance = np.full(count, -1.0)
    distance[source] = 0.0
    frontier = np.array([source])
    steps = 0
    while frontier.size:
        steps += 1
        heads = neighbours.follow(frontier)[1]
        distance[heads[distance[heads] < 0]] = steps
        frontier = np.flatnonzero(distance == steps)
    return distance


def _start(reach: Points) -> Points:
    """Scale the distances to the pivots down to two dimensions (pivot MDS); equal nodes stand a little apart."""
    squared = reach**2
    centred = -(squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()) / 2
    values, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, np.argsort(-values, kind="stable")[:2]]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    points = centred @ axes
    wide = max(float(np.abs(points).max()), 1e-9)
    start: Points = points / wide * float(reach.max()) + _spiral(len(points)) * 0.5 / math.sqrt(len(points))
    return start


def _span(distance: Points) -> Points:
    """Place the nodes of each piece between two that are far apart, and across that between two others; equal nodes apart."""
    pieces, count, _ = distance.shape
    all_pieces = np.arange(pieces)

    def reach(nodes: Numbers) -> Points:
        return distance[all_pieces, nodes]

    left = reach(reach(np.zeros(pieces, dtype=np.int64)).argmax(axis=1))
    right = reach(left.argmax(axis=1))
    top = reach(np.minimum(left, right).argmax(axis=1))
    bottom = reach((top - np.abs(left - right)).argmax(axis=1))
    return np.stack((left - right, top - bottom), axis=2) / 2 + _spiral(count) / (2 * math.sqrt(count))


def _spiral(count: int) -> Points:
    """Points spread evenly over a disc, the first in the middle (Vogel 1979); two stand side by side."""
    if count == 2:
        return np.array([[-0.5, 0.0], [0.5, 0.0]])
    index = np.arange(count)
    angle = index * math.pi * (3 - math.sqrt(5))
    return np.column_stack((np.cos(angle), np.sin(angle))) * np.sqrt(index)[:, None] * 0.6
