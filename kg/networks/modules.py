"""Which parts a weighted network has: the grouping of its nodes with the highest modularity that can be found."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kg.networks.belonging import distinct_pairs, first_largest, sum_by
from kg.networks.coauthorship import Floats, Integers
from kg.networks.merging import join_best
from kg.rows.components import connect

_EXACT = 12  # digits of a gain that count
_WORTH = 1e-6  # of modularity that a round of moves must gain


class _Links(NamedTuple):
    """Pairs of nodes, each with its share of all weight; `share` is that of each node's ends in all ends."""

    a: Integers
    b: Integers
    weight: Floats
    share: Floats


def find_modules(count: int, a: Integers, b: Integers, weight: Floats) -> Integers:
    """Group the nodes 0 … count-1 that are linked by pairs a < b, each once; gives the number of each node's module.

    All start alone. Those who gain most by each other are joined until nobody gains; then nodes move to the module where
    they gain most, half of them at a time, as long as that pays (modularity: Newman & Girvan 2004, Phys. Rev. E 69,
    026113). Unlike Louvain's, the result depends on no random order, and it is as high (`tests/bench/measures.py`).

    >>> find_modules(5, np.array([0, 0, 1, 3]), np.array([1, 2, 2, 4]), np.ones(4))
    array([0, 0, 0, 1, 1])
    """
    if not weight.size:
        return np.arange(count)
    ends = sum_by(a, weight, count) + sum_by(b, weight, count)
    links = _Links(a, b, weight / weight.sum(), ends / ends.sum())
    module = np.arange(count)
    while True:
        module = _join(module, links)
        moved = _move(_move(module, links, 0), links, 1)
        inside = moved[a] == moved[b]
        moved = connect(count, a[inside], b[inside])  # a module that has lost its middle may have come apart
        if _rate(moved, links) < _rate(module, links) + _WORTH:
            return module
        module = moved


def _rate(module: Integers, links: _Links) -> float:
    """Compute the modularity: how much of the weight is inside modules, more than if links were drawn by lot."""
    inside = links.weight[module[links.a] == module[links.b]]
    return float(inside.sum() - (np.bincount(module, weights=links.share) ** 2).sum())


def _join(module: Integers, links: _Links) -> Integers:
    """Join pairs of modules of which each is the other's best partner, until none gains; gives them new numbers."""
    low, high, weight, share = links
    module = number = np.unique(module, return_inverse=True)[1]
    while True:
        count = int(number.max()) + 1  # the network shrinks with every round
        share = sum_by(number, share, count)
        low, high = np.sort((number[low], number[high]), axis=0)
        apart = low != high
        low, high, row = distinct_pairs(low[apart], high[apart])
        weight = sum_by(row, weight[apart], low.size)
        joined = join_best(count, low, high, np.round(weight - 2 * share[low] * share[high], _EXACT))
        kept, number = np.unique(joined, return_inverse=True)
        if kept.size == count:
            return module
        module = number[module]


def _move(module: Integers, links: _Links, half: int) -> Integers:
    """Move each node of a half to the module where it gains most; at a tie it takes the first."""
    count, nodes = int(module.max()) + 1, np.arange(module.size)
    here, there = np.concatenate((nodes, links.a, links.b)), np.concatenate((module, module[links.b], module[links.a]))
    node, target, row = distinct_pairs(here, there)
    drawn = sum_by(row, np.concatenate((np.zeros(module.size), links.weight, links.weight)), node.size)
    own = target == module[node]
    others = sum_by(module, links.share, count)[target] - own * links.share[node]
    gain = np.round(drawn - 2 * links.share[node] * others, _EXACT)
    best = target[first_largest(node, gain, target)]
    return np.where(nodes % 2 == half, best, module)
