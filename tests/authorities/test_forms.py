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


def test_initials_are_one_word_with_full_stops_and_without():
    assert comparable("S N Bose Centre") == comparable("S.N. Bose Centre") == ("sn", "bose", "centre")
