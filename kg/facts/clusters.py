"""The co-authorship network: who wrote with whom, the communities of it, and the fields of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.entity import Cluster, Coauthorship, Field
from kg.facts.literals import date, decimal, integer, text
from kg.facts.nodes import Nodes
from kg.terms import DCTERMS, FOAF, KG, PROV, RDF, RDFS, VIVO


def cluster_facts(cluster: Cluster, rank: int, nodes: Nodes) -> Iterator[Quad]:
    """Describe a community and its rank by size (1 is the largest)."""
    node = nodes["cluster", cluster.key]
    yield Quad(node, RDF.type, KG.Cluster)
    yield Quad(node, RDF.type, FOAF.Group)
    yield Quad(node, RDFS.label, text(cluster.name))
    yield Quad(node, VIVO.rank, integer(rank))
    for term, kind, keys in (
        (FOAF.member, "person", cluster.members),
        (KG.hasStudy, "study", cluster.studies),
        (PROV.wasDerivedFrom, "study", cluster.studies),
        (KG.hasInstitution, "institution", cluster.institutions),
        (KG.hasBridge, "person", cluster.bridges),
        (KG.hasCentralPerson, "person", cluster.central),
    ):
        for key in keys:
            yield Quad(node, term, nodes[kind, key])
    for concept in cluster.concepts:
        yield Quad(node, KG.hasConcept, NamedNode(concept))
    yield Quad(node, KG.stability, decimal(cluster.stability))
    yield from _years(node, cluster)


def field_facts(field: Field, rank: int, nodes: Nodes) -> Iterator[Quad]:
    """Describe a group of clusters and its rank by people (1 has most)."""
    node = nodes.below("field", field.key)
    yield Quad(node, RDF.type, KG.Field)
    yield Quad(node, RDF.type, FOAF.Group)
    yield Quad(node, RDFS.label, text(field.name))
    yield Quad(node, VIVO.rank, integer(rank))
    for key in field.clusters:
        yield Quad(nodes["cluster", key], DCTERMS.isPartOf, node)
        yield Quad(node, PROV.wasDerivedFrom, nodes["cluster", key])
    for key in field.institutions:
        yield Quad(node, KG.hasInstitution, nodes["institution", key])
    for concept in field.concepts:
        yield Quad(node, KG.hasConcept, NamedNode(concept))
    yield from _years(node, field)


def _years(node: NamedNode, group: Cluster | Field) -> Iterator[Quad]:
    for term, year in ((KG.firstYear, group.first_year), (KG.lastYear, group.last_year)):
        if year is not None:
            yield Quad(node, term, date(f"{year:04}"))


def coauthorship_facts(edge: Coauthorship, studies: Iterable[str], nodes: Nodes) -> Iterator[Quad]:
    """Describe that two people wrote together, in the studies of these keys."""
    node = nodes.below("coauthorship", edge.a, edge.b)
    yield Quad(node, RDF.type, KG.Coauthorship)
    yield Quad(node, KG.between, nodes["person", edge.a])
    yield Quad(node, KG.between, nodes["person", edge.b])
    yield Quad(node, KG.papers, integer(edge.papers))
    yield Quad(node, KG.weight, decimal(edge.weight))
    for key in studies:
        yield Quad(node, PROV.wasDerivedFrom, nodes["study", key])
