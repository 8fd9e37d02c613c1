"""Positions whose distances are near the lengths of the shortest paths: stress majorization.

Small pieces, many at once, with all distances (Gansner, Koren & North 2004); large ones with the distances to
neighbours and to a few pivots (Ortmann, Klimenta & Brandes 2016, arXiv:1608.08909), from a start by pivots' distances
alone (Brandes & Pich 2007). Distances are in links.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Numbers = NDArray[np.int64]

_ROUNDS = 60
_PIVOTS = 40


def lay_out_small(pieces: int, count: int, which: Numbers, links: Numbers) -> Points:
    """Lay out connected pieces of `count` nodes each: link i is of the piece `which[i]`; shape (pieces, count, 2).

    Stress with weights d**-2, majorized from a spiral in the nodes' order; the first node holds the picture in place.
    """
    points = np.broadcast_to(_spiral(count), (pieces, count, 2))
    if count <= 2:
        return points.copy()
    distance = _measure_all(pieces, count, which, links)
    diagonal = np.arange(count)
    distance[:, diagonal, diagonal] = 1.0
    weight = distance**-2
    weight[:, diagonal, diagonal] = 0.0
    laplacian = -weight
    laplacian[:, diagonal, diagonal] = weight.sum(axis=2)
    solve = np.linalg.inv(laplacian[:, 1:, 1:])
    pull = -weight * distance
    for _ in range(_ROUNDS):
        gap = np.hypot(*(points[:, :, None, axis] - points[:, None, :, axis] for axis in (0, 1)))
        ratio = pull / np.maximum(gap, 1e-9)
        ratio[:, diagonal, diagonal] = 0.0
        ratio[:, diagonal, diagonal] = -ratio.sum(axis=2)
        moved = np.zeros((pieces, count, 2))
        moved[:, 1:] = solve @ (ratio @ points)[:, 1:]
        points = moved
    centred: Points = points - points.mean(axis=1, keepdims=True)
    return centred


def lay_out_large(count: int, links: Numbers) -> Points:
    """Lay out one connected piece; shape (count, 2)."""
    both = np.concatenate((links, links[:, ::-1]))
    both = both[np.argsort(both[:, 0], kind="stable")]
    start = np.searchsorted(both[:, 0], np.arange(count + 1))
    reach, pivots = _measure_pivots(count, start, both[:, 1])
    points = _start(reach)
    here, there = both[:, 0], both[:, 1]
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
    adjacent = np.zeros((pieces, count, count), dtype=np.float32)
    adjacent[which, links[:, 0], links[:, 1]] = adjacent[which, links[:, 1], links[:, 0]] = 1.0
    reached = np.broadcast_to(np.eye(count, dtype=np.float32), adjacent.shape)
    distance = np.zeros((pieces, count, count))
    for _ in range(count):
        missing = reached == 0
        if not missing.any():
            break
        distance += missing
        reached = ((reached + reached @ adjacent) > 0).astype(np.float32)
    return distance


def _measure_pivots(count: int, start: Numbers, there: Numbers) -> tuple[Points, Numbers]:
    """Measure the way from every node to the pivots, each the farthest from those before it, the first the first node."""
    reach = np.zeros((count, min(_PIVOTS, count)))
    nearest = np.full(count, np.inf)
    pivots = np.zeros(reach.shape[1], dtype=np.int64)
    for index in range(reach.shape[1]):
        reach[:, index] = _measure_from(int(pivots[index]), start, there)
        nearest = np.minimum(nearest, reach[:, index])
        if index + 1 < len(pivots):
            pivots[index + 1] = int(nearest.argmax())
    return reach, pivots


def _measure_from(source: int, start: Numbers, there: Numbers) -> Points:
    """Measure the way from one node to all, by breadth first search."""
    distance = np.full(start.size - 1, -1.0)
    distance[source] = 0.0
    frontier = np.array([source])
    steps = 0
    while frontier.size:
        steps += 1
        counts = start[frontier + 1] - start[frontier]
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        heads = there[np.repeat(start[frontier], counts) + offsets]
        fresh = np.zeros(distance.size, dtype=bool)
        fresh[heads[distance[heads] < 0]] = True
        distance[fresh] = steps
        frontier = np.flatnonzero(fresh)
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


def _spiral(count: int) -> Points:
    """Points spread evenly over a disc, the first in the middle (Vogel 1979); two stand side by side."""
    if count == 2:
        return np.array([[-0.5, 0.0], [0.5, 0.0]])
    index = np.arange(count)
    angle = index * math.pi * (3 - math.sqrt(5))
    return np.column_stack((np.cos(angle), np.sin(angle))) * np.sqrt(index)[:, None] * 0.6
