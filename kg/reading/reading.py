"""Reads all inputs: in parallel, each once, into one spool of records and one file of faults."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import entry_points
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from kg import __version__, readers
from kg.clean import clean
from kg.clock import Clock
from kg.entity import Study
from kg.facts.builds import Occurrence
from kg.files import hash_file, write_jsonl
from kg.folder import BuildFolder, Source
from kg.reading.inputs import Input, Opened, find_inputs
from kg.reading.parts import Part, Summary
from kg.reading.prisma import count_flow
from kg.reading.spool import Spool
from kg.reading.succession import Succession
from kg.record import Fault, Record
from kg.workers import Workers, tell

_WORTH_IT = 4 << 20  # bytes of input below which starting further processes takes longer than they save
_OFTEN = 200  # records and faults between two notes on how far a file has been read
_CODE = ("readers", "values", "reading", "clean.py", "record.py")


class _Task(Struct, frozen=True):
    """An input and the folder that its part goes to."""

    input: Input
    parts: Path


class _Outcome(Struct, frozen=True):
    """What became of an input: its part, what that holds, the file's SHA-256."""

    part: Path
    summary: Summary
    sha256: str


class Reading:
    """Reads files, folders, archives and standard input, and keeps what was met on the way.

    Each input is read into a part of its own (`kg.reading.parts`), by whichever process is free; a part that an earlier build of
    the same folder has finished is used again if the input, and the code that reads it, are the same. The spool then
    gets the records that stand (`kg.reading.succession`), the first of each key, in the order of the inputs.
    """

    def __init__(self, paths: Sequence[str | Path], folder: BuildFolder, workers: Workers, clock: Clock) -> None:
        self._paths = paths
        self._folder = folder
        self._workers = workers
        self._clock = clock
        self._parts: list[Part] = []
        self.sources: list[Source] = []
        self.reused = 0

    def run(self, spool: Spool) -> None:
        """Read everything; write each fault, a JSON object a line, to the folder's faults, deletions likewise."""
        with self._clock("read"):
            inputs = find_inputs(self._paths, self._folder.scratch)
            for each, outcome in zip(inputs, self._read(inputs), strict=True):
                self._parts.append(Part(outcome.part))
                held = outcome.summary
                self.sources.append(
                    Source(
                        name=each.name,
                        format=held.format,
                        sha256=outcome.sha256,
                        bytes=each.bytes,
                        records=held.records,
                        faults=held.faults,
                        deletions=held.deletions,
                    )
                )
            self._succession = Succession(self._parts)
            spool.join(self._parts, self._succession.stands)
            self._write_notes()

    def _read(self, inputs: Sequence[Input]) -> Iterator[_Outcome]:
        """Read each input into its part, unless an earlier build has, and tell how far this has come."""
        folder = self._folder.parts
        folder.mkdir(exist_ok=True)
        finished = {path.name for path in folder.iterdir()}
        total = sum(each.bytes for each in inputs)
        read = records = 0

        def listen(news: tuple[int, int]) -> None:
            nonlocal read, records
            read += news[0]
            records += news[1]
            note = f"{self.reused} of {len(inputs)} files taken over" if self.reused else ""
            self._clock.tell("read", records, read / total if total else None, note)

        tasks = [_Task(each, folder) for each in inputs]
        before = self._workers.cpu
        with Workers(1) as here:
            workers = here if total < _WORTH_IT or len(inputs) == 1 else self._workers
            for outcome in workers.map(_read_part, tasks, listen):
                self.reused += outcome.part.name in finished
                yield outcome
        self._clock.spend("read", self._workers.cpu - before)

    def _write_notes(self) -> None:
        write_jsonl(self._folder.faults, self.faulty())
        if self.deletions:
            told = (each for part in self._parts for block in part.blocks() for _, each in block.notes.deletions)
            write_jsonl(self._folder.deletions, told)

    def faulty(self) -> Iterator[Fault]:
        """Give the faults once more, in the order of the inputs."""
        for part in self._parts:
            for block in part.blocks():
                yield from block.notes.faults

    def forget(self) -> None:
        """Remove what was read, which is of no use to a later build."""
        for part in self._parts:
            part.path.unlink(missing_ok=True)

    def occurrences(self) -> Iterator[Occurrence]:
        """Give where each record that stands stood, in the order of the inputs."""
        for number, (source, part) in enumerate(zip(self.sources, self._parts, strict=True)):
            rows = chain.from_iterable(block.notes.rows for block in part.blocks())
            for index, row in enumerate(rows):
                if self._succession.stands(number, index):
                    yield Occurrence(row.key, source.name, row.line, row.ordinal)

    def count_flow(self, studies: Iterable[Study]) -> tuple[Source, ...]:
        """The sources with what remained of each, now that it is known which records are one study."""
        flows = count_flow(map(self._keys, range(len(self._parts))), studies)
        return tuple(
            msgspec.structs.replace(
                source, withdrawn=self._succession.withdrawn[number], **msgspec.structs.asdict(flow)
            )
            for number, (source, flow) in enumerate(zip(self.sources, flows, strict=True))
        )

    @property
    def records(self) -> int:
        """How many records were read."""
        return sum(source.records for source in self.sources)

    @property
    def faults(self) -> int:
        """How many faults were met."""
        return sum(source.faults for source in self.sources)

    @property
    def deletions(self) -> int:
        """How many records were declared withdrawn, whether or not they were read."""
        return sum(source.deletions for source in self.sources)

    @property
    def withdrawn(self) -> int:
        """How many of the records that were read do not count, as their source has withdrawn them."""
        return self._succession.withdrawn.total()

    @property
    def digest(self) -> str:
        """A hash of all inputs."""
        return hashlib.sha256("".join(source.sha256 for source in self.sources).encode()).hexdigest()

    def _keys(self, number: int) -> Iterator[str]:
        """The keys of a part's records, those of replaced ones being their successors'; withdrawn ones are left out."""
        rows = chain.from_iterable(block.notes.rows for block in self._parts[number].blocks())
        for index, row in enumerate(rows):
            successor = self._succession.successor.get(row.key)
            if self._succession.stands(number, index) or successor:
                yield successor or row.key


def _read_part(task: _Task) -> _Outcome:
    """Read an input into a part whose name says what was read, and by what; one that is there is not made again."""
    each = task.input
    sha256 = each.sha256 or (hash_file(each.path) if not each.faults else "")
    content = msgspec.json.encode((sha256, each.name, each.member, each.faults, _hash_code()))
    part = Part(task.parts / hashlib.sha256(content).hexdigest())
    try:
        summary = part.summary()
        tell((each.bytes, summary.records))
    except (OSError, ValueError):
        summary = part.write(_noting_progress(each))
    return _Outcome(part.path, summary, sha256)


def _noting_progress(each: Input) -> Iterator[Record | Fault]:
    """Read an input, and tell now and then how many bytes and records were read since the last time."""
    with each.open() as opened:
        done = records = 0
        for number, item in enumerate(read_input(each, opened), 1):
            records += isinstance(item, Record)
            yield item
            if number % _OFTEN == 0:
                now = opened.consumed()
                tell((now - done, records))
                done, records = now, 0
        tell((each.bytes - done, records))


def read_input(each: Input, opened: Opened) -> Iterator[Record | Fault]:
    """Read and clean an opened input; a file of no known format is a fault, or `readers.FormatError` if the user named it."""
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
        if each.named:
            raise
        yield Fault(each.name, 0, "", str(error).removeprefix(f"{each.name}: "))
    if opened.damage and opened.damage.reason:
        yield Fault(each.name, 0, "", opened.damage.reason)


@cache
def _hash_code() -> str:
    """A hash of the code that reads and cleans, here and in plug-ins: parts that other code made are not used."""
    home = Path(__file__).parents[1]
    files = chain.from_iterable(
        sorted((home / each).rglob("*.py")) if not each.endswith(".py") else [home / each] for each in _CODE
    )
    plugins = sorted(f"{point.value} {point.dist and point.dist.version}" for point in entry_points(group="kg.readers"))
    return hashlib.sha256(
        b"".join([__version__.encode(), *(path.read_bytes() for path in files), *map(str.encode, plugins)])
    ).hexdigest()
