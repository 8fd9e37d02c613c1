"""Organisations and their units."""

from __future__ import annotations

from collections.abc import Iterator

from kg.entity import Institution, Place
from kg.facts.identifiers import identify
from kg.facts.literals import boolean, decimal, text
from kg.facts.nodes import Nodes, step
from kg.facts.quads import Node, Quad, named
from kg.facts.vocabulary import FOAF, KG, ORG, OWL, PROV, RDF, SCHEMA, SKOS
from kg.record import Identifier


def institution_facts(institution: Institution, place: Place | None, nodes: Nodes) -> Iterator[Quad]:
    """Describe an organisation or a unit of one: names, the next larger one, address and `place` (its own)."""
    node = nodes["institution", institution.key]
    yield node, RDF.type, ORG.OrganizationalUnit if institution.unit else ORG.Organization
    yield node, RDF.type, FOAF.Organization
    yield node, FOAF.name, text(institution.name)
    for name in dict.fromkeys(map(text, institution.names)):
        if name != text(institution.name):
            yield node, SKOS.altLabel, name
    if institution.short:
        yield node, KG.shortName, text(institution.short)
    if institution.parent:
        yield node, ORG.subOrganizationOf, nodes["institution", institution.parent]
    if institution.place:
        yield node, SCHEMA.location, nodes["place", institution.place]
        if institution.inferred:
            yield node, KG.placeInferred, boolean(True)
    yield from _authority(node, institution, nodes)
    for each in institution.mentions:
        source = step(nodes["record", each.record], f"affiliation/{each.position}/{each.number}")
        yield node, PROV.wasDerivedFrom, source
    yield from _address(node, institution, place, nodes)


def _authority(node: Node, institution: Institution, nodes: Nodes) -> Iterator[Quad]:
    """What records and the authority say: identifiers, the authority's own IRI for it and how sure that is, kinds, what it is part of."""
    yield from ((node, *each) for each in identify(Identifier(*each) for each in institution.identifiers))
    for link in institution.links[:1]:
        yield node, OWL.sameAs, named(link.iri)
        yield node, KG.matchScore, decimal(link.score)
    for kind in institution.types:
        yield node, SCHEMA.additionalType, text(kind)
    for whole in institution.wholes:
        yield node, ORG.subOrganizationOf, nodes["institution", whole]


def _address(node: Node, institution: Institution, place: Place | None, nodes: Nodes) -> Iterator[Quad]:
    lines = [
        (term, value)
        for term, value in (
            (SCHEMA.addressLocality, place.name if place and place.kind == "city" else ""),
            (SCHEMA.addressRegion, institution.region),
            (SCHEMA.addressCountry, place.country_code if place else ""),
            (SCHEMA.postalCode, institution.postcode),
        )
        if value
    ]
    if lines:
        address = nodes.below("institution", institution.key, "address")
        yield node, SCHEMA.address, address
        yield address, RDF.type, SCHEMA.PostalAddress
        for term, value in lines:
            yield address, term, text(value)
