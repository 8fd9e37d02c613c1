"""Concepts: where a study's text names one, and the part of the scheme that is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from kg.entity import ConceptMention
from kg.facts.literals import decimal, integer, text
from kg.facts.nodes import Nodes
from kg.terms import KG, OA, PROV, RDF, SKOS, ontology_file


def mention_facts(study: str, mentions: Sequence[ConceptMention], nodes: Nodes) -> Iterator[Quad]:
    """Describe where the study of that key names concepts: an annotation for each passage."""
    document = nodes["study", study]
    for concept in sorted({each.concept for each in mentions}):
        yield Quad(document, KG.mentions, NamedNode(concept))
    for (part, start, end), group in groupby(sorted(mentions, key=_passage), key=_passage):
        same = list(group)
        first = same[0]
        path = (study, "mention", part, f"{start}-{end}")
        node = nodes.below("study", *path)
        target, position, quote = (nodes.below("study", *path, name) for name in ("target", "position", "quote"))
        yield Quad(node, RDF.type, OA.Annotation)
        yield Quad(node, OA.motivatedBy, OA.tagging)
        for concept in sorted({each.concept for each in same}):
            yield Quad(node, OA.hasBody, NamedNode(concept))
        yield Quad(node, OA.hasTarget, target)
        yield Quad(node, KG.part, text(part))
        yield Quad(node, KG.sentence, text(first.sentence))
        yield Quad(node, KG.matchScore, decimal(max(each.score for each in same)))
        yield Quad(node, PROV.wasDerivedFrom, nodes.below("record", first.record))
        yield Quad(target, RDF.type, OA.SpecificResource)
        yield Quad(target, OA.hasSource, document)
        yield Quad(target, OA.hasSelector, position)
        yield Quad(target, OA.hasSelector, quote)
        yield Quad(position, RDF.type, OA.TextPositionSelector)
        yield Quad(position, OA.start, integer(start))
        yield Quad(position, OA.end, integer(end))
        yield Quad(quote, RDF.type, OA.TextQuoteSelector)
        yield Quad(quote, OA.exact, text(first.exact))


def _passage(mention: ConceptMention) -> tuple[str, int, int]:
    return mention.part, mention.start, mention.end


def concept_facts(used: Iterable[str]) -> Iterator[Quad]:
    """Give the scheme's triples about the concepts used (IRIs) and all that are broader than these.

    What points to a concept that is not among them is left out.
    """
    scheme = _scheme()
    kept: set[NamedNode] = set()
    waiting = [NamedNode(iri) for iri in used]
    while waiting:
        concept = waiting.pop()
        if concept in scheme and concept not in kept:
            kept.add(concept)
            waiting += _objects(scheme[concept], SKOS.broader)
    kept.update(each for concept in tuple(kept) for each in _objects(scheme[concept], SKOS.inScheme))
    for node in sorted(kept, key=str):
        for each in scheme.get(node, ()):
            if each.object not in scheme or each.object in kept:
                yield Quad(*each)


def _objects(triples: Iterable[Triple], term: NamedNode) -> list[NamedNode]:
    return [each.object for each in triples if each.predicate == term and isinstance(each.object, NamedNode)]


@cache
def _scheme() -> dict[NamedNode, tuple[Triple, ...]]:
    """Read ontology/concepts.ttl, by subject."""
    triples: dict[NamedNode, list[Triple]] = {}
    for quad in parse(ontology_file("concepts.ttl").read_bytes(), RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode):
            triples.setdefault(quad.subject, []).append(quad.triple)
    return {node: tuple(about) for node, about in triples.items()}
