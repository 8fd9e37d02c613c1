"""The merged graph as N-Triples."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat, serialize

from kg.exporters.files import replace_file
from kg.stores import Store

TITLE = "N-Triples: the merged graph, one triple a line, sorted"
FILE = "graph.nt.gz"


def export(store: Store, path: Path) -> None:
    """Write the merged graph in canonical N-Triples, lines sorted."""
    with replace_file(path) as file:
        text = serialize((quad.triple for quad in store.quads(DefaultGraph())), format=RdfFormat.N_TRIPLES) or b""
        file.writelines(sorted(text.splitlines(keepends=True)))
