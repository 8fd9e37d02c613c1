"""Excel workbooks of 1993 to 2003 (.xls): a stream of records in a compound file, of which a row is held at a time.

The format: [MS-XLS], https://learn.microsoft.com/openspecs/office_file_formats/ms-xls; before 1997 texts are in a code page.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from kg.readers._workbook_values import Numbers, Row, Texts

_BEGINS, _ENDS, _CONTINUES = 0x0809, 0x000A, 0x003C
_SHEET = 0x0010
_SHARED, _TRUTH, _FORMULA, _RESULT = 0x00FD, 0x0205, 0x0006, 0x0207
_TEXTS = frozenset((0x0204, 0x00D6))
_DOUBLES = frozenset((0x0203, _FORMULA))
_PACKED = frozenset((0x027E, 0x00BD))
_CELLS = _TEXTS | _DOUBLES | _PACKED | {_SHARED, _TRUTH}
_UNICODE = 0x0600  # the version since which texts are
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_PAGES = {1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}
_WIDE, _SPOKEN, _STYLED = 0x01, 0x04, 0x08  # what the flags of a text say


class _Records:
    """The records of a stream, one after the other: their kinds and contents."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""
        self._ahead = self._take(4)

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        while any(self._ahead):
            if len(self._ahead) < 4:
                raise ValueError("it breaks off")
            kind, size = struct.unpack("<2H", self._ahead)
            content = self._take(size)
            if len(content) < size:
                raise ValueError("it breaks off")
            self._ahead = self._take(4)
            yield kind, content

    def go_on(self) -> bytes:
        """Give the content of the next record, which continues the last."""
        kind, content = next(iter(self), (0, b""))
        if kind != _CONTINUES or not content:
            raise ValueError("a text breaks off")
        return content

    def _take(self, size: int) -> bytes:
        if size > len(self._left):
            parts = [self._left]
            missing = size - len(self._left)
            while missing > 0 and (piece := next(self._pieces, b"")):
                parts.append(piece)
                missing -= len(piece)
            self._left = b"".join(parts)
        taken, self._left = self._left[:size], self._left[size:]
        return taken


class _Content:
    """The content of a record and of those that continue it."""

    def __init__(self, content: bytes, at: int, records: _Records) -> None:
        self._content = content
        self._at = at
        self._records = records

    def take(self, size: int) -> int:
        """Read a number of so many bytes."""
        if self._at >= len(self._content):
            self._content, self._at = self._records.go_on(), 0
        self._at += size
        return int.from_bytes(self._content[self._at - size : self._at], "little")

    def text(self, length: int) -> str:
        """Read a text of so many characters; each piece of it says how it is written, and what follows it is no part of it."""
        flags = self.take(1)
        more = 4 * self.take(2) if flags & _STYLED else 0
        more += self.take(4) if flags & _SPOKEN else 0
        pieces = [self._piece(length, flags)]
        while (length := length - len(pieces[-1]) // 2) > 0:
            pieces.append(self._piece(length, self.take(1)))
        while more > len(self._content) - self._at:
            more -= len(self._content) - self._at
            self._content, self._at = self._records.go_on(), 0
        self._at += more
        return b"".join(pieces).decode("utf-16-le", "replace")

    def _piece(self, length: int, flags: int) -> bytes:
        """Give what there is of a text, in UTF-16."""
        start = self._at
        self._at = min(start + (length << (flags & _WIDE)), len(self._content))
        piece = self._content[start : self._at]
        return piece if flags & _WIDE else piece.decode("latin-1").encode("utf-16-le")


class BinaryBook:
    """A workbook in binary records."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Take the workbook's stream."""
        self._records = _Records(pieces)
        self._texts = Texts()
        self._numbers = Numbers()
        self._styles: list[int] = []
        self._page = "cp1252"
        self._version = _UNICODE
        self._globals: dict[int, Callable[[bytes], None]] = {
            0x002F: self._refuse,
            0x0022: self._read_first_day,
            0x0042: self._read_page,
            0x00E0: self._read_style,
            0x00FC: self._read_texts,
            0x041E: self._read_form,
        }

    def read_sheets(self) -> Iterator[Iterator[Row]]:
        """Give the rows of each sheet, in the order in which they are stored."""
        for kind, content in self._records:
            if kind == _BEGINS:
                self._version, what = struct.unpack_from("<2H", content)
                if what == _SHEET:
                    yield self._read_rows()
            elif kind in self._globals:
                self._globals[kind](content)

    def _read_rows(self) -> Iterator[Row]:
        row, number, place = Row(), -1, 0
        depth = 1  # charts are in sheets, as sheets are in the workbook
        for kind, content in self._records:
            depth += (kind == _BEGINS) - (kind == _ENDS)
            if not depth:
                break
            if depth == 1 and kind == _RESULT:
                row.put(place, self._read_text(content, 0))
            elif depth == 1 and kind in _CELLS:
                at, place = struct.unpack_from("<2H", content)
                if at != number:
                    if row:
                        yield row
                    row, number = Row(), at
                for there, shown in enumerate(self._show(kind, content), place):
                    if shown:
                        row.put(there, shown)
        if row:
            yield row

    def _show(self, kind: int, content: bytes) -> Iterator[str]:
        """Give the value of a cell, or of several side by side, as the sheet shows it."""
        if kind == _SHARED:
            yield self._find_text(*struct.unpack_from("<I", content, 6))
        elif kind in _TEXTS:
            yield self._read_text(content, 6)
        elif kind == _TRUTH:
            yield _show_truth(content[6], content[7])
        elif kind == _FORMULA and content[12:14] == b"\xff\xff":
            yield _show_truth(content[8], content[6] - 1) if content[6] in {1, 2} else ""
        elif kind in _DOUBLES:
            yield self._show_number(*struct.unpack_from("<Hd", content, 4))
        else:
            for at in range(4, len(content) - 5, 6):
                style, packed = struct.unpack_from("<Hi", content, at)
                yield self._show_number(style, _unpack_number(packed))

    def _show_number(self, style: int, number: float) -> str:
        form = self._styles[style] if style < len(self._styles) else 0
        try:
            return self._numbers.show(number, form) or f"{number:.15g}"
        except (ValueError, OverflowError):
            return f"{number:.15g}"

    def _find_text(self, number: int) -> str:
        try:
            return self._texts[number]
        except IndexError:
            return str(number)

    def _read_text(self, content: bytes, at: int, form: str = "<H") -> str:
        """Read a text of which the length comes first."""
        (length,) = struct.unpack_from(form, content, at)
        at += struct.calcsize(form)
        if self._version < _UNICODE:
            return content[at : at + length].decode(self._page, "replace")
        return _Content(content, at, self._records).text(length) if length else ""

    def _read_texts(self, content: bytes) -> None:
        """Keep the texts that cells share."""
        (count,) = struct.unpack_from("<I", content, 4)
        texts = _Content(content, 8, self._records)
        for _ in range(count):
            self._texts.add(texts.text(texts.take(2)))
            self._texts.end()

    def _read_form(self, content: bytes) -> None:
        (form,) = struct.unpack_from("<H", content)
        self._numbers.define(form, self._read_text(content, 2, "<B" if self._version < _UNICODE else "<H"))

    def _read_style(self, content: bytes) -> None:
        self._styles += struct.unpack_from("<H", content, 2)

    def _read_first_day(self, content: bytes) -> None:
        if any(content):
            self._numbers.count_from_1904()

    def _read_page(self, content: bytes) -> None:
        (page,) = struct.unpack_from("<H", content)
        self._page = _PAGES.get(page, f"cp{page}")

    def _refuse(self, _: bytes) -> None:
        raise ValueError("it is encrypted: save it without a password")


def _show_truth(value: int, is_error: int) -> str:
    return _ERRORS.get(value, "#N/A") if is_error else ("FALSE", "TRUE")[value > 0]


def _unpack_number(packed: int) -> float:
    """Unpack a number: the last bit says that it is in hundredths, the one before that it is whole.

    >>> _unpack_number(2021 << 2 | 2), _unpack_number(1234 << 2 | 3), _unpack_number(0x3FE00000)
    (2021.0, 12.34, 0.5)
    """
    if packed & 2:
        number = float(packed >> 2)
    else:
        (number,) = struct.unpack("<d", struct.pack("<q", (packed & ~3) << 32))
    return number / 100 if packed & 1 else number
