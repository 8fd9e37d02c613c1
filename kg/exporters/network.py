"""The co-authorship network as networkx has it."""

from __future__ import annotations

import networkx as nx

from kg.exporters.markup import check_text
from kg.queries import Ask

NETWORK = ("coauthorships", "people")
"""The canned queries that the network comes from."""

_MEASURES = ("degree", "weighted_degree", "betweenness", "core", "clustering", "stability")


def coauthor_network(ask: Ask) -> nx.Graph[str]:
    """Give the weighted co-authorship network: nodes are the IRIs of people, edges join those who wrote together.

    Nodes have `name`, `cluster` (its name), `cluster_iri`, `studies`, `citations`, `first_year`, `last_year` and the
    measures `degree`, `weighted_degree`, `betweenness`, `core`, `clustering`, `stability`, each only if known; edges have `papers`
    (studies together) and `weight` (the sum of 1/(n-1) over studies of n authors).
    """
    network: nx.Graph[str] = nx.Graph()
    for person in sorted(ask("people").dicts(), key=lambda row: row["person"]):
        known = {
            "name": person["name"],
            "cluster": person["cluster_name"],
            "cluster_iri": person["cluster"],
            **{name: person[name] for name in ("studies", "citations", "first_year", "last_year")},
            **{name: None if person[name] is None else float(person[name]) for name in _MEASURES},
        }
        network.add_node(person["person"], **{name: value for name, value in known.items() if value is not None})
    for edge in ask("coauthorships").dicts():
        network.add_edge(edge["a"], edge["b"], papers=edge["papers"], weight=float(edge["weight"]))
    return network


def labelled_network(ask: Ask) -> nx.Graph[str]:
    """Give the network for an XML file: each node has its name as `label`, too.

    Raises ValueError if a name has a character that XML cannot hold.
    """
    network = coauthor_network(ask)
    for person, known in network.nodes(data=True):
        known["label"] = known["name"]
        for text in (known["name"], known.get("cluster", "")):
            check_text(text, f"a name of {person}")
    return network
