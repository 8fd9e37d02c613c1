"""Specification of what is put aside in a file."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.files import read_jsonl, write_jsonl
from kg.rows.aside import Aside, Sorted


@given(rows=st.lists(st.lists(st.text()).map(tuple)), looked_at=st.booleans())
def test_rows_put_aside_read_as_what_was_put_whenever_they_are_looked_at(
    tmp_path_factory, rows: list[tuple[str, ...]], *, looked_at: bool
):
    aside = Aside(Path(tmp_path_factory.mktemp("aside"), "new", "rows"), str)
    kept = []
    for row in rows:
        kept.append(aside.put(row))
        if looked_at:
            assert list(kept[0]) == list(rows[0])
    assert [*map(tuple, reversed(kept))] == rows[::-1]
    assert [*map(len, kept)] == [*map(len, rows)]
    assert [row[0] for row in kept if row] == [row[0] for row in rows if row]


def test_a_row_put_aside_stands_in_a_file_of_json_as_what_was_put(tmp_path):
    row = Aside(tmp_path / "rows", str).put(("a", "ä"))
    write_jsonl(tmp_path / "copy", [{"row": row}])
    assert list(read_jsonl(tmp_path / "copy", dict[str, list[str]])) == [{"row": ["a", "ä"]}]


@given(things=st.lists(st.text(), max_size=9), at_once=st.integers(1, 4))
def test_a_long_row_put_aside_reads_as_what_was_put(tmp_path_factory, things: list[str], at_once: int):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.rows.aside._AT_ONCE", at_once)
        row = Aside(Path(tmp_path_factory.mktemp("aside"), "rows"), str).put_all(things)
        assert (list(row), len(row), [*row[1:-1]]) == (things, len(things), things[1:-1])
        assert [row[place - len(row)] for place in range(len(row))] == things


@given(rows=st.dictionaries(st.text(), st.lists(st.integers()).map(tuple)), aside=st.booleans())
def test_rows_come_back_by_their_keys_whether_or_not_they_are_put_aside(
    tmp_path_factory, rows: dict[str, tuple[int, ...]], *, aside: bool
):
    found = Sorted(int, Path(tmp_path_factory.mktemp("aside"), "rows") if aside else None)
    for key, row in rows.items():
        found.add(key, row)
    assert [*found.finish()] == [each for key in sorted(rows) for each in rows[key]]


def test_several_threads_read_what_was_put_aside(tmp_path):
    row = Aside(tmp_path / "rows", int).put_all(range(20_000))
    with ThreadPoolExecutor(4) as threads:
        assert [*threads.map(sum, [row] * 8)] == [sum(range(20_000))] * 8
