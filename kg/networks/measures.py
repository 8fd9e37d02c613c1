"""Each author's place in the network."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kg.cluster import Measures
from kg.networks.betweenness import betweenness
from kg.networks.coauthorship import Bylines, Edges, Floats, Integers
from kg.networks.cohesion import count_coauthors, measure_clustering, number_cores
from kg.networks.twins import Twins

_DIGITS = 6


class Positions(NamedTuple):
    """Where each person stands among all, whatever the teams are (see `measure`)."""

    degree: Integers
    betweenness: Floats
    core: Integers
    clustering: Floats


def locate(twins: Twins) -> Positions:
    """Find where everybody stands."""
    known = twins.group >= 0

    def each(of_groups: Floats | Integers) -> Floats:
        return np.where(known, of_groups[twins.group], 0) if of_groups.size else np.zeros(known.size)

    return Positions(
        each(count_coauthors(twins)).astype(np.int64),
        betweenness(twins),
        each(number_cores(twins)).astype(np.int64),
        each(measure_clustering(twins)),
    )


def measure(bylines: Bylines, edges: Edges, positions: Positions, stability: Floats) -> dict[str, Measures]:
    """Measure everybody, those without co-authors too.

    Degree counts co-authors; the weighted degree sums the edges' weights, that is, counts co-authored studies; the
    core number is that of the largest k-core; clustering is the share of an author's co-authors who wrote together.
    Betweenness is the share of all pairs whose shortest (unweighted) paths pass through, estimated in large pieces.
    """
    number = len(bylines.people)
    weighted = np.bincount(edges.a, edges.weight, number) + np.bincount(edges.b, edges.weight, number)
    columns = (
        positions.degree.tolist(),
        np.round(weighted, _DIGITS).tolist(),
        np.round(positions.betweenness, _DIGITS).tolist(),
        positions.core.tolist(),
        np.round(positions.clustering, _DIGITS).tolist(),
        [None if np.isnan(share) else share for share in np.round(stability, _DIGITS).tolist()],
    )
    return dict(zip(bylines.people, map(Measures, *columns), strict=True))
