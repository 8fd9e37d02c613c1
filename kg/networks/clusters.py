"""What a team is about: its studies, years, concepts, institutions, central people and bridges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from kg.cluster import Cluster, Measures
from kg.networks.belonging import distinct_pairs, first_largest, sum_by
from kg.networks.coauthorship import Bylines, Edges, Integers
from kg.networks.concepts import TOP, rank_concepts
from kg.networks.names import form_team, name_teams
from kg.networks.setting import Setting
from kg.rows.ragged import distinct
from kg.values import keys

CENTRAL = 3


def describe_clusters(
    setting: Setting,
    bylines: Bylines,
    edges: Edges,
    communities: Sequence[Sequence[int]],
    measures: Mapping[str, Measures],
) -> tuple[Cluster, ...]:
    """Describe each community (numbers of `bylines.people`), in the order given.

    A study belongs to the cluster that most of its authors belong to; at a tie, to the one that comes first.
    Members are ranked by weighted degree, then betweenness, then first authorship; the first are the central ones.
    """
    home = np.full(len(bylines.people), -1)
    for number, members in enumerate(communities):
        home[list(members)] = number
    studies = _assign_studies(bylines, home)
    bridges = _find_bridges(edges, home)
    years = {study.key: study.year for study in setting.entities.studies}

    def prominence(person: int) -> tuple[float, float, int]:
        place = measures[bylines.people[person]]
        return -place.weighted_degree, -place.betweenness, person

    ranked = [sorted(community, key=prominence) for community in communities]
    teams = [form_team([bylines.people[person] for person in community], setting.workplaces) for community in ranked]
    concepts = [rank_concepts(setting.mentioned, studies.get(number, ())) for number in range(len(teams))]
    topics = [[setting.mentioned.words[concept] for concept in about] for about in concepts]
    clusters = []
    for number, (team, name) in enumerate(zip(teams, name_teams(teams, topics, setting.entities), strict=True)):
        own = studies.get(number, ())
        dated = [year for study in own if (year := years[study]) is not None]
        clusters.append(
            Cluster(
                key=keys.key(name, *sorted(team.members)),
                name=name,
                members=team.members,
                studies=own,
                institutions=tuple(team.institutions)[:TOP],
                concepts=concepts[number],
                bridges=tuple(bylines.people[p] for p in sorted(bridges.get(number, ()), key=prominence)),
                central=team.members[:CENTRAL],
                first_year=min(dated, default=None),
                last_year=max(dated, default=None),
                stability=_mean_stability(team.members, measures),
            )
        )
    return tuple(clusters)


def _mean_stability(members: Sequence[str], measures: Mapping[str, Measures]) -> float:
    return round(sum(measures[member].stability or 0.0 for member in members) / len(members), 6)


def _assign_studies(bylines: Bylines, home: Integers) -> dict[int, tuple[str, ...]]:
    """Give each study to the cluster of most of its authors, and a cluster that gets none all that two members wrote."""
    count = int(home.max(initial=-1)) + 1
    signed = home[bylines.person] >= 0
    study, number, row = distinct_pairs(bylines.study[signed], home[bylines.person[signed]])
    members = sum_by(row, np.ones(row.size), study.size)
    leading = first_largest(study, members, number)
    without = np.ones(count, dtype=bool)
    without[number[leading]] = False
    rows = np.concatenate((leading, np.flatnonzero((members > 1) & without[number])))
    studies: dict[int, list[str]] = defaultdict(list)
    for each, cluster in zip(study[rows].tolist(), number[rows].tolist(), strict=True):
        studies[cluster].append(bylines.studies[each])
    return {cluster: tuple(sorted(of)) for cluster, of in studies.items()}


def _find_bridges(edges: Edges, home: Integers) -> dict[int, list[int]]:
    """Find each cluster's members with co-authors in other clusters."""
    across = (home[edges.a] != home[edges.b]) & (home[edges.a] >= 0) & (home[edges.b] >= 0)
    bridges: dict[int, list[int]] = defaultdict(list)
    for person in distinct(np.concatenate((edges.a[across], edges.b[across]))).tolist():
        bridges[int(home[person])].append(person)
    return bridges
