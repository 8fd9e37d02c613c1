"""The merged graph as Turtle, for people to read."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

from kg.exporters.files import replace_file
from kg.exporters.quads import serialize_prefixed, sort_triples
from kg.stores import Store

TITLE = "Turtle: the merged graph, with prefixes, one paragraph for each node"
FILE = "graph.ttl"


def export(store: Store, path: Path) -> None:
    """Write the merged graph with prefixes, sorted by subject, an empty line between subjects."""
    pieces = serialize_prefixed(sort_triples(store), RdfFormat.TURTLE)
    with replace_file(path) as file:
        file.write(next(pieces))
        for piece in pieces:
            # A line ends in " ." only where a subject's statements end: line ends in literals are escaped.
            file.write(b"\n" + piece.replace(b" .\n", b" .\n\n").rstrip(b"\n") + b"\n")
