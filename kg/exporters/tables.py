"""What the CSV exporters share."""

from __future__ import annotations

from collections import defaultdict
from io import StringIO
from pathlib import Path

from kg.files import replace_file
from kg.queries import Ask, Rows
from kg.queries.formats import write_csv

SEPARATOR = "; "


def write_table(rows: Rows, path: Path) -> None:
    """Write rows as CSV (see `kg.queries.formats.write_csv`), UTF-8."""
    text = StringIO()
    write_csv(rows, text)
    with replace_file(path) as file:
        file.write(text.getvalue().encode())


def join_names(ask: Ask, query: str, key: str, name: str) -> dict[str, str]:
    """Give for each `key` of a canned query its distinct values in the column `name`, in the rows' order, joined."""
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in ask(query).dicts():
        if row[name] is not None:
            names[row[key]][row[name]] = None
    return {node: SEPARATOR.join(those) for node, those in names.items()}


def add_columns(rows: Rows, key: str, columns: dict[str, dict[str, str]]) -> Rows:
    """Add columns to the right of rows, each given as its values by those of the column `key`."""
    at = rows.columns.index(key)
    filled = ((*row, *(values.get(str(row[at]), "") for values in columns.values())) for row in rows)
    return Rows((*rows.columns, *columns), filled)
