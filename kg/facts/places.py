"""Cities and countries of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.entity import Place
from kg.facts.literals import decimal, text
from kg.facts.nodes import Nodes
from kg.iri import authority_iri
from kg.terms import KG, OWL, RDF, SCHEMA


def place_facts(place: Place, nodes: Nodes) -> Iterator[Quad]:
    """Describe a city or a country."""
    node = nodes["place", place.key]
    yield Quad(node, RDF.type, SCHEMA.City if place.kind == "city" else SCHEMA.Country)
    yield Quad(node, SCHEMA.name, text(place.name))
    if place.country:
        yield Quad(node, SCHEMA.containedInPlace, nodes["place", place.country])
    if place.country_code:
        yield Quad(node, KG.countryCode, text(place.country_code))
    for term, degrees in ((SCHEMA.latitude, place.latitude), (SCHEMA.longitude, place.longitude)):
        if degrees:
            yield Quad(node, term, decimal(degrees))
    if place.geonames:
        yield Quad(node, OWL.sameAs, NamedNode(authority_iri("geonames", place.geonames) + "/"))
