"""Specification of what goes through things in the order of their keys."""

from hypothesis import given
from hypothesis import strategies as st

from kg.rows.ordered import beside, in_order

KEYS = st.lists(st.integers(0, 9))


@given(keys=st.sets(st.integers(0, 9)), parts=KEYS)
def test_beside_each_key_come_the_parts_that_have_it(keys: set[int], parts: list[int]):
    tagged = sorted(zip(parts, range(len(parts)), strict=True))
    found = list(beside(sorted(keys), tagged, key=lambda part: part[0]))
    assert found == [tuple(part for part in tagged if part[0] == key) for key in sorted(keys)]


@given(things=KEYS)
def test_things_in_any_order_come_in_that_of_their_keys(things: list[int]):
    assert list(in_order(things, key=lambda thing: -thing)) == sorted(things, reverse=True)
