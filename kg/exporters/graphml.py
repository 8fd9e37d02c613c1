"""The co-authorship network as GraphML."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from kg.exporters.files import replace_file
from kg.exporters.network import labelled_network
from kg.stores import Store

TITLE = "GraphML: the co-authorship network (Gephi, Cytoscape, yEd, igraph)"
FILE = "coauthors.graphml"


def export(store: Store, path: Path) -> None:
    """Write the network of `coauthor_network`, nodes and edges sorted; `name` is also the nodes' `label`."""
    with replace_file(path) as file:
        nx.write_graphml_lxml(labelled_network(store), file)  # element by element: a third of the memory
