"""Pairs that are joined outside the store."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.queries import catalogue
from kg.queries.pairing import join_pairs, take_pair
from kg.queries.rows import make_rows
from kg.stores import EmbeddedStore

END, SIZE = NamedNode("http://example.com/end"), NamedNode("http://example.com/size")
TEXT = f"""SELECT ?a ?b ?size
WHERE {{
  ?x {SIZE} ?size ; {END} ?a, ?b .
  FILTER(STR(?a) < STR(?b))
}}
"""
IRIS = st.integers(0, 5).map(lambda number: NamedNode(f"http://example.com/{number}"))


@given(
    st.sets(st.builds(Quad, IRIS, st.just(END), IRIS)),
    st.sets(st.builds(Quad, IRIS, st.just(SIZE), st.integers(0, 3).map(Literal))),
)
def test_pairs_joined_here_are_those_that_the_store_finds(ends, sizes):
    with EmbeddedStore() as store:
        store.load([*ends, *sizes])
        text, pair = take_pair(TEXT)
        assert sorted(join_pairs(store.query(text), pair)) == sorted(make_rows(store.query(TEXT)))


def test_the_query_of_all_co_authors_is_answered_so():
    text, pair = take_pair(catalogue()["coauthorships"].text)
    assert pair == ("a", "b")
    assert "FILTER" not in text


def test_a_query_of_anything_else_is_left_to_the_store():
    for text in (
        TEXT.replace("<", ">"),
        TEXT.replace(f"{END} ?a, ?b", f"{END} ?a, ?c"),
        TEXT.replace("STR(?b)", "STR(?x)"),
    ):
        assert take_pair(text) == (text, None)
