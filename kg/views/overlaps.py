"""Boxes that overlap are moved apart, with as little change to who stands near whom as it takes."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kg.rows.ragged import spread
from kg.views.packing import ASPECT

Points = NDArray[np.float64]
Numbers = NDArray[np.int64]

_STEP = 0.35  # of an overlap that each of two boxes gives way in a round
_PATIENCE = 40  # rounds, then everything is pulled a little apart
_GROWTH = 1.08
_SLACK = 1.5  # of the boxes' area: the sheet that a large piece is spread over
_EXACT = 1e-6


def separate_small(points: Points, size: Points) -> Points:
    """Separate the boxes of each of many small pieces, shapes (pieces, boxes, 2): each pair along the shorter way."""
    at = [points[..., axis].copy() for axis in (0, 1)]  # each axis by itself: twice as fast as side by side
    need = [(size[:, :, None, axis] + size[:, None, :, axis]) / 2 for axis in (0, 1)]
    count = points.shape[1]
    need[0][:, np.arange(count), np.arange(count)] = -1.0  # nothing hits itself
    before = np.sign(np.arange(count)[:, None] - np.arange(count)[None, :])
    left = np.arange(len(points))
    for turn in range(1, 1_000 * _PATIENCE):
        delta = [each[left, :, None] - each[left, None, :] for each in at]
        excess = [room[left] - np.abs(apart) for room, apart in zip(need, delta, strict=True)]
        hit = np.minimum(*excess) > _EXACT
        busy = np.flatnonzero(hit.reshape(len(hit), -1).any(axis=1))
        if not busy.size:
            break
        left, hit, across = left[busy], hit[busy], (excess[0] < excess[1])[busy]
        for axis, along in ((0, hit & across), (1, hit & ~across)):
            side = np.sign(delta[axis][busy])
            side = np.where(side == 0, before, side)
            at[axis][left] += np.where(along, side * excess[axis][busy], 0.0).sum(axis=2) * _STEP
        if turn % _PATIENCE == 0:
            for each in at:
                each[left] *= _GROWTH
    return np.stack(at, axis=2)


def separate_large(points: Points, size: Points) -> Points:
    """Spread one large piece evenly over a sheet of the picture's aspect and separate its boxes, shapes (boxes, 2)."""
    points = _spread(points, size)
    for turn in range(1, 1_000 * _PATIENCE):
        a, b = _find_near(points, size)
        delta = points[a] - points[b]
        excess = (size[a] + size[b]) / 2 - np.abs(delta)
        hit = (excess > _EXACT).all(axis=1)
        if not hit.any():
            break
        a, b, delta, excess = a[hit], b[hit], delta[hit], excess[hit]
        axis = np.where(excess[:, 0] < excess[:, 1], 0, 1)
        rows = np.arange(len(axis))
        push = np.where(delta[rows, axis] < 0, -1, 1) * excess[rows, axis] * _STEP
        for each in (0, 1):
            along = np.where(axis == each, push, 0.0)
            points[:, each] += np.bincount(a, along, len(points)) - np.bincount(b, along, len(points))
        if turn % _PATIENCE == 0:
            points *= _GROWTH
    return points


def _spread(points: Points, size: Points) -> Points:
    """Spread boxes over a sheet, each in a part of it of its own area: halve sheet and boxes, by position, again and again."""
    area = size.prod(axis=1) * _SLACK
    high = math.sqrt(area.sum() / ASPECT)
    spread = np.zeros_like(points)
    waiting = [(np.arange(len(points)), (0.0, 0.0), (high * ASPECT, high))]
    while waiting:
        boxes, corner, extent = waiting.pop()
        if len(boxes) == 1:
            spread[boxes[0]] = corner[0] + extent[0] / 2, corner[1] + extent[1] / 2
            continue
        axis = int(extent[1] > extent[0])
        boxes = boxes[np.argsort(points[boxes, axis], kind="stable")]
        grown = np.cumsum(area[boxes])
        cut = min(max(int(np.searchsorted(grown, grown[-1] / 2)), 1), len(boxes) - 1)
        part = extent[axis] * float(grown[cut - 1] / grown[-1])
        first, second = list(extent), list(extent)
        first[axis], second[axis] = part, extent[axis] - part
        beyond = list(corner)
        beyond[axis] += part
        waiting.append((boxes[:cut], corner, (first[0], first[1])))
        waiting.append((boxes[cut:], (beyond[0], beyond[1]), (second[0], second[1])))
    return spread


def _find_near(points: Points, size: Points) -> tuple[Numbers, Numbers]:
    """Pair boxes that may overlap: those whose middles are in the same or in neighbouring cells of the widest box's size."""
    cell = np.floor((points - points.min(axis=0)) / size.max(axis=0)).astype(np.int64) + 1
    columns = int(cell[:, 0].max()) + 2
    code = cell[:, 1] * columns + cell[:, 0]
    order = np.argsort(code, kind="stable")
    ordered = code[order]
    ends = np.arange(len(points)) + 1
    pairs = []
    for step in (0, 1, columns - 1, columns, columns + 1):
        low = ends if step == 0 else np.searchsorted(ordered, ordered + step)
        high = np.searchsorted(ordered, ordered + step, side="right")
        counts = np.maximum(high - low, 0)
        one = np.repeat(np.arange(len(points)), counts)
        other = spread(low, counts)
        pairs.append((order[one], order[other]))
    a, b = (np.concatenate(side) for side in zip(*pairs, strict=True))
    return a, b
