"""Finds the records of one study in files of any format, says why, and writes each study as one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from kg import writers
from kg.entities import Identities, gather
from kg.entities.journals import find_journals
from kg.entities.studies import Outline, find_studies, outline
from kg.entity import RecordLink, Study
from kg.exporters.files import replace_file
from kg.prisma import Flow, count_flow
from kg.reading import find_files, read_file
from kg.record import Fault, Record
from kg.spool import Spool
from kg.union import Conflict, combine, find_conflicts, in_order


class Member(Struct, frozen=True):
    """A record of a study, where it stands, and what it is called there."""

    record: str
    file: str
    line: int
    title: str
    year: int | None = None


class Group(Struct, frozen=True):
    """The records of one study, the one whose values are shown first, why they are one, and in what they differ."""

    study: str
    members: tuple[Member, ...]
    links: tuple[RecordLink, ...]
    conflicts: tuple[Conflict, ...] = ()


class Counts(Flow, frozen=True, kw_only=True):
    """What a source gave, and what remained of it."""

    name: str
    records: int
    faults: int


class Deduplication(Struct, frozen=True):
    """What was found: the counts of each source, the groups of two records and more (by study), the faults."""

    sources: tuple[Counts, ...]
    studies: int
    groups: tuple[Group, ...]
    faults: tuple[Fault, ...]


def dedupe(paths: Sequence[str | Path], form: str = "", to: str | Path | None = None) -> Deduplication:
    """Find which records of these files and folders are of one study; write each study as one record if a `form` is given.

    `form` names one of `kg.writers`, `to` the file it writes, in the order in which the last record of each study was
    read; it replaces an old one once it is complete. The one record of a study is made by `kg.union.combine`. Raises
    `FileNotFoundError` for a path that does not exist, `readers.FormatError` for a named file that no reader claims,
    `ValueError` for a form that is not known.
    """
    writer = writers.find_writer(form) if form else None
    with TemporaryDirectory(prefix="kg-dedupe-") as folder:
        spool = Spool(Path(folder) / "records.jsonl.gz")
        reading = _Reading(paths)
        spool.write(reading.records())
        journals = find_journals(each.container for each in reading.outlines.values() if each.container)
        studies, _ = find_studies(reading.outlines.values(), journals.of, Identities())
        groups: list[Group] = []
        united = _unite(studies, spool, groups)
        if writer and to:
            with replace_file(Path(to)) as stream:
                writer.write(united, stream)
        else:
            for _ in united:
                pass
    flows = count_flow(reading.keys, studies)
    return Deduplication(
        sources=tuple(
            Counts(
                flow.duplicates_within,
                flow.duplicates_across,
                flow.remaining,
                name=name,
                records=len(keys),
                faults=faults,
            )
            for name, keys, faults, flow in zip(reading.names, reading.keys, reading.faulty, flows, strict=True)
        ),
        studies=len(studies),
        groups=tuple(sorted(groups, key=lambda group: group.study)),
        faults=tuple(reading.faults),
    )


class _Reading:
    """Reads and cleans files, and keeps what decides which records are one."""

    def __init__(self, paths: Sequence[str | Path]) -> None:
        self.files = list(find_files(paths))
        self.names = [str(path) for path, _ in self.files]
        self.outlines: dict[str, Outline] = {}
        self.keys: list[list[str]] = []
        self.faults: list[Fault] = []
        self.faulty: list[int] = []

    def records(self) -> Iterator[Record]:
        for path, named in self.files:
            keys: list[str] = []
            before = len(self.faults)
            for item in read_file(path, named=named):
                if isinstance(item, Fault):
                    self.faults.append(item)
                    continue
                keys.append(item.key)
                if item.key not in self.outlines:
                    self.outlines[item.key] = outline(item)
                yield item
            self.keys.append(keys)
            self.faulty.append(len(self.faults) - before)


def _unite(studies: Sequence[Study], spool: Spool, groups: list[Group]) -> Iterator[Record]:
    """Give the one record of each study; note in `groups` what was several."""
    for study, described in gather(studies, spool):
        records = in_order(study.chosen, described.values())
        if len(records) > 1:
            groups.append(Group(study.key, tuple(map(_member, records)), study.links, find_conflicts(records)))
        yield combine(records)


def _member(record: Record) -> Member:
    return Member(record.key, record.source.file, record.source.line, record.title, record.year)
