"""What a team is about: its studies, years, concepts, institutions, central people and bridges."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.entity import Cluster, Entities, Measures
from kg.networks.coauthorship import Bylines, Edges
from kg.networks.concepts import TOP, rank_concepts
from kg.networks.names import form_team, name_teams
from kg.networks.workplaces import find_workplaces
from kg.values import keys

CENTRAL = 3


def describe_clusters(
    entities: Entities,
    bylines: Bylines,
    edges: Edges,
    communities: Sequence[Sequence[int]],
    measures: Mapping[str, Measures],
) -> tuple[Cluster, ...]:
    """Describe each community (numbers of `bylines.people`), in the order given.

    A study belongs to the cluster that most of its authors belong to; at a tie, to the one that comes first.
    Members are ranked by weighted degree, then betweenness, then first authorship; the first are the central ones.
    """
    home = {person: number for number, members in enumerate(communities) for person in members}
    studies = _assign_studies(bylines, home)
    concepts = rank_concepts(entities.mentions, studies)
    bridges = _find_bridges(edges, home)
    years = {study.key: study.year for study in entities.studies}
    workplaces = find_workplaces(entities)

    def prominence(person: int) -> tuple[float, float, int]:
        place = measures[bylines.people[person]]
        return -place.weighted_degree, -place.betweenness, person

    ranked = [sorted(community, key=prominence) for community in communities]
    teams = [form_team([bylines.people[person] for person in community], workplaces) for community in ranked]
    clusters = []
    for number, (team, name) in enumerate(zip(teams, name_teams(teams, entities), strict=True)):
        own = studies.get(number, ())
        dated = [year for study in own if (year := years[study]) is not None]
        clusters.append(
            Cluster(
                key=keys.key(name, *sorted(team.members)),
                name=name,
                members=team.members,
                studies=own,
                institutions=tuple(team.institutions)[:TOP],
                concepts=concepts.get(number, ()),
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


def _assign_studies(bylines: Bylines, home: Mapping[int, int]) -> dict[int, tuple[str, ...]]:
    """Give each study to the cluster of most of its authors, and a cluster that gets none all that two members wrote."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for study, person in zip(bylines.study.tolist(), bylines.person.tolist(), strict=True):
        if person in home:
            votes[study][home[person]] += 1
    studies: dict[int, list[str]] = defaultdict(list)
    for study, counts in votes.items():
        studies[min(counts, key=lambda number: (-counts[number], number))].append(bylines.studies[study])
    without = {number for number in home.values() if number not in studies}
    for study, counts in votes.items():
        for number in (each for each, members in counts.items() if members > 1 and each in without):
            studies[number].append(bylines.studies[study])
    return {number: tuple(sorted(of)) for number, of in studies.items()}


def _find_bridges(edges: Edges, home: Mapping[int, int]) -> dict[int, set[int]]:
    """Find each cluster's members with co-authors in other clusters."""
    bridges: dict[int, set[int]] = defaultdict(set)
    for a, b in zip(edges.a.tolist(), edges.b.tolist(), strict=True):
        if home[a] != home[b]:
            bridges[home[a]].add(a)
            bridges[home[b]].add(b)
    return bridges
