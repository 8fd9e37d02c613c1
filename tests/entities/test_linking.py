"""Institutions of records, linked to an authority."""

import random

from kg.authorities.opening import open_authority
from kg.entities.institutions import make_institutions
from kg.entities.organisations import read_organisations
from kg.record import Affiliation, Contributor, Identifier, Record, Source
from kg.values.gazetteer import load_gazetteer
from tests.conftest import DUMP

AFFILIATIONS = [
    "Faculty of Medical Sciences, Newcastle University, Newcastle upon Tyne, UK",
    "University of Newcastle upon Tyne, Newcastle upon Tyne, UK",
    "School of Medicine, University of Newcastle, Newcastle, NSW, Australia",
    "Max-Planck-Institut für Physik, Munich, Germany",
    "Max Planck Society, Munich, Germany",
    "Bakery Research Institute, Leeds, UK",
]


def records(affiliations=AFFILIATIONS, identifiers=()):
    return [
        Record(
            key=f"r{n}",
            source=Source("test", "t", 1, text),
            contributors=(Contributor("A B", affiliations=(Affiliation(text, identifiers),)),),
        )
        for n, text in enumerate(affiliations)
    ]


def find(some, *, linked=True):
    index = open_authority(DUMP) if linked else None
    return make_institutions(list(read_organisations(some, load_gazetteer())), index)


def whole(found):
    return {each.ror or each.name: each for each in found.institutions if not each.unit}


def test_names_of_one_entry_are_one_institution_with_the_entrys_name_kind_and_place():
    found = find(records())
    newcastle = whole(found)["01kj2bm70"]
    assert newcastle.key == "ror/01kj2bm70"
    assert newcastle.names == ("Newcastle University", "University of Newcastle upon Tyne")
    assert (newcastle.types, newcastle.place, newcastle.inferred) == (("education",), "2641673", False)
    assert whole(found)["00eae9z71"].place == "2155472"
    assert {each.record for each in newcastle.mentions} == {"r0", "r1"}


def test_the_hierarchy_is_the_authoritys():
    found = whole(find(records()))
    assert found["0079jjr10"].whole == "ror/01hhn8329"


def test_what_the_authority_does_not_have_keeps_its_own_key_and_no_link():
    bakery = whole(find(records()))["Bakery Research Institute"]
    assert bakery.link is None
    assert bakery.key == whole(find(records(), linked=False))["Bakery Research Institute"].key


def test_an_identifier_that_the_source_gives_needs_no_authority():
    given = (Identifier("ror", "https://ror.org/01v29qb04"),)
    found = find(records(["Univ Durham, Durham, England", "Durham Univ., Durham, UK"], given), linked=False)
    assert [each.key for each in found.institutions] == ["ror/01v29qb04"]
    assert found.institutions[0].link.reasons[0].feature == "identifier"


def test_the_order_of_the_records_does_not_show():
    shuffled = records()
    random.Random(1).shuffle(shuffled)
    assert find(shuffled) == find(records())
