"""Specification of how given names compare."""

import pytest

from kg.entities.people.names import Agreement, compare


@pytest.mark.parametrize(
    ("one", "other", "first", "middle"),
    [
        ("josephine m", "j m", Agreement.INITIAL, Agreement.INITIAL),
        ("josephine mary", "j mary", Agreement.INITIAL, Agreement.EQUAL),
        ("j", "j m", Agreement.INITIAL, Agreement.ONE_SIDED),
        ("j m a", "j a", Agreement.INITIAL, Agreement.ALIKE),
        ("j m", "j a", Agreement.INITIAL, Agreement.CONFLICT),
        ("john", "josephine", Agreement.CONFLICT, Agreement.ABSENT),
        ("rob", "robert", Agreement.ALIKE, Agreement.ABSENT),
        ("mohammad", "mohammed", Agreement.ALIKE, Agreement.ABSENT),
        ("wei", "wen", Agreement.CONFLICT, Agreement.ABSENT),
        ("maria luisa", "maria elena", Agreement.EQUAL, Agreement.CONFLICT),
        ("jean pierre", "jeanpierre", Agreement.EQUAL, Agreement.ABSENT),
        ("", "john", Agreement.ABSENT, Agreement.ABSENT),
    ],
)
def test_given_names_compare_place_by_place(one: str, other: str, first: Agreement, middle: Agreement):
    assert compare(tuple(one.split()), tuple(other.split())) == (first, middle)
    assert compare(tuple(other.split()), tuple(one.split())) == (first, middle)
