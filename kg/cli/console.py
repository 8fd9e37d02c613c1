"""Where the command line prints, and what it shows while something is running."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from kg.clock import Listener, Step

# What is piped is not cut to the width of a terminal; ":memo:" in a title means what it says.
out = Console(highlight=False, soft_wrap=True, emoji=False, width=None if sys.stdout.isatty() else 200)
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)

_PATIENCE = 1.0  # seconds after which one wants to know what is going on


def say_count(number: int, one: str, many: str = "") -> str:
    """Say how many there are of something.

    >>> say_count(1, "fault"), say_count(1200, "more fault"), say_count(0, "study", "studies")
    ('1 fault', '1,200 more faults', '0 studies')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def working(what: str) -> AbstractContextManager[object]:
    """Show on a terminal that something is going on, nothing elsewhere."""
    return err.status(escape(what)) if err.is_terminal else nullcontext()


@contextmanager
def progress(*, quiet: bool) -> Iterator[Listener]:
    """Show on a terminal, for what takes longer than a second, the running stage, for how long, its pieces, rate and time left."""
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),  # goes on when a stage has nothing to tell
        TextColumn("{task.fields[told]}"),
    )
    bars = Progress(*columns, console=err, transient=True, disable=quiet or not err.is_terminal)
    entered = time.monotonic()
    task = bars.add_task("starting", total=None, told="")
    patience = threading.Timer(_PATIENCE, bars.start)  # even if no stage tells anything, as while a pipe has no writer
    patience.daemon = True
    patience.start()
    running = ""

    def show(step: Step) -> None:
        nonlocal running, entered, task
        now = time.monotonic()
        if step.stage != running:
            running, entered = step.stage, now
            bars.remove_task(task)
            task = bars.add_task(running, total=None, told="")
        bars.update(task, total=1.0 if step.share else None, completed=step.share or 0)
        bars.update(task, told=describe_step(step, now - entered))

    try:
        yield show
    finally:
        patience.cancel()
        patience.join()
        bars.stop()


def describe_step(step: Step, seconds: float) -> str:
    """Say how many pieces a stage has handled in so many seconds, how many a second that is, and what time is left.

    >>> from kg.clock import Step
    >>> describe_step(Step("read", 5000, 0.25, "2 of 8 files taken over"), 10)
    '5,000, 500/s, 30 s left (2 of 8 files taken over)'
    """
    told = [f"{step.pieces:,}"] if step.pieces else []
    if step.pieces and seconds > 0:
        told.append(f"{step.pieces / seconds:,.0f}/s")
    if step.share and seconds > 0:
        left = round(seconds / min(step.share, 1) - seconds)
        told.append(f"{left} s left" if left < 100 else f"{round(left / 60)} min left")
    return ", ".join(told) + (f" ({step.note})" if step.note else "")
