"""Organisations and where they are."""

import pytest

from kg.entity import AuthorityLink, Institution, Place
from kg.facts import Nodes
from kg.facts.institutions import institution_facts
from kg.facts.places import place_facts
from kg.iri import Minter
from kg.terms import KG, ORG, OWL, SCHEMA, SKOS
from tests.parsing import parse_quads

LEEDS = Place("1", "Leeds", "city", "2644688", "2", "GB")
BRITAIN = Place("2", "United Kingdom", "country", "2635167", country_code="GB")


def describe(place: Place | None = None, **fields: object) -> dict[object, list[str]]:
    institution = Institution("i", "University", place=place.key if place else "", **fields)  # type: ignore[arg-type]
    found: dict[object, list[str]] = {}
    for quad in parse_quads(institution_facts(institution, place, Nodes(Minter()))):
        found.setdefault(quad.predicate, []).append(quad.object.value)
    return found


def test_of_its_links_to_an_authority_the_surest_stands_first_and_counts():
    links = tuple(AuthorityLink("Univ", f"https://ror.org/{n}", score) for n, score in ((1, 0.9), (2, 0.6)))
    told = describe(links=links)
    assert (told[OWL.sameAs], told[KG.matchScore]) == (["https://ror.org/1"], ["0.9"])


def test_what_an_authority_says_it_is_and_is_part_of_stands_beside_what_was_printed():
    told = describe(types=("education", "funder"), parent="above", wholes=("ror/1", "ror/2"), short="Leeds")
    assert (told[SCHEMA.additionalType], told[KG.shortName]) == (["education", "funder"], ["Leeds"])
    wholes = [Minter().node("institution", each) for each in ("above", "ror/1", "ror/2")]
    assert told[ORG.subOrganizationOf] == wholes


def test_other_names_are_those_that_are_not_the_one_shown():
    assert describe(names=("University", "Uni", "Uni"))[SKOS.altLabel] == ["Uni"]


@pytest.mark.parametrize("inferred", [True, False])
def test_a_place_that_nothing_printed_tells_is_marked_as_inferred(inferred):
    assert describe(LEEDS, inferred=inferred).get(KG.placeInferred) == (["true"] if inferred else None)


def test_an_address_has_the_city_and_the_code_of_the_country_but_no_country_for_a_city():
    told = describe(LEEDS, postcode="LS1")
    assert (told[SCHEMA.addressLocality], told[SCHEMA.addressCountry]) == (["Leeds"], ["GB"])
    told = describe(BRITAIN)
    assert (told.get(SCHEMA.addressLocality), told[SCHEMA.addressCountry]) == (None, ["GB"])
    assert SCHEMA.address not in describe()


def test_a_place_is_the_one_that_geonames_names_so():
    (same,) = (q for q in parse_quads(place_facts(LEEDS, Nodes(Minter()))) if q.predicate == OWL.sameAs)
    assert same.object.value == "https://sws.geonames.org/2644688/"
