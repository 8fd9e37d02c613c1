"""Tables in web pages, which databases and repositories give as "Excel" (.xls): read row by row as those of workbooks."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from lxml import etree

from kg.readers._streams import find_encoding
from kg.readers._unpacking import HEAD
from kg.readers._workbook_values import Row
from kg.readers._xml import Element

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|meta|style|table)\b", re.IGNORECASE
)
_TABLE = re.compile(rb"<table\b", re.IGNORECASE)
_CELLS = frozenset(("td", "th"))
_BREAK = "\u2028"
_MOST_ELEMENTS = 1 << 17  # between the ends of two rows


def is_page(head: bytes) -> bool:
    """Whether a file that begins so is a web page with a table."""
    return _PAGE.match(head) is not None and _TABLE.search(head) is not None


class PageBook:
    """The tables of a web page, as one sheet."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        """Take a stream that begins with `head`."""
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(find_encoding(head))("replace")

    def read_sheets(self) -> Iterator[Iterator[Row]]:
        """Give the rows of all tables."""
        yield self._read_rows()

    def _read_rows(self) -> Iterator[Row]:
        row, elements, depth = Row(), 0, 0
        for event, element in self._parse():
            is_cell = element.tag in _CELLS
            elements += 1
            if elements > _MOST_ELEMENTS:
                raise ValueError("a row with more elements than one can have")
            depth += is_cell * (1 if event == "start" else -1)
            if depth or event == "start":
                continue
            if is_cell:
                row.put(len(row), _read_text(element))
            elif element.tag == "tr":
                if any(row):
                    yield row
                row, elements = Row(), 0
            element.clear()
            while (before := element.getprevious()) is not None and (around := before.getparent()) is not None:
                around.remove(before)
        if row or depth:
            raise ValueError("it breaks off inside of a row")

    def _parse(self) -> Iterator[tuple[str, Element]]:
        parser: etree.HTMLPullParser = etree.HTMLPullParser(("start", "end"), encoding="utf-8")
        while chunk := self._stream.read(HEAD):
            parser.feed(self._decoder.decode(chunk).encode())
            yield from cast("Iterator[tuple[str, Element]]", parser.read_events())


def _read_text(cell: Element) -> str:
    for each in cell.iter("br"):
        each.tail = f"{_BREAK}{each.tail or ''}"
    lines = "".join(map(str, cell.itertext())).split(_BREAK) if len(cell) else [cell.text or ""]
    return "\n".join(" ".join(line.split()) for line in lines).strip()
