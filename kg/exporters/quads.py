"""Quads in the order in which files have them, and what the prefixed formats share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import filterfalse, groupby
from pathlib import Path
from typing import cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.files import open_packed
from kg.stores import Store, sort_lines
from kg.terms import PREFIXES, RDF

_TYPE = f"{RDF.type} ".encode()
_SPACES = 3  # in a line of N-Triples, if there is none in a literal
_HEAD = re.compile(rb"(?:@prefix [^\n]*\n)*")
_READ = 1 << 18  # bytes that are cut into lines at once
_PIECE = 20_000  # statements that are parsed or serialised at once


def merged_lines(store: Store) -> Iterator[bytes]:
    """Give the triples of the merged graph as sorted lines of N-Triples."""
    return sort_lines((quad.triple for quad in store.quads(DefaultGraph())), RdfFormat.N_TRIPLES)


def read_merged_lines(path: Path) -> Iterator[bytes]:
    """Give the same from a gzipped file of sorted N-Quads, which is read much faster than a store on disk."""
    with open_packed(path) as lines:
        while piece := lines.read(_READ):  # iterating over it reads line by line in Python
            yield from filterfalse(_is_named, (piece + lines.readline()).splitlines(keepends=True))


def _is_named(line: bytes) -> bool:
    """Tell whether a line of N-Quads ends in the name of a graph, not in its object."""
    if not line.endswith(b"> .\n") or line.count(b" ") == _SPACES:
        return False
    *_, rest = line.split(b" ", 2)
    _, space, last = rest[:-3].rpartition(b" ")
    # A literal's last word has a quotation mark, which no name can have.
    return space != b"" and last.startswith(b"<") and b'"' not in last


def read_paragraphs(lines: Iterable[bytes]) -> Iterator[tuple[bytes, list[bytes]]]:
    """Give each subject of sorted lines of N-Triples with its lines, its types first."""
    for subject, group in groupby(lines, key=lambda line: line[: line.index(b" ")]):
        start = len(subject) + 1
        types: list[bytes] = []
        others: list[bytes] = []
        for line in group:
            (types if line.startswith(_TYPE, start) else others).append(line)
        yield subject, types + others


def cut_paragraphs(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Cut sorted lines of N-Triples where a subject ends, into pieces of some size; each subject's types come first."""
    piece: list[bytes] = []
    for _, paragraph in read_paragraphs(lines):
        piece += paragraph
        if len(piece) >= _PIECE:
            yield b"".join(piece)
            piece.clear()
    if piece:
        yield b"".join(piece)


def parse_triples(lines: Iterable[bytes]) -> Iterator[Triple]:
    """Give the triples of sorted lines of N-Triples by subject, each subject's types first, then by predicate and object."""
    for piece in cut_paragraphs(lines):
        yield from (quad.triple for quad in parse(piece, format=RdfFormat.N_TRIPLES))


def cut_quads(store: Store) -> Iterator[list[Quad]]:
    """Cut the quads of all graphs where a subject ends, or a named graph: the merged graph first, the others by name."""
    piece: list[Quad] = []
    for _, group in groupby(sorted(store.quads(), key=lambda quad: (_name(quad), *_place(quad))), key=_paragraph):
        piece += group
        if len(piece) >= _PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def serialize_prefixed(pieces: Iterable[Iterable[Quad]], syntax: RdfFormat) -> Iterator[bytes]:
    """Serialise pieces of sorted statements with our prefixes: first the lines that declare these, sorted."""
    head = b""
    for piece in pieces:
        text = serialize(piece, format=syntax, prefixes=PREFIXES) or b""
        if not head:
            head = cast("re.Match[bytes]", _HEAD.match(text))[0]
            yield b"".join(sorted(head.splitlines(keepends=True)))
        yield text.removeprefix(head)


def _paragraph(quad: Quad) -> object:
    """Tell what a serialiser writes as one: a subject of the default graph, or a named graph."""
    return quad.subject if quad.graph_name == DefaultGraph() else quad.graph_name


def _place(quad: Quad) -> tuple[str, bool, str, str]:
    return str(quad.subject), quad.predicate != RDF.type, quad.predicate.value, str(quad.object)


def _name(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
