"""What reading one input gave, as a file: records, where they stood, faults; whole and checked, or not there at all."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec
from isal import igzip
from msgspec import Struct

from kg.record import Deletion, Fault, Record

_SIGN = b"kg part\n"
_HEAD = struct.Struct("<LLL")  # sizes of a block's records and notes in bytes, their checksum
_MOST_RECORDS = 256  # of a block
_MOST_BYTES = 1 << 20  # of a block's records, and of its notes, before they are packed
_PUBMED = frozenset(("pubmed", "medline", "citations"))
_LONGEST_VERSION = 9  # digits of a record's version
_LEVEL = 2  # of igzip: a quarter of the time of zlib for as many bytes


class Row(Struct, frozen=True, array_like=True):
    """A record as far as its neighbours need to know it: key, place, and PMID if PubMed made it, in PubMed XML also version (from 1) and date of revision."""

    key: str
    line: int
    ordinal: str = ""
    pmid: str = ""
    version: int = 0
    revised: str = ""


class Notes(Struct, array_like=True):
    """What stands beside a block's records: a row for each, faults, and deletions with the rows that came before."""

    rows: list[Row] = []
    faults: list[Fault] = []
    deletions: list[tuple[int, Deletion]] = []


class Summary(Struct, frozen=True):
    """What a part holds in all, and the format that its first record was read as."""

    records: int
    faults: int
    deletions: int
    format: str = ""

    def __add__(self, other: Summary) -> Summary:
        """What both hold, one after the other."""
        return Summary(
            self.records + other.records,
            self.faults + other.faults,
            self.deletions + other.deletions,
            self.format or other.format,
        )


def pack_lines(lines: Sequence[bytes]) -> bytes:
    """Pack lines as a gzip file; equal lines make equal bytes, and such files make one when joined."""
    return igzip.compress(b"".join(line + b"\n" for line in lines), _LEVEL, mtime=0)


class Block(Struct, frozen=True):
    """Some records (one after the other, packed as a gzip file of JSON lines) and their notes."""

    records: bytes
    notes: Notes

    def lines(self) -> list[bytes]:
        """Give the records, one a line."""
        unpacked: bytes = igzip.decompress(self.records)
        return unpacked.splitlines()


class Part:
    """A finished part; `write` makes one, and nobody sees it before it is complete.

    >>> import tempfile
    >>> from kg.record import Source
    >>> part = Part(Path(tempfile.mkdtemp()) / "one")
    >>> part.write([Record(key="a", source=Source("rca", "x.txt", 1, "…")), Fault("x.txt", 9, "?", "unreadable")])
    Summary(records=1, faults=1, deletions=0, format='rca')
    >>> [row.key for block in part.blocks() for row in block.notes.rows]
    ['a']
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, items: Iterable[Record | Fault]) -> Summary:
        """Write what was read, in bounded memory, and say how much it was."""
        with self._write() as out:
            writing = _Writing()
            for item in items:
                if writing.take(item):
                    out.write(writing.pack())
            out.write(writing.pack())
            summary = writing.summary()
            out.write(_frame(b"", msgspec.json.encode(summary)))
        return summary

    def join(self, parts: Sequence[Part]) -> Summary:
        """Write what other parts hold, one after the other, and say how much it was; those are then removed."""
        joined = Summary(0, 0, 0)
        with self._write() as out:
            for each in parts:
                for records, told in each.frames():
                    if records:
                        out.write(_frame(records, told))
                    else:
                        joined += msgspec.json.decode(told, type=Summary)
            out.write(_frame(b"", msgspec.json.encode(joined)))
        for each in parts:
            each.path.unlink()
        return joined

    @contextmanager
    def _write(self) -> Iterator[BinaryIO]:
        """Open the file, which is there only when the block has ended without an error."""
        unfinished = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            with unfinished.open("wb") as out:
                out.write(_SIGN)
                yield out
            unfinished.replace(self.path)
        finally:
            unfinished.unlink(missing_ok=True)

    def summary(self) -> Summary:
        """Read it through for what it holds in all; raises ValueError if it is damaged."""
        for records, told in self.frames():
            if not records:
                return msgspec.json.decode(told, type=Summary)
        raise ValueError(f"{self.path}: breaks off")

    def blocks(self) -> Iterator[Block]:
        """Give the blocks, one after the other."""
        decoder = msgspec.json.Decoder(Notes)
        for records, told in self.frames():
            if records:
                yield Block(records, decoder.decode(zlib.decompress(told)))

    def frames(self) -> Iterator[tuple[bytes, bytes]]:
        """Give what each block is stored as, records and notes, and at last no records and the summary; raises ValueError."""
        with self.path.open("rb") as stream:
            if stream.read(len(_SIGN)) != _SIGN:
                raise ValueError(f"{self.path}: not a part")
            while len(head := stream.read(_HEAD.size)) == _HEAD.size:
                size, noted, checksum = _HEAD.unpack(head)
                records, told = stream.read(size), stream.read(noted)
                if zlib.crc32(told, zlib.crc32(records)) != checksum:
                    raise ValueError(f"{self.path}: damaged")
                yield records, told


def _frame(records: bytes, told: bytes) -> bytes:
    return _HEAD.pack(len(records), len(told), zlib.crc32(told, zlib.crc32(records))) + records + told


class _Writing:
    """Collects items until they fill a block."""

    def __init__(self) -> None:
        self._encoder = msgspec.json.Encoder()
        self._count = [0, 0, 0]
        self._format = ""
        self._clear()

    def _clear(self) -> None:
        self._records: list[bytes] = []
        self._notes = Notes([], [], [])
        self._bytes = 0

    def take(self, item: Record | Fault) -> bool:
        """Add a record or fault; give whether the block is full."""
        if isinstance(item, Record):
            self._count[0] += 1
            self._format = self._format or item.source.format
            self._notes.rows.append(_row(item))
            self._records.append(self._encoder.encode(item))
            self._bytes += len(self._records[-1])
        elif isinstance(item, Deletion):
            self._count[2] += 1
            self._notes.deletions.append((len(self._notes.rows), item))
            self._bytes += len(item.raw)
        else:
            self._count[1] += 1
            self._notes.faults.append(item)
            self._bytes += len(item.raw)
        return len(self._records) >= _MOST_RECORDS or self._bytes >= _MOST_BYTES

    def pack(self) -> bytes:
        """Give the block as it is written."""
        records = pack_lines(self._records)
        told = zlib.compress(self._encoder.encode(self._notes), 1)
        self._clear()
        return _frame(records, told)

    def summary(self) -> Summary:
        """Give the counts so far."""
        records, faults, deletions = self._count
        return Summary(records, faults, deletions, self._format)


def _row(record: Record) -> Row:
    """Note what others need to know of a record; only PubMed's own formats tell of PubMed's records."""
    source = record.source
    if source.format not in _PUBMED:
        return Row(record.key, source.line, source.ordinal)
    row = Row(record.key, source.line, source.ordinal, record.identifier("pmid"))
    if source.format != "pubmed":
        return row
    version = next((field.value for field in record.extra if field.name == "PMID/@Version"), "1")
    number = int(version) if version.isdecimal() and len(version) <= _LONGEST_VERSION else 1
    return msgspec.structs.replace(row, version=number, revised=record.date("updated"))
