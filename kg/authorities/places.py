"""Whether the places that an affiliation prints are those of a candidate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kg.authorities.arrays import Array, Flags, Integers, Numbers, Sums, find_in, is_in, pair
from kg.authorities.candidates import Candidates, in_country
from kg.authorities.index import Index
from kg.authorities.reading import Reading


def describe_places(each: Candidates, reading: Reading, index: Index) -> Iterator[tuple[str, Array]]:
    """Give the candidates' features that places make."""
    here, _, other = in_country(each, reading, index)
    yield "country", here
    yield "other country", other
    names = _Runs(reading)
    owner, city = index.cities.follow(each.organisation)
    outside, inside = names.find(each, owner, city)
    named = np.bincount(owner, outside, len(each)) > 0
    near, far = _reach(each, reading, index)
    near |= named
    yield "city", near
    yield "city by name", named
    yield "other city", far & ~near
    yield "city in name", np.bincount(owner, inside, len(each)) > 0
    every = np.arange(len(each))
    region = index.region[each.organisation]
    outside, _ = names.find(each, every, region)
    yield "region", (region != 0) & (outside | _has_state(each, reading, region))


class _Runs:
    """The runs of up to three words of each text, by their hash."""

    def __init__(self, reading: Reading) -> None:
        sums, here = Sums(reading.hash), np.arange(len(reading.text))
        end = reading.starts[reading.text + 1] if len(here) else here
        first = np.concatenate([here[here + n <= end] for n in (1, 2, 3)])
        last = np.concatenate([here[here + n <= end] + n for n in (1, 2, 3)])
        key = pair(reading.text[first], sums.add_up(first, last))
        order = np.lexsort((first, key))
        key, first, last = key[order], first[order], last[order]
        new = np.append(True, key[1:] != key[:-1])
        starts = np.nonzero(new)[0]
        ends = np.append(starts[1:], len(key)) - 1
        self.keys, self.earliest, self.latest = key[starts], last[starts], first[ends]
        self.first = first[starts]

    def find(self, each: Candidates, owner: Integers, value: Array) -> tuple[Flags, Flags]:
        """Whether the run of that hash stands outside the candidate's words, and whether it stands in them."""
        at = find_in(pair(each.text[owner], value), self.keys)
        first, last = each.first[owner], each.last[owner]
        outside = (self.earliest[at] <= first) | (self.latest[at] >= last)
        inside = (self.latest[at] >= first) & (self.first[at] < last) & (self.earliest[at] > first)
        return (at >= 0) & outside, (at >= 0) & inside


def _has_state(each: Candidates, reading: Reading, region: Array) -> Flags:
    return is_in(pair(each.text, region), np.sort(pair(reading.states.text, reading.states.value)))


def _reach(each: Candidates, reading: Reading, index: Index) -> tuple[Flags, Flags]:
    """Whether a city is near that is printed outside the name; whether all are far; only those that stand as in addresses count."""
    cities = reading.cities
    which = np.nonzero(cities.sure)[0]
    starts = np.searchsorted(cities.text[which], np.arange(len(reading.starts)))
    nearest = np.full(len(each), np.inf)
    for n in range(int(np.diff(starts).max(initial=0))):
        rows = np.nonzero(starts[each.text] + n < starts[each.text + 1])[0]
        at = which[starts[each.text[rows]] + n]
        first, last = each.first[rows], each.last[rows]
        beside = (cities.last[at] <= first) | (cities.first[at] >= last)
        rows, at = rows[beside], at[beside]
        owner, points = index.city_points.follow(cities.value[at])
        whose, own = index.points.follow(each.organisation[rows[owner]])
        away = _distance(points[whose], own)
        np.minimum.at(nearest, rows[owner[whose]], away)
    return nearest < _NEAR, np.isfinite(nearest) & (nearest > _FAR)


def _distance(one: Array, other: Array) -> Numbers:
    """Kilometres along the earth's surface between points (degrees)."""
    a, b = np.radians(one.astype(np.float64)), np.radians(other.astype(np.float64))
    half = np.sin((a[:, 0] - b[:, 0]) / 2) ** 2
    half += np.cos(a[:, 0]) * np.cos(b[:, 0]) * np.sin((a[:, 1] - b[:, 1]) / 2) ** 2
    return np.asarray(12742 * np.arcsin(np.sqrt(np.minimum(half, 1))))


_NEAR, _FAR = 40, 150  # kilometres within which cities are one, and from which they are not
