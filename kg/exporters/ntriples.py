"""The merged graph as N-Triples."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.exporters.quads import merged_lines
from kg.files import replace_file
from kg.stores import Store

TITLE = "N-Triples: the merged graph, one triple a line, sorted"
FILE = "graph.nt.gz"


def export(store: Store, path: Path) -> None:
    """Write the merged graph in canonical N-Triples, lines sorted."""
    write(merged_lines(store), path)


def write(lines: Iterable[bytes], path: Path) -> None:
    """Write the lines as they are."""
    with replace_file(path) as file:
        file.writelines(lines)
