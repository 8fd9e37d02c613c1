"""The forms under which an organisation's name may be printed."""

import pytest

from kg.authorities.forms import Form, Kind, derive_forms
from kg.authorities.words import comparable


@pytest.mark.parametrize(
    ("name", "printed", "form"),
    [
        ("Genmab (Denmark)", "Genmab", Form.BARE),
        ("Courant Institute of Mathematical Sciences", "Courant Institute", Form.HEAD),
        ("Stanford University", "Stanford", Form.SHORT),
        ("Hospital Universitario La Paz", "Hospital La Paz", Form.UNTITLED),
        ("Moscow State University", "Moscow University", Form.UNTITLED),
        ("The University of Texas MD Anderson Cancer Center", "M. D. Anderson Cancer Center", Form.OWN),
    ],
)
def test_a_name_is_known_by_what_people_print_for_it(name, printed, form):
    assert (comparable(printed), form) in derive_forms(name, Kind.NAME, frozenset())


def test_the_name_of_what_an_organisation_is_part_of_may_be_left_out():
    wholes = {comparable("HUN-REN")}
    forms = derive_forms("HUN-REN Institute for Computer Science", Kind.NAME, frozenset(), wholes=wholes)
    assert (comparable("Institute for Computer Science"), Form.OWN) in list(forms)


def test_of_what_an_organisation_is_part_of_the_acronym_may_stand_for_the_name():
    forms = derive_forms(
        "The University of Texas Southwestern Medical Center",
        Kind.NAME,
        frozenset(),
        wholes={comparable("University of Texas System"), ("ut",)},
        acronyms={("ut",)},
    )
    assert (comparable("UT Southwestern Medical Center"), Form.OWN) in list(forms)


def test_what_is_left_of_a_name_without_that_of_the_whole_is_no_form_if_it_is_the_city():
    forms = derive_forms("University of Missouri–St. Louis", Kind.NAME, frozenset([("saint", "louis")]))
    assert ("saint", "louis") not in {form for form, _ in forms}


def test_initials_are_one_word_with_full_stops_and_without():
    assert comparable("S N Bose Centre") == comparable("S.N. Bose Centre") == ("sn", "bose", "centre")
