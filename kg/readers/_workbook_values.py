"""What cells of workbooks of any kind show: numbers in the form that their style gives them, texts that cells share, rows."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Protocol

_MOST_TEXTS = 1 << 27  # bytes of texts that cells share
_MOST_COLUMNS = 1 << 14
_LONGEST_ROW = 1 << 22  # characters
_FORMS = {
    14: "%Y-%m-%d",
    15: "%Y-%m-%d",
    16: "%d-%b",
    17: "%b-%y",
    22: "%Y-%m-%d",
}  # of the numbers that need no definition
_SHOWN = {"ymd": "%Y-%m-%d", "ym": "%b-%y", "md": "%d-%b", "y": "%Y"}
_NO_DATE = re.compile(
    r'"[^"]{0,99}"|\[[^\]]{0,99}\]|\\.|_.|[hs].*', re.IGNORECASE
)  # in a form: text, colours, places, times
_BEFORE = date(1899, 12, 30)  # the day 0
_LARGEST = 1e15  # of whole numbers that a sheet keeps exactly
_MACINTOSH = 1462  # days by which some workbooks begin later


class Row(list[str]):
    """The cells of a row, up to the last that is filled. Raises ValueError if they are more than a sheet can have."""

    _size = 0

    def put(self, place: int, text: str) -> None:
        """Fill the cell of a column, counted from 0."""
        self._size += len(text)
        if place >= _MOST_COLUMNS or self._size > _LONGEST_ROW:
            raise ValueError("a row longer than one of a sheet can be")
        self += [""] * (place + 1 - len(self))
        self[place] = text


class Book(Protocol):
    """A workbook of any kind."""

    def read_sheets(self) -> Iterator[Iterator[Row]]:
        """Give the rows of each sheet; each row is read before the next. Raises ValueError or LookupError where it is damaged."""


class Numbers:
    """How the numbers of a workbook are shown, by their forms."""

    def __init__(self) -> None:
        self._forms = dict(_FORMS)
        self._first = _BEFORE

    def count_from_1904(self) -> None:
        """Count days as workbooks do that were made on a Macintosh."""
        self._first = _BEFORE + timedelta(days=_MACINTOSH)

    def define(self, form: int, code: str) -> None:
        """Give the code of a form that a workbook defines itself."""
        self._forms[form] = _read_form(code)

    def show(self, number: float, form: int) -> str:
        """Show a date, or a whole number; empty for others. Raises ValueError or OverflowError for days that there are not."""
        if shown := self._forms.get(form):
            return (self._first + timedelta(days=number)).strftime(shown).lstrip("0")
        return str(int(number)) if number.is_integer() and abs(number) < _LARGEST else ""


class Texts:
    """Texts by their numbers, in little memory."""

    def __init__(self) -> None:
        self._texts = bytearray()
        self._ends = array("Q", (0,))

    def add(self, part: str) -> None:
        """Add a part of a text. Raises ValueError if there are too many."""
        self._texts += part.encode("utf-8", "replace")
        if len(self._texts) > _MOST_TEXTS:
            raise ValueError(f"its texts are more than {_MOST_TEXTS >> 20} MiB: save the sheet as CSV")

    def end(self) -> None:
        """End a text."""
        self._ends.append(len(self._texts))

    def __getitem__(self, number: int) -> str:
        return self._texts[self._ends[number] : self._ends[number + 1]].decode()


def _read_form(code: str) -> str:
    r"""Tell how a date is shown; empty if the code is for other numbers.

    >>> _read_form("dd/mm/yyyy;@"), _read_form("[$-409]mmm\\-yy"), _read_form("0.00"), _read_form('"day" 0')
    ('%Y-%m-%d', '%b-%y', '', '')
    """
    letters = {each for each in _NO_DATE.sub("", code.partition(";")[0]).lower() if each in "ymd"}
    return _SHOWN.get("".join(each for each in "ymd" if each in letters), "")
