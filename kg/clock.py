"""How long each stage took, and how much memory the process needed."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

try:
    import resource
except ImportError:  # not a POSIX system
    resource = None  # type: ignore[assignment]  # the module is absent there


T = TypeVar("T")
_STATUS = Path("/proc/self/status")


class Stage(Struct, frozen=True):
    """A stage's time in seconds (wall clock and CPU, that of further processes included) and how many pieces it handled.

    What ran beside other stages counts on the clock only as far as it was waited for.
    """

    seconds: float
    cpu: float
    pieces: int


class Step(Struct, frozen=True):
    """How far a stage has come: the pieces it has handled, their share of all (0 to 1) if it is known, a remark."""

    stage: str
    pieces: int
    share: float | None = None
    note: str = ""


Listener = Callable[[Step], None]
"""Is told how far a build has come."""


class Clock:
    """Adds up the time of named stages, in the order in which they first ran, and tells a listener of progress.

    >>> clock = Clock()
    >>> with clock("read"):
    ...     pass
    >>> list(clock.over("facts", "abc")), list(clock.stages())
    (['a', 'b', 'c'], ['read', 'facts'])
    """

    def __init__(self, listener: Listener = lambda _step: None) -> None:
        self._listener = listener
        self._spent: dict[str, list[float]] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time a block as part of `stage`."""
        spent = self._enter(stage)
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            spent[0] += time.perf_counter() - wall
            spent[1] += time.process_time() - cpu

    def over(self, stage: str, items: Iterable[T], size: Callable[[T], int] = lambda _item: 1) -> Iterator[T]:
        """Pass the items on, timing how long each takes to come as part of `stage`."""
        spent = self._enter(stage)
        iterator = iter(items)
        while True:
            wall, cpu = time.perf_counter(), time.process_time()
            try:
                item = next(iterator)
            except StopIteration:
                return
            finally:
                spent[0] += time.perf_counter() - wall
                spent[1] += time.process_time() - cpu
            spent[2] += size(item)
            self._listener(Step(stage, int(spent[2])))
            yield item

    def tell(self, stage: str, pieces: int, share: float | None = None, note: str = "") -> None:
        """Tell the listener how far a stage has come, and remember how many pieces it has handled."""
        self._spent.setdefault(stage, [0.0, 0.0, 0.0])[2] = pieces
        self._listener(Step(stage, pieces, share, note))

    def spend(self, stage: str, cpu: float) -> None:
        """Add seconds of CPU that other processes have spent on a stage."""
        self._spent.setdefault(stage, [0.0, 0.0, 0.0])[1] += cpu

    def stages(self) -> dict[str, Stage]:
        """What each stage took so far."""
        return {name: Stage(round(s[0], 4), round(s[1], 4), int(s[2])) for name, s in self._spent.items()}

    def _enter(self, stage: str) -> list[float]:
        spent = self._spent.setdefault(stage, [0.0, 0.0, 0.0])
        self._listener(Step(stage, int(spent[2])))
        return spent


def peak_memory() -> int | None:
    """The most memory this process has held, in megabytes; None where the system does not tell.

    Linux counts in `ru_maxrss` what the process that started this one held by then; `VmHWM` is this one's own.
    """
    if _STATUS.exists() and (own := re.search(r"^VmHWM:\s+(\d+)", _STATUS.read_text(), re.MULTILINE)):
        return int(own[1]) // 1024
    if resource is None:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak // (1024 * 1024 if sys.platform == "darwin" else 1024))
