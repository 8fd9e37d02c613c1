"""The cleaned records of a build, on disk: read as often as a stage needs, never all in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from isal import igzip
from msgspec import Struct

from kg.files import open_packed
from kg.reading.parts import Part, pack_lines
from kg.record import Field, Record, Reference, Source

R = TypeVar("R", bound=Record)

_WORTH_IT = 500  # records of a piece, at least: what is worth sending at once


class Brief(Record, frozen=True):
    """A record without its raw text and place, its references and what has no place in our model: read in two thirds of the time."""

    # By these names nothing stands in a spool.
    source: Source = msgspec.field(default=Source("", "", 0, ""), name="no source")
    references: tuple[Reference, ...] = msgspec.field(default=(), name="no references")
    extra: tuple[Field, ...] = msgspec.field(default=(), name="no extra")


class Piece(Struct, frozen=True):
    """Some records of a spool, as the bytes of its file that hold them: to be read in any process."""

    path: Path
    start: int
    end: int

    def read(self, kind: type[R]) -> list[R]:
        """Read the records, in full or in brief."""
        with self.path.open("rb") as file:
            file.seek(self.start)
            lines = igzip.decompress(file.read(self.end - self.start))
        return _decoder(kind).decode_lines(lines)


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
        self._pieces: list[Piece] = []

    def join(self, parts: Iterable[Part], stands: Callable[[int, int], bool] = lambda _part, _row: True) -> int:
        """Write the records of the parts that stand, the first of each key only, and return how many were written.

        `stands` is asked with the number of the part and that of the record in it. Blocks all of which is written are
        copied as they are.
        """
        seen: set[str] = set()
        first = 0
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
                    if len(seen) - first >= _WORTH_IT:
                        first = len(seen)
                        self._end_piece(out.tell())
            self._end_piece(out.tell())
            if not seen:
                out.write(pack_lines([]))
        return len(seen)

    def _end_piece(self, end: int) -> None:
        start = self._pieces[-1].end if self._pieces else 0
        if start < end:
            self._pieces.append(Piece(self.path, start, end))

    def pieces(self) -> Sequence[Piece]:
        """Give what was joined in pieces of some hundred records, in order."""
        return self._pieces

    def __iter__(self) -> Iterator[Record]:
        return map(_decoder(Record).decode, self.lines())

    def lines(self) -> Iterator[bytes]:
        """Read the records as they stand: a line of JSON each."""
        with open_packed(self.path) as lines:
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


@cache
def _decoder(kind: type[R]) -> msgspec.json.Decoder[R]:
    return msgspec.json.Decoder(kind)
