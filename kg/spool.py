"""The cleaned records of a build, on disk: read as often as a stage needs, never all in memory."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kg.record import Record

_LEVEL = 3  # the spool is written once and read several times; higher levels cost more than they save


class Spool:
    """A re-iterable sequence of records in a file of JSON lines, compressed.

    >>> import tempfile
    >>> from kg.record import Record, Source
    >>> spool = Spool(Path(tempfile.mkdtemp()) / "records.jsonl.gz")
    >>> spool.write([Record(key="a", source=Source("rca", "x.txt", 1, "…"))])
    1
    >>> [record.key for record in spool]
    ['a']
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, records: Iterable[Record]) -> int:
        """Write the records, the first of each key only, and return how many were written."""
        encoder = msgspec.json.Encoder()
        seen: set[str] = set()
        # No name and no time in the header: equal records make equal bytes.
        with self.path.open("wb") as raw, gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as out:
            for record in records:
                if record.key not in seen:
                    seen.add(record.key)
                    out.write(encoder.encode(record) + b"\n")
        return len(seen)

    def __iter__(self) -> Iterator[Record]:
        decoder = msgspec.json.Decoder(Record)
        with gzip.open(self.path, "rb") as lines:
            for line in lines:
                yield decoder.decode(line)

    def find(self, keys: Iterable[str]) -> dict[str, Record]:
        """The records of these keys; it reads until it has them all."""
        wanted = set(keys)
        found: dict[str, Record] = {}
        for record in self:
            if record.key in wanted:
                found[record.key] = record
                if len(found) == len(wanted):
                    break
        return found
