"""The cleaned records of a build, on disk: read as often as a stage needs, never all in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from isal import igzip

from kg.reading.parts import Part, pack_lines
from kg.record import Record


class Spool:
    """A re-iterable sequence of records in a file of JSON lines, compressed.

    >>> import tempfile
    >>> from kg.record import Record, Source
    >>> folder = Path(tempfile.mkdtemp())
    >>> part, spool = Part(folder / "part"), Spool(folder / "records.jsonl.gz")
    >>> _ = part.write([Record(key="a", source=Source("rca", "x.txt", 1, "…"))])
    >>> spool.join([part])
    1
    >>> [record.key for record in spool]
    ['a']
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def join(self, parts: Iterable[Part], stands: Callable[[int, int], bool] = lambda _part, _row: True) -> int:
        """Write the records of the parts that stand, the first of each key only, and return how many were written.

        `stands` is asked with the number of the part and that of the record in it. Blocks all of which is written are
        copied as they are.
        """
        seen: set[str] = set()
        with self.path.open("wb") as out:
            for number, part in enumerate(parts):
                before = 0
                for block in part.blocks():
                    rows = block.notes.rows
                    kept = []
                    for index, row in enumerate(rows):
                        if row.key not in seen and stands(number, before + index):
                            seen.add(row.key)
                            kept.append(index)
                    before += len(rows)
                    if rows and len(kept) == len(rows):
                        out.write(block.records)
                    elif kept:
                        lines = block.lines()
                        out.write(pack_lines([lines[index] for index in kept]))
            if not seen:
                out.write(pack_lines([]))
        return len(seen)

    def __iter__(self) -> Iterator[Record]:
        return map(msgspec.json.Decoder(Record).decode, self.lines())

    def lines(self) -> Iterator[bytes]:
        """Read the records as they stand: a line of JSON each."""
        with igzip.open(self.path, "rb") as lines:
            yield from lines

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
