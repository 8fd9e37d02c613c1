"""The co-authorship network as networkx has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import networkx as nx

from kg.exporters.markup import check_text
from kg.queries import Ask

NETWORK = ("coauthorships", "people")
"""The canned queries that the network comes from."""

Known: TypeAlias = dict[str, str | int | float]
"""What is known of a person, or of two, by name."""

_MEASURES = ("degree", "weighted_degree", "betweenness", "core", "clustering", "stability")


def coauthor_network(ask: Ask) -> nx.Graph[str]:
    """Give the weighted co-authorship network: nodes are the IRIs of people, edges join those who wrote together.

    Nodes have `name`, `cluster` (its name), `cluster_iri`, `studies`, `citations`, `first_year`, `last_year` and the
    measures `degree`, `weighted_degree`, `betweenness`, `core`, `clustering`, `stability`, each only if known; edges have `papers`
    (studies together) and `weight` (the sum of 1/(n-1) over studies of n authors).
    """
    return _make_network(_describe_people(ask), ask)


def labelled_network(ask: Ask) -> nx.Graph[str]:
    """Give the network for an XML file: each node has its name as `label`, too; raises what `label_people` raises."""
    return _make_network(label_people(ask), ask)


def label_people(ask: Ask) -> dict[str, Known]:
    """Give what an XML file tells of each person, by IRI, sorted: what `coauthor_network` has, and the name as `label`.

    Raises ValueError if a name has a character that XML cannot hold.
    """
    people = _describe_people(ask)
    for person, known in people.items():
        known["label"] = known["name"]
        for text in (known["name"], known.get("cluster", "")):
            check_text(str(text), f"a name of {person}")
    return people


def list_edges(ask: Ask) -> Iterator[tuple[str, str, Known]]:
    """Give each two people who wrote together, and what `coauthor_network` has of them, sorted."""
    for edge in ask("coauthorships").dicts():
        yield edge["a"], edge["b"], {"papers": edge["papers"], "weight": float(edge["weight"])}


def _describe_people(ask: Ask) -> dict[str, Known]:
    people: dict[str, Known] = {}
    for person in sorted(ask("people").dicts(), key=lambda row: row["person"]):
        known = {
            "name": person["name"],
            "cluster": person["cluster_name"],
            "cluster_iri": person["cluster"],
            **{name: person[name] for name in ("studies", "citations", "first_year", "last_year")},
            **{name: None if person[name] is None else float(person[name]) for name in _MEASURES},
        }
        told = {name: value for name, value in known.items() if value is not None}
        people.setdefault(person["person"], {}).update(told)
    return people


def _make_network(people: Mapping[str, Known], ask: Ask) -> nx.Graph[str]:
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(people.items())
    network.add_edges_from(list_edges(ask))
    return network
