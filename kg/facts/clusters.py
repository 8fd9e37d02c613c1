"""The co-authorship network: who wrote with whom, and the communities of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.entity import Cluster, Coauthorship
from kg.facts.literals import date, decimal, integer, text
from kg.facts.nodes import Nodes
from kg.terms import FOAF, KG, PROV, RDF, RDFS, VIVO

_SHOWN = 5  # institutions and concepts that stand for a cluster


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
        (KG.hasInstitution, "institution", cluster.institutions[:_SHOWN]),
        (KG.hasBridge, "person", cluster.bridges),
        (KG.hasCentralPerson, "person", cluster.central),
    ):
        for key in keys:
            yield Quad(node, term, nodes[kind, key])
    for concept in cluster.concepts[:_SHOWN]:
        yield Quad(node, KG.hasConcept, NamedNode(concept))
    for term, year in ((KG.firstYear, cluster.first_year), (KG.lastYear, cluster.last_year)):
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
