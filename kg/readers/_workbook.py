"""Unpacks workbooks (.xlsx, .xls, .ods, tables in web pages) as the text that their sheets are when saved as CSV, one after the other."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias, cast
from zipfile import BadZipFile, ZipFile

from kg.readers._compound import SIGN, Compound
from kg.readers._unpacking import HEAD, Unpacked
from kg.readers._workbook_binary import BinaryBook
from kg.readers._workbook_ods import CONTENT, OpenBook, is_sheet
from kg.readers._workbook_page import PageBook, is_page
from kg.readers._workbook_values import Book
from kg.readers._workbook_xml import MAIN, XmlBook

Opened: TypeAlias = "tuple[io.BufferedReader[io.RawIOBase], Unpacked | None]"
"""A stream, and what will know of damage to what it is unpacked from."""

_ZIP = b"PK\x03\x04"
_END = b"PK\x05\x06"
_LONGEST_END = (1 << 16) + 22
_DIRECTORY = 1 << 16  # bytes: hundreds of members
_MOST_HELD = 1 << 26  # bytes of a workbook inside of another file
_QUOTED = re.compile(r'[",\n]')
_DAMAGE = (
    BadZipFile, LookupError, ValueError, NotImplementedError, RuntimeError, OverflowError, zlib.error, struct.error,
)  # fmt: skip


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a stream that can be sought in is a workbook; it stands at its beginning then."""
    stream.seek(0)
    found = _open(stream)
    stream.seek(0)
    return found is not None


def unpack_workbook(stream: BinaryIO) -> Opened | None:
    """Give the sheets of a workbook as text in UTF-8, and what will know of damage; None if the stream is none."""
    if not stream.seekable() or stream.tell() or not (book := _open(stream)):
        return None
    place = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(place)
    return _print(book, lambda: size)


def unpack_held(stream: io.BufferedReader[io.RawIOBase]) -> Opened | None:
    """Hold in memory what may be a workbook inside another file, and give it as text, or as it is; None if it cannot be one.

    Raises ValueError if it is too large.
    """
    if not stream.peek(len(SIGN)).startswith((_ZIP, SIGN)):
        return None
    held = stream.read(_MOST_HELD + 1)
    if len(held) > _MOST_HELD:
        raise ValueError(f"is more than {_MOST_HELD >> 20} MiB inside another file: unpack it there")
    return unpack_workbook(io.BytesIO(held)) or (io.BufferedReader(cast("io.RawIOBase", io.BytesIO(held)), HEAD), None)


def unpack_page(stream: io.BufferedReader[io.RawIOBase], is_known: Callable[[bytes], bool]) -> Opened | None:
    """Give the tables of a web page as text; None if it has none, or none of which the beginning is known."""
    head = stream.peek(HEAD)[:HEAD]
    if not is_page(head) or not is_known(_print(PageBook(io.BytesIO(head), head), int)[0].peek(HEAD)):
        return None
    return _print(PageBook(cast("BinaryIO", stream), head), stream.tell)


def _print(book: Book, consumed: Callable[[], int]) -> tuple[io.BufferedReader[io.RawIOBase], Unpacked]:
    unpacked = Unpacked(_Pieces(_print_sheets(book)), consumed, "the workbook is not read any further")
    return io.BufferedReader(unpacked, HEAD), unpacked


def _open(stream: BinaryIO) -> Book | None:
    """Open a workbook; if the stream is none, it stands at its beginning."""
    sign = stream.read(len(SIGN))
    try:
        book = _open_archive(stream) if sign.startswith(_ZIP) else _open_compound(stream) if sign == SIGN else None
    except (*_DAMAGE, OSError):
        book = None
    if not book:
        stream.seek(0)
    return book


def _open_archive(stream: BinaryIO) -> Book | None:
    stream.seek(max(0, stream.seek(0, io.SEEK_END) - _LONGEST_END))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or int.from_bytes(tail[at + 12 : at + 16], "little") > _DIRECTORY:
        return None
    archive = ZipFile(stream)
    names = archive.namelist()
    if MAIN in names:
        return XmlBook(archive)
    return OpenBook(archive) if CONTENT in names and is_sheet(archive) else None


def _open_compound(stream: BinaryIO) -> Book | None:
    found = Compound(stream).find("Workbook", "Book")
    return BinaryBook(found) if found else None


class _Pieces:
    """Bytes that come in pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def read1(self, size: int, /) -> bytes:
        try:
            self._left = self._left or next(self._pieces, b"")
        except _DAMAGE as error:
            raise OSError("a record breaks off" if isinstance(error, struct.error) else str(error)) from error
        given, self._left = self._left[:size], self._left[size:]
        return given


def _print_sheets(book: Book) -> Iterator[bytes]:
    for sheet in book.read_sheets():
        width = 0
        for cells in sheet:
            width = max(width, len(cells))
            missing = "," * (width - len(cells)) if cells else ""
            yield f"{','.join(map(_quote, cells))}{missing}\n".encode()


def _quote(cell: str) -> str:
    if "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return '"{}"'.format(cell.replace('"', '""')) if _QUOTED.search(cell) else cell
