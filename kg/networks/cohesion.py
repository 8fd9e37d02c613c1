"""How closely knit an author's surroundings are: core numbers and clustering coefficients, of twins at once."""

from __future__ import annotations

import numpy as np

from kg.networks.belonging import sum_by
from kg.networks.coauthorship import Floats, Integers
from kg.networks.twins import Twins
from kg.rows.ragged import Ragged, distinct, link

_CELLS = 4_000_000  # of the table of who is next to whom that is held at once


def number_cores(twins: Twins) -> Integers:
    """Give for each group the largest k of whose k-core it is part: each there has k co-authors in it (Seidman 1983).

    Whoever has fewest co-authors left goes first (Batagelj & Zaveršnik 2003, arXiv:cs/0310049), twins together.
    """
    groups = twins.sizes.size
    neighbours = link(groups, twins.edges.a, twins.edges.b)
    left = count_coauthors(twins).astype(np.int64)
    core = np.full(groups, -1)
    least = 0
    while (waiting := np.flatnonzero(core < 0)).size:
        least = max(least, int(left[waiting].min()))
        leaving = waiting[left[waiting] <= least]
        while leaving.size:
            core[leaving] = least
            row, heads = neighbours.follow(leaving)
            np.subtract.at(left, heads, twins.sizes[leaving][row])
            touched = distinct(heads)
            leaving = touched[(core[touched] < 0) & (left[touched] <= least)]
    return core


def measure_clustering(twins: Twins) -> Floats:
    """Measure for each group what share of an author's pairs of co-authors wrote together (Watts & Strogatz 1998).

    The co-authors of a person are their twins, who wrote with all the others, and the people of the neighbouring groups.
    """
    sizes, edges = twins.sizes, twins.edges
    coauthors = count_coauthors(twins)
    others = coauthors - (sizes - 1)
    pairs = sizes * (sizes - 1) / 2
    among = (sizes - 1) * (sizes - 2) / 2 + (sizes - 1) * others + _count_triangles(twins)
    among += sum_by(edges.a, pairs[edges.b], sizes.size) + sum_by(edges.b, pairs[edges.a], sizes.size)
    possible = coauthors * (coauthors - 1) / 2
    return np.divide(among, possible, out=np.zeros(sizes.size), where=possible > 0)


def count_coauthors(twins: Twins) -> Floats:
    """Count the co-authors of each person of a group, twins among them."""
    sizes, edges = twins.sizes, twins.edges
    near = sum_by(edges.a, sizes[edges.b], sizes.size) + sum_by(edges.b, sizes[edges.a], sizes.size)
    return near + sizes - 1


def _count_triangles(twins: Twins) -> Floats:
    """Count for each group the pairs of people of two neighbouring groups that are next to each other as well.

    Every triangle is found once, at its corner of fewest neighbours (Chiba & Nishizeki 1985, SIAM J. Comput. 14, 210-223).
    """
    groups, edges = twins.sizes.size, twins.edges
    order = np.argsort(np.bincount(np.concatenate((edges.a, edges.b)), minlength=groups), kind="stable")
    rank = np.empty(groups, dtype=np.int64)
    rank[order] = np.arange(groups)
    one, other = np.sort((rank[edges.a], rank[edges.b]), axis=0)
    by_corner = np.lexsort((other, one))
    one, other = one[by_corner], other[by_corner]
    onward = Ragged(np.searchsorted(one, np.arange(groups + 1)), other)
    sizes = twins.sizes[order].astype(np.float64)
    count = np.zeros(groups)
    step = max(1, _CELLS // max(1, groups))
    near = np.zeros((step, groups), dtype=bool)
    for low in range(0, groups, step):
        rows = slice(*onward.start[[low, min(low + step, groups)]])
        corner, second = one[rows], other[rows]
        near[corner - low, second] = True
        row, third = onward.follow(second)
        closed = near[corner[row] - low, third]
        near[corner - low, second] = False
        first, second, third = corner[row[closed]], second[row[closed]], third[closed]
        for here, a, b in ((first, second, third), (second, first, third), (third, first, second)):
            count += np.bincount(here, weights=sizes[a] * sizes[b], minlength=groups)
    return count[rank]
