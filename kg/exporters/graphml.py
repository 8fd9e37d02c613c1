"""The co-authorship network as GraphML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kg.exporters.network import NETWORK, coauthorships, labelled_people
from kg.files import replace_file
from kg.queries import Ask

if TYPE_CHECKING:
    import networkx as nx

TITLE = "GraphML: the co-authorship network (Gephi, Cytoscape, yEd, igraph)"
FILE = "coauthors.graphml"
TABLES = NETWORK


def tabulate(ask: Ask, path: Path) -> None:
    """Write the network of `coauthor_network`, nodes and edges sorted; `name` is also the nodes' `label`."""
    from networkx import write_graphml_lxml  # noqa: PLC0415  # most commands do without

    with replace_file(path) as file:
        write_graphml_lxml(cast("nx.Graph[str]", _Passing(ask)), file)


class _Passing:
    """What networkx asks of a graph to write it, straight from the rows: as a graph, all pairs of co-authors take ten times their memory."""

    def __init__(self, ask: Ask) -> None:
        self.graph: dict[str, Any] = {}
        self._ask = ask

    def is_directed(self) -> bool:
        return False

    def is_multigraph(self) -> bool:
        return False

    def nodes(self, *, data: bool) -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ARG002 - asked for with data only
        return labelled_people(self._ask)

    def edges(self, *, data: bool) -> Iterator[tuple[str, str, dict[str, Any]]]:  # noqa: ARG002 - likewise
        return coauthorships(self._ask)
