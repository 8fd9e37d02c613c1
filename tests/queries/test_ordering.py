"""The order of rows: that of the store's own ORDER BY."""

from decimal import Decimal
from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from kg.queries import Rows, catalogue, run, run_all
from kg.queries.ordering import sort_rows, take_order
from kg.queries.rows import make_rows
from kg.stores import EmbeddedStore

NUMBERS = st.none() | st.integers(-9, 9) | st.decimals(-9, 9, places=1)
TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=3)


def write(value):
    if value is None:
        return "UNDEF"
    return str(Literal(value) if isinstance(value, str | int) else Literal(f"{value:f}", datatype=DECIMAL))


DECIMAL = Literal(Decimal(1)).datatype


@given(st.lists(st.tuples(NUMBERS, TEXTS, st.integers(0, 99)), max_size=12, unique_by=itemgetter(2)))
def test_rows_are_sorted_as_the_store_sorts_them(values):
    table = " ".join(f"({' '.join(map(write, row))})" for row in values)
    text = f"SELECT ?a ?b ?c\nWHERE {{ VALUES (?a ?b ?c) {{ {table} }} }}\nORDER BY DESC(?a) ?b DESC(?c)\n"
    store = EmbeddedStore()
    bare, keys = take_order(text)
    assert keys == (("a", True), ("b", False), ("c", True))
    assert list(sort_rows(make_rows(store.query(bare)), keys)) == list(make_rows(store.query(text)))


def test_what_orders_by_something_else_or_is_cut_is_left_to_the_store():
    for end in ("ORDER BY ?hidden", "ORDER BY STR(?a)", "ORDER BY ?a\nLIMIT 2", ""):
        text = f"SELECT ?a\nWHERE {{ ?a ?b ?hidden }}\n{end}"
        assert take_order(text) == (text, ())


def test_values_of_several_kinds_in_one_column_have_an_order():
    for ordered in ([None, True, 2, "x"], [True, 2, "x"]):
        rows = Rows(("a",), [(value,) for value in reversed(ordered)])
        assert [row[0] for row in sort_rows(rows, (("a", False),))] == ordered


def test_queries_run_together_give_what_each_gives_alone(store):
    assert run_all(store, catalogue()).keys() == catalogue().keys()
    for name, rows in run_all(store, ["studies", "people", "studies"]).items():
        assert list(rows) == list(run(store, name))
