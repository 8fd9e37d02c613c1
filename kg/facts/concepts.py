"""Concepts: where a study's text names one, and the part of the scheme that is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.entity import ConceptMention
from kg.facts.literals import decimal, integer, text
from kg.facts.nodes import Nodes, step
from kg.facts.quads import Node, Quad, Triple, named
from kg.facts.vocabulary import KG, OA, PROV, RDF, SKOS
from kg.terms import ontology_file


def mention_facts(study: str, mentions: Sequence[ConceptMention], nodes: Nodes) -> Iterator[Quad]:
    """Describe where the study of that key names concepts: an annotation for each passage."""
    document = nodes["study", study]
    for concept in sorted({each.concept for each in mentions}):
        yield document, KG.mentions, named(concept)
    passages: dict[tuple[str, int, int], list[ConceptMention]] = {}
    for each in mentions:
        passages.setdefault((each.part, each.start, each.end), []).append(each)
    for (part, start, end), same in passages.items():
        first = same[0]
        node = step(document, f"mention/{part}/{start}-{end}")
        target, position, quote = step(node, "target"), step(node, "position"), step(node, "quote")
        yield node, RDF.type, OA.Annotation
        yield node, OA.motivatedBy, OA.tagging
        for concept in sorted({each.concept for each in same}):
            yield node, OA.hasBody, named(concept)
        yield node, OA.hasTarget, target
        yield node, KG.part, text(part)
        yield node, KG.sentence, text(first.sentence)
        yield node, KG.matchScore, decimal(max([each.score for each in same]))
        yield node, PROV.wasDerivedFrom, nodes["record", first.record]
        yield target, RDF.type, OA.SpecificResource
        yield target, OA.hasSource, document
        yield target, OA.hasSelector, position
        yield target, OA.hasSelector, quote
        yield position, RDF.type, OA.TextPositionSelector
        yield position, OA.start, integer(start)
        yield position, OA.end, integer(end)
        yield quote, RDF.type, OA.TextQuoteSelector
        yield quote, OA.exact, text(first.exact)


def concept_facts(used: Iterable[str]) -> Iterator[Quad]:
    """Give the scheme's triples about the concepts used (IRIs) and all that are broader than these.

    What points to a concept that is not among them is left out.
    """
    scheme = _scheme()
    kept: set[Node] = set()
    waiting = [named(iri) for iri in used]
    while waiting:
        concept = waiting.pop()
        if concept in scheme and concept not in kept:
            kept.add(concept)
            waiting += _objects(scheme[concept], SKOS.broader)
    kept.update(each for concept in tuple(kept) for each in _objects(scheme[concept], SKOS.inScheme))
    for node in sorted(kept):
        for each in scheme.get(node, ()):
            if each[2] not in scheme or each[2] in kept:
                yield each


def _objects(triples: Iterable[Triple], term: Node) -> list[Node]:
    return [Node(told) for _, stated, told in triples if stated == term and told.startswith("<")]


@cache
def _scheme() -> dict[Node, tuple[Triple, ...]]:
    """Read ontology/concepts.ttl, by subject."""
    triples: dict[Node, list[Triple]] = {}
    for quad in parse(ontology_file("concepts.ttl").read_bytes(), RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode):
            node, term, told = (str(each) for each in quad.triple)
            triples.setdefault(Node(node), []).append((Node(node), Node(term), Node(told)))
    return {node: tuple(about) for node, about in triples.items()}
