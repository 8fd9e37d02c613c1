"""Literals: clean, and in the form that a store keeps."""

from decimal import Decimal

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad, Store

from kg.facts.literals import boolean, date, decimal, integer, text
from kg.facts.quads import Literal, named
from tests.parsing import parse_quads

NODE = named("https://example.org/x")


def read(literal: Literal) -> pyoxigraph.Literal:
    (quad,) = parse_quads([(NODE, NODE, literal)])
    return quad.object


def stored(literal: Literal) -> str:
    store = Store()
    store.add(Quad(*parse_quads([(NODE, NODE, literal)])[0]))
    return str(next(iter(store)).object)


@given(value=st.one_of(st.decimals(-(10**9), 10**9, places=3).map(str), st.floats(-1e9, 1e9)))
def test_decimals_are_canonical(value):
    literal = decimal(value)
    assert stored(literal) == literal
    assert abs(Decimal(read(literal).value) - Decimal(value)) <= Decimal("0.0000006")


@given(value=st.integers())
def test_integers_are_canonical(value):
    assert stored(integer(value)) == integer(value)


@given(value=st.text(st.characters()))
def test_text_is_kept_but_for_controls_and_addresses(value):
    literal = text(value)
    assert stored(literal) == literal
    kept = [c for c in value if c.isprintable()]
    if "@" not in value:
        assert [c for c in read(literal).value if c.isprintable()] == kept


@given(value=st.dates())
def test_dates_and_booleans_are_canonical(value):
    for literal in (date(str(value)), date(str(value)[:7]), date(str(value)[:4]), boolean(True), boolean(False)):
        assert stored(literal) == literal
