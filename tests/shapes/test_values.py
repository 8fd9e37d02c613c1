"""Tests of values are true of all that does not fit, and of what validators might read in different ways."""

from operator import ge

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal
from rdflib.namespace import XSD

from kg.shapes.values import check_bound, check_datatype, check_length, check_pattern, read_text


@given(st.text(), st.sampled_from([{}, {"language": "en"}, {"datatype": Literal(1).datatype}]))
def test_text_is_read_as_it_was_before_it_was_escaped(text, kind):
    assert read_text(str(Literal(text, **kind)).encode()) == text


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_whole_numbers_fit_a_bound_as_they_do_in_arithmetic(number):
    assert check_bound(ge, rdflib.Literal(0))(str(Literal(number)).encode()) is (number < 0)


@pytest.mark.parametrize("text", ["+1", "1.5", "1e0", "one", ""])
def test_numbers_in_any_other_form_are_doubted(text):
    assert check_bound(ge, rdflib.Literal(0))(f'"{text}"^^<{XSD.integer}>'.encode())


@pytest.mark.parametrize("value", [f'"007"^^<{XSD.integer}>', f'"1.10"^^<{XSD.decimal}>', "_:b1"])
def test_what_validators_may_print_differently_is_doubted(value):
    assert check_pattern(rdflib.Literal("."))(value.encode())
    assert check_length(rdflib.Literal(1))(value.encode())


@pytest.mark.parametrize("value", ['"a"@en', f'"1"^^<{XSD.integer}>', "<https://example.org/a>", "_:b1"])
def test_nothing_but_a_plain_literal_is_a_string(value):
    assert check_datatype(XSD.string)(value.encode())
