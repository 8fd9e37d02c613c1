"""Keeps rows in a file: of long tables a process then holds no more than it looks at, and hands them to others by a name."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from kg.queries.rows import Row, Rows

_TOGETHER = 10_000  # rows that are written and read at once


class KeptRows(Rows):
    """Rows that stand in a file and are read anew, some thousands at a time, whenever they are iterated over."""

    def __init__(self, columns: tuple[str, ...], path: Path, count: int) -> None:
        super().__init__(columns, ())
        self._path = path
        self._count = count

    def __iter__(self) -> Iterator[Row]:
        with self._path.open("rb") as file:
            for _ in range(0, self._count, _TOGETHER):
                yield from pickle.load(file)  # noqa: S301 - written below

    def __len__(self) -> int:
        return self._count


def keep_rows(rows: Rows, path: Path) -> KeptRows:
    """Write rows to a file, whose folder is made if it is missing, and give them as they stand there.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     keep_rows(Rows(("name", "studies"), [("Ada", 2)]), Path(folder, "people")).to_dicts()
    [{'name': 'Ada', 'studies': 2}]
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        left = iter(rows)
        while some := list(islice(left, _TOGETHER)):
            pickle.dump(some, file, pickle.HIGHEST_PROTOCOL)
    return KeptRows(rows.columns, path, len(rows))
