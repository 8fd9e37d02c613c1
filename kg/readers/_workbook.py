"""Unpacks Excel workbooks (.xlsx) as the text that their sheets are when saved as CSV, one after the other."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from kg.readers._unpacking import HEAD, Unpacked
from kg.readers._workbook_parts import MAIN, Book, read_text

_SIGN = b"PK\x03\x04"
_END = b"PK\x05\x06"
_LONGEST_END = (1 << 16) + 22
_DIRECTORY = 1 << 16  # bytes: hundreds of members
_MOST_COLUMNS = 1 << 14
_LONGEST_ROW = 1 << 22  # characters
_COLUMN = re.compile(r"[A-Z]{1,3}")
_QUOTED = re.compile(r'[",\n]')
_DAMAGE = (BadZipFile, LookupError, ValueError, NotImplementedError, RuntimeError, OverflowError, zlib.error)


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a stream that can be sought in is a workbook; it stands at its beginning then."""
    stream.seek(0)
    found = _open(stream)
    stream.seek(0)
    return found is not None


def unpack_workbook(stream: BinaryIO) -> tuple[io.BufferedReader[io.RawIOBase], Unpacked] | None:
    """Give the sheets of a workbook as text in UTF-8, and what will know of damage; None if the stream is none."""
    if not stream.seekable() or stream.tell() or not (archive := _open(stream)):
        return None
    size = stream.seek(0, io.SEEK_END)
    unpacked = Unpacked(_Pieces(_print_sheets(archive)), lambda: size)
    return io.BufferedReader(unpacked, HEAD), unpacked


def _open(stream: BinaryIO) -> ZipFile | None:
    """Open a workbook; if the stream is none, it stands at its beginning."""
    is_packed = stream.read(len(_SIGN)) == _SIGN
    tail = b""
    if is_packed:
        stream.seek(max(0, stream.seek(0, io.SEEK_END) - _LONGEST_END))
        tail = stream.read()
    stream.seek(0)
    at = tail.rfind(_END)
    if at < 0 or int.from_bytes(tail[at + 12 : at + 16], "little") > _DIRECTORY:
        return None
    try:
        archive = ZipFile(stream)
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        archive = None
    if archive and MAIN in archive.namelist():
        return archive
    stream.seek(0)
    return None


class _Pieces:
    """Bytes that come in pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def read1(self, size: int, /) -> bytes:
        try:
            self._left = self._left or next(self._pieces, b"")
        except _DAMAGE as error:
            raise OSError(str(error)) from error
        given, self._left = self._left[:size], self._left[size:]
        return given


def _print_sheets(archive: ZipFile) -> Iterator[bytes]:
    book = Book(archive)
    for sheet in book.sheets:
        width = 0
        for cells in _read_rows(book, sheet):
            width = max(width, len(cells))
            missing = "," * (width - len(cells)) if cells else ""
            yield f"{','.join(map(_quote, cells))}{missing}\n".encode()


def _quote(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if _QUOTED.search(cell) else cell


def _read_rows(book: Book, sheet: str) -> Iterator[list[str]]:
    """Give the cells of each row, up to the last that is filled."""
    cells: list[str] = []
    texts: list[str] = []
    size = place = 0
    for ends, name, element in book.walk(sheet):
        if name == "row" and not ends:
            cells, size = [], 0
        elif name == "row":
            yield cells
        elif name == "c" and not ends:
            texts = []
            place = _find_place(element.get("r", ""), len(cells))
        elif name in {"v", "t"} and ends:
            texts.append(read_text(element))
        elif name == "c" and (shown := book.show(element.get("t", ""), element.get("s", ""), "".join(texts))):
            size += len(shown)
            if place >= _MOST_COLUMNS or size > _LONGEST_ROW:
                raise ValueError("a row longer than one of a sheet can be")
            cells += [""] * (place - len(cells))
            cells.append(shown)


def _find_place(reference: str, following: int) -> int:
    """Find the column, from 0, that a reference tells; without one it is the following.

    >>> _find_place("B7", 0), _find_place("AA1", 3), _find_place("", 3)
    (1, 26, 3)
    """
    found = _COLUMN.match(reference)
    place = 0
    for letter in found[0] if found else "":
        place = place * 26 + ord(letter) - ord("A") + 1
    return max(place - 1, following) if found else following
