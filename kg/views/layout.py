"""Where the nodes stand: each cluster laid out by itself, the clusters placed by their links, the pieces packed.

Positions are pixels at scale 1, y downwards. The same input gives the same positions: there is no random number.
Inside a cluster and among clusters the same two steps are used: distances in the picture follow distances in the
network (stress majorization; Gansner, Koren & North 2004), then boxes that overlap are moved apart.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

ASPECT = 1.15  # of the whole picture, width to height: what is left between the page's two sides
_GAP = 64.0  # between clusters
_TITLE = 42.0  # room above a cluster for its name
_ROUNDS = 60  # of stress majorization
_PUSHES = 400  # of moving boxes apart


def place(
    boxes: Sequence[tuple[float, float]],
    links: Iterable[tuple[int, int]],
    blocks: Mapping[int, int],
    titles: Mapping[int, float] | None = None,
) -> Points:
    """Place nodes given as boxes (width, height), their links, the block of each and the blocks' titles' widths.

    Every block is laid out by itself; blocks with links between them stand near each other; what is not linked at all
    is packed into rows. Gives an array of shape (nodes, 2), the centres of the boxes; no two boxes overlap.

    >>> place([(20, 20), (20, 20)], [(0, 1)], {0: 0, 1: 0}).shape
    (2, 2)
    """
    size = np.asarray(boxes, dtype=float).reshape(-1, 2)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for node in range(len(size)):
        members[blocks[node]].append(node)
    inner: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    between: set[tuple[int, int]] = set()
    for a, b in links:
        if blocks[a] == blocks[b]:
            inner[blocks[a]].append((a, b))
        else:
            between.add((min(blocks[a], blocks[b]), max(blocks[a], blocks[b])))
    order = sorted(members)
    at = np.zeros((len(size), 2))
    frames = np.zeros((len(order), 2))
    for index, block in enumerate(order):
        nodes = members[block]
        where = {node: position for position, node in enumerate(nodes)}
        local = _arrange(size[nodes], [(where[a], where[b]) for a, b in inner[block]])
        local, frames[index] = _framed(local, size[nodes], (titles or {}).get(block, 0.0))
        at[nodes] = local
    rank = {block: index for index, block in enumerate(order)}
    centres = _arrange(frames, [(rank[a], rank[b]) for a, b in sorted(between)], spread=0.8)
    for index, block in enumerate(order):
        at[members[block]] += centres[index]
    return at - (at.max(axis=0) + at.min(axis=0)) / 2 if len(at) else at


def _framed(points: Points, size: Points, title: float) -> tuple[Points, Points]:
    """Centre a block and give its frame: its extent, the gap around it and room for its title above it."""
    low, high = (points - size / 2).min(axis=0), (points + size / 2).max(axis=0)
    room = _TITLE if title else 0.0
    frame = np.maximum(high - low, (title, 0.0)) + np.array([_GAP, _GAP + room])
    return points - (low + high) / 2 + (0, room / 2), frame


def _arrange(size: Points, links: Sequence[tuple[int, int]], spread: float = 1.15) -> Points:
    """Lay out boxes: linked ones near each other (at first `spread` of their size apart), unlinked pieces packed."""
    parts = _pieces(len(size), links)
    inner: dict[int, list[tuple[int, int]]] = {part[0]: [] for part in parts}
    place_of = {node: (part[0], position) for part in parts for position, node in enumerate(part)}
    for a, b in links:
        inner[place_of[a][0]].append((place_of[a][1], place_of[b][1]))
    at = np.zeros((len(size), 2))
    extents = np.zeros((len(parts), 2))
    for index, part in enumerate(parts):
        points = _apart(_stress(len(part), inner[part[0]]) * _step(size[part]) * spread, size[part])
        low, high = (points - size[part] / 2).min(axis=0), (points + size[part] / 2).max(axis=0)
        at[part] = points - (low + high) / 2
        extents[index] = high - low
    for part, centre in zip(parts, _fill(extents), strict=True):
        at[part] += centre
    return at


def _pieces(count: int, links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Split a network into its connected pieces, largest first, each sorted."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for a, b in links:
        parent[max(root(a), root(b))] = min(root(a), root(b))
    pieces: defaultdict[int, list[int]] = defaultdict(list)
    for node in range(count):
        pieces[root(node)].append(node)
    return sorted(pieces.values(), key=lambda piece: (-len(piece), piece))


def _step(size: Points) -> Points:
    """How far apart linked boxes of the mean size stand, in x and y: wide boxes make a wide picture."""
    width, height = (float(each) for each in size.mean(axis=0))
    return np.array([max(width, height), max(height, width * 0.62)])


def _stress(count: int, links: Sequence[tuple[int, int]]) -> Points:
    """Give a connected graph positions whose distances are near its shortest paths (in links).

    Stress with weights d**-2, majorized from a spiral in the nodes' order; the first node holds the picture in place.
    """
    start = _spiral(count)
    if count <= 2:
        return start
    distance = _distances(count, links)
    np.fill_diagonal(distance, 1.0)
    weight = distance**-2
    np.fill_diagonal(weight, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    solve = np.linalg.inv(laplacian[1:, 1:])
    points = start
    for _ in range(_ROUNDS):
        gap = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
        ratio = -weight * distance / np.maximum(gap, 1e-9)
        np.fill_diagonal(ratio, 0.0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        moved = np.zeros_like(points)
        moved[1:] = solve @ (ratio @ points)[1:]
        points = moved
    centred: Points = points - points.mean(axis=0)
    return centred


def _distances(count: int, links: Sequence[tuple[int, int]]) -> Points:
    """Measure all shortest paths in links, by breadth first search from all nodes at once."""
    adjacent = np.zeros((count, count), dtype=np.float32)
    for a, b in links:
        adjacent[a, b] = adjacent[b, a] = 1.0
    reached = np.eye(count, dtype=np.float32)
    distance = np.zeros((count, count))
    for _ in range(count):
        distance += reached == 0
        wider = ((reached + reached @ adjacent) > 0).astype(np.float32)
        if np.array_equal(wider, reached):
            break
        reached = wider
    return distance


def _spiral(count: int) -> Points:
    """Points spread evenly over a disc, the first in the middle (Vogel 1979); two stand side by side."""
    if count == 2:
        return np.array([[-0.5, 0.0], [0.5, 0.0]])
    index = np.arange(count)
    angle = index * math.pi * (3 - math.sqrt(5))
    return np.column_stack((np.cos(angle), np.sin(angle))) * np.sqrt(index)[:, None] * 0.6


def _apart(points: Points, size: Points) -> Points:
    """Move boxes that overlap apart, each pair along the shorter way, until none does."""
    points = points.copy()
    need = (size[:, None, :] + size[None, :, :]) / 2
    for round_ in range(_PUSHES):
        delta = points[:, None, :] - points[None, :, :]
        excess = need - np.abs(delta)
        hit = (excess[..., 0] > 1e-6) & (excess[..., 1] > 1e-6)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        across = excess[..., 0] < excess[..., 1]
        order = np.sign(np.arange(len(points))[:, None] - np.arange(len(points))[None, :])
        for axis, along in ((0, hit & across), (1, hit & ~across)):
            side = np.sign(delta[..., axis])
            side = np.where(side == 0, order, side)
            points[:, axis] += (np.where(along, side * excess[..., axis], 0.0)).sum(axis=1) * 0.35
        if round_ % 40 == 39:
            points *= 1.08
    return points


def _fill(extents: Points) -> Points:
    """Pack frames, in the order given, into the sheet that comes nearest to the picture's aspect; gives their centres."""
    area, widest = float(extents.prod(axis=1).sum()), float(extents[:, 0].max(initial=0.0))
    widths = {max(widest, math.sqrt(area * ASPECT) * stretch) for stretch in (0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0)}
    sheets = [_skyline(extents, width) for width in sorted(widths)]
    return min(sheets, key=lambda centres: _reach(centres, extents))


def _reach(centres: Points, extents: Points) -> float:
    """How high a sheet of the picture's aspect must be to hold the frames."""
    wide, high = (centres + extents / 2).max(axis=0, initial=0.0)
    return float(max(wide / ASPECT, high))


def _skyline(extents: Points, width: float) -> Points:
    """Put each frame as high as it goes, then as far left, under those before it."""
    centres = np.zeros((len(extents), 2))
    line = [(0.0, width, 0.0)]  # from x, to x, filled down to y
    for index, (wide, high) in enumerate(extents.tolist()):
        spots = (
            (max(y for left, right, y in line if left < x + wide - 1e-6 and right > x + 1e-6), x)
            for x, _, _ in line
            if x + wide <= width + 1e-6
        )
        y, x = min(spots)
        centres[index] = x + wide / 2, y + high / 2
        rest = [(left, min(right, x), deep) for left, right, deep in line if left < x - 1e-6]
        rest += [(max(left, x + wide), right, deep) for left, right, deep in line if right > x + wide + 1e-6]
        line = sorted([*rest, (x, x + wide, y + high)])
    return centres
