"""Reads files: finds them, reads and cleans each, and keeps what was met on the way."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO

import msgspec

from kg import readers
from kg.clean import clean
from kg.clock import Clock
from kg.entity import Study
from kg.facts.builds import Occurrence
from kg.folder import BuildFolder, Source
from kg.prisma import count_flow
from kg.record import Fault, Record
from kg.spool import Spool


def find_files(paths: Iterable[str | Path]) -> Iterator[tuple[Path, bool]]:
    """The files named, and those below the folders named, each with whether it was named itself.

    Below a folder they come sorted; what is hidden, and what an earlier build left, is no input.
    """
    for path in map(Path, paths):
        if path.is_dir():
            for folder, folders, files in os.walk(path):
                folders[:] = sorted(
                    each for each in folders if not each.startswith(".") and not BuildFolder(Path(folder, each)).exists
                )
                if not BuildFolder(Path(folder)).exists:
                    yield from ((Path(folder, each), False) for each in sorted(files) if not each.startswith("."))
        elif path.exists():
            yield path, True
        else:
            raise FileNotFoundError(f"{path}: no such file or folder")


def read_file(path: Path, *, named: bool = True) -> Iterator[Record | Fault]:
    """Read and clean a file; a file of no known format is a fault, or `readers.FormatError` if it was `named` by the user."""
    try:
        for item in readers.read(path):
            if isinstance(item, Fault):
                yield item
            else:
                yield from clean(item)
    except readers.FormatError as error:
        if named:
            raise
        yield Fault(file=str(path), line=0, raw="", reason=str(error).removeprefix(f"{path}: "))


class Reading:
    """Reads files into a spool and keeps what was met on the way: occurrences, faults, counts."""

    def __init__(self, files: list[tuple[Path, bool]], clock: Clock) -> None:
        self.files = files
        self.clock = clock
        self.sources: list[Source] = []
        self.occurrences: list[Occurrence] = []
        self.records = 0
        self.faults = 0

    def run(self, spool: Spool, faults: IO[str]) -> None:
        """Write every record to the spool and every fault, a JSON object a line, to `faults`."""
        encoder = msgspec.json.Encoder()

        def records() -> Iterator[Record]:
            for path, named in self.files:
                count = Counter[str]()
                for item in self.clock.over("read", read_file(path, named=named)):
                    if isinstance(item, Fault):
                        count["faults"] += 1
                        faults.write(encoder.encode(item).decode() + "\n")
                    else:
                        count["records"] += 1
                        source = item.source
                        self.occurrences.append(Occurrence(item.key, source.file, source.line, source.ordinal))
                        yield item
                self.sources.append(
                    Source(str(path), _sha256(path), path.stat().st_size, count["records"], count["faults"])
                )
                self.records += count["records"]
                self.faults += count["faults"]

        spool.write(records())

    def count_flow(self, studies: Iterable[Study]) -> tuple[Source, ...]:
        """The sources with what remained of each, now that it is known which records are one study."""
        keys = (each.record for each in self.occurrences)
        flows = count_flow([list(islice(keys, source.records)) for source in self.sources], studies)
        return tuple(
            msgspec.structs.replace(source, **msgspec.structs.asdict(flow))
            for source, flow in zip(self.sources, flows, strict=True)
        )

    @property
    def digest(self) -> str:
        """A hash of all inputs."""
        return hashlib.sha256("".join(source.sha256 for source in self.sources).encode()).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
