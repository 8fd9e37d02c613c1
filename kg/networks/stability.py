"""How firmly authors belong to their team: how often they would be put there had only half of the studies been found."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

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
    own = choice == team[group]
    share = np.zeros(team.size)
    share[group[own]] = 1.0
    open_ = np.bincount(group, minlength=team.size) > 1  # only these have a choice
    asked, offered = open_[ties.group], open_[group]
    group, own, row = _renumber(open_)[group[offered]], own[offered], _renumber(offered)[row[asked]]
    halves, weight = _halve(bylines.studies)[ties.study[asked]], ties.weight[asked]
    stays, counted = np.zeros(open_.sum()), np.zeros(open_.sum())
    for half in range(HALVES):
        drawn = weight * ((halves >> np.uint64(half)) & np.uint64(1))
        strength = np.round(sum_by(row, drawn, group.size), _EXACT)
        best, held = np.zeros(stays.size), np.zeros(stays.size)
        np.maximum.at(best, group, strength)
        held[group[own]] = strength[own]
        counted += best > 0
        stays += (best > 0) & (held == best)
    share[open_] = np.divide(stays, counted, out=np.zeros(stays.size), where=counted > 0)
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


def _renumber(kept: NDArray[np.bool_]) -> Integers:
    """Number those that are kept."""
    return np.cumsum(kept) - 1


def _halve(studies: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Give each study 64 bits: whether it is in each of the halves."""
    digests = b"".join(blake2b(study.encode("utf-8", "surrogatepass"), digest_size=8).digest() for study in studies)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)
