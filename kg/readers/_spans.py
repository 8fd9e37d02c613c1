"""Cuts a large file into spans that several processes can read, and gives a span as the stream that its reader would see.

A reader whose format tells where records begin says so (`BOUNDARY`), and spans begin there. That it may begin anew there
shows when the span before is read: all that it began has ended where it ends. If not (in a comment, say), there is a
`SpanError`, and the file is to be read as a whole. So, from the first to the last, each span is read as in its whole.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from kg.readers._unpacking import HEAD

_REACH = 1 << 20  # bytes in which a boundary is looked for


class SpanError(Exception):
    """Something that began in a span goes on in the next."""


class Span(Struct, frozen=True):
    """The bytes of a file from `start` to `end`, of which the first is on `line`; `last` if none come after them."""

    start: int
    end: int
    line: int
    last: bool


class Slice(io.BufferedReader):
    """A span as a stream, which knows where it is: `head` is what its file begins with."""

    def __init__(self, file: BinaryIO, span: Span) -> None:
        self.span = span
        file.seek(0)
        self.head = file.read(HEAD)
        super().__init__(_Limited(file, span), HEAD)


class _Limited(io.RawIOBase):
    def __init__(self, file: BinaryIO, span: Span) -> None:
        file.seek(span.start)
        self._file = file
        self._left = span.end - span.start

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub's buffer type is private
        chunk = self._file.read(min(len(buffer), self._left))
        buffer[: len(chunk)] = chunk
        self._left -= len(chunk)
        return len(chunk)


def head_of(stream: BinaryIO, start: bytes) -> bytes:
    """Give the first bytes of a stream that begins with `start`: of a span, those of its file."""
    return stream.head if isinstance(stream, Slice) else start[:HEAD]


def first_line(stream: BinaryIO) -> int:
    """Give the number of the line that a stream begins with."""
    return stream.span.line if isinstance(stream, Slice) else 1


def check_end(stream: BinaryIO, *, over: bool) -> None:
    """Say at a stream's end whether all that began in it is over; raises SpanError if it is not, and the file goes on."""
    if not over and isinstance(stream, Slice) and not stream.span.last:
        raise SpanError(f"byte {stream.span.end} is inside of something")


def find_spans(path: Path, boundary: re.Pattern[bytes], size: int) -> list[Span]:
    """Cut a file where a match of `boundary` ends, into spans of about that many bytes, or more where there is none."""
    with path.open("rb") as file:
        end = file.seek(0, io.SEEK_END)
        starts = {0}
        for number in range(1, count := end // size):
            place = file.seek(end * number // count)
            if found := boundary.search(file.read(_REACH)):
                starts.add(place + found.end())
        file.seek(0)
        return list(_measure(file, [*sorted(starts), end]))


def _measure(file: BinaryIO, edges: list[int]) -> Iterator[Span]:
    line = 1
    for start, end in pairwise(edges):
        yield Span(start, end, line, last=end == edges[-1])
        for place in range(start, end, _REACH):
            line += file.read(min(_REACH, end - place)).count(b"\n")
