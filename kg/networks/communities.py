"""Which authors form a team: label propagation over normalised co-authorship, agreed upon by several runs.

Why not modularity: at resolution 1 it joins teams as the network grows, and the resolution that would not grows with
the network too; on planted teams no resolution of Louvain did better than this (`tests/bench/networks.py`).
"""

from __future__ import annotations

import random
from collections import deque
from math import sqrt

import numpy as np
from networkx.utils import UnionFind, create_py_random_state

from kg.networks.coauthorship import Twins

RUNS = 9  # odd, so that a majority is never a tie
_FEW = 3  # one or two studies say little: authors of fewer than three count as having three
_MOST_VISITS = 100  # of each node in a run: a bound for safety; runs end after about five

Neighbours = list[list[tuple[int, float]]]


def find_communities(twins: Twins, runs: int = RUNS) -> list[list[int]]:
    """Find teams of at least two people who mostly write with each other, largest first.

    The tie between two authors is Salton's cosine, studies together / sqrt(studies of one x studies of the other).
    Each author takes the label with the strongest ties around them until nobody wants to change (Raghavan et al.
    2007, Phys. Rev. E 76, 036106); people next to each other who share a label in most of the `runs` form a team.
    So teams are connected, and authors of exactly the same studies always share one.

    Returns person numbers, sorted within each team; teams of equal size by their first person.
    """
    neighbours, loyalty = _weigh(twins)
    labels = np.array([_propagate(neighbours, loyalty, create_py_random_state(seed)) for seed in range(runs)])
    together = (labels[:, twins.edges.a] == labels[:, twins.edges.b]).sum(axis=0)
    teams = UnionFind(range(len(twins.sizes)))
    joined = twins.sizes > 1
    # Most often together first: an author who shares a label with no one neighbour in most runs follows the nearest.
    for edge in np.argsort(-together, kind="stable").tolist():
        a, b = int(twins.edges.a[edge]), int(twins.edges.b[edge])
        if together[edge] * 2 > runs or not (joined[a] and joined[b]):
            teams.union(a, b)
            joined[[a, b]] = True
    members: dict[int, list[int]] = {}
    for person, group in enumerate(twins.group.tolist()):
        if group >= 0:
            members.setdefault(teams[group], []).append(person)
    return sorted((team for team in members.values() if len(team) > 1), key=lambda team: (-len(team), team[0]))


def _weigh(twins: Twins) -> tuple[Neighbours, list[float]]:
    """Give each group its neighbours with the ties to all people of each, and the ties among its own people."""
    sizes, studies = twins.sizes.tolist(), twins.studies.tolist()
    neighbours: Neighbours = [[] for _ in sizes]
    for a, b, papers in zip(twins.edges.a.tolist(), twins.edges.b.tolist(), twins.edges.papers.tolist(), strict=True):
        tie = papers / sqrt(max(studies[a], _FEW) * max(studies[b], _FEW))
        neighbours[a].append((b, tie * sizes[b]))
        neighbours[b].append((a, tie * sizes[a]))
    return neighbours, [(size - 1) * n / max(n, _FEW) for size, n in zip(sizes, studies, strict=True)]


def _propagate(neighbours: Neighbours, loyalty: list[float], chance: random.Random) -> list[int]:
    """Let labels spread until each group has the one with the strongest ties around it."""
    labels = list(range(len(neighbours)))
    waiting = [True] * len(labels)
    order = list(labels)
    chance.shuffle(order)
    queue = deque(order)
    for _ in range(_MOST_VISITS * len(labels)):
        if not queue:
            break
        here = queue.popleft()
        waiting[here] = False
        ties = {labels[here]: loyalty[here]}
        for there, tie in neighbours[here]:
            ties[labels[there]] = ties.get(labels[there], 0.0) + tie
        strongest = max(ties.values())
        if ties[labels[here]] == strongest:
            continue
        labels[here] = chance.choice([label for label, tie in ties.items() if tie == strongest])
        for there, _ in neighbours[here]:
            if labels[there] != labels[here] and not waiting[there]:
                waiting[there] = True
                queue.append(there)
    return labels
