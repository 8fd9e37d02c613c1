"""The co-authorship network: who wrote with whom, the communities of it, and the fields of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from kg.cluster import Cluster, Field
from kg.facts.literals import date, decimal, integer, text
from kg.facts.nodes import Nodes, step
from kg.facts.quads import Node, Quad, named
from kg.facts.vocabulary import DCTERMS, FOAF, KG, PROV, RDF, RDFS, VIVO
from kg.iri import encode

CoAuthor: TypeAlias = tuple[str, int, float, list[str]]
"""The key of somebody that a person wrote with, how many studies they share, the weight of that, the keys of these studies."""


def cluster_facts(cluster: Cluster, rank: int, field: str, nodes: Nodes) -> Iterator[Quad]:
    """Describe a community, its rank by size (1 is the largest) and, by its key, the field that it is part of, if there is one."""
    node = nodes["cluster", cluster.key]
    yield node, RDF.type, KG.Cluster
    yield node, RDF.type, FOAF.Group
    yield node, RDFS.label, text(cluster.name)
    yield node, VIVO.rank, integer(rank)
    for term, kind, keys in (
        (FOAF.member, "person", cluster.members),
        (KG.hasStudy, "study", cluster.studies),
        (PROV.wasDerivedFrom, "study", cluster.studies),
        (KG.hasInstitution, "institution", cluster.institutions),
        (KG.hasBridge, "person", cluster.bridges),
        (KG.hasCentralPerson, "person", cluster.central),
    ):
        for key in keys:
            yield node, term, nodes[kind, key]
    for concept in cluster.concepts:
        yield node, KG.hasConcept, named(concept)
    yield node, KG.stability, decimal(cluster.stability)
    if field:
        yield node, DCTERMS.isPartOf, nodes.below("field", field)
    yield from _years(node, cluster)


def field_facts(field: Field, rank: int, nodes: Nodes) -> Iterator[Quad]:
    """Describe a group of clusters and its rank by people (1 has most)."""
    node = nodes.below("field", field.key)
    yield node, RDF.type, KG.Field
    yield node, RDF.type, FOAF.Group
    yield node, RDFS.label, text(field.name)
    yield node, VIVO.rank, integer(rank)
    for key in field.clusters:
        yield node, PROV.wasDerivedFrom, nodes["cluster", key]
    for key in field.institutions:
        yield node, KG.hasInstitution, nodes["institution", key]
    for concept in field.concepts:
        yield node, KG.hasConcept, named(concept)
    yield from _years(node, field)


def _years(node: Node, group: Cluster | Field) -> Iterator[Quad]:
    for term, year in ((KG.firstYear, group.first_year), (KG.lastYear, group.last_year)):
        if year is not None:
            yield node, term, date(f"{year:04}")


def coauthorship_facts(person: str, others: Sequence[CoAuthor], nodes: Nodes) -> Iterator[Quad]:
    """Describe that the person of that key wrote with others: one node for each of these pairs."""
    one, people, pairs = nodes["person", person], nodes.above("person"), nodes.below("coauthorship", person)
    shared = {key: nodes["study", key] for key in {key for _, _, _, studies in others for key in studies}}
    for other, papers, weight, studies in others:
        path = encode(other)
        node = step(pairs, path)
        yield node, RDF.type, KG.Coauthorship
        yield node, KG.between, one
        yield node, KG.between, step(people, path)  # whom few others name: not worth keeping
        yield node, KG.papers, integer(papers)
        yield node, KG.weight, decimal(weight)
        for key in studies:
            yield node, PROV.wasDerivedFrom, shared[key]
