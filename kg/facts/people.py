"""People and the groups that sign as one."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.entity import Measures, Person
from kg.facts.literals import decimal, integer, text
from kg.facts.nodes import Nodes
from kg.iri import authority_iri
from kg.terms import FOAF, KG, OWL, PROV, RDF, SCHEMA


def person_facts(person: Person, organisations: list[str], measures: Measures | None, nodes: Nodes) -> Iterator[Quad]:
    """Describe a person: names, the top organisations they wrote from (keys), place in the network."""
    node = nodes["person", person.key]
    yield Quad(node, RDF.type, FOAF.Group if person.collective else FOAF.Person)
    yield Quad(node, FOAF.name, text(person.name))
    for term, name in (
        (FOAF.familyName, person.family),
        (FOAF.givenName, person.given),
        (KG.nameSuffix, person.suffix),
    ):
        if name and not person.collective:
            yield Quad(node, term, text(name))
    if person.orcid:
        yield Quad(node, OWL.sameAs, NamedNode(authority_iri("orcid", person.orcid)))
    for key in organisations:
        yield Quad(node, SCHEMA.affiliation, nodes["institution", key])
    for mention in person.mentions:
        yield Quad(node, PROV.wasDerivedFrom, nodes.below("record", mention.record, "author", mention.position))
    if measures:
        yield Quad(node, KG.degree, integer(measures.degree))
        yield Quad(node, KG.weightedDegree, decimal(measures.weighted_degree))
        yield Quad(node, KG.betweenness, decimal(measures.betweenness))
        yield Quad(node, KG.coreNumber, integer(measures.core))
        yield Quad(node, KG.clusteringCoefficient, decimal(measures.clustering))
        if measures.stability is not None:
            yield Quad(node, KG.stability, decimal(measures.stability))
