"""The co-authorship network as GraphML."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from kg.exporters.network import NETWORK, labelled_network
from kg.files import replace_file
from kg.queries import Ask

TITLE = "GraphML: the co-authorship network (Gephi, Cytoscape, yEd, igraph)"
FILE = "coauthors.graphml"
TABLES = NETWORK


def tabulate(ask: Ask, path: Path) -> None:
    """Write the network of `coauthor_network`, nodes and edges sorted; `name` is also the nodes' `label`."""
    with replace_file(path) as file:
        nx.write_graphml_lxml(labelled_network(ask), file)  # element by element: a third of the memory
