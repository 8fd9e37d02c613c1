"""What functions that run in other processes work with: how they are run, and values that all of them need."""

from __future__ import annotations

import mmap
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Protocol, Self, TypeVar, get_args
from weakref import WeakValueDictionary

import msgspec

T = TypeVar("T")
Item = TypeVar("Item")
R = TypeVar("R")

_ALIGNED = 64  # bytes that an array's first one stands at a multiple of


class Run(Protocol):
    """Runs a function on independent pieces of work: `map`, or `Workers.map`."""

    def __call__(self, function: Callable[[T], R], items: Iterable[T], /) -> Iterable[R]:
        """Give the results in the order of the items."""


class Shared(Generic[T]):
    """A `value` that is sent to other processes as the name of a file: there its arrays are mapped, not read, so that all hold them once.

    The file is written when the value is first sent, into `folder` (by default the one for temporary files), and removed
    when the block ends; who has received it by then keeps it. Only arrays gain: the rest is read by each process.

    >>> with Shared([1, 2]) as shared:
    ...     pickle.loads(pickle.dumps(shared)).value
    [1, 2]
    """

    def __init__(self, value: T, folder: Path | None = None) -> None:
        self.value = value
        self._folder = folder
        self._path: Path | None = None
        self._writing = Lock()  # several threads may send it

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._path:
            with suppress(OSError):  # where a file that is mapped cannot be removed, it goes with its folder
                self._path.unlink()

    def __reduce__(self) -> tuple[Any, ...]:
        with self._writing:
            if self._path is None:
                self._path = _write(self.value, self._folder)
        return _open, (self._path,)


class Packed(Generic[T]):
    """A value that is sent to other processes as MessagePack, which takes a fifth of the time of pickles; its `kind` is its type.

    There it stays packed, and small, until it is asked for.

    >>> pickle.loads(pickle.dumps(Packed(((1, "a"),), tuple[tuple[int, str], ...]))).unpack()
    ((1, 'a'),)
    """

    def __init__(self, value: T, kind: Any) -> None:
        self._value = value
        self._kind = kind

    def unpack(self) -> T:
        """Give the value."""
        return self._value

    def each(self: Packed[list[Item]]) -> Iterator[Item]:
        """Give what is in a list, each unpacked when its turn comes: it is still in the processor's cache when it is used.

        >>> list(pickle.loads(pickle.dumps(Packed([(1, "a")], list[tuple[int, str]]))).each())
        [(1, 'a')]
        """
        return iter(self.unpack())

    def __reduce__(self) -> tuple[Any, ...]:
        packed = msgspec.msgpack.encode(self._value, enc_hook=tuple)  # what is read when it is looked at
        return _Received, (packed, self._kind)


class _Received(Packed[T]):
    """A packed value in the process that it was sent to."""

    def __init__(self, packed: bytes, kind: Any) -> None:
        self._packed = packed
        self._kind = kind

    def unpack(self) -> T:
        value: T = _decoder(self._kind).decode(self._packed)
        return value

    def each(self: _Received[list[Item]]) -> Iterator[Item]:
        (kind,) = get_args(self._kind)
        return map(_decoder(kind).decode, _decoder(list[msgspec.Raw]).decode(self._packed))


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


def _write(value: object, folder: Path | None) -> Path:
    """Write a value to a new file: its arrays, what else it is made of, and where all that stands."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    buffers: list[pickle.PickleBuffer] = []
    rest = memoryview(pickle.dumps(value, 5, buffer_callback=buffers.append))
    with tempfile.NamedTemporaryFile(prefix="kg-", dir=folder, delete=False) as out:
        places = []
        for each in (*(buffer.raw() for buffer in buffers), rest):
            out.write(bytes(-out.tell() % _ALIGNED))
            places.append((out.tell(), len(each)))
            out.write(each)
        table = pickle.dumps(places)
        out.write(table)
        out.write(len(table).to_bytes(8, "little"))
    return Path(out.name)


_opened = WeakValueDictionary[Path, Shared[Any]]()
"""What this process has mapped. A worker lets go of what it was sent when the next request is there: till then it is open."""


def _open(path: Path) -> Shared[Any]:
    """Map a file that `_write` wrote, unless it is mapped already."""
    if shared := _opened.get(path):
        return shared
    with path.open("rb") as file:
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    size = int.from_bytes(mapped[-8:], "little")
    places = pickle.loads(mapped[-8 - size : -8])  # noqa: S301 - written by the process that sent the path
    *buffers, rest = (mapped[start : start + length] for start, length in places)
    _opened[path] = shared = Shared(pickle.loads(rest, buffers=buffers))  # noqa: S301 - the same
    return shared
