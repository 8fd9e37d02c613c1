"""The co-authorship network as GEXF."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.network import NETWORK, coauthor_network, labelled_people
from kg.files import replace_file
from kg.queries import Ask

TITLE = "GEXF: the co-authorship network (Gephi)"
FILE = "coauthors.gexf"
TABLES = NETWORK


def tabulate(ask: Ask, path: Path) -> None:
    """Write the network of `coauthor_network`, nodes and edges sorted; `name` is also the nodes' `label`."""
    from networkx.readwrite.gexf import GEXFWriter  # noqa: PLC0415  # most commands do without

    writer = GEXFWriter(version="1.2draft")
    network = coauthor_network(ask)
    network.add_nodes_from(labelled_people(ask))
    writer.add_graph(network)
    # networkx writes the day here, which would make equal graphs differ.
    del writer.xml.find("meta").attrib["lastmodifieddate"]
    with replace_file(path) as file:
        writer.write(file)
