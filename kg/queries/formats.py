"""Rows as text: a table to read, CSV, TSV, JSON, JSON lines, Markdown."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import StringIO
from typing import TextIO

import msgspec
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from kg.errors import find_named
from kg.queries.rows import Rows, Value

# A cell that begins so is run as a formula by spreadsheet programs; apostrophes before it are counted so that
# taking one away again gives back the cell (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_WIDTH = 160  # of a table that goes into a file or a pipe
_BETWEEN = 3  # characters between two columns
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_json = msgspec.json.Encoder(decimal_format="number")


def write_rows(rows: Rows, form: str, stream: TextIO) -> None:
    r"""Write rows in one of `FORMATS`; raises ValueError for another.

    >>> import sys
    >>> write_rows(Rows(("name", "studies"), [("Ada", 2)]), "csv", sys.stdout)
    name,studies
    Ada,2
    """
    find_named("format", form, FORMATS)(rows, stream)


def write_csv(rows: Rows, stream: TextIO) -> None:
    r"""Write CSV as RFC 4180 says, with line feeds: what is unbound is empty, booleans are `true` and `false`.

    Titles and names come from anywhere: one that a spreadsheet would run as a formula gets an apostrophe before it.
    The other formats keep it as it is.

    >>> import sys
    >>> write_csv(Rows(("title", "year"), [("=1+1", 2020), ("Ageing, well", None)]), sys.stdout)
    title,year
    '=1+1,2020
    "Ageing, well",
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows([f"'{cell}" if _is_formula(cell) else _plain(cell) for cell in row] for row in rows)


def write_tsv(rows: Rows, stream: TextIO) -> None:
    r"""Write tab-separated values; a tab, line end or backslash in a cell is written `\t`, `\n`, `\r`, `\\`."""
    escapes = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
    stream.writelines(
        "\t".join(_plain(cell).translate(escapes) for cell in row) + "\n" for row in (rows.columns, *rows)
    )


def write_json(rows: Rows, stream: TextIO) -> None:
    """Write an array of objects by column; decimals are numbers, dates are ISO 8601, what is unbound is null."""
    lines = ",\n".join(_json.encode(row).decode() for row in rows.to_dicts())
    stream.write(f"[\n{lines}\n]\n" if lines else "[]\n")


def write_jsonl(rows: Rows, stream: TextIO) -> None:
    """Write the objects of `write_json` one a line."""
    stream.writelines(_json.encode(row).decode() + "\n" for row in rows.to_dicts())


def write_markdown(rows: Rows, stream: TextIO) -> None:
    """Write a table of GitHub-flavoured Markdown; nothing in a cell acts as HTML or ends the cell."""
    escapes = str.maketrans({"|": "\\|", "\\": "\\\\", "<": "&lt;", "&": "&amp;", "\n": " ", "\r": " "})
    stream.writelines(
        "| " + " | ".join(_plain(cell).translate(escapes) for cell in row) + " |\n"
        for row in (rows.columns, ["---"] * len(rows.columns), *rows)
    )


def write_table(rows: Rows, stream: TextIO) -> None:
    """Write a table for reading, as wide as the terminal: numbers to the right, control characters left out.

    Where no column could keep its longest word whole, each row becomes a block of lines, as psql does.

    >>> import sys
    >>> write_table(Rows(("name", "studies"), [("Ada", 2)]), sys.stdout)
     name   studies
     ──────────────
     Ada          2
    """
    width = Console(file=stream).width if stream.isatty() else _WIDTH
    cells = [tuple(_CONTROL.sub(" ", _plain(cell)) for cell in row) for row in rows]
    widths = _share(width, [*zip(rows.columns, *cells, strict=True)])
    table = _lay_out(rows, cells, widths) if widths else _lay_out_blocks(rows.columns, cells)
    text = StringIO()
    Console(file=text, width=width, highlight=False).print(table)
    stream.write("\n".join(line.rstrip() for line in text.getvalue().splitlines()).strip("\n") + "\n")


def _share(width: int, columns: Sequence[tuple[str, ...]]) -> list[int]:
    """The width of each column, the widest narrowed first, and none below its longest word; nothing if they do not fit.

    >>> _share(20, [("a long title", "b"), ("2024",)])
    [10, 4]
    >>> _share(9, [("a long title", "b"), ("2024",)])
    []
    """
    widths = [max(map(cell_len, column)) for column in columns]
    least = [max(map(cell_len, " ".join(column).split()), default=0) for column in columns]
    spare = width - _BETWEEN * len(columns)
    if sum(least) > spare:
        return []
    while sum(widths) > spare:
        _, widest = max((wide, index) for index, wide in enumerate(widths) if wide > least[index])
        widths[widest] -= 1
    return widths


def _lay_out(rows: Rows, cells: Iterable[tuple[str, ...]], widths: Iterable[int]) -> Table:
    """A line for each row, of columns of these widths."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for index, (column, width) in enumerate(zip(rows.columns, widths, strict=True)):
        values = [row[index] for row in rows if row[index] is not None]
        numbers = bool(values) and all(not isinstance(value, str | bool | date) for value in values)
        table.add_column(Text(column), justify="right" if numbers else "left", overflow="fold", width=width)
    for row in cells:
        table.add_row(*map(Text, row))
    return table


def _lay_out_blocks(columns: Iterable[str], cells: Iterable[tuple[str, ...]]) -> Table:
    """A line for each cell that is not empty, under the row before."""
    table = Table.grid("", Column(overflow="fold"), padding=(0, 2, 0, 1))
    for number, row in enumerate(cells):
        if number:
            table.add_row("")
        for column, cell in zip(columns, row, strict=True):
            if cell:
                table.add_row(Text(column, "bold"), Text(cell))
    return table


def _plain(cell: Value) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _is_formula(cell: Value) -> bool:
    return isinstance(cell, str) and _FORMULA.match(cell) is not None


FORMATS: dict[str, Callable[[Rows, TextIO], None]] = {
    "table": write_table,
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
    "jsonl": write_jsonl,
    "md": write_markdown,
}
