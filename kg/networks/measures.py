"""Each author's place in the network."""

from __future__ import annotations

from typing import cast

import networkx as nx
import numpy as np
from networkx.utils import create_py_random_state

from kg.entity import Measures
from kg.networks.coauthorship import Bylines, Edges, Floats, Integers
from kg.networks.twins import Twins

EXACT = 2_000  # authors up to which betweenness is exact
SAMPLE = 250  # authors whose shortest paths stand for all, above (Brandes & Pich 2007: ranks hold from about 100)


def measure(bylines: Bylines, edges: Edges, twins: Twins, stability: Floats) -> dict[str, Measures]:
    """Measure everybody, those without co-authors too.

    Degree counts co-authors; the weighted degree sums the edges' weights, that is, counts co-authored studies; the
    core number is that of the largest k-core; clustering is the share of an author's co-authors who wrote together.
    Betweenness is the share of all pairs whose shortest (unweighted) paths pass through: exact for networks of up to
    `EXACT` authors, above estimated from the paths of `SAMPLE` authors drawn with a fixed seed.
    """
    number = len(bylines.people)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(number))
    graph.add_edges_from(zip(edges.a.tolist(), edges.b.tolist(), strict=True))
    ends = np.concatenate((edges.a, edges.b))
    degree = np.bincount(ends, minlength=number)
    weighted = np.bincount(ends, weights=np.concatenate((edges.weight, edges.weight)), minlength=number)
    between = betweenness(twins)
    core = nx.core_number(graph)
    clustering = cast("dict[int, float]", nx.clustering(graph))
    return {
        person: Measures(
            degree=int(degree[i]),
            weighted_degree=_round(weighted[i]),
            betweenness=_round(between[i]),
            core=core[i],
            clustering=_round(clustering[i]),
            stability=None if np.isnan(stability[i]) else _round(stability[i]),
        )
        for i, person in enumerate(bylines.people)
    }


def betweenness(twins: Twins, exact: int = EXACT, sample: int = SAMPLE) -> Floats:
    """Compute each person's betweenness, from 0 to 1 (Brandes 2001, J. Math. Sociol. 25, 163-177).

    Twins have the same co-authors and lie on no path from one another, so that a group is searched as one node that
    counts as many times as it has people.
    """
    number = twins.group.size
    total = np.zeros(len(twins.sizes))
    if number < 3:
        return np.zeros(number)
    people = range(number)
    sources = people if number <= exact else create_py_random_state(0).sample(people, sample)
    start, there = _adjacency(twins)
    drawn = np.bincount(twins.group[list(sources)] + 1, minlength=total.size + 1)[1:]
    for source in np.flatnonzero(drawn):
        if start[source] < start[source + 1]:
            total += drawn[source] * _dependencies(int(source), start, there, twins.sizes)
    total *= number / (len(sources) * (number - 1) * (number - 2))
    return np.where(twins.group >= 0, total[twins.group], 0.0) if total.size else np.zeros(number)


def _adjacency(twins: Twins) -> tuple[Integers, Integers]:
    """List the neighbours of all groups one after the other, and where each group's begin."""
    here = np.concatenate((twins.edges.a, twins.edges.b))
    there = np.concatenate((twins.edges.b, twins.edges.a))
    counts = np.bincount(here, minlength=len(twins.sizes))
    return np.concatenate(([0], np.cumsum(counts))), there[np.argsort(here, kind="stable")]


def _dependencies(source: int, start: Integers, there: Integers, sizes: Integers) -> Floats:
    """Sum over everybody the share of the shortest paths from one person of `source` that pass through each group."""
    number = sizes.size
    seen = np.zeros(number, dtype=bool)
    seen[source] = True
    paths = np.zeros(number)
    paths[source] = 1.0
    passing = sizes.astype(np.float64)
    passing[source] = 1.0
    frontier = np.array([source])
    steps = []
    while frontier.size:
        counts = start[frontier + 1] - start[frontier]
        tails = np.repeat(frontier, counts)
        offsets = np.arange(tails.size) - np.repeat(np.cumsum(counts) - counts, counts)
        heads = there[start[tails] + offsets]
        onward = ~seen[heads]
        tails, heads = tails[onward], heads[onward]
        paths += np.bincount(heads, weights=paths[tails] * passing[tails], minlength=number)
        steps.append((tails, heads))
        before = seen.copy()
        seen[heads] = True
        frontier = np.flatnonzero(seen & ~before)
    through = np.zeros(number)
    for tails, heads in reversed(steps):
        shares = paths[tails] / paths[heads] * sizes[heads] * (1 + through[heads])
        through += np.bincount(tails, weights=shares, minlength=number)
    through[source] = 0.0
    return through


def _round(value: float) -> float:
    return round(float(value), 6)
