"""Reads an input into a part, or a large one in spans into several: what processes are given to do, and what comes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import entry_points
from itertools import chain, islice
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kg import __version__, readers
from kg.clean import clean
from kg.files import hash_file
from kg.processes.process import tell
from kg.processes.workers import Workers
from kg.reading.inputs import Input, Opened
from kg.reading.parts import Part, Summary
from kg.record import Fault, Record

_SPAN = 4 << 20  # bytes of a file that are worth being read apart
_OFTEN = 200  # records and faults between two notes on how far a file has been read
_CODE = ("readers", "values", "reading", "clean.py", "record.py")


class Task(Struct, frozen=True):
    """An input, or a span of one, and the folder that its part goes to."""

    input: Input
    parts: Path

    def find_part(self, sha256: str) -> Part:
        """Give the part, whose name says what was read, and by what."""
        each = self.input
        content = msgspec.json.encode((sha256, each.name, each.member, each.faults, each.span, _hash_code()))
        return Part(self.parts / hashlib.sha256(content).hexdigest())


class Outcome(Struct, frozen=True):
    """What became of a task: the part, what that holds, the file's SHA-256, how many bytes were read."""

    part: Path
    summary: Summary
    sha256: str
    bytes: int = 0


class Plan(Struct, frozen=True):
    """How an input is read: as a whole, or, if there are any, in spans."""

    whole: Task
    spans: Sequence[Task] = ()

    def join(self, outcomes: Sequence[Outcome]) -> Outcome:
        """Make one part of those of the spans."""
        part = self.whole.find_part(outcomes[0].sha256)
        return Outcome(part.path, part.join([Part(each.part) for each in outcomes]), outcomes[0].sha256)


def read_inputs(
    inputs: Sequence[Input], parts: Path, workers: Workers, listen: Callable[[tuple[int, int]], None]
) -> Iterator[tuple[int, Outcome]]:
    """Read each input into its part, unless that is there; give the number of each and what became of it, as they come.

    `listen` hears how many bytes and records were read since the last time. The largest inputs come first, so that no
    process is still at one when the others have ended.
    """
    order = sorted(range(len(inputs)), key=lambda number: -inputs[number].bytes)
    plans: dict[int, Plan] = {}
    wholes: list[int] = []

    def tasks() -> Iterator[Task]:
        for number in order:
            plans[number] = plan = make_plan(inputs[number], parts)
            yield from plan.spans or [plan.whole]

    attempts = workers.map(_attempt, tasks(), listen)
    for number in order:
        first = next(attempts)
        plan = plans[number]
        outcomes = [first, *islice(attempts, max(len(plan.spans) - 1, 0))]
        done = [each for each in outcomes if each]
        if len(done) == len(outcomes):
            yield number, plan.join(done) if plan.spans else done[0]
        else:
            wholes.append(number)
            listen((-sum(each.bytes for each in done), -sum(each.summary.records for each in done)))
    yield from zip(wholes, workers.map(read_part, [plans[number].whole for number in wholes], listen), strict=True)


def make_plan(each: Input, parts: Path) -> Plan:
    """Plan to read a large plain file in spans, unless an earlier build has read it, or its format does not allow it.

    The spans depend on the file alone, so that any number of processes gives the same bytes.
    """
    whole = Task(each, parts)
    if each.member or each.faults or each.bytes < 2 * _SPAN:
        return Plan(whole)
    sha256 = hash_file(each.path)
    if whole.find_part(sha256).path.exists():
        return Plan(whole)
    cut = (
        replace(each, bytes=span.end - span.start, sha256=sha256, span=span) for span in readers.split(each.path, _SPAN)
    )
    return Plan(whole, [Task(piece, parts) for piece in cut])


def _attempt(task: Task) -> Outcome | None:
    """Read a part; None if it is of a span that cannot be read apart."""
    with suppress(readers.SpanError):
        return read_part(task)
    return None


def read_part(task: Task) -> Outcome:
    """Read an input into its part, if that is not there."""
    each = task.input
    sha256 = each.sha256 or (hash_file(each.path) if not each.faults else "")
    part = task.find_part(sha256)
    try:
        summary = part.summary()
        tell((each.bytes, summary.records))
    except (OSError, ValueError):
        summary = part.write(_noting_progress(each))
    return Outcome(part.path, summary, sha256, each.bytes)


def _noting_progress(each: Input) -> Iterator[Record | Fault]:
    """Read an input, and tell now and then how many bytes and records were read since the last time."""
    with each.open() as opened:
        done = records = 0
        for number, item in enumerate(_read_input(each, opened), 1):
            records += isinstance(item, Record)
            yield item
            if number % _OFTEN == 0 and not each.span:
                now = opened.consumed()
                tell((now - done, records))
                done, records = now, 0
        tell((each.bytes - done, records))


def _read_input(each: Input, opened: Opened) -> Iterator[Record | Fault]:
    """Read and clean an opened input; a file of no known format is a fault."""
    yield from each.faults
    if each.faults:
        return
    try:
        for item in readers.read(opened.stream, each.name):
            if isinstance(item, Fault):
                yield item
            else:
                yield from clean(item)
    except readers.FormatError as error:
        yield Fault(each.name, 0, "", str(error).removeprefix(f"{each.name}: "))
    if opened.damage and opened.damage.reason:
        yield Fault(each.name, 0, "", opened.damage.reason)


@cache
def _hash_code() -> str:
    """A hash of the code that reads and cleans, with its lists of words, here and in plug-ins: parts that other code made are not used."""
    home = Path(__file__).parents[1]
    files = chain.from_iterable(
        [home / each]
        if each.endswith(".py")
        else sorted((home / each).rglob("*.py")) + sorted((home / each).rglob("*.toml"))
        for each in _CODE
    )
    plugins = sorted(f"{point.value} {point.dist and point.dist.version}" for point in entry_points(group="kg.readers"))
    return hashlib.sha256(
        b"".join([__version__.encode(), *(path.read_bytes() for path in files), *map(str.encode, plugins)])
    ).hexdigest()
