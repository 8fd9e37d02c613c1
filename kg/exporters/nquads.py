"""The whole dataset as N-Quads."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

from kg.files import replace_file
from kg.stores import Store, sort_lines

TITLE = "N-Quads: all graphs (merged, claims, build), one quad a line, sorted"
FILE = "graph.nq.gz"


def export(store: Store, path: Path) -> None:
    """Write all graphs in canonical N-Quads, lines sorted."""
    with replace_file(path) as file:
        file.writelines(sort_lines(store.quads(), RdfFormat.N_QUADS))
