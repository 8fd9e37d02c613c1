"""Quads in the order in which files have them, and what the prefixed formats share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.stores import Store
from kg.terms import PREFIXES, RDF


def sort_triples(store: Store) -> Iterator[Triple]:
    """Give the triples of the merged graph by subject, each subject's types first, then by predicate and object."""
    return (quad.triple for quad in sorted(store.quads(DefaultGraph()), key=_place))


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
