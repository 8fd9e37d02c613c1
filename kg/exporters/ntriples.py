"""The merged graph as N-Triples."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat

from kg.exporters.files import replace_file
from kg.exporters.quads import sort_lines
from kg.stores import Store

TITLE = "N-Triples: the merged graph, one triple a line, sorted"
FILE = "graph.nt.gz"


def export(store: Store, path: Path) -> None:
    """Write the merged graph in canonical N-Triples, lines sorted."""
    with replace_file(path) as file:
        file.writelines(sort_lines((quad.triple for quad in store.quads(DefaultGraph())), RdfFormat.N_TRIPLES))
