"""Rows as text."""

import csv
import json
from datetime import date
from decimal import Decimal
from io import StringIO
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.queries import Rows
from kg.queries.formats import FORMATS, write_rows
from tests.speed import is_within_a_second

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))
TABLE = Rows(
    ("name", "year", "share", "open", "day"),
    [("a|b <i>", 2020, Decimal("1.50"), True, date(2020, 1, 2)), ("tab\tline\nback\\", None, None, False, None)],
)


def written(form, rows=TABLE):
    stream = StringIO(newline="")
    write_rows(rows, form, stream)
    return stream.getvalue()


@given(st.lists(st.tuples(TEXT, TEXT)))
def test_csv_gives_back_every_cell_once_the_guard_against_formulas_is_taken_off(rows):
    def unguarded(cell):
        return (
            cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in {*"=+-@\t\r"} - {""} and cell.lstrip("'") else cell
        )

    found = list(csv.reader(StringIO(written("csv", Rows(("a", "b"), rows)), newline="")))
    assert found[0] == ["a", "b"]
    assert [tuple(map(unguarded, row)) for row in found[1:]] == rows


@given(st.sampled_from("=+-@\t"), TEXT)
def test_no_cell_of_csv_starts_as_a_formula(first, rest):
    (cell,) = list(csv.reader(StringIO(written("csv", Rows(("a",), [(first + rest,)])), newline="")))[1]
    assert cell == f"'{first}{rest}"


def test_apostrophes_before_a_formula_are_counted_so_that_taking_one_away_gives_back_the_cell():
    assert written("csv", Rows(("a",), [("=1",), ("'=1",), ("'a",)])) == "a\n'=1\n''=1\n'a\n"


def test_numbers_below_zero_stay_numbers_in_csv():
    assert written("csv", Rows(("a",), [(-5,), (Decimal("-0.5"),)])) == "a\n-5\n-0.5\n"


def test_tsv_has_one_line_a_row_whatever_the_cells_hold():
    assert written("tsv").splitlines() == [
        "name\tyear\tshare\topen\tday",
        "a|b <i>\t2020\t1.50\ttrue\t2020-01-02",
        "tab\\tline\\nback\\\\\t\t\tfalse\t",
    ]


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_has_numbers_booleans_nulls_and_iso_dates(form):
    text = written(form)
    found = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
    assert found == [
        {"name": "a|b <i>", "year": 2020, "share": 1.5, "open": True, "day": "2020-01-02"},
        {"name": "tab\tline\nback\\", "year": None, "share": None, "open": False, "day": None},
    ]


def test_no_rows_are_an_empty_array():
    assert json.loads(written("json", Rows(("a",), []))) == []


def test_nothing_in_a_markdown_cell_ends_it_or_acts_as_html():
    assert written("md").splitlines()[2:] == [
        "| a\\|b &lt;i> | 2020 | 1.50 | true | 2020-01-02 |",
        "| tab\tline back\\\\ |  |  | false |  |",
    ]


def test_a_table_breaks_no_word_and_where_it_would_have_to_each_row_is_a_block_of_its_cells():
    whole = ("person/moffatt-s-w3x4d7axwqya6ixf", "Factors influencing social prescribing initiatives " * 3, None)
    narrow = written("table", Rows(("person", "title", "doi"), [whole]))
    assert narrow.splitlines()[0].split() == ["person", "title", "doi"]
    assert max(map(len, narrow.splitlines())) <= 160
    assert all(word in whole[0] or word in whole[1] for line in narrow.splitlines()[2:] for word in line.split())
    columns = tuple(f"person{number}" for number in range(5))
    wide = written("table", Rows((*columns, "empty"), [(whole[0],) * 5 + (None,), (whole[0],) * 5 + (None,)]))
    block = [f"{column}  {whole[0]}" for column in columns]
    assert wide.splitlines() == [*block, "", *block]


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=4))
def test_every_word_of_every_cell_stands_whole_in_a_table(rows):
    def is_plain(word):
        return len(word) < 100 and word.isascii() and word.isprintable()

    table = written("table", Rows(("a", "b", "c"), rows)).split()
    words = [word for row in rows for cell in row for word in cell.split() if is_plain(word)]
    assert all(any(word in shown for shown in table) for word in words)


def test_a_table_shows_names_as_they_are_and_sends_no_controls_to_the_terminal():
    table = written("table", Rows(("na[b]me",), [("[red]\x1b[2Jplain\x07",)]))
    assert table.split("\n")[0].strip() == "na[b]me"
    assert table.split("\n")[2].strip() == "[red] [2Jplain"


@pytest.mark.parametrize("cells", [2, 8], ids=["lines", "blocks"])
def test_ten_thousand_rows_are_a_table_within_a_second(cells):
    iri = "https://example.org/kg/person/moffatt-s-w3x4d7axwqya6ixf"
    rows = Rows(tuple(map(str, range(cells))), [(iri,) * cells] * 10_000)
    start = process_time()
    assert len(written("table", rows).splitlines()) >= 10_000
    assert is_within_a_second(process_time() - start)


def test_a_long_cell_of_a_block_goes_on_below_its_beginning_and_wide_characters_count_twice():
    words = ("健康 " * 60).strip()
    iri = "https://example.org/" + "x" * 130
    lines = written("table", Rows(("iri", "words"), [(iri, words)])).splitlines()
    assert lines[0] == f"iri    {iri}"
    assert [line[:7] for line in lines[1:]] == ["words  ", "       "]
    assert " ".join(line[7:] for line in lines[1:]) == words
    assert all(len(line) + line.count("健") + line.count("康") <= 160 for line in lines)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_takes_a_table_without_rows(form):
    written(form, Rows(("a", "b"), []))


def test_a_format_that_is_not_there_is_answered_with_the_list():
    with pytest.raises(ValueError, match=r"no format xlsx\. There is: table, csv, tsv, json, jsonl, md"):
        written("xlsx")
