"""The whole dataset as TriG."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

from kg.exporters.quads import cut_quads, serialize_prefixed
from kg.files import replace_file
from kg.stores import Store

TITLE = "TriG: all graphs (merged, claims, build), with prefixes"
FILE = "graph.trig.gz"


def export(store: Store, path: Path) -> None:
    """Write all graphs with prefixes, the merged graph first, then the others by name, each sorted by subject."""
    with replace_file(path) as file:
        file.writelines(serialize_prefixed(cut_quads(store), RdfFormat.TRIG))
