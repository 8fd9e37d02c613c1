"""Where an author belongs: which team leads each study, and how much of whose work each author shares."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.networks.coauthorship import Floats, Integers
from kg.networks.twins import Twins
from kg.rows.ragged import order

# How surprising, in nats, it is that an author writes with a team that is not theirs. Once: a guest is one of a thousand
# people in reach, and every twentieth name is a guest's. Again and again: one author in ten has a second team. The same
# teams come back, within a hundredth of ARI, with from a third to a hundred times as many people in reach and from a
# fifth to four times as many guests. The number of people in the network must not stand here: what else is in a
# network says nothing about a team.
GUEST = float(np.log(1_000 * 19))
SECOND_TEAM = float(np.log(1_000 * 10))

_EXACT = 9  # digits that sums keep, so that equal evidence is equal on every machine


class Ties(NamedTuple):
    """What draws groups of twins to teams: each study of `group` led by `team` adds `weight`; sorted by study."""

    group: Integers
    team: Integers
    study: Integers
    weight: Floats


def lead(twins: Twins, team: Integers) -> Integers:
    """Find the team that leads each study (-1: nobody's): the one that makes its byline least surprising.

    That is, guests are rare, and a given author of a small team is likelier than one of a large.
    """
    count = int(team.max(initial=-1)) + 1
    people = sum_by(team, twins.sizes, count)
    study, signing, row = distinct_pairs(twins.study, team[twins.member])
    present = sum_by(row, twins.sizes[twins.member], study.size)
    table = log_factorials(float(people.max(initial=0)))
    cost = at(table, people[signing]) - at(table, people[signing] - present) - at(table, present) - present * GUEST
    leading = np.full(int(twins.study.max(initial=-1)) + 1, -1)
    rows = first_largest(study, -cost, signing)
    leading[study[rows]] = signing[rows]
    return leading


def find_ties(twins: Twins, team: Integers, leading: Integers) -> Ties:
    """Weigh what draws each author to the teams that lead their studies.

    Each colleague of the leading team counts with the share of their own studies that this one is, so that over all
    studies the weight of a team is the number of people's whole work that the author has a part in.
    """
    ours = team[twins.member] == leading[twins.study]
    share = ours / twins.studies[twins.member]
    work = sum_by(twins.study, share * twins.sizes[twins.member], leading.size)
    return Ties(twins.member, leading[twins.study], twins.study, np.round(work[twins.study] - share, _EXACT))


def choose(ties: Ties, team: Integers) -> Integers:
    """Give each group of twins the team with the strongest ties; at a tie, the one they have, else the first."""
    group, choice, row = distinct_pairs(ties.group, ties.team)
    strength = np.round(sum_by(row, ties.weight, group.size), _EXACT)
    rows = first_largest(group, strength, np.where(choice == team[group], -1, choice))
    rows = rows[strength[rows] > 0]
    chosen = team.copy()
    chosen[group[rows]] = choice[rows]
    return chosen


def distinct_pairs(a: Integers, b: Integers) -> tuple[Integers, Integers, Integers]:
    """Give the pairs that there are, sorted, and for each one given its place among these.

    >>> distinct_pairs(np.array([2, 0, 2]), np.array([1, 3, 1]))
    (array([0, 2]), array([3, 1]), array([1, 0, 1]))
    """
    width = int(b.max(initial=0)) + 1
    codes = a * width + b
    rows = order(codes)
    codes = codes[rows]
    first = np.ones(codes.size, dtype=bool)
    np.not_equal(codes[1:], codes[:-1], out=first[1:])
    place = np.empty(codes.size, dtype=np.int64)
    place[rows] = np.cumsum(first) - 1
    return *np.divmod(codes[first], width), place


def sum_by(key: Integers, weight: NDArray[Any], count: int) -> Floats:
    """Add up the weights of each key from 0 to `count`."""
    return np.bincount(key, weights=weight, minlength=count).astype(np.float64)


def first_largest(key: Integers, value: Floats, then: Integers) -> Integers:
    """Find for each key, in order, the row of the largest value; among equals that of the smallest `then`, which no two of a key share."""
    largest = np.full(int(key.max(initial=-1)) + 1, -np.inf)
    np.maximum.at(largest, key, value)
    rows = np.flatnonzero(value == largest[key])
    least = np.full(largest.size, np.iinfo(then.dtype).max)
    np.minimum.at(least, key[rows], then[rows])
    rows = rows[then[rows] == least[key[rows]]]
    first: Integers = rows[order(key[rows])]
    return first


def log_factorials(largest: float) -> Floats:
    """Tabulate ln 0!, ln 1!, … up to `largest` and one further."""
    return np.concatenate((np.zeros(1), np.cumsum(np.log(np.arange(1, int(largest) + 3)))))


def at(table: Floats, place: Floats) -> Floats:
    """Read a table at any place from 0, between two entries on the straight line."""
    below = np.maximum(place, 0).astype(np.int64)
    return table[below] + (place - below) * (table[below + 1] - table[below])
