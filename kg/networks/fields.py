"""Fields: the clusters that write with each other, one level above the teams.

Here modularity is right: it finds the coarse parts of a network of teams, and few of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.cluster import Cluster, Field
from kg.networks.belonging import distinct_pairs, sum_by
from kg.networks.coauthorship import Edges, Floats, Integers
from kg.networks.concepts import TOP, rank_concepts
from kg.networks.modules import find_modules
from kg.networks.names import form_team, name_fields
from kg.networks.setting import Setting
from kg.values import keys


def find_fields(edges: Edges, communities: Sequence[Sequence[int]], people: int) -> list[list[int]]:
    """Group communities (their numbers) that are linked, each field of two at least, that of most people first."""
    modules = find_modules(len(communities), *link_communities(edges, communities, people))
    fields: dict[int, list[int]] = {}
    for number, module in enumerate(modules.tolist()):
        fields.setdefault(module, []).append(number)
    return sorted(
        (field for field in fields.values() if len(field) > 1),
        key=lambda field: (-sum(len(communities[number]) for number in field), field[0]),
    )


def link_communities(
    edges: Edges, communities: Sequence[Sequence[int]], people: int
) -> tuple[Integers, Integers, Floats]:
    """Link communities by the sum of the weights of their members' pairs; gives pairs a < b and their weights."""
    home = np.full(people, -1)
    for number, members in enumerate(communities):
        home[list(members)] = number
    low, high = np.sort((home[edges.a], home[edges.b]), axis=0)
    apart = (low != high) & (low >= 0)
    a, b, row = distinct_pairs(low[apart], high[apart])
    return a, b, np.round(sum_by(row, edges.weight[apart], a.size), 6)


def describe_fields(
    setting: Setting, clusters: Sequence[Cluster], fields: Sequence[Sequence[int]]
) -> tuple[Field, ...]:
    """Describe each field (numbers of clusters), in the order given."""
    of = [[clusters[each] for each in field] for field in fields]
    concepts = [
        rank_concepts(setting.mentioned, sorted({study for each in own for study in each.studies})) for own in of
    ]
    words = setting.mentioned.words
    teams = [form_team([member for each in own for member in each.members], setting.workplaces) for own in of]
    leaders = [
        team._replace(members=tuple(each.members[0] for each in own)) for team, own in zip(teams, of, strict=True)
    ]
    names = name_fields(leaders, [[words[concept] for concept in about] for about in concepts], setting.entities)
    return tuple(
        Field(
            key=keys.key(name, *sorted(each.key for each in own)),
            name=name,
            clusters=tuple(each.key for each in own),
            institutions=tuple(team.institutions)[:TOP],
            concepts=about,
            first_year=min((each.first_year for each in own if each.first_year is not None), default=None),
            last_year=max((each.last_year for each in own if each.last_year is not None), default=None),
        )
        for own, team, about, name in zip(of, teams, concepts, names, strict=True)
    )
