"""The merged graph as N-Triples."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import DefaultGraph

from kg.exporters.files import replace_file
from kg.stores import Store

TITLE = "N-Triples: the merged graph, one triple a line, sorted"
FILE = "graph.nt.gz"


def export(store: Store, path: Path) -> None:
    """Write the merged graph in canonical N-Triples, lines sorted."""
    with replace_file(path) as file:
        file.writelines(sorted(f"{quad.triple} .\n".encode() for quad in store.quads(DefaultGraph())))
