"""The merged graph as N-Triples."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.files import replace_file

TITLE = "N-Triples: the merged graph, one triple a line, sorted"
FILE = "graph.nt.gz"


def write(lines: Iterable[bytes], path: Path) -> None:
    """Write the merged graph in canonical N-Triples, lines sorted: as it comes."""
    with replace_file(path) as file:
        file.writelines(lines)
