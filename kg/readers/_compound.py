"""Compound files, in which Microsoft Office kept its documents until 2007: streams by name, in chains of sectors.

The format: [MS-CFB], https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA  # what is no less names none
_ENTRY = 128  # bytes
_MOST_ENTRIES = 1 << 12
_ROOT, _STREAM = 5, 2
_SHIFTS = ((9, 6), (12, 6))  # sizes of sectors, and of those for short streams, as powers of 2


class _Entry(NamedTuple):
    """A name in the directory, its kind, its first sector, its size in bytes."""

    name: str
    kind: int
    first: int
    size: int


class Compound:
    """A compound file, of which a sector is held at a time. Raises ValueError or LookupError where it is damaged."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read where the sectors are."""
        self._stream = stream
        stream.seek(0)
        header = stream.read(512)
        if len(header) < 512 or not header.startswith(SIGN):
            raise ValueError("no compound file")
        shifts = struct.unpack_from("<2H", header, 30)
        if shifts not in _SHIFTS:
            raise ValueError(f"sectors of unknown sizes {shifts}")
        self._size = 1 << shifts[0]
        self._short = 1 << shifts[1]
        _, first, _, self._cutoff, first_short, _, more, _ = struct.unpack_from("<8I", header, 44)
        tables = [each for each in struct.unpack_from("<109I", header, 76) if each < _LAST_SECTOR]
        seen = {more}
        while more < _LAST_SECTOR:
            *listed, more = self._read_numbers(more)
            tables += (each for each in listed if each < _LAST_SECTOR)
            if more in seen:
                raise ValueError("a chain of sectors runs in a circle")
            seen.add(more)
        self._next = array("I")
        for each in dict.fromkeys(tables):
            self._next.extend(self._read_numbers(each))
        self._next_short = array("I")
        for each in _follow(self._next, first_short):
            self._next_short.extend(self._read_numbers(each))
        self._directory = list(islice(self._list(first), _MOST_ENTRIES))

    def find(self, *names: str) -> Iterator[bytes] | None:
        """Give the content of the first of these streams that is there, piece by piece."""
        found = {each.name.lower(): each for each in self._directory if each.kind == _STREAM}
        entry = next((found[name.lower()] for name in names if name.lower() in found), None)
        return self._read(entry) if entry else None

    def _read(self, entry: _Entry) -> Iterator[bytes]:
        left = entry.size
        for piece in self._read_short(entry.first) if left < self._cutoff else self._read_long(entry.first):
            yield piece[:left]
            left -= len(piece)
            if left <= 0:
                return
        raise ValueError("it breaks off")

    def _read_long(self, first: int) -> Iterator[bytes]:
        return map(self._sector, _follow(self._next, first))

    def _read_short(self, first: int) -> Iterator[bytes]:
        """Read a short stream, whose sectors are in the stream of the root."""
        root = next(each.first for each in self._directory if each.kind == _ROOT)
        around = list(_follow(self._next, root))
        for number in _follow(self._next_short, first):
            place, within = divmod(number * self._short, self._size)
            yield self._sector(around[place])[within : within + self._short]

    def _list(self, first: int) -> Iterator[_Entry]:
        for sector in self._read_long(first):
            for at in range(0, len(sector) - _ENTRY + 1, _ENTRY):
                length, kind = struct.unpack_from("<HB", sector, at + 64)
                name = sector[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                yield _Entry(name, kind, *struct.unpack_from("<2I", sector, at + 116))

    def _read_numbers(self, sector: int) -> tuple[int, ...]:
        content = self._sector(sector)
        if len(content) < self._size:
            raise ValueError("a sector is missing")
        return struct.unpack(f"<{self._size // 4}I", content)

    def _sector(self, number: int) -> bytes:
        self._stream.seek((number + 1) * self._size)
        return self._stream.read(self._size)


def _follow(following: array[int], first: int) -> Iterator[int]:
    """Give the sectors of a chain."""
    number = first
    for _ in range(len(following)):
        if number >= _LAST_SECTOR:
            return
        yield number
        number = following[number]
    if number < _LAST_SECTOR:
        raise ValueError("a chain of sectors runs in a circle")
