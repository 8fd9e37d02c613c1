"""Rows of things put aside in a file, as JSON: what is found long before it is needed, and is large, is not held till then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")

_AT_ONCE = 1000  # things of a long row that are read at once


class Aside(Generic[T]):
    """A new file of rows of things of one kind, which lasts as long as any of its rows.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     aside = Aside(Path(folder, "rows"), int)
    ...     some, others = aside.put((3, 1)), aside.put((2,))
    ...     list(some), others[0]
    ([3, 1], 2)
    """

    def __init__(self, path: Path, kind: type[T]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._out, self._in = path.open("wb"), path.open("rb", buffering=0)
        self._encoder = msgspec.json.Encoder()
        self.decoder: msgspec.json.Decoder[tuple[T, ...]] = msgspec.json.Decoder(tuple[kind, ...])  # type: ignore[valid-type]  # the type is known when it runs
        self._size = 0
        self._reading = Lock()  # several threads may

    def put(self, things: tuple[T, ...]) -> Sequence[T]:
        """Give a row of these things, which are read whenever it is looked at."""
        if not things:
            return things
        packed = self._encoder.encode(things)
        start, self._size = self._size, self._size + self._out.write(packed)
        return Row(self, start, len(packed))

    def put_all(self, things: Iterable[T]) -> Sequence[T]:
        """Give a row of however many things, of which some are read at a time.

        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     row = Aside(Path(folder, "rows"), int).put_all(range(2500))
        ...     len(row), row[1999], sum(row)
        (2500, 1999, 3123750)
        """
        left = iter(things)
        return LongRow([*map(self.put, iter(lambda: tuple(islice(left, _AT_ONCE)), ()))])

    def read(self, start: int, size: int) -> bytes:
        """Read what stands there."""
        with self._reading:
            self._out.flush()
            self._in.seek(start)
            return self._in.read(size)


class Row(Sequence[T]):
    """A row put aside; what is `written` of it can be copied into other JSON."""

    __slots__ = ("_aside", "_size", "_start")

    def __init__(self, aside: Aside[T], start: int, size: int) -> None:
        self._aside, self._start, self._size = aside, start, size

    @property
    def written(self) -> msgspec.Raw:
        """The row in JSON."""
        return msgspec.Raw(self._aside.read(self._start, self._size))

    def _read(self) -> tuple[T, ...]:
        return self._aside.decoder.decode(self.written)

    def __iter__(self) -> Iterator[T]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __getitem__(self, place: Any) -> Any:
        return self._read()[place]


class LongRow(Sequence[T]):
    """Rows of so many things each, but for the last, one behind the other."""

    def __init__(self, rows: Sequence[Sequence[T]]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(self._rows)

    def __len__(self) -> int:
        return len(self._rows) and (len(self._rows) - 1) * _AT_ONCE + len(self._rows[-1])

    def __getitem__(self, place: Any) -> Any:
        some = range(len(self))[place]
        if isinstance(some, int):
            return self._rows[some // _AT_ONCE][some % _AT_ONCE]
        return tuple(self[each] for each in some)


class Sorted(Generic[T]):
    """Takes rows in any order and gives what is in them by their keys: put aside, if there is a path.

    >>> rows = Sorted(int)
    >>> rows.add("b", (3, 1))
    >>> rows.add("a", (2,))
    >>> rows.finish()
    (2, 3, 1)
    """

    def __init__(self, kind: type[T], path: Path | None = None) -> None:
        self._aside = Aside(path, kind) if path else None
        self._rows: dict[str, Sequence[T]] = {}

    def add(self, key: str, row: tuple[T, ...]) -> None:
        """Take the row of this key."""
        self._rows[key] = self._aside.put(row) if self._aside else row

    def finish(self) -> Sequence[T]:
        """Give all things, row by row."""
        things = chain.from_iterable(self._rows[key] for key in sorted(self._rows))
        return self._aside.put_all(things) if self._aside else tuple(things)
