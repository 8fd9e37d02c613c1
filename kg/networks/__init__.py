"""The co-authorship network: who wrote with whom, and the clusters they form, and the fields of these.

In come entities; out comes `kg.cluster.Network`. Bylines become arrays and pairs (`coauthorship`, `twins`), from which follow teams
(`communities`, with `belonging` and `merging`), measures (`betweenness`, `cohesion`, `stability`) and fields (`modules`); `clusters`
describes the teams and `names` calls them.
"""

from __future__ import annotations

from kg.cluster import Network
from kg.entity import Entities
from kg.networks.clusters import describe_clusters
from kg.networks.coauthorship import Coauthorships, project, read_bylines
from kg.networks.communities import find_communities
from kg.networks.fields import describe_fields, find_fields
from kg.networks.measures import locate, measure
from kg.networks.setting import find_setting
from kg.networks.stability import measure_stability
from kg.networks.twins import find_twins
from kg.processes.sharing import Run

__all__ = ["build_network"]


def build_network(entities: Entities, begin: Run = map) -> Network:
    """Find who wrote with whom, each author's place in that network, its clusters and their fields.

    Collective authors take no part. A study of more than a hundred people makes no pairs and belongs to no cluster. Authors
    who wrote alone, or more than once with one of a cluster but never with the cluster, are measured, but belong to none.
    The same entities in any order give the same network; with other names in the same places, the same clusters.
    What takes longest is done by what `begin` gives it to, while the rest is found here.
    """
    collectives = {person.key for person in entities.people if person.collective}
    bylines = read_bylines(entities.authorships, collectives)
    edges, twins = project(bylines), find_twins(bylines)
    located = begin(locate, [twins])
    communities = find_communities(twins)
    stability = measure_stability(bylines, twins, communities)
    setting = find_setting(entities)
    measures = measure(bylines, edges, next(iter(located)), stability)
    clusters = describe_clusters(setting, bylines, edges, communities, measures)
    fields = find_fields(edges, communities, len(bylines.people))
    return Network(
        coauthorships=Coauthorships(bylines, edges),
        measures=dict(sorted(measures.items())),
        clusters=clusters,
        fields=describe_fields(setting, clusters, fields),
        left_out=bylines.oversized,
    )
