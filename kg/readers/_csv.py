"""Reads tables of comma-separated values (RFC 4180) row by row, of which broken ones harm only themselves."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from functools import cache
from typing import BinaryIO, NamedTuple

from kg.readers._streams import Line, read_lines
from kg.record import Fault, Field, record_key

DELIMITERS = ",;\t"
_MOST_LINES = 2_000  # of one row, or of one fault: bounds memory
_MOST = 1 << 22  # characters of one row


class Row(NamedTuple):
    """A row: its first line, its text, and its cells by the names in the header; empty cells are left out."""

    line: int
    raw: str
    cells: Mapping[str, str]


class Cells:
    """The filled cells of a row by their columns; it remembers which were asked for, and `rest` gives the others."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = {name: cell.strip() for name, cell in cells.items() if cell.strip()}
        self._used: set[str] = set()

    def first(self, *names: str) -> str:
        """The cell of the first of these columns that is filled."""
        name = next((name for name in names if name in self._cells), "")
        self._used.add(name)
        return self._cells.get(name, "")

    def peek(self, name: str) -> str:
        """The cell of a column, which stays unused."""
        return self._cells.get(name, "")

    def parts(self, *names: str) -> list[str]:
        """The parts of that cell, each once."""
        return list(dict.fromkeys(split_parts(self.first(*names))))

    def rest(self) -> tuple[Field, ...]:
        """What nobody asked for, as read."""
        return tuple(Field(name, cell) for name, cell in self._cells.items() if name not in self._used)


def split_parts(cell: str) -> list[str]:
    """Split a cell at its semicolons.

    >>> split_parts("Oita  University; Keio;")
    ['Oita University', 'Keio']
    """
    return [" ".join(part.split()) for part in cell.split(";") if part.strip()]


class Table(NamedTuple):
    """How a kind of table is told and read.

    `is_header` tells the names of the columns; lines before them are no part of the table. `name_columns` gives the
    names for a row of so many cells, and None if the row does not fit.
    """

    is_header: Callable[[Sequence[str]], bool]
    name_columns: Callable[[Sequence[str], Sequence[str]], Sequence[str] | None]


def has_header(head: bytes, is_header: Callable[[Sequence[str]], bool]) -> bool:
    """Whether the first line of a file has the names of a table's columns."""
    line = head.split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    return split_header(line, is_header) is not None


def told_by(column: str, number: re.Pattern[str]) -> Callable[[Sequence[str], Sequence[str]], Sequence[str] | None]:
    """Make a table's `name_columns`: a row has as many cells as the header, and in that column such a number."""

    def name_columns(header: Sequence[str], cells: Sequence[str]) -> Sequence[str] | None:
        whole = len(header) == len(cells) and number.fullmatch(cells[header.index(column)].strip())
        return header if whole else None

    return name_columns


def split_header(line: str, is_header: Callable[[Sequence[str]], bool]) -> tuple[str, list[str]] | None:
    """Give the delimiter and the names of the columns, if the line has them; a name that comes again gets a number.

    >>> split_header('"EID";"Title";"Title"', lambda names: "EID" in names)
    (';', ['EID', 'Title', 'Title (2)'])
    """
    for delimiter in DELIMITERS:
        names = split_row(line.removeprefix("\ufeff"), delimiter) if delimiter in line else None
        if names and is_header(names):
            return delimiter, _number_repeated([name.strip() for name in names])
    return None


def _number_repeated(names: Sequence[str]) -> list[str]:
    """Tell columns of one name apart, so that the cells of all are kept."""
    count: Counter[str] = Counter()
    found: list[str] = []
    for name in names:
        count[name] += 1
        found.append(f"{name} ({count[name]})" if count[name] > 1 else name)
    return found


def split_row(text: str, delimiter: str, *, loosely: bool = False) -> list[str] | None:
    """Give the cells of a row, of which the quoted ones may have line ends; None if its quotes are not in pairs.

    `loosely` takes quotation marks for text where no cell begins or ends, as programs that do not double them mean it.

    >>> split_row('1,"a ""b"", c",,', ","), split_row('5" pipe,"a "b" c"', ",", loosely=True)
    (['1', 'a "b", c', '', ''], ['5" pipe', 'a "b" c'])
    """
    cells: list[str] = []
    place = 0
    cell = _cell(delimiter, loosely=loosely)
    while found := cell.match(text, place):
        cells.append(found[1].replace('""', '"') if found[1] is not None else found[2])
        place = found.end()
        if not found[3]:
            break
    return cells if found and place == len(text) else None


def read_rows(stream: BinaryIO, file: str, table: Table) -> Iterator[Row | Fault]:
    """Read the rows of a table; whatever is no row is a fault, and the next line is tried.

    A line that is a row only if its quotation marks are text comes after a fault that says so.
    """
    items = read_lines(stream, file)
    lines: deque[Line] = deque()
    stray: list[Line] = []
    delimiter = ""
    header: list[str] = []
    while True:
        taken = yield from _take_balanced(items, lines)
        if not taken:
            break
        text = "\n".join(line for _, line in taken)
        cells = split_row(text, delimiter) if header and delimiter in text else None
        names = table.name_columns(header, cells) if cells and not table.is_header(cells) else None
        if names and cells:
            yield from _report(stray, file, len(header))
            stray = []
            yield _name(taken, text, names, cells)
            continue
        if found := split_header(text, table.is_header):
            yield from _report(stray, file, len(header))
            stray, (delimiter, header) = [], found
            continue
        lines.extendleft(reversed(taken[1:]))
        text = taken[0][1]
        cells = split_row(text, delimiter, loosely=True) if header and delimiter in text else None
        if cells and (names := table.name_columns(header, cells)):
            yield from _report(stray, file, len(header))
            stray = []
            yield Fault(file, taken[0][0], text, "its quotation marks are not in pairs", "quotes", record_key(text))
            yield _name(taken[:1], text, names, cells)
            continue
        stray.append(taken[0])
        if len(stray) >= _MOST_LINES:
            yield from _report(stray, file, len(header))
            stray = []
    yield from _report(stray, file, len(header))


def _name(lines: Sequence[Line], text: str, names: Sequence[str], cells: Sequence[str]) -> Row:
    named = {name: cell for name, cell in zip(names, cells, strict=True) if cell.strip()}
    return Row(lines[0][0], text, named)


@cache
def _cell(delimiter: str, *, loosely: bool) -> re.Pattern[str]:
    if loosely:
        inside = rf'(?:[^"]|""|"(?![ ]*(?:{delimiter}|\Z)))*+'
        return re.compile(rf'(?:[ ]*"({inside})"[ ]*|((?![ ]*")[^{delimiter}\n]*+))({delimiter}|\Z)')
    return re.compile(rf'(?:[ ]*"((?:[^"]|"")*+)"[ ]*|([^"{delimiter}\n]*+))({delimiter}|\Z)')


def _take_balanced(items: Iterator[Line | Fault], lines: deque[Line]) -> Generator[Fault, None, list[Line]]:
    """Take lines until their quotes are in pairs, or are too many, or end; faults on the way are passed on."""
    taken: list[Line] = []
    size, is_open = 0, False
    while len(taken) < _MOST_LINES and size < _MOST:
        if lines:
            line = lines.popleft()
        else:
            item = next(items, None)
            if item is None:
                break
            if isinstance(item, Fault):
                yield item
                continue
            line = item
        if not taken and not line[1].strip():
            continue
        taken.append(line)
        size += len(line[1])
        is_open ^= line[1].count('"') % 2 == 1
        if not is_open:
            break
    return taken


def _report(lines: Sequence[Line], file: str, columns: int) -> Iterator[Fault]:
    if lines:
        reason = f"not a row of the table, which has {columns} columns" if columns else "before the table's header"
        yield Fault(file, lines[0][0], "\n".join(line for _, line in lines), reason)
