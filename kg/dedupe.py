"""Finds the records of one study in files of any format, says why, and writes each study as one record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from kg import writers
from kg.clock import Clock, Listener
from kg.corrections import read_corrections
from kg.decision import NO_CORRECTIONS
from kg.entities import Identities, gather
from kg.entities.journals import find_journals
from kg.entities.studies import find_studies, outline
from kg.entity import RecordLink, Study
from kg.files import naming_full, replace_file
from kg.folder import BuildFolder, Source
from kg.iri import Minter
from kg.processes.workers import Workers
from kg.reading.reading import Reading
from kg.reading.spool import Spool
from kg.record import Fault, Record
from kg.union import Conflict, combine, find_conflicts, in_order


class Member(Struct, frozen=True):
    """A record of a study, where it stands, what it is called there, and where else the same text stands ("file#line")."""

    record: str
    file: str
    line: int
    title: str
    year: int | None = None
    copies: tuple[str, ...] = ()


class Group(Struct, frozen=True):
    """The records of one study, the one whose values are shown first, why they are one, and in what they differ."""

    study: str
    members: tuple[Member, ...]
    links: tuple[RecordLink, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def score(self) -> float:
        """The probability of the weakest of its links; that of records of equal text is 1."""
        return min((link.score for link in self.links), default=1.0)


class Deduplication(Struct, frozen=True):
    """What was found: the counts of each source, the groups of records that stand for one study (least sure first), the faults."""

    sources: tuple[Source, ...]
    studies: int
    groups: tuple[Group, ...]
    faults: tuple[Fault, ...]


def dedupe(
    paths: Sequence[str | Path],
    form: str = "",
    to: str | Path | None = None,
    *,
    corrections: str | Path | None = None,
    progress: Listener = lambda _step: None,
    jobs: int | None = None,
) -> Deduplication:
    """Find which records of these files and folders are of one study; write each study as one record if a `form` is given.

    `form` names one of `kg.writers`, `to` the file it writes, in the order in which the last record of each study was
    read; it replaces an old one, which is no input unless it is named as one, once it is complete. The one record of a study
    is made by `kg.union.combine`. `corrections` is a file of what people decided, as for a build. Raises `FileNotFoundError` for a
    path that does not exist, `readers.FormatError` for a named file that no reader claims, `InputError` for a form that is not
    known, and if there is nothing to write.
    """
    writer = writers.find_writer(form) if form else None
    decided = read_corrections(Path(corrections), Minter()) if corrections else NO_CORRECTIONS
    clock = Clock(progress)
    with TemporaryDirectory(prefix="kg-dedupe-") as folder, naming_full(Path(folder)), Workers(jobs) as workers:
        beside = BuildFolder(Path(folder))
        spool = Spool(beside.records)
        reading = Reading(paths, beside, workers, clock, out=to)
        reading.run(spool)
        if writer:
            reading.check_found()
        with clock("resolve"):
            outlines = [outline(record) for record in spool]
            journals = find_journals(each.container for each in outlines if each.container)
            found = find_studies(outlines, journals.of, Identities(), decided)
        studies = found.studies
        disputes = (Fault(decided.file, line, what, reason) for line, what, reason in found.disputes)
        faults = (*reading.faulty(), *disputes)
        sources = reading.count_flow(studies)
        groups: list[Group] = []
        united = _unite(studies, spool, _find_copies(reading), groups)
        if writer and to:
            with replace_file(Path(to)) as stream:
                writer.write(united, stream)
        else:
            for _ in united:
                pass
    return Deduplication(
        sources=sources,
        studies=len(studies),
        groups=tuple(sorted(groups, key=lambda group: (round(group.score, 3), group.study))),
        faults=faults,
    )


def _find_copies(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Where else the text of each record stands that was read more than once."""
    first: set[str] = set()
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for each in reading.occurrences():
        if each.record in first:
            copies[each.record].append(f"{each.file}#{each.line}")
        first.add(each.record)
    return {record: tuple(places) for record, places in copies.items()}


def _unite(
    studies: Sequence[Study], spool: Spool, copies: Mapping[str, tuple[str, ...]], groups: list[Group]
) -> Iterator[Record]:
    """Give the one record of each study; note in `groups` what was several."""
    for study, described in gather(studies, spool):
        records = in_order(study.chosen, described.values())
        members = tuple(_member(record, copies.get(record.key, ())) for record in records)
        if len(members) > 1 or members[0].copies:
            groups.append(Group(study.key, members, study.links, find_conflicts(records)))
        yield combine(records)


def _member(record: Record, copies: tuple[str, ...]) -> Member:
    return Member(record.key, record.source.file, record.source.line, record.title, record.year, copies)
