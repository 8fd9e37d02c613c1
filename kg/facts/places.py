"""Cities and countries of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator

from kg.entity import Place
from kg.facts.literals import decimal, text
from kg.facts.nodes import Nodes
from kg.facts.quads import Quad, authority_node
from kg.facts.vocabulary import KG, OWL, RDF, SCHEMA


def place_facts(place: Place, nodes: Nodes) -> Iterator[Quad]:
    """Describe a city or a country."""
    node = nodes["place", place.key]
    yield node, RDF.type, SCHEMA.City if place.kind == "city" else SCHEMA.Country
    yield node, SCHEMA.name, text(place.name)
    if place.country:
        yield node, SCHEMA.containedInPlace, nodes["place", place.country]
    if place.country_code:
        yield node, KG.countryCode, text(place.country_code)
    for term, degrees in ((SCHEMA.latitude, place.latitude), (SCHEMA.longitude, place.longitude)):
        if degrees:
            yield node, term, decimal(degrees)
    if place.geonames:
        yield node, OWL.sameAs, authority_node("geonames", place.geonames + "/")
