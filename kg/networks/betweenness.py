"""Who lies between others: the share of shortest paths that pass through each author."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kg.networks.coauthorship import Floats, Integers
from kg.networks.twins import Twins
from kg.rows.components import connect
from kg.rows.ragged import Ragged, count_in, link

EXACT = 2_000  # groups of twins of a connected piece from all of which paths are searched
SAMPLE = 100  # authors whose shortest paths stand for all of a larger piece
_EXACT = 9  # digits that sums keep, so that they are equal on every machine


class Searches(NamedTuple):
    """From which groups paths are searched: `piece[i]`'s turn number `turn[i]` starts at `group[i]` and counts `weight[i]`."""

    turn: Integers
    group: Integers
    piece: Integers
    weight: Floats


def betweenness(twins: Twins, exact: int = EXACT, sample: int = SAMPLE) -> Floats:
    """Compute each person's betweenness: the share of all pairs of others whose shortest paths pass through, 0 to 1.

    By searches from all sides, adding up on the way back (Brandes 2001, J. Math. Sociol. 25, 163-177). In connected
    pieces of more than `exact` groups only from `sample` authors, spread evenly in the order of first authorships; there
    whoever is nearer to the start of a path counts for less, else those near the few starts would seem to lie between
    everybody (linear scaling: Geisberger, Sanders & Schultes 2008, ALENEX, 90-100).

    Twins have the same co-authors and lie on no path from one another, so that a group is searched as one node that
    counts as many times as it has people. Pieces do not touch, so that one search goes through all of them at once.
    """
    people, groups = twins.group.size, twins.sizes.size
    if people < 3 or not groups:
        return np.zeros(people)
    piece = np.unique(connect(groups, twins.edges.a, twins.edges.b), return_inverse=True)[1]
    searches = _plan(piece, twins.sizes, exact, sample)
    turns = np.bincount(searches.piece, minlength=piece.max() + 1)
    order = np.lexsort((piece, -turns[piece]))  # pieces of many turns first: the others drop out at the end
    rank = np.empty(groups, dtype=np.int64)
    rank[order] = np.arange(groups)
    neighbours = link(groups, rank[twins.edges.a], rank[twins.edges.b])
    sizes, home = twins.sizes[order].astype(np.float64), piece[order]
    waiting = turns[home]
    total = np.zeros(groups)
    share = np.zeros(turns.size)
    starts = np.searchsorted(searches.turn, np.arange(turns.max() + 1))
    for turn, (low, high) in enumerate(zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)):
        share[searches.piece[low:high]] = searches.weight[low:high]
        active = int(np.searchsorted(-waiting, -turn))
        through = _search(rank[searches.group[low:high]], neighbours, sizes[:active])
        total[:active] += share[home[:active]] * through
    spread = np.round(total[rank], _EXACT) / ((people - 1) * (people - 2))
    return np.where(twins.group >= 0, spread[twins.group], 0.0)


def _plan(piece: Integers, sizes: Integers, exact: int, sample: int) -> Searches:
    """Choose where searches start, sorted by turn: everywhere in pieces that are not too large, and not of one group."""
    order = np.argsort(piece, kind="stable")
    counts = np.bincount(piece)
    ends = np.cumsum(counts)
    small = order[((counts > 1) & (counts <= exact))[piece[order]]]
    chosen: list[Integers] = [small]
    weight: list[Floats] = [sizes[small].astype(np.float64)]
    for end, count in zip(ends[counts > exact].tolist(), counts[counts > exact].tolist(), strict=True):
        members = order[end - count : end]
        grown = np.cumsum(sizes[members])
        drawn = min(sample, int(grown[-1]))
        rows = np.searchsorted(grown, np.arange(drawn) * int(grown[-1]) // drawn, side="right")
        rows, times = np.unique(rows, return_counts=True)
        chosen.append(members[rows])
        weight.append(times.astype(np.float64) * grown[-1] / drawn)
    group = np.concatenate(chosen)
    turn = count_in(piece[group])
    by_turn = np.argsort(turn, kind="stable")
    return Searches(turn[by_turn], group[by_turn], piece[group][by_turn], np.concatenate(weight)[by_turn])


def _search(sources: Integers, neighbours: Ragged, sizes: Floats) -> Floats:
    """Sum over everybody the share of the shortest paths from one person of each source that pass through each group.

    A path's share is told by how far along it the group stands; both ends together give it whole.
    """
    number = sizes.size
    distance = np.full(number, -1)
    distance[sources] = 0
    paths = np.zeros(number)
    paths[sources] = 1.0
    frontier = sources
    levels = []
    while frontier.size:
        row, heads = neighbours.follow(frontier)
        onward = distance[heads] < 0
        row, heads = row[onward], heads[onward]
        levels.append((frontier, row, heads))
        paths += np.bincount(heads, weights=(paths[frontier] * sizes[frontier])[row], minlength=number)
        distance[heads] = len(levels)
        frontier = np.flatnonzero(distance == len(levels))
    through, share = np.zeros(number), np.zeros(number)
    for here, row, heads in reversed(levels):
        through[here] = np.bincount(row, weights=share[heads], minlength=here.size) * paths[here]
        away = np.maximum(distance[here], 1)
        share[here] = sizes[here] / paths[here] * (1 / away + through[here])
    through *= 2 * np.maximum(distance, 0)
    return through
