"""Where the nodes stand: each cluster laid out by itself, the clusters placed by their links, the pieces packed.

Positions are pixels at scale 1, y downwards. The same input gives the same positions: there is no random number.
Inside a cluster and among clusters the same steps are used: distances in the picture follow distances in the network
(`stress`), boxes that overlap are moved apart (`overlaps`), pieces without links fill a sheet (`packing`). Pieces of
equally many nodes are laid out at once, so that a hundred thousand authors take seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.rows.components import connect
from kg.rows.ragged import count_in
from kg.views.overlaps import separate_large, separate_small
from kg.views.packing import ASPECT, pack
from kg.views.stress import lay_out_large, lay_out_small

__all__ = ["ASPECT", "place"]

Points = NDArray[np.float64]
Numbers = NDArray[np.int64]

_GAP = 64.0  # between clusters; nodes that are linked to nobody stand as near as their boxes allow
_TITLE = 42.0  # room above a cluster for its name
_SMALL = 250  # nodes of a connected piece whose distances are all computed
_AT_ONCE = 100_000  # pairs of nodes of small pieces that are laid out together


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
    names, block = np.unique([blocks[node] for node in range(len(size))], return_inverse=True)
    pairs = np.array(list(links), dtype=np.int64).reshape(-1, 2)
    ends = block[pairs]
    inner = ends[:, 0] == ends[:, 1]
    at = _arrange(size, pairs[inner], block)
    title = np.array([(titles or {}).get(int(name), 0.0) for name in names]).reshape(-1)
    between = np.unique(np.sort(ends[~inner], axis=1), axis=0)
    lonely = (np.bincount(block) == 1) & (title == 0)
    lonely[between] = False
    at, frames = _frame(at, size, block, title, np.where(lonely, 0.0, _GAP))
    at += _arrange(frames, between, np.zeros(len(frames), dtype=np.int64), spread=0.8)[block]
    return at - (at.max(axis=0) + at.min(axis=0)) / 2 if len(at) else at


def _frame(at: Points, size: Points, block: Numbers, title: Points, gap: Points) -> tuple[Points, Points]:
    """Centre each block and give its frame: its extent, the gap around it and room for its title above it."""
    low, high = _bounds(at, size, block, len(title))
    room = np.where(title > 0, _TITLE, 0.0)
    frames = np.maximum(high - low, np.column_stack((title, np.zeros_like(title))))
    frames += np.column_stack((gap, gap + room))
    middle = (low + high) / 2 - np.column_stack((np.zeros_like(room), room / 2))
    return at - middle[block], frames


def _bounds(at: Points, size: Points, group: Numbers, count: int) -> tuple[Points, Points]:
    """Give the corners of each group of boxes."""
    low, high = np.full((count, 2), np.inf), np.full((count, 2), -np.inf)
    np.minimum.at(low, group, at - size / 2)
    np.maximum.at(high, group, at + size / 2)
    return low, high


def _arrange(size: Points, links: Numbers, group: Numbers, spread: float = 1.15) -> Points:
    """Lay out boxes: linked ones near each other (at first `spread` of their size apart), a group's pieces packed.

    Links are within groups. The boxes of each group are centred, and know nothing of other groups.
    """
    at = np.zeros((len(size), 2))
    if not len(size):
        return at
    piece = np.unique(connect(len(size), links[:, 0], links[:, 1]), return_inverse=True)[1]
    order = np.argsort(piece, kind="stable")
    counts = np.bincount(piece)
    starts = np.cumsum(counts) - counts
    place_in = count_in(piece)
    by_piece = links[np.argsort(piece[links[:, 0]], kind="stable")]
    first = np.searchsorted(piece[by_piece[:, 0]], np.arange(len(counts) + 1))
    for count in np.unique(counts[counts > 1]).tolist():
        alike = np.flatnonzero(counts == count)
        step = 1 if count > _SMALL else max(1, _AT_ONCE // count**2)
        for chunk in (alike[i : i + step] for i in range(0, len(alike), step)):
            nodes = order[starts[chunk][:, None] + np.arange(count)]
            rows = np.concatenate([np.arange(first[each], first[each + 1]) for each in chunk])
            which = np.repeat(np.arange(len(chunk)), first[chunk + 1] - first[chunk])
            near = place_in[by_piece[rows]]
            boxes = size[nodes]
            if count > _SMALL:
                at[nodes[0]] = separate_large(lay_out_large(count, near), boxes[0])
            else:
                points = lay_out_small(len(chunk), count, which, near) * _step(boxes)[:, None, :] * spread
                at[nodes] = separate_small(points, boxes)
    low, high = _bounds(at, size, piece, len(counts))
    at -= ((low + high) / 2)[piece]
    home = group[order[starts]]
    return at + _pack_pieces(high - low, counts, home)[piece]


def _pack_pieces(extents: Points, counts: Numbers, home: Numbers) -> Points:
    """Pack each group's pieces, those of most nodes first; gives the pieces' centres."""
    centres = np.zeros((len(extents), 2))
    order = np.lexsort((np.arange(len(counts)), -counts, home))
    ends = np.flatnonzero(np.diff(home[order], append=-1))
    start = 0
    for end in (ends + 1).tolist():
        if end - start > 1:
            pieces = order[start:end]
            packed = pack(extents[pieces])
            low, high = (packed - extents[pieces] / 2).min(axis=0), (packed + extents[pieces] / 2).max(axis=0)
            centres[pieces] = packed - (low + high) / 2
        start = end
    return centres


def _step(boxes: Points) -> Points:
    """How far apart linked boxes of a piece's mean size stand, in x and y: wide boxes make a wide picture."""
    wide, high = boxes.mean(axis=1).T
    return np.column_stack((np.maximum(wide, high), np.maximum(high, wide * 0.62)))
