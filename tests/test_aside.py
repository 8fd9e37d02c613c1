"""Specification of what is put aside in a file."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.aside import Aside
from kg.files import read_jsonl, write_jsonl


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
