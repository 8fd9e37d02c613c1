"""How firmly authors belong to their team: how often they would be put there had only half of the studies been found."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from kg.networks.belonging import distinct_pairs, find_ties, lead, sum_by
from kg.networks.coauthorship import Bylines, Floats, Integers
from kg.networks.twins import Twins

HALVES = 64  # of the studies
_EXACT = 6  # digits up to which ties are equal


def measure_stability(bylines: Bylines, twins: Twins, communities: Sequence[Sequence[int]]) -> Floats:
    """Measure for each person (nan: in no team) in what share of `HALVES` halves of the studies they stay with their team.

    In each half the team with the strongest ties is asked anew, everybody else staying where they are; halves with
    none of the person's studies do not count (delete-half jackknife: Shao & Tu 1995, The Jackknife and Bootstrap, ch. 2).
    Which half a study is in follows from its key, so that it is the same whatever other studies there are.
    """
    team = _teams(twins, communities)
    ties = find_ties(twins, team, lead(twins, team))
    group, choice, row = distinct_pairs(ties.group, ties.team)
    open_ = np.bincount(group, minlength=team.size) > 1
    asked = open_[ties.group]
    own = choice == team[group]
    halves = _halve(bylines.studies)[ties.study[asked]]
    stays, counted = np.zeros(team.size), np.zeros(team.size)
    for half in range(HALVES):
        weight = ties.weight[asked] * ((halves >> np.uint64(half)) & np.uint64(1))
        strength = np.round(sum_by(row[asked], weight, group.size), _EXACT)
        best = np.zeros(team.size)
        np.maximum.at(best, group, strength)
        held = np.zeros(team.size)
        held[group[own]] = strength[own]
        counted += best > 0
        stays += (best > 0) & (held == best)
    settled = np.zeros(team.size)
    settled[group[own]] = 1.0
    share = np.where(open_, np.divide(stays, counted, out=np.zeros(team.size), where=counted > 0), settled)
    home = np.full(len(bylines.people), np.nan)
    for members in communities:
        home[list(members)] = share[twins.group[list(members)]]
    return home


def _teams(twins: Twins, communities: Sequence[Sequence[int]]) -> Integers:
    """Number the team of each group of twins; whoever wrote alone has one of their own."""
    team = np.arange(twins.sizes.size) + len(communities)
    for number, members in enumerate(communities):
        team[twins.group[list(members)]] = number
    return team


def _halve(studies: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Give each study 64 bits: whether it is in each of the halves."""
    digests = b"".join(blake2b(study.encode("utf-8", "surrogatepass"), digest_size=8).digest() for study in studies)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)
