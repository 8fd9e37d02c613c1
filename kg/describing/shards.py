"""Records spread over files, so that each file can be worked on by itself and gives a stretch of the sorted graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

SIZE = 250  # records of a shard: some tenths of a second of work, some tens of megabytes of quads
_HELD = 32 << 20  # bytes that wait in memory before they are written


class _Key(Struct, frozen=True):
    key: str


def scatter(lines: Iterable[bytes], places: Mapping[str, int], folder: Path) -> dict[int, Path]:
    """Write each record (a line of JSON) to the file of its place, which `places` tells by the record's key.

    Within a file the records keep their order.
    """
    folder.mkdir()
    files: dict[int, Path] = {}
    waiting: defaultdict[int, list[bytes]] = defaultdict(list)
    held = 0
    key = msgspec.json.Decoder(_Key)

    def flush() -> None:
        for place, block in waiting.items():
            path = files.setdefault(place, folder / f"{place:06}.jsonl")
            with path.open("ab") as out:
                out.writelines(block)
        waiting.clear()

    for line in lines:
        waiting[places[key.decode(line).key]].append(line)
        held += len(line)
        if held > _HELD:
            flush()
            held = 0
    flush()
    return dict(sorted(files.items()))
