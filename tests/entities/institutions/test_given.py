"""Identifiers of organisations that records give: what they join, what they keep apart, which name they mean."""

import pytest

from kg.authorities.opening import open_authority
from kg.entities.institutions import make_institutions
from kg.entities.institutions.organisations import read_organisations
from kg.record import Affiliation, Contributor, Identifier, Record, Source
from kg.values.gazetteer import load_gazetteer
from tests.conftest import DUMP

NEWCASTLE = ("grid", "grid.1006.7")
DURHAM = ("grid", "grid.8250.f")


def find(*affiliations, authority=None):
    """Find the institutions of affiliations, each a text and the identifiers given for it."""
    records = [
        Record(
            f"r{n}",
            Source("test", "t", 1, text),
            contributors=(
                Contributor("A B", affiliations=(Affiliation(text, tuple(Identifier(*each) for each in given)),)),
            ),
        )
        for n, (text, *given) in enumerate(affiliations)
    ]
    return make_institutions(read_organisations(records, load_gazetteer()), authority).institutions


def names(found):
    return sorted(each.names for each in found)


@pytest.mark.parametrize(
    "one",
    [NEWCASTLE, ("isni", "0000000104627212"), ("ringgold", "5994"), ("wikidata", "Q837164"), ("openalex", "I84884186")],
)
def test_two_names_with_the_same_identifier_are_one_institution_that_has_it(one):
    (found,) = find(("Newcastle University, Newcastle, UK", one), ("Univ. of Newcastle upon Tyne, UK", one))
    assert found.names == ("Newcastle University", "Univ. of Newcastle upon Tyne")
    assert found.identifiers == (one,)


def test_identifiers_of_one_register_that_differ_keep_equal_names_apart():
    texts = [("Trinity College, Cambridge, UK", (scheme, value)) for scheme, value in (NEWCASTLE, DURHAM)]
    assert [each.identifiers for each in find(*texts)] == [(NEWCASTLE,), (DURHAM,)] or len(find(*texts)) == 2
    assert len(find(texts[0], texts[0])) == 1
    assert len(find(texts[0], ("Trinity College, Cambridge, UK", ("isni", "0000000104627212")))) == 1


def test_a_name_without_identifier_goes_with_those_that_most_of_its_name_have():
    plain, one, other = (("Trinity College, Cambridge, UK", *ids) for ids in ((), (NEWCASTLE,), (DURHAM,)))
    assert sorted(len(each.mentions) for each in find(plain, plain, one, one, other)) == [1, 4]
    assert sorted(len(each.mentions) for each in find(plain, plain, one, other)) == [1, 1, 2]


def test_with_an_authority_an_identifier_of_another_register_leads_to_its_entry_and_the_reason_says_so():
    (found,) = find(("Univ Upon Tyne, Newcastle, UK", NEWCASTLE), authority=open_authority(DUMP))
    assert (found.key, found.name) == ("ror/01kj2bm70", "Newcastle University")
    assert found.links[0].score == 1
    assert [reason.note for reason in found.links[0].reasons] == ["the record gives GRID grid.1006.7"]


def test_an_identifier_that_goes_with_a_unit_more_often_than_with_its_organisation_means_the_unit():
    whole, part = "Newcastle University, Newcastle, UK", "Freeman Centre, Newcastle University, Newcastle, UK"
    found = {
        each.name: each.identifiers for each in find((whole, NEWCASTLE), (part, DURHAM), (f"Ward 1, {part}", DURHAM))
    }
    assert found["Newcastle University"] == (NEWCASTLE,)
    assert found["Freeman Centre"] == (DURHAM,)


def test_an_identifier_never_means_a_department():
    whole = "Newcastle University, Newcastle, UK"
    found = find((whole, NEWCASTLE), (whole, NEWCASTLE), (f"Department of Law, {whole}", DURHAM))
    assert {each.name: each.identifiers for each in found}["Department of Law"] == ()


def test_of_several_organisations_in_a_string_it_is_open_which_is_meant_unless_others_tell():
    both = "Newcastle University, Newcastle, UK; Durham University, Durham, UK"
    assert [each.identifiers for each in find((both, NEWCASTLE))] == [(), ()]
    told = find((both, NEWCASTLE, DURHAM), ("Newcastle University, UK", NEWCASTLE), ("Durham University, UK", DURHAM))
    assert {each.name: each.identifiers for each in told} == {
        "Newcastle University": (NEWCASTLE,),
        "Durham University": (DURHAM,),
    }


def test_what_a_source_gives_against_all_other_sources_is_left_out():
    right = [("Newcastle University, Newcastle, UK", NEWCASTLE)] * 3 + [("Durham University, Durham, UK", DURHAM)] * 3
    found = find(*right, ("Newcastle University, Newcastle, UK", DURHAM))
    assert {each.name: len(each.mentions) for each in found} == {"Newcastle University": 4, "Durham University": 3}
