"""Quads in the order in which files have them, and what the prefixed formats share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.stores import Store
from kg.terms import PREFIXES, RDF

_TYPE = f" {RDF.type} ".encode()


def sort_triples(store: Store) -> Iterator[Triple]:
    """Give the triples of the merged graph by subject, each subject's types first, then by predicate and object.

    They are sorted as lines of N-Triples: a quarter of the memory that terms take, and half the time.
    """
    triples = (quad.triple for quad in store.quads(DefaultGraph()))
    lines = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    lines.sort(key=lambda line: line.replace(_TYPE, b" !", 1))
    return (quad.triple for quad in parse(b"".join(lines), format=RdfFormat.N_TRIPLES))


def sort_quads(store: Store) -> Iterator[Quad]:
    """Give the quads of all graphs: the merged graph first, the others by name, each as `sort_triples` does."""
    return iter(sorted(store.quads(), key=lambda quad: (_name(quad), *_place(quad))))


def serialize_prefixed(triples: Iterator[Triple] | Iterator[Quad], syntax: RdfFormat) -> tuple[list[bytes], bytes]:
    """Serialise with our prefixes: the lines that declare those in use, sorted, and the rest."""
    text = serialize(triples, format=syntax, prefixes=PREFIXES) or b""
    head = re.match(rb"(?:@prefix [^\n]*\n)*", text)
    end = head.end() if head else 0
    return sorted(text[:end].splitlines(keepends=True)), text[end:]


def _place(quad: Quad) -> tuple[str, bool, str, str]:
    return str(quad.subject), quad.predicate != RDF.type, quad.predicate.value, str(quad.object)


def _name(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
