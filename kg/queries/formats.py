"""Rows as text: a table to read, CSV, TSV, JSON, JSON lines, Markdown."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import TextIO

import msgspec
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kg.errors import find_named
from kg.queries.rows import Rows, Value

# A cell that begins so is run as a formula by spreadsheet programs; apostrophes before it are counted so that
# taking one away again gives back the cell (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_WIDTH = 160  # of a table that goes into a file or a pipe
_BETWEEN = 3  # characters between two columns
_NARROWEST = 20  # of a cell in a block
_FOLDING = Console()  # rich folds a text for some console, whatever its width
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
    if widths := _share(width, [*zip(rows.columns, *cells, strict=True)]):
        lines = _lay_out(rows, cells, widths)
    else:
        lines = _lay_out_blocks(rows.columns, cells, width)
    stream.writelines(f"{line.rstrip()}\n" for line in lines)


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


def _lay_out(rows: Rows, cells: Iterable[tuple[str, ...]], widths: Sequence[int]) -> Iterator[str]:
    """A line for each row, or as many as its longest cell needs, of columns of these widths."""
    right = [_is_numeric(row[index] for row in rows) for index in range(len(widths))]
    yield from _lay_row(rows.columns, widths, right)
    yield " " + "─" * (sum(widths) + _BETWEEN * (len(widths) - 1))
    for row in cells:
        yield from _lay_row(row, widths, right)


def _lay_row(row: tuple[str, ...], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    folded = [_fold(cell, width) for cell, width in zip(row, widths, strict=True)]
    for line in zip_longest(*folded, fillvalue=""):
        padded = (
            space + part if to_right else part + space
            for part, width, to_right in zip(line, widths, right, strict=True)
            for space in (" " * (width - cell_len(part)),)
        )
        yield " " + (" " * _BETWEEN).join(padded)


def _lay_out_blocks(columns: Sequence[str], cells: Iterable[tuple[str, ...]], width: int) -> Iterator[str]:
    """A line for each cell that is not empty, or as many as it needs, under those of the row before."""
    named = max(map(cell_len, columns), default=0) + 2
    for number, row in enumerate(cells):
        if number:
            yield ""
        for column, cell in zip(columns, row, strict=True):
            for first, line in enumerate(_fold(cell, max(width - named, _NARROWEST)) if cell else ()):
                yield ("" if first else column).ljust(named) + line


def _fold(cell: str, width: int) -> list[str]:
    """The lines of a cell, broken between words where they can be.

    >>> _fold("Ageing, well", 8)
    ['Ageing,', 'well']
    """
    if cell_len(cell) <= width:
        return [cell]
    return [line.plain.rstrip() for line in Text(cell).wrap(_FOLDING, width, overflow="fold")]


def _is_numeric(column: Iterable[Value]) -> bool:
    """Whether there is a number, and nothing else.

    >>> _is_numeric([None, 2]), _is_numeric([2, "2"]), _is_numeric([None])
    (True, False, False)
    """
    kinds = {type(value) for value in column} - {type(None)}
    return bool(kinds) and not any(issubclass(kind, str | bool | date) for kind in kinds)


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
