"""Rows of things put aside in a file, as JSON: what is found long before it is needed, and is large, is not held till then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")


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

    def put(self, things: tuple[T, ...]) -> Sequence[T]:
        """Give a row of these things, which are read whenever it is looked at."""
        if not things:
            return things
        packed = self._encoder.encode(things)
        start, self._size = self._size, self._size + self._out.write(packed)
        return Row(self, start, len(packed))

    def read(self, start: int, size: int) -> bytes:
        """Read what stands there."""
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
