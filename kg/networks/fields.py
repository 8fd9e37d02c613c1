"""Fields: the clusters that write with each other, one level above the teams.

Here modularity is right: it finds the coarse parts of a network of teams, and few of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np

from kg.entity import Cluster, Entities, Field
from kg.networks.belonging import sum_by
from kg.networks.coauthorship import Edges
from kg.networks.concepts import TOP, rank_concepts, word_concepts
from kg.networks.names import form_team, name_fields
from kg.networks.workplaces import find_workplaces
from kg.values import keys


def find_fields(edges: Edges, communities: Sequence[Sequence[int]], people: int) -> list[list[int]]:
    """Group communities (their numbers) that are linked, each field of two at least, that of most people first.

    The link between two communities is the sum of the weights of their members' pairs; fields are its Louvain
    communities (Blondel et al. 2008, J. Stat. Mech. P10008), with a fixed seed.
    """
    home = np.full(people, -1)
    for number, members in enumerate(communities):
        home[list(members)] = number
    low, high = np.minimum(home[edges.a], home[edges.b]), np.maximum(home[edges.a], home[edges.b])
    apart = low != high
    codes, row = np.unique(low[apart] * max(1, len(communities)) + high[apart], return_inverse=True)
    weights = np.round(sum_by(row, edges.weight[apart], codes.size), 6)
    ends = np.divmod(codes, max(1, len(communities)))
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from(zip(ends[0].tolist(), ends[1].tolist(), weights.tolist(), strict=True))
    fields = [sorted(field) for field in nx.community.louvain_communities(graph, seed=0)] if graph else []
    return sorted(
        (field for field in fields if len(field) > 1),
        key=lambda field: (-sum(len(communities[number]) for number in field), field[0]),
    )


def describe_fields(
    entities: Entities, clusters: Sequence[Cluster], fields: Sequence[Sequence[int]]
) -> tuple[Field, ...]:
    """Describe each field (numbers of clusters), in the order given."""
    of = [[clusters[each] for each in field] for field in fields]
    studies = {number: sorted({study for each in own for study in each.studies}) for number, own in enumerate(of)}
    concepts = rank_concepts(entities.mentions, studies)
    words = word_concepts(entities.mentions)
    workplaces = find_workplaces(entities)
    teams = [form_team([member for each in own for member in each.members], workplaces) for own in of]
    topics = [[words[concept] for concept in concepts.get(number, ())] for number in range(len(of))]
    return tuple(
        Field(
            key=keys.key(name, *sorted(each.key for each in own)),
            name=name,
            clusters=tuple(each.key for each in own),
            institutions=tuple(team.institutions)[:TOP],
            concepts=concepts.get(number, ()),
            first_year=min((each.first_year for each in own if each.first_year is not None), default=None),
            last_year=max((each.last_year for each in own if each.last_year is not None), default=None),
        )
        for number, (own, team, name) in enumerate(zip(of, teams, name_fields(teams, topics, entities), strict=True))
    )
