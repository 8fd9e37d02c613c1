"""What sets organisations apart that the same words may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from kg.authorities.arrays import Array, Integers
from kg.authorities.candidates import Candidates


def describe_rivals(each: Candidates, found: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    """Give the candidates' features among those of the same words, given their own; parents that are inferred have none."""
    named = np.nonzero(~each.inferred)[0]
    group = _number(each.first[named], each.last[named])
    size = np.bincount(group)[group] if len(group) else group
    several = size > 1

    def spread(values: Array) -> Array:
        column = np.zeros(len(each))
        column[named] = np.where(several, values, 0)
        return column

    def of(name: str) -> Array:
        return found[name][named].astype(np.float64)

    place = 2 * of("city") + of("country") + of("region") - of("other country") - of("other city")
    yield "rivals", spread(np.log(size))
    yield "rivals as near", spread(np.log1p(_rank(place, group) - 1))
    known = of("names") + of("identifiers")
    yield "rivals better known", spread(np.log1p(_rank(known, group) - 1))
    yield "better known by", spread(known - _others(known, group))
    made = -(10.0 * each.form[named] + each.kind[named])
    yield "rival by better name", spread(_others(made, group) > made)
    written = np.maximum(of("as written"), _OTHERWISE * of("as another name is written"))
    likeness = of("likeness") - of("missing") + written - 0.5 * of("reordered") * (written == 0)
    ahead = likeness - _others(likeness, group)
    yield "rivals likeness", spread(ahead)
    peers = _number(group, likeness.round(3))
    yield "peers", spread(np.log(np.bincount(peers)[peers]) if len(peers) else likeness)
    for name, values in {"known": known, "notable": of("notable")}.items():
        yield f"more {name} than peers", spread(values - _others(values, peers))
    first = np.zeros(len(each))
    first[named] = np.where(several, ahead >= 0, 1)
    yield "best likeness", first
    yield "rival as written", spread((_others(written, group) > 0) & (written == 0))


def _number(*columns: Array) -> Integers:
    """Number the distinct rows of these columns."""
    _, group = np.unique(np.stack(columns), axis=1, return_inverse=True)
    return np.asarray(group.reshape(-1), np.int64)


def _rank(values: Array, group: Integers) -> Array:
    """By member: how many of its group stand as high as it does or higher."""
    order = np.lexsort((-values, group))
    starts = np.searchsorted(group[order], group)
    sequence = np.arange(len(order))
    ends = np.append(np.nonzero((np.diff(values[order]) != 0) | (np.diff(group[order]) != 0))[0], len(order) - 1)
    last = ends[np.searchsorted(ends, sequence)] if len(order) else sequence
    rank = np.empty(len(order), np.int64)
    rank[order] = last + 1
    return rank - starts


def _others(values: Array, group: Integers) -> Array:
    """By member: the best of the others of its group; its own where there are none."""
    order = np.lexsort((-values, group))
    starts = np.searchsorted(group[order], group)
    sizes = np.bincount(group)[group] if len(group) else group
    if not len(order):
        return values
    best = order[starts]
    second = order[np.minimum(starts + 1, len(order) - 1)]
    return np.where(sizes == 1, values, np.where(best == np.arange(len(values)), values[second], values[best]))


_OTHERWISE = 0.75  # what it counts that another name of the same words is printed so
