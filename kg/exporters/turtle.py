"""The merged graph as Turtle, for people to read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from kg.exporters.quads import cut_paragraphs, serialize_prefixed
from kg.files import replace_file

TITLE = "Turtle: the merged graph, with prefixes, one paragraph for each node"
FILE = "graph.ttl"


def write(lines: Iterable[bytes], path: Path) -> None:
    """Write the merged graph with prefixes, sorted by subject, an empty line between subjects."""
    pieces = (parse(piece, format=RdfFormat.N_TRIPLES) for piece in cut_paragraphs(lines))
    written = serialize_prefixed(pieces, RdfFormat.TURTLE)
    with replace_file(path) as file:
        file.write(next(written, b""))
        for piece in written:
            # A line ends in " ." only where a subject's statements end: line ends in literals are escaped.
            file.write(b"\n" + piece.replace(b" .\n", b" .\n\n").rstrip(b"\n") + b"\n")
