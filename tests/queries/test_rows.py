"""Rows of Python values."""

import builtins
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kg.queries import Rows, run
from kg.stores import EmbeddedStore


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("<http://example.com/a>", "http://example.com/a"),
        *[("'text'", "text"), ("'Text'@de", "Text"), ("'5'^^<http://example.com/type>", "5")],
        *[("5", 5), ("-5", -5), ("'2020'^^xsd:gYear", 2020), ("'7'^^xsd:nonNegativeInteger", 7)],
        *[("1.50", Decimal("1.5")), ("1.5e0", 1.5), ("true", True), ("'0'^^xsd:boolean", False)],
        ("'2022-12-28'^^xsd:date", date(2022, 12, 28)),
        ("'2022-12-28T01:02:03Z'^^xsd:dateTime", datetime(2022, 12, 28, 1, 2, 3, tzinfo=UTC)),
        *[("'soon'^^xsd:date", "soon"), ("'many'^^xsd:integer", "many"), ("'2020Z'^^xsd:gYear", "2020Z")],
        ("UNDEF", None),
    ],
)
def test_terms_become_python_values_and_stay_text_where_they_are_not_what_they_say(term, value):
    found = next(iter(run(EmbeddedStore(), f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")))[0]
    assert found == value
    assert type(found) is type(value)


def test_rows_can_be_counted_repeated_and_read_by_column():
    rows = Rows(("name", "studies"), [("Ada", 2), ("Bo", None)])
    assert len(rows) == 2
    assert list(rows) == list(rows) == [("Ada", 2), ("Bo", None)]
    assert rows.to_dicts() == [{"name": "Ada", "studies": 2}, {"name": "Bo", "studies": None}]


def test_rows_show_the_first_few_and_say_how_many_there_are():
    shown = repr(Rows(("n", "square"), [(n, n * n) for n in range(9)]))
    assert shown.splitlines() == ["<Rows: 9>", "n | square", "0 | 0", "1 | 1", "2 | 4", "3 | 9", "4 | 16", "… 4 more"]


def test_a_data_frame_has_the_same_columns_and_rows():
    pytest.importorskip("pandas", reason="needs pandas")
    frame = Rows(("name", "studies"), [("Ada", 2)]).to_pandas()
    assert list(frame.columns) == ["name", "studies"]
    assert frame.to_numpy().tolist() == [["Ada", 2]]


def test_in_a_data_frame_one_can_calculate_with_decimals_and_whole_numbers_and_booleans_stay_so_where_some_are_unknown():
    pytest.importorskip("pandas", reason="needs pandas")
    rows = [(Decimal("0.5"), 2020, True), (None, None, None), (Decimal("1.5"), 2021, False)]
    frame = Rows(("share", "year", "open"), rows).to_pandas()
    assert list(map(str, frame.dtypes)) == ["float64", "Int64", "boolean"]
    assert frame["open"].sum() == 1
    assert frame["share"].mean() == 1
    assert frame["year"].dropna().tolist() == [2020, 2021]


def test_a_notebook_shows_the_first_rows_as_a_table_in_which_nothing_acts_as_html():
    shown = Rows(("<n>", "square"), [("<b>", None), *((n, n * n) for n in range(30))])._repr_html_()
    assert "<th>&lt;n&gt;</th>" in shown
    assert "<tr><td>&lt;b&gt;</td><td></td></tr><tr><td>0</td><td>0</td></tr>" in shown
    assert shown.count("<tr>") == 1 + 20
    assert "31 rows; 11 more than shown" in shown


def test_without_pandas_the_error_says_what_to_install(monkeypatch):
    def without(name, *rest, real=builtins.__import__):
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr("kg.queries.rows.import_module", without)
    with pytest.raises(ImportError, match=r"pip install 'kg\[pandas\]'"):
        Rows(("a",), []).to_pandas()
