"""Finds the ends of JSON's objects by their brackets, in a window over a stream that grows as far as it must."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.readers._spans import check_end, first_line, head_of
from kg.readers._streams import find_encoding
from kg.readers._unpacking import HEAD, buffer

MOST = 1 << 23  # bytes of one entry; works with thousands of authors have a few mebibytes
DEEPEST = 64  # brackets inside brackets
OVERLAP = 512  # bytes in which whatever is looked for fits
OPENERS = {b"}": b"{", b"]": b"["}

_INSIDE = re.compile(rb'[^"{}\[\]]*+(?:"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"[^"{}\[\]]*+)*+')
_OPEN_STRING = re.compile(rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+\\?\Z')
_FURTHER = re.compile(rb'\s*+,\s*+"[^"\\\n]*+"\s*+:')


class BrokenError(ValueError):
    """An object that cannot be told from what is around it."""


class DeepError(BrokenError):
    """An object with more brackets inside brackets than any entry has; `reach` bytes of it were looked at."""

    def __init__(self, reach: int) -> None:
        super().__init__("nested too deeply")
        self.reach = reach


class Window:
    """The part of a stream that is looked at: `data` from `at` on; `line` is the line that `at` is on.

    `lead` is what stands before `at` on its line, `around` the brackets that are open around the entries.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._chunks = _read_chunks(stream)
        self.data = b""
        self.at = 0
        self.line = first_line(stream)
        self.lead = b""
        self.around: list[bytes] = []

    def grow(self) -> bool:
        """Forget what was taken and read at least as much as there is left; False at the end."""
        parts = [self.data[self.at :]]
        least, size = len(parts[0]), 0
        for chunk in self._chunks:
            parts.append(chunk)
            size += len(chunk)
            if size >= least:
                break
        self.data, self.at = b"".join(parts), 0
        if not size:
            check_end(self._stream, over=not self.data and not self.around)
        return size > 0

    def take(self, end: int) -> bytes:
        """Take the text up to `end`."""
        text = self.data[self.at : end]
        before, ended, last = text.rpartition(b"\n")
        self.line += before.count(b"\n") + len(ended)
        self.lead = (last if ended else self.lead + last)[-OVERLAP:]
        self.at = end
        return text


class Fence:
    """Where the next entry begins: by its start, or, if this one's members stand further in than it, on a line as its."""

    def __init__(self, window: Window, start: bytes) -> None:
        pattern, lead = start, window.lead
        if not lead.strip() and not re.compile(rb"\{\s*\n" + lead + rb"[^ \t]").match(window.data, window.at):
            pattern += rb"|\n" + lead + rb"\{"
        self._pattern = re.compile(pattern) if pattern else None
        self._seen, self._there, self._place = 1, 0, -1  # counted from where the entry begins

    def is_passed(self, window: Window, place: int) -> bool:
        """Tell whether the next entry begins before `place`."""
        there = len(window.data) - window.at
        if self._pattern and self._place < 0 and there > self._there:
            found = self._pattern.search(window.data, window.at + self._seen)
            self._place = found.start() - window.at if found else -1
            self._seen, self._there = max(there - OVERLAP, 1), there
        return -1 < self._place < place - window.at


def _read_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Give the stream in UTF-8, in pieces; JSON is UTF-8 unless it is plainly UTF-16 or UTF-32."""
    buffered = buffer(stream)
    head = head_of(buffered, buffered.peek(HEAD))
    chunks = iter(lambda: buffered.read(HEAD), b"")
    if head.startswith(codecs.BOM_UTF8) and first_line(stream) == 1:
        buffered.read(len(codecs.BOM_UTF8))
    elif b"\0" in head[:4] or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return (text.encode() for text in codecs.iterdecode(chunks, find_encoding(head), "replace"))
    return chunks


def find_end(window: Window, wrappers: frozenset[bytes], start: bytes = b"") -> tuple[int, bool]:
    """Find the end of an object or a list by its brackets; the same as `_find_entry`."""
    fence = Fence(window, start)
    stack: list[bytes] = []
    place = window.at
    while True:
        place = _find_bracket(window, place, fence)
        mark = window.data[place : place + 1]
        if mark in OPENERS:
            if stack.pop() != OPENERS[mark]:
                raise BrokenError("its brackets do not match")
            if not stack:
                return place + 1, True
        else:
            if len(stack) == 1 and _opens_wrapper(window, place, wrappers):
                return place, False
            stack.append(mark)
            if len(stack) > DEEPEST:
                raise DeepError(place - window.at)
        place += 1


def goes_on(window: Window, end: int) -> bool:
    """Tell whether a member follows an object that has been closed."""
    return _FURTHER.match(window.data, end) is not None


def _find_bracket(window: Window, place: int, fence: Fence) -> int:
    """Find the next bracket that is in no string; reads on where the text ends before it."""
    while True:
        inside = _INSIDE.match(window.data, place)
        place = inside.end() if inside else place
        if fence.is_passed(window, place):
            raise BrokenError("not closed before the next entry begins")
        mark = window.data[place : place + 1]
        if mark not in {b"", b'"'}:
            return place
        if mark and not _OPEN_STRING.match(window.data, place):
            raise BrokenError("a string is not closed on its line")
        place -= window.at
        if place > MOST:
            raise BrokenError("longer than 8 MiB")
        if not window.grow():
            raise BrokenError("the file ends inside it")


def _opens_wrapper(window: Window, place: int, wrappers: frozenset[bytes]) -> bool:
    """Tell whether what opens here is the value of a wrapper's key."""
    before = window.data[max(window.at, place - OVERLAP // 4) : place].rstrip(b" \t\r\n:")
    return before[-1:] == b'"' and before[before.rfind(b'"', 0, -1) + 1 : -1] in wrappers
