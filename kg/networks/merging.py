"""Which teams are one: those whose bylines take fewer words to tell when they are."""

from __future__ import annotations

import numpy as np

from kg.networks.belonging import GUEST, SECOND_TEAM, at, distinct_pairs, first_largest, log_factorials, sum_by
from kg.networks.coauthorship import Floats, Integers
from kg.networks.twins import Twins

_EXACT = 6  # digits of a gain that count


def merge(twins: Twins, team: Integers, leading: Integers) -> Integers:
    """Join all pairs of teams of which each is the other's best partner; gives each team's new number.

    Describing the bylines costs, for a study of n members led by a team of s people, ln s!/(s-n)!; for each name from
    another team `GUEST`, or `SECOND_TEAM` once if that is less: then the author counts as one of this team, too. People's
    teams cost what their sizes leave open, s ln s less for a larger one. Joining pays if that makes the sum smaller; but
    two studies that have a single author in common are not one team's on that alone.
    """
    count = int(team.max(initial=-1)) + 1
    people = sum_by(team, twins.sizes, count)
    studies = np.bincount(leading[leading >= 0], minlength=count).astype(np.float64)
    here = leading[twins.study]
    member = team[twins.member] == here
    names = sum_by(here[member], twins.sizes[twins.member[member]], count)

    group, host, row = distinct_pairs(twins.member[~member], here[~member])
    signed = np.bincount(row, minlength=group.size)
    size = twins.sizes[group].astype(np.float64)
    at_home = signed * GUEST > SECOND_TEAM + signed * np.log(np.maximum(people[host], 1))
    widened = people + sum_by(host, size * at_home, count)
    names += sum_by(host, size * signed * at_home, count)
    saved = size * np.where(at_home, SECOND_TEAM, signed * GUEST)

    low, high, pair = distinct_pairs(np.minimum(team[group], host), np.maximum(team[group], host))

    def total(values: Floats) -> Floats:
        return sum_by(pair, values, low.size)

    table = log_factorials(2 * float(widened.max(initial=0)))

    def cost(studies: Floats, names: Floats, people: Floats) -> Floats:
        typical = names / np.maximum(studies, 1)
        return studies * (at(table, people) - at(table, people - typical))

    alone = cost(studies, names, widened)
    joined = cost(
        studies[low] + studies[high],
        names[low] + names[high] + total(size * signed * ~at_home),
        widened[low] + widened[high] - total(size * at_home),
    )
    both = people[low] + people[high]
    open_before, open_after = people * np.log(np.maximum(people, 1)), both * np.log(np.maximum(both, 1))
    gain = alone[low] + alone[high] - joined + total(saved) + open_after - open_before[low] - open_before[high]
    slight = (total(size * signed) < 2) & (np.maximum(studies[low], studies[high]) < 2)
    slight &= np.minimum(people[low], people[high]) > 1
    return join_best(count, low, high, np.where(slight, 0.0, np.round(gain, _EXACT)))


def join_best(count: int, low: Integers, high: Integers, gain: Floats) -> Integers:
    """Number the teams anew: two that gain most by each other get the smaller number of the two."""
    pays = gain > 0
    one, other = np.concatenate((low[pays], high[pays])), np.concatenate((high[pays], low[pays]))
    rows = first_largest(one, np.concatenate((gain[pays], gain[pays])), other)
    number = np.arange(count)
    best = number.copy()
    best[one[rows]] = other[rows]
    return np.where(best[best] == number, np.minimum(number, best), number)
