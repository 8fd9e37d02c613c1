"""Opens, decompresses and decodes input: everything between a path and lines of clean text."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from charset_normalizer import from_bytes

from kg.record import Fault

HEAD = 1 << 16  # bytes looked at to tell format and encoding
LONGEST_LINE = 1 << 20  # characters; real lines of any format stay far below

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPACING = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_UNDECODED = re.compile(r"[\udc80-\udcff]")


class Damaged(io.RawIOBase):
    """A stream that ends where its compressed data is broken, and remembers in `reason` that it did."""

    def __init__(self, packed: BinaryIO) -> None:
        """Read from `packed`, a stream that may fail midway."""
        self._packed = packed
        self.reason = ""

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub's buffer type is private
        """Fill the buffer with what can still be decompressed."""
        if self.reason:
            return 0
        try:
            chunk = self._packed.read(min(len(buffer), HEAD))
        except (EOFError, OSError, zlib.error) as error:
            self.reason = f"the compressed data is damaged: {error}"
            return 0
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Close the file below as well."""
        self._packed.close()
        super().close()


def open_stream(path: Path) -> tuple[io.BufferedReader, Damaged | None]:
    """Open a file for reading; if its first bytes are gzip's, decompress it, and give what will know of damage."""
    plain = io.BufferedReader(path.open("rb", 0), HEAD)
    if plain.peek(2)[:2] != b"\x1f\x8b":
        return plain, None
    damaged = Damaged(gzip.GzipFile(fileobj=plain))  # type: ignore[arg-type]  # a GzipFile is a BinaryIO in all but name
    return io.BufferedReader(damaged, HEAD), damaged


def find_encoding(head: bytes) -> str:
    """Name the encoding of the text that begins with `head`: by its mark, as UTF-8, by its zeros, else by its letters.

    Raises ValueError if no encoding makes text of it.

    >>> find_encoding("Núñez".encode("utf-16")), find_encoding(b"plain")
    ('utf-16', 'utf-8')
    """
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    if len(head) > 3 and (head[1::2].count(0) > len(head) // 4 or head[::2].count(0) > len(head) // 4):
        return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        best = from_bytes(head, cp_exclusion=["utf_8", "utf_16", "utf_32", "utf_7"]).best()
        if best is None:
            raise ValueError("no known text encoding fits its first bytes") from None
        return best.encoding
    return "utf-8"


def decode_head(head: bytes) -> bytes:
    """Give the same text in UTF-8, for telling formats apart; the bytes as they are if they are not text."""
    try:
        encoding = find_encoding(head)
    except ValueError:
        return head
    return head if encoding == "utf-8" else head.decode(encoding, "ignore").encode()


def read_lines(stream: BinaryIO, file: str) -> Iterator[tuple[int, str] | Fault]:
    r"""Decode a stream line by line, in bounded memory; yields the number (from 1) and text of each, without its end.

    Control characters are stripped. A stream in no known encoding is one fault. Bytes that the encoding cannot decode are read as Windows-1252 and reported by a
    fault before their line (field "encoding"); a line longer than a mebibyte comes as faults, piece by piece.

    >>> list(read_lines(io.BytesIO(b"one\r\ntw\x00o"), "f"))
    [(1, 'one'), (2, 'two')]
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, HEAD)  # type: ignore[type-var]  # any stream does
    try:
        encoding = find_encoding(buffered.peek(HEAD)[:HEAD])
    except ValueError as error:
        yield Fault(file, 0, "", f"not read: {error}")
        return
    wide = encoding.startswith(("utf-16", "utf-32"))  # these cannot escape single bytes
    text = io.TextIOWrapper(buffered, encoding, "replace" if wide else "surrogateescape", newline=None)
    number, overlong = 0, False
    for line in iter(lambda: text.readline(LONGEST_LINE), ""):
        number += not overlong
        ended = line.endswith("\n")
        if overlong or (not ended and len(line) == LONGEST_LINE):
            yield Fault(file, number, _strip(line), "a line longer than 1 MiB is no part of a record")
            overlong = not ended
            continue
        bare = line[:-1] if ended else line
        if not bare.isprintable():
            if _UNDECODED.search(bare):
                yield Fault(file, number, _strip(bare), f"not {encoding}: read as Windows-1252", "encoding")
            bare = _strip(bare)
        yield number, bare


def _strip(line: str) -> str:
    """Remove control characters, and decode what was left undecoded."""
    if _UNDECODED.search(line):
        line = line.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return _CONTROL.sub("", _SPACING.sub(" ", line))
