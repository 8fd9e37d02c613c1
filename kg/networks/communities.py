"""Which authors form a team: the grouping of people that makes the bylines least surprising.

Why not modularity: it joins teams as the network grows, and the resolution that would not grows with the network too.
Why bylines and not pairs: a study is led by one team, and its guests say so little about their own team as their pairs
with all its authors say much (`tests/bench/networks.py` compares).
"""

from __future__ import annotations

import numpy as np

from kg.networks.belonging import choose, distinct_pairs, find_ties, first_largest, lead, sum_by
from kg.networks.coauthorship import Integers
from kg.networks.merging import merge
from kg.networks.twins import Twins
from kg.rows.components import connect
from kg.rows.ragged import count_in

_MOST_ROUNDS = 60  # a bound for safety: about ten are needed
_PATIENCE = 4  # rounds without more rest after which those who move are taken to go in circles


def find_communities(twins: Twins) -> list[list[int]]:
    """Find teams of at least two people who mostly write with each other, largest first.

    All authors start alone. In turns, each study is given to the team that leads it, teams that are better told as one
    are joined (a description length, as in Rosvall & Bergstrom 2007, PNAS 104, 7327-7331), and every author goes to the
    team with the strongest ties, until nothing is joined and no more come to rest. No random number, no resolution; what
    is not linked to a team has no influence on it. Teams are connected, and authors of exactly the same studies share one.
    In none are those who wrote alone, and those who wrote more than once, with one of a team but never with the team.

    Returns person numbers, sorted within each team; teams of equal size by their first person.
    """
    team = _connect(twins, _gather(twins))
    members: dict[int, list[int]] = {}
    for person, group in enumerate(twins.group.tolist()):
        if group >= 0:
            members.setdefault(int(team[group]), []).append(person)
    return sorted((each for each in members.values() if len(each) > 1), key=lambda each: (-len(each), each[0]))


def _gather(twins: Twins) -> Integers:
    """Join and move until it no longer helps, in each connected piece; gives the team of each group of twins."""
    team = np.arange(twins.sizes.size)
    piece = _renumber(connect(team.size, twins.edges.a, twins.edges.b))
    half = count_in(piece) % 2
    settled = np.zeros(int(piece.max(initial=-1)) + 1, dtype=bool)
    calmest = np.full(settled.size, team.size)
    since = np.zeros(settled.size, dtype=np.int64)
    for turn in range(_MOST_ROUNDS):
        number = merge(twins, team, lead(twins, team))
        where = np.zeros(number.size, dtype=np.int64)
        where[team] = piece
        joining = (number != np.arange(number.size)) & ~settled[where]
        team = _renumber(np.where(joining, number, np.arange(number.size))[team])
        chosen = choose(find_ties(twins, team, lead(twins, team)), team)
        moving = (chosen != team) & ~settled[piece]
        # Half of them at a time: two who follow each other would change places for ever.
        team = _renumber(np.where(moving & (half == turn % 2), chosen, team))
        restless = np.bincount(piece[moving], minlength=settled.size)
        calmer = (restless < calmest) | (np.bincount(where[joining], minlength=settled.size) > 0)
        calmest, since = np.minimum(calmest, restless), np.where(calmer, 0, since + 1)
        settled |= since >= _PATIENCE
        if settled.all():
            break
    return team


def _connect(twins: Twins, team: Integers) -> Integers:
    """Split teams that are not connected, and give whoever is left alone to the neighbours with the strongest ties.

    Not those who chose to be alone although they wrote more than once: with a member of a team, never with the team.
    """
    a, b = twins.edges.a, twins.edges.b
    inner = team[a] == team[b]
    part = connect(team.size, a[inner], b[inner])
    alone = sum_by(part, twins.sizes, team.size)[part] < 2
    alone &= (twins.studies < 2) | (sum_by(team, twins.sizes, team.size)[team] > 1)
    here, there = np.concatenate((a, b)), np.concatenate((b, a))
    papers = np.concatenate((twins.edges.papers, twins.edges.papers))
    leaving = alone[here]
    here, there, papers = here[leaving], there[leaving], papers[leaving]
    group, target, row = distinct_pairs(here, part[there])
    strength = sum_by(row, papers * twins.sizes[there] / twins.studies[there], group.size)
    rows = first_largest(group, np.round(strength, 6), target)
    return connect(team.size, np.concatenate((group[rows], np.arange(team.size))), np.concatenate((target[rows], part)))


def _renumber(team: Integers) -> Integers:
    return (np.cumsum(np.bincount(team) > 0) - 1)[team]
