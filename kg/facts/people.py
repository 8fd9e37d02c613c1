"""People and the groups that sign as one."""

from __future__ import annotations

from collections.abc import Iterator

from kg.cluster import Measures
from kg.entity import Person
from kg.facts.literals import decimal, integer, text
from kg.facts.nodes import Nodes, step
from kg.facts.quads import Quad, authority_node
from kg.facts.vocabulary import FOAF, KG, OWL, PROV, RDF, RDFS, SCHEMA


def person_facts(person: Person, organisations: list[str], measures: Measures | None, nodes: Nodes) -> Iterator[Quad]:
    """Describe a person: names, the top organisations they wrote from (keys), place in the network."""
    node = nodes["person", person.key]
    yield node, RDF.type, FOAF.Group if person.collective else FOAF.Person
    yield node, FOAF.name, text(person.name)
    yield node, RDFS.label, text(person.label)
    for term, name in (
        (FOAF.familyName, person.family),
        (FOAF.givenName, person.given),
        (KG.nameSuffix, person.suffix),
    ):
        if name and not person.collective:
            yield node, term, text(name)
    if person.orcid:
        yield node, OWL.sameAs, authority_node("orcid", person.orcid)
    for key in organisations:
        yield node, SCHEMA.affiliation, nodes["institution", key]
    for mention in person.mentions:
        yield node, PROV.wasDerivedFrom, step(nodes["record", mention.record], f"author/{mention.position}")
    if measures:
        yield node, KG.degree, integer(measures.degree)
        yield node, KG.weightedDegree, decimal(measures.weighted_degree)
        yield node, KG.betweenness, decimal(measures.betweenness)
        yield node, KG.coreNumber, integer(measures.core)
        yield node, KG.clusteringCoefficient, decimal(measures.clustering)
        if measures.stability is not None:
            yield node, KG.stability, decimal(measures.stability)
