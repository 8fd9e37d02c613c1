"""The co-authorship network as networkx has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.exporters.markup import check_text
from kg.queries import Ask

if TYPE_CHECKING:
    import networkx as nx

NETWORK = ("coauthorships", "people")
"""The canned queries that the network comes from."""

_COUNTS = ("studies", "citations", "first_year", "last_year", "degree", "core")
_MEASURES = ("weighted_degree", "betweenness", "clustering", "stability")


def coauthor_network(ask: Ask) -> nx.Graph[str]:
    """Give the weighted co-authorship network: nodes are the IRIs of people, edges join those who wrote together.

    Nodes have `name`, `cluster` (its name), `cluster_iri`, `studies`, `citations`, `first_year`, `last_year` and the
    measures `degree`, `core` (whole numbers), `weighted_degree`, `betweenness`, `clustering`, `stability`, each only if known; edges have `papers`
    (studies together) and `weight` (the sum of 1/(n-1) over studies of n authors).
    """
    import networkx as nx  # noqa: PLC0415  # most commands do without

    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(people(ask))
    network.add_edges_from(coauthorships(ask))
    return network


def people(ask: Ask) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the nodes of `coauthor_network`, sorted, each with what is known of it."""
    for person in sorted(ask("people").dicts(), key=lambda row: row["person"]):
        known = {
            "name": person["name"],
            "cluster": person["cluster_name"],
            "cluster_iri": person["cluster"],
            **{name: person[name] for name in _COUNTS},
            **{name: None if person[name] is None else float(person[name]) for name in _MEASURES},
        }
        yield person["person"], {name: value for name, value in known.items() if value is not None}


def coauthorships(ask: Ask) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give the edges of `coauthor_network`, sorted, each with its weights."""
    for pair in ask("coauthorships").dicts():
        yield pair["a"], pair["b"], {"papers": pair["papers"], "weight": float(pair["weight"])}


def labelled_people(ask: Ask) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the nodes for an XML file: each has its name as `label`, too.

    Raises ValueError if a name has a character that XML cannot hold.
    """
    for person, known in people(ask):
        for text in (known["name"], known.get("cluster", "")):
            check_text(text, f"a name of {person}")
        yield person, known | {"label": known["name"]}
