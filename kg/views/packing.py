"""Frames without links are packed into a sheet of the picture's aspect."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

ASPECT = 1.15  # of the whole picture, width to height: what is left between the page's two sides
_COLUMNS = 1024  # that the sheet is divided into
_MANY = 500  # frames for which one width of the sheet is as good as another


def pack(extents: Points) -> Points:
    """Pack frames, in the order given, into the sheet that comes nearest to the picture's aspect; gives their centres.

    >>> pack(np.array([[10.0, 10.0], [10.0, 10.0]])).round().tolist()
    [[5.0, 5.0], [15.0, 5.0]]
    """
    area, widest = float(extents.prod(axis=1).sum()), float(extents[:, 0].max(initial=0.0))
    stretches = (1.05,) if len(extents) > _MANY else (0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0)
    widths = {max(widest, math.sqrt(area * ASPECT) * stretch) for stretch in stretches}
    sheets = [_stack(extents, width) for width in sorted(widths)]
    return min(sheets, key=lambda centres: _reach(centres, extents))


def _reach(centres: Points, extents: Points) -> float:
    """How high a sheet of the picture's aspect must be to hold the frames."""
    wide, high = (centres + extents / 2).max(axis=0, initial=0.0)
    return float(max(wide / ASPECT, high))


def _stack(extents: Points, width: float) -> Points:
    """Put each frame as high as it goes, then as far left, under those before it."""
    centres = np.zeros((len(extents), 2))
    column = width / _COLUMNS
    filled = np.zeros(_COLUMNS)
    for index, (wide, high) in enumerate(extents.tolist()):
        span = min(max(1, math.ceil(wide / column - 1e-9)), _COLUMNS)
        depths = _highest(filled, span)
        left = int(depths.argmin())
        centres[index] = left * column + wide / 2, depths[left] + high / 2
        filled[left : left + span] = depths[left] + high
    return centres


def _highest(filled: Points, span: int) -> Points:
    """Give the maximum of every `span` columns side by side: of runs twice as long each time, then of two that overlap."""
    run, known = filled, 1
    while 2 * known <= span:
        run = np.maximum(run[:-known], run[known:])
        known *= 2
    last = len(filled) - span + 1
    return np.maximum(run[:last], run[span - known :][:last])
