"""Rows in files."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.queries import Rows, keep_rows, keeping

_VALUES = st.none() | st.text() | st.integers() | st.booleans() | st.decimals(allow_nan=False) | st.dates()


@given(st.lists(st.tuples(_VALUES, _VALUES)))
def test_rows_in_a_file_are_those_that_were_kept(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple]) -> None:
    table = Rows(("a", "b"), rows)
    kept = keep_rows(table, tmp_path_factory.getbasetemp() / "rows" / "table")
    assert (list(kept), len(kept), kept.columns) == (rows, len(rows), table.columns)
    assert repr(kept) == repr(table)


def test_long_tables_are_read_piece_by_piece_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_TOGETHER", 3)
    rows = [(index, Decimal(index) / 10, date(2020, 1, 1)) for index in range(10)]
    kept = keep_rows(Rows(("n", "tenth", "day"), rows), tmp_path / "table")
    assert list(kept) == rows
    assert next(iter(kept)) == rows[0]


def test_what_another_process_gets_is_the_name_of_the_file(tmp_path: Path) -> None:
    kept = keep_rows(Rows(("n",), [(index,) for index in range(5_000)]), tmp_path / "table")
    sent = pickle.dumps(kept)
    assert len(sent) < 500
    assert list(pickle.loads(sent)) == list(kept)
