"""What a team is about: its studies, years, concepts, institutions, central people and bridges."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log

from kg.entity import Cluster, ConceptMention, Entities, Measures
from kg.networks.coauthorship import Bylines, Edges
from kg.networks.names import Team, name_teams
from kg.values import keys

TOP = 5  # institutions and concepts that a cluster keeps
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
    concepts = _rank_concepts(entities.mentions, studies)
    bridges = _find_bridges(edges, home)
    years = {study.key: study.year for study in entities.studies}
    employers = find_employers(entities)

    def prominence(person: int) -> tuple[float, float, int]:
        place = measures[bylines.people[person]]
        return -place.weighted_degree, -place.betweenness, person

    ranked = [sorted(community, key=prominence) for community in communities]
    teams = []
    for community in ranked:
        members = tuple(bylines.people[person] for person in community)
        known = [employers[member] for member in members if employers.get(member)]
        counts = Counter(institution for listed in known for institution in listed)
        teams.append(Team(members, dict(counts.most_common()), len(known)))
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
            )
        )
    return tuple(clusters)


def find_employers(entities: Entities) -> dict[str, tuple[str, ...]]:
    """List for each person the organisations of their affiliations, units counted as the largest they belong to.

    Each organisation stands once, in the order of the person's authorships.
    """
    parents = {institution.key: institution.parent for institution in entities.institutions}
    authors = {(each.study, each.rank): each.person for each in entities.authorships}
    employers: dict[str, dict[str, None]] = {}
    for affiliation in sorted(entities.affiliations, key=lambda each: (each.study, each.rank, each.index)):
        listed = employers.setdefault(authors[affiliation.study, affiliation.rank], {})
        for institution in affiliation.institutions:
            largest = institution
            while parent := parents[largest]:
                largest = parent
            listed[largest] = None
    return {person: tuple(listed) for person, listed in employers.items()}


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


def _rank_concepts(
    mentions: Iterable[ConceptMention], studies: Mapping[int, Sequence[str]]
) -> dict[int, tuple[str, ...]]:
    """Rank each cluster's concepts by how much its studies say of them, those rare elsewhere the higher.

    This is tf-idf: the sum over its studies of 1 + ln(mentions), times 1 + ln((1 + N) / (1 + n)) for a concept in n of
    all N studies.
    """
    times = Counter((mention.study, mention.concept) for mention in mentions)
    found: dict[str, list[str]] = defaultdict(list)
    for study, concept in sorted(times):
        found[study].append(concept)
    spread = Counter(concept for _, concept in times)
    ranked = {}
    for number, own in studies.items():
        scores: dict[str, float] = defaultdict(float)
        for study in own:
            for concept in found.get(study, ()):
                rarity = 1 + log((1 + len(found)) / (1 + spread[concept]))
                scores[concept] += (1 + log(times[study, concept])) * rarity
        best = sorted((-round(score, 6), concept) for concept, score in scores.items())[:TOP]
        ranked[number] = tuple(concept for _, concept in best)
    return ranked
