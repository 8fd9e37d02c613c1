"""Institutions of records, linked to an authority."""

import json
import random

from msgspec import structs

from kg.authorities.opening import open_authority
from kg.authorities.organisation import Location, Organisation
from kg.entities.institutions import make_institutions
from kg.entities.institutions.linking import find_parents, state_place
from kg.entities.institutions.organisations import read_organisations
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
            key=f"r{text}",
            source=Source("test", "t", 1, text),
            contributors=(Contributor("A B", affiliations=(Affiliation(text, identifiers),)),),
        )
        for text in affiliations
    ]


def find(some, *, linked=True):
    return find_in(some, open_authority(DUMP) if linked else None)


def find_in(some, index):
    """Find the institutions of records, or of affiliations, in an authority."""
    some = [each for one in some for each in (records([one]) if isinstance(one, str) else [one])]
    return make_institutions(read_organisations(some, load_gazetteer()), index)


def dump(folder, names):
    """Write a dump of organisations, by name the numbers of their parents; they are numbered from 1."""
    path = folder / "dump.json"
    path.write_text(
        json.dumps(
            [
                {
                    "id": f"https://ror.org/{number}",
                    "name": name,
                    "relationships": [{"type": "Parent", "id": f"https://ror.org/{above}"} for above in parents],
                }
                for number, (name, parents) in enumerate(names.items(), 1)
            ]
        )
    )
    return path


def whole(found):
    return {each.ror or each.name: each for each in found.institutions if not each.unit}


def test_names_of_one_entry_are_one_institution_with_the_entrys_name_kind_and_place():
    found = find(records())
    newcastle = whole(found)["01kj2bm70"]
    assert newcastle.key == "ror/01kj2bm70"
    assert newcastle.names == ("Newcastle University", "University of Newcastle upon Tyne")
    assert (newcastle.types, newcastle.place, newcastle.inferred) == (("education",), "2641673", False)
    assert whole(found)["00eae9z71"].place == "2155472"
    assert {each.record for each in newcastle.mentions} == {f"r{text}" for text in AFFILIATIONS[:2]}


def test_the_hierarchy_is_the_authoritys():
    found = whole(find(records()))
    assert found["0079jjr10"].wholes == ("ror/01hhn8329",)


def test_what_the_authority_does_not_have_keeps_its_own_key_and_no_link():
    bakery = whole(find(records()))["Bakery Research Institute"]
    assert bakery.links == ()
    assert bakery.key == whole(find(records(), linked=False))["Bakery Research Institute"].key


def test_an_identifier_that_the_source_gives_needs_no_authority():
    given = (Identifier("ror", "01v29qb04"),)
    found = find(records(["Univ Durham, Durham, England", "Durham Univ., Durham, UK"], given), linked=False)
    assert [each.key for each in found.institutions] == ["ror/01v29qb04"]
    assert found.institutions[0].links[0].reasons[0].feature == "identifier"


def test_an_organisation_has_the_identifiers_that_sources_give_from_other_registers():
    given = tuple(Identifier(*each) for each in (("ror", "01v29qb04"), ("grid", "grid.8250.f"), ("local", "7")))
    (durham,) = find(records(["Univ Durham, Durham, England"], given), linked=False).institutions
    assert (durham.ror, durham.identifiers) == ("01v29qb04", (("grid", "grid.8250.f"),))


def test_a_name_without_an_identifier_goes_with_most_of_those_who_bear_it_if_they_are_most():
    given = [records(["York College, York, UK"], (Identifier("ror", each),))[0] for each in ("01v29qb04", "01kj2bm70")]
    given = [structs.replace(each, key=f"{n}") for n, each in enumerate(given)]
    (plain,) = records(["York College, York, UK"])
    assert len(find([*given, plain], linked=False).institutions) == 3
    again = structs.replace(given[0], key="2")
    found = find([*given, again, plain], linked=False)
    assert {each.key: len(each.mentions) for each in found.institutions} == {"ror/01v29qb04": 3, "ror/01kj2bm70": 1}


def test_names_of_different_identifiers_of_one_register_are_two_organisations():
    given = [records(["York College, York, UK"], (Identifier("grid", each),))[0] for each in ("grid.1.1", "grid.2.2")]
    given = [structs.replace(each, key=f"{n}") for n, each in enumerate(given)]
    assert len(find(given, linked=False).institutions) == 2
    assert len(find([given[0], structs.replace(given[0], key="9")], linked=False).institutions) == 1


def test_the_order_of_the_records_does_not_show():
    shuffled = records()
    random.Random(1).shuffle(shuffled)
    assert find(shuffled) == find(records())


def test_a_unit_that_the_authority_knows_is_linked_by_itself_and_part_of_its_organisation(tmp_path):
    index = open_authority(dump(tmp_path, {"Winship Cancer Institute": "2", "Emory University": ""}))
    printed = ["Department of Surgery, Winship Cancer Institute, Emory University, Atlanta, GA, USA"]
    found = find_in(printed, index)
    by_name = {each.name: each for each in found.institutions}
    winship, emory = by_name["Winship Cancer Institute"], by_name["Emory University"]
    assert (winship.key, winship.parent, winship.unit) == ("ror/1", emory.key, False)
    surgery = by_name["Department of Surgery"]
    assert (surgery.parent, surgery.unit) == (winship.key, True)
    assert found.of[surgery.mentions[0]] == (surgery.key,)


def test_a_unit_that_the_authority_knows_elsewhere_is_linked_if_likely_but_never_to_its_own_organisation():
    trust, whole = "Newcastle upon Tyne Hospitals NHS Foundation Trust", "University of Plymouth"
    near, place = "Newcastle University, Newcastle upon Tyne, UK", "Plymouth, UK"
    found = find([f"{trust}, {near}"])
    assert {each.name for each in found.institutions if each.ror} == {trust, "Newcastle University"}
    far = find([f"Harvard University, {whole}, {place}"])
    assert {each.name for each in far.institutions if each.ror} == {whole}
    again = find([f"{whole}, {whole}, {place}"])
    assert [each.ror for each in again.institutions if each.ror] == ["008n7pv89"]


def test_what_is_printed_within_such_a_unit_is_the_same_wherever_that_is_printed():
    found = find(
        records(
            [
                "Key Lab 3, Institute of Computing Technology, Chinese Academy of Sciences, Beijing, China",
                "Key Lab 3, Institute of Computing Technology, Beijing, China",
            ]
        )
    )
    (lab,) = (each for each in found.institutions if each.unit)
    assert lab.name == "Key Lab 3"
    assert len(lab.mentions) == 2


def test_a_department_that_bears_the_name_of_an_organisation_elsewhere_is_not_linked_to_it():
    found = find(records(["Miami University, Harvard University, Cambridge, MA, USA"]))
    assert {each.ror for each in found.institutions if each.parent} <= {""}


def test_entries_that_are_said_to_be_parts_of_each_other_are_not_parts_of_themselves(tmp_path):
    index = open_authority(dump(tmp_path, {"Alpha Institute": "2", "Beta Institute": "1"}))
    alpha, beta = (f"https://ror.org/{number}" for number in "12")
    entry = index.identify("iri", alpha)
    assert entry is not None
    assert find_parents(entry, {alpha, beta}, index) == {beta}
    assert find_parents(entry, {alpha}, index) == set()


def test_a_city_is_where_the_authority_says_though_the_gazetteer_has_another_of_its_name():
    place = Location("GB", city="Leeds", geonames="1", latitude=1.0, longitude=2.0)
    where = state_place(Organisation("https://ror.org/x", "X", location=place), load_gazetteer())
    assert where is not None
    assert where.city is not None
    assert (where.key, where.city.latitude) == ("1", 1.0)


def test_an_institution_that_is_part_of_several_by_the_authority_is_part_of_all_that_are_named(tmp_path):
    names = {
        "Tyndall National Institute": "23",
        "University College Cork": "",
        "Enterprise Ireland": "4",
        "Royal Irish Academy": "",
    }
    index = open_authority(dump(tmp_path, names))
    printed = [f"{name}, Ireland" for name in names]
    assert whole(find_in(printed, index))["1"].wholes == ("ror/2", "ror/3")
    passed_over = find_in(printed[:2] + printed[3:], index)
    assert whole(passed_over)["1"].wholes == ("ror/2", "ror/4")
