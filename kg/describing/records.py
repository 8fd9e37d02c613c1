"""Records in one plain file, of which each can be read by itself: by their own keys they come in one order, by their studies in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

from kg.record import Record

Place: TypeAlias = tuple[int, int]
"""Where a record starts in the file, and how many bytes it has."""


class _Key(Struct, frozen=True):
    key: str


def unpack(lines: Iterable[bytes], path: Path) -> dict[str, Place]:
    """Write records (lines of JSON) to a file, and tell by its key where each stands."""
    key = msgspec.json.Decoder(_Key)
    places: dict[str, Place] = {}
    start = 0
    with path.open("wb") as out:
        for line in lines:
            out.write(line)
            places[key.decode(line).key] = start, len(line)
            start += len(line)
    return places


def read(path: Path, places: Iterable[Place]) -> Iterator[Record]:
    """Read the records at these places, one after the other: who lets go of each works in the processor's cache."""
    decoder = msgspec.json.Decoder(Record)
    with path.open("rb", buffering=0) as file:
        for start, size in places:
            file.seek(start)
            yield decoder.decode(file.read(size))
