"""Reads all inputs: in parallel, each once, into one spool of records and one file of faults."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import msgspec

from kg.clock import Clock
from kg.entity import Study
from kg.errors import InputError
from kg.facts.builds import Occurrence
from kg.files import write_jsonl
from kg.folder import BuildFolder, Source
from kg.processes.workers import Workers
from kg.reading.inputs import Input, find_inputs
from kg.reading.parts import Part
from kg.reading.prisma import count_flow
from kg.reading.spool import Spool
from kg.reading.succession import Succession
from kg.reading.tasks import Outcome, read_inputs
from kg.record import Fault

_WORTH_IT = 4 << 20  # bytes of input below which starting further processes takes longer than they save


class Reading:
    """Reads files, folders, archives and standard input, and keeps what was met on the way.

    Each input is read into a part of its own (`kg.reading.parts`), by whichever process is free; a part that an earlier build of
    the same folder has finished is used again if the input, and the code that reads it, are the same. The spool then
    gets the records that stand (`kg.reading.succession`), the first of each key, in the order of the inputs.
    """

    def __init__(
        self,
        paths: Sequence[str | Path],
        folder: BuildFolder,
        workers: Workers,
        clock: Clock,
        out: str | Path | None = None,
    ) -> None:
        self._paths = paths
        self._out = out
        self._folder = folder
        self._workers = workers
        self._clock = clock
        self._parts: list[Part] = []
        self.sources: list[Source] = []
        self.reused = 0

    def run(self, spool: Spool) -> None:
        """Read everything; write each fault, a JSON object a line, to the folder's faults, deletions likewise."""
        with self._clock("read"):
            inputs = find_inputs(self._paths, self._folder.scratch, self._out)
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

    def _read(self, inputs: Sequence[Input]) -> list[Outcome]:
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

        found: dict[int, Outcome] = {}
        before = self._workers.cpu
        with Workers(1) as here:
            workers = here if total < _WORTH_IT else self._workers
            for number, outcome in read_inputs(inputs, folder, workers, listen):
                self.reused += outcome.part.name in finished
                found[number] = outcome
        self._clock.spend("read", self._workers.cpu - before)
        return [found[number] for number in range(len(inputs))]

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

    def check_found(self) -> None:
        """Raise InputError, which says why, if nothing was read as a record; what was read is of no use to another build then."""
        if self.records:
            return
        first = next(self.faulty(), None)
        why = ": there is no file to read, or none with a record"
        if first:
            place = f"{first.file}:{first.line}" if first.line else first.file
            which = f"the first of {self.faults} faults" if self.faults > 1 else "its fault"
            why = f"; {which}: {place}: {first.reason}"
        for part in self._parts:
            part.path.unlink(missing_ok=True)
        raise InputError(f"nothing could be read as a record{why}")

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
