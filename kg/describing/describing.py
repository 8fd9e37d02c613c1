"""Describes records and what was concluded from them in sorted N-Quads, some hundred at once, in as many processes as there are."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain, groupby, islice
from pathlib import Path
from threading import Lock
from types import GenericAlias
from typing import Any, NamedTuple, get_type_hints

from msgspec import Struct

from kg import facts
from kg.cluster import Network
from kg.describing.records import Place, read, unpack
from kg.describing.runs import Run, join_runs, write_runs
from kg.entity import Entities
from kg.facts import Census, Describe, Neighbourhood, Nodes, Occurrence, Quad, Shared, Works
from kg.iri import Minter
from kg.processes.sharing import Packed
from kg.processes.workers import Workers, cut
from kg.reading.spool import Spool
from kg.union import in_order

_SHARD = 250  # records or studies that are described at once: some tenths of a second of work, some tens of megabytes of quads
_AGENTS = 1_000  # people, institutions, people with their edges … that are described at once
_FEW = 8  # of them that are printed at once: what the processor's cache holds
_PLACES = 5_000  # of records in files that are told at once


class Described(NamedTuple):
    """Runs of quads, what a census of those in the merged graph counted, and what their studies share with others."""

    runs: list[Run]
    census: Census
    shared: Shared


class _Unpacking(Struct, frozen=True):
    spool: Path
    records: Path


class _Claims(Struct, frozen=True):
    records: Path
    places: list[Place]
    run: Path
    minter: Minter


class _Studies(Struct, frozen=True):
    records: Path
    places: list[Place]
    run: Path
    minter: Minter
    around: Packed[list[Neighbourhood]]
    works: Path


class _Agents(Struct, frozen=True):
    describe: Describe
    arguments: Packed[list[tuple[Any, ...]]]
    run: Path
    minter: Minter


class _Occurrences(Struct, frozen=True):
    build: str
    places: Packed[list[tuple[int, Occurrence]]]
    run: Path
    minter: Minter


class Describing:
    """Describes everything but the build itself, in files below `folder`, and joins them with what comes last."""

    def __init__(self, spool: Spool, folder: Path, minter: Minter, workers: Workers) -> None:
        folder.mkdir(parents=True)
        self._unpacking = _Unpacking(spool.path, folder / "records")
        self._places: dict[str, Place] = {}
        self._placing = Lock()
        self._folder = folder
        self._minter = minter
        self._workers = workers
        self._before = _count_spent(workers)
        self._runs: list[Run] = []
        self._begun: list[Iterator[Described]] = []
        self._shared = Shared()
        self.census = Census()

    @property
    def cpu(self) -> float:
        """Seconds of CPU that other processes have spent on this."""
        return _count_spent(self._workers) - self._before

    def begin_claims(self) -> None:
        """Begin to describe what the records of the spool say, while this process finds out what follows from it."""
        self._begun.append(self._workers.begin(describe_claims, self._claims(), later=True))

    def begin_studies(self, entities: Entities) -> None:
        """Begin to describe the studies, while this process finds out who wrote with whom."""
        self._begun.append(self._workers.begin(describe_studies, self._studies(entities)))

    def begin_occurrences(self, build: str, places: Iterable[Occurrence]) -> None:
        """Begin to tell, when there is nothing else to do, where each record stood in this build."""
        self._begun.append(self._workers.begin(describe_occurrences, self._occurrences(build, places), later=True))

    def run(self, entities: Entities, network: Network) -> Iterator[int]:
        """Describe people, institutions and all else, and wait for what was begun; tell after each piece how many quads it has."""
        self._entities, self._network = entities, network
        for runs, census, shared in chain(
            self._workers.map(describe_agents, self._agents(entities, network)), chain.from_iterable(self._begun)
        ):
            self.census.absorb(census)
            self._shared.absorb(shared)
            self._runs += runs
            yield sum(run.lines for run in runs)

    def finish(self, title: str, build: Iterable[Quad], path: Path) -> int:
        """Describe what studies share, the dataset and the build, write the whole graph, sorted, and count its quads.

        The folder is removed.
        """
        nodes = Nodes(self._minter)
        shared = facts.shared_conclusions(self._shared, self._entities, self._network, nodes)
        others = facts.print_quads(self.census.count(shared))
        described = list(facts.describe_dataset(self.census, self._minter, title))
        self.census = self.census.plus(described)
        others += facts.print_quads(chain(described, build))
        with path.open("wb") as out:
            count = join_runs(self._runs, sorted({*others}), out)
        shutil.rmtree(self._folder)
        return count

    def _claims(self) -> Iterator[_Claims]:
        by_key = (place for _, place in sorted(self._unpack().items()))
        for number, places in enumerate(cut(by_key, _SHARD)):
            yield _Claims(self._unpacking.records, places, self._folder / f"claims-{number:06}", self._minter)

    def _studies(self, entities: Entities) -> Iterator[_Studies]:
        works = self._folder / "works"
        works.write_bytes(pickle.dumps(Works(entities.studies, entities.subjects)))
        of = self._unpack()
        for number, some in enumerate(cut(facts.neighbourhoods(entities), _SHARD)):
            places = [of[record] for around in some for record in around.study.records]
            run = self._folder / f"studies-{number:06}"
            around = Packed(some, list[Neighbourhood])
            yield _Studies(self._unpacking.records, places, run, self._minter, around, works)

    def _unpack(self) -> dict[str, Place]:
        """Tell where each record can be read; whoever comes first has them unpacked."""
        with self._placing:
            if not self._places:
                (self._places,) = self._workers.map(unpack_records, [self._unpacking])
            return self._places

    def _agents(self, entities: Entities, network: Network) -> Iterator[_Agents]:
        by_kind = groupby(facts.agents(entities, network), key=lambda each: each[0])
        pieces = ((describe, piece) for describe, kind in by_kind for piece in cut(kind, _AGENTS))
        for number, (describe, piece) in enumerate(pieces):
            arguments = [each for _, each in piece]
            packed = Packed(arguments, GenericAlias(list, _arguments(describe)))
            yield _Agents(describe, packed, self._folder / f"agents-{number:06}", self._minter)

    def _occurrences(self, build: str, places: Iterable[Occurrence]) -> Iterator[_Occurrences]:
        as_their_nodes = sorted(enumerate(places, 1), key=lambda each: f"{each[0]}>")
        for number, some in enumerate(cut(as_their_nodes, _PLACES)):
            packed = Packed(some, list[tuple[int, Occurrence]])
            yield _Occurrences(build, packed, self._folder / f"occurrences-{number:06}", self._minter)


def unpack_records(task: _Unpacking) -> dict[str, Place]:
    """Make the records of a spool such that each can be read by itself."""
    return unpack(Spool(task.spool).lines(), task.records)


def describe_claims(task: _Claims) -> Described:
    """Describe what some records say."""
    pieces = (facts.print_quads(facts.claims(record, task.minter)) for record in read(task.records, task.places))
    return Described(write_runs(task.run, pieces, task.minter.base), Census(), Shared())


def describe_studies(task: _Studies) -> Described:
    """Describe some studies."""
    shared, census, nodes = Shared(), Census(), Nodes(task.minter)
    records = read(task.records, task.places)

    def conclusions() -> Iterator[list[Quad]]:
        for around in task.around.each():
            study = around.study
            described = in_order(study.chosen, islice(records, len(study.records)))
            yield census.count(facts.study_conclusions(around, described, _load_works(task.works), shared, nodes))

    return Described(write_runs(task.run, map(facts.print_quads, conclusions()), task.minter.base), census, shared)


def describe_agents(task: _Agents) -> Described:
    """Describe some people, institutions, places, clusters or pairs of co-authors."""
    census, nodes = Census(), Nodes(task.minter)
    pieces = (
        facts.print_quads(census.count(chain.from_iterable(task.describe(*each, nodes) for each in few)))
        for few in cut(task.arguments.each(), _FEW)
    )
    return Described(write_runs(task.run, pieces, task.minter.base), census, Shared())


def describe_occurrences(task: _Occurrences) -> Described:
    """Tell where some records stood."""
    nodes = Nodes(task.minter)
    pieces = (facts.print_quads(facts.occurrence_facts(task.build, *each, nodes)) for each in task.places.each())
    return Described(write_runs(task.run, pieces, task.minter.base), Census(), Shared())


@cache
def _arguments(describe: Describe) -> GenericAlias:
    """Give the type of the arguments of such a function, as a tuple, but for the nodes."""
    *hints, _nodes, _quads = get_type_hints(describe).values()
    return GenericAlias(tuple, tuple(hints))


def _count_spent(workers: Workers) -> float:
    """Count the seconds of CPU that these processes have spent on describing, for anybody."""
    return sum(
        workers.spent[each.__name__]
        for each in (unpack_records, describe_claims, describe_studies, describe_agents, describe_occurrences)
    )


@lru_cache(1)
def _load_works(path: Path) -> Works:
    works: Works = pickle.loads(path.read_bytes())  # noqa: S301 - what this very build wrote
    return works
