"""Unpacks compressed input as a stream that ends, with a reason, where the data is broken or a bomb."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol, cast

from isal import igzip
from isal.igzip_lib import IsalError

GZIP = b"\x1f\x8b"
HEAD = 1 << 16  # bytes looked at to tell format and encoding
_DAMAGE = (EOFError, OSError, cast("type[Exception]", IsalError))  # of which its stub does not say that it is a class
_HARMLESS = 1 << 24  # unpacked bytes that are never too many
_MOST_TIMES = 250  # exports become 5 to 30 times smaller when packed, what is made to fill a disk 1,000 times


class Packed(Protocol):
    """What gives unpacked bytes, or raises EOFError, OSError or zlib.error where it cannot."""

    def read1(self, size: int, /) -> bytes:
        """Give up to so many bytes, none at the end."""


class Unpacked(io.RawIOBase):
    """An unpacked stream that ends where the packed data is broken, or is a bomb; then `reason` says why."""

    def __init__(
        self, packed: Packed, consumed: Callable[[], int], complaint: str = "the compressed data is damaged"
    ) -> None:
        """Read from `packed`, which has used up `consumed()` packed bytes so far."""
        self._packed = packed
        self.consumed = consumed
        self._complaint = complaint
        self._given = 0
        self.reason = ""

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def tell(self) -> int:
        """Say how many bytes have been read."""
        return self._given

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub's buffer type is private
        """Fill the buffer as far as the data can be unpacked."""
        filled = 0
        try:
            while not self.reason and filled < len(buffer) and (chunk := self._packed.read1(len(buffer) - filled)):
                buffer[filled : filled + len(chunk)] = chunk
                filled += len(chunk)
        except (EOFError, OSError, zlib.error) as error:
            self.reason = f"{self._complaint}: {error}"
        self._given += filled
        if is_bomb(self._given, self.consumed()):
            self.reason = f"the compressed data becomes more than {_MOST_TIMES} times as large: not read any further"
        return filled


def buffer(stream: BinaryIO) -> io.BufferedReader[io.RawIOBase]:
    """Give a stream whose first bytes can be looked at."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream), HEAD)


def is_bomb(given: int, consumed: int) -> bool:
    """Tell by the bytes unpacked so far, and the packed ones they took, whether the data is made to do harm."""
    return given > _HARMLESS and given > _MOST_TIMES * consumed


def unpack(stream: BinaryIO) -> tuple[io.BufferedReader[io.RawIOBase], Unpacked | None]:
    """Unpack a stream if its first bytes are gzip's; give what will know of damage as well."""
    plain: io.BufferedReader[io.RawIOBase] = io.BufferedReader(_Lent(stream), HEAD)
    if plain.peek(2)[:2] != GZIP:
        return plain, None
    packed = _Gunzipping(plain) if plain.seekable() else gzip.GzipFile(fileobj=plain)
    unpacked = Unpacked(cast("Packed", packed), plain.tell)
    return io.BufferedReader(unpacked, HEAD), unpacked


class _Lent(io.RawIOBase):
    """Gives a stream that whoever opened it will close: no reader does."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast("io.RawIOBase", stream)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]  # the stub's buffer type is private
        return self._stream.readinto(buffer)


class _Gunzipping:
    """Unpacks with igzip, twice as fast; where that meets damage, zlib goes on and gives all that can be saved before it."""

    def __init__(self, plain: io.BufferedReader[io.RawIOBase]) -> None:
        self._plain = plain
        self._start = plain.tell()
        self._file: gzip.GzipFile = igzip.IGzipFile(fileobj=_Sips(plain))
        self._given = 0

    def read1(self, size: int) -> bytes:
        try:
            chunk = self._file.read1(size)
        except _DAMAGE:
            if not isinstance(self._file, igzip.IGzipFile):
                raise
            self._plain.seek(self._start)
            self._file = gzip.GzipFile(fileobj=self._plain)
            self._file.seek(self._given)
            chunk = self._file.read1(size)
        self._given += len(chunk)
        return chunk


class _Sips(io.RawIOBase):
    """Gives a stream by little at once, so that what was taken of it tells what was unpacked: igzip would take half a megabyte."""

    def __init__(self, plain: io.BufferedReader[io.RawIOBase]) -> None:
        self._plain = plain

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub's buffer type is private
        return self._plain.readinto1(memoryview(buffer)[:HEAD])
