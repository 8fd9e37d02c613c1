"""OpenDocument spreadsheets (.ods), as LibreOffice saves them: a row is held at a time.

The format: OASIS OpenDocument 1.3, https://docs.oasis-open.org/office/OpenDocument/v1.3/, part 3, 9.
"""

from __future__ import annotations

from collections.abc import Iterator
from zipfile import ZipFile

from kg.readers._workbook_values import Numbers, Row
from kg.readers._workbook_xml import drop, parse
from kg.readers._xml import Element

CONTENT = "content.xml"
_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_CELLS = frozenset(("table-cell", "covered-table-cell"))
_SPACES = {"s": " ", "tab": " ", "line-break": "\n"}
_MOST_ELEMENTS = 1 << 17  # of one row


def is_sheet(archive: ZipFile) -> bool:
    """Whether an archive says that it is a spreadsheet."""
    if "mimetype" not in archive.namelist():
        return False
    with archive.open("mimetype") as member:
        return member.read(len(_KIND)) == _KIND


class OpenBook:
    """An OpenDocument spreadsheet."""

    def __init__(self, archive: ZipFile) -> None:
        """Take an archive that has a spreadsheet."""
        self._archive = archive
        self._numbers = Numbers()

    def read_sheets(self) -> Iterator[Iterator[Row]]:
        """Give the rows of all sheets; of rows that are repeated, one."""
        yield self._read_rows()

    def _read_rows(self) -> Iterator[Row]:
        row, place, elements = Row(), 0, 0
        for ends, name, element in parse(self._archive, CONTENT):
            elements += 1
            if elements > _MOST_ELEMENTS:
                raise ValueError("a row with more elements than one can have")
            if ends and name in _CELLS:
                times = int(_find(element, "number-columns-repeated") or 1)
                if shown := self._show(element):
                    for each in range(place, place + times):
                        row.put(each, shown)
                place += times
                drop(element)
            elif ends and name == "table-row":
                if row:
                    yield row
                row, place, elements = Row(), 0, 0
                drop(element)

    def _show(self, cell: Element) -> str:
        """Give the value of a cell as the sheet shows it; a date with its year in the order of ISO 8601."""
        kind = _find(cell, "value-type")
        shown = "\n".join("".join(_read_texts(each)) for each in cell if str(each.tag).endswith("}p"))
        day, number = _find(cell, "date-value").partition("T")[0], _find(cell, "value")
        if kind == "date" and (day[2:4] in shown or not shown):
            return day
        if kind == "boolean":
            return _find(cell, "boolean-value").upper()
        if kind == "float":
            try:
                return self._numbers.show(float(number), 0) or number
            except (ValueError, OverflowError):
                return shown
        return shown


def _read_texts(element: Element) -> Iterator[str]:
    """Give the texts of a paragraph, in which spaces and line ends are elements."""
    name = str(element.tag).rpartition("}")[2]
    yield _SPACES.get(name, "") or element.text or ""
    for each in element:
        yield from _read_texts(each)
        yield each.tail or ""


def _find(element: Element, attribute: str) -> str:
    return next((str(value) for name, value in element.items() if str(name).endswith(f"}}{attribute}")), "")
