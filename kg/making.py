"""From the inputs to the sorted N-Quads of all that they say and that follows: read, resolve, connect, describe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

from msgspec import Struct, structs

from kg import __version__, facts
from kg.authorities.fetching import cached_release
from kg.authorities.index import Index
from kg.clock import Clock
from kg.cluster import Network
from kg.decision import NO_CORRECTIONS, Corrections, Dispute
from kg.describing import Describing
from kg.entities import Gists, Identities, Outlines, conclude, describe, tell_gists, tell_outlines, write_identities
from kg.entity import Entities
from kg.facts.builds import Build, Input
from kg.files import hash_file, write_jsonl
from kg.folder import DEFAULT_TITLE, Authority, BuildFolder, Source
from kg.iri import Minter
from kg.networks import build_network
from kg.processes.memory import give_back
from kg.processes.sharing import Packed
from kg.processes.workers import Workers
from kg.reading.reading import Reading
from kg.reading.spool import Brief, Piece, Spool
from kg.record import Fault
from kg.review import find_questions

FEW = 2_000  # records up to which starting further processes takes longer than they save


class Made(Struct, frozen=True):
    """What `make_graph` made: the build's id, its inputs, counts of what was found, how many quads tell it, what it was linked to."""

    build: str
    inputs: tuple[Source, ...]
    counts: dict[str, int]
    quads: int
    reused: int
    authority: Authority | None = None


def make_graph(
    paths: Sequence[str | Path],
    folder: BuildFolder,
    minter: Minter,
    workers: Workers,
    clock: Clock,
    *,
    title: str = DEFAULT_TITLE,
    known: Identities | None = None,
    authority: Index | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> Made:
    """Read the files, resolve what they are about and write the graph of it all: from the inputs to the N-Quads.

    Raises InputError if nothing could be read as a record: no such build takes the place of one that has some.
    """
    started = datetime.now(UTC)
    spool = Spool(folder.records)
    reading = Reading(paths, folder, workers, clock)
    reading.run(spool)
    reading.check_found()
    build_id = f"{started:%Y%m%dT%H%M%SZ}-{reading.digest[:8]}"
    crew = workers if reading.records > FEW else Workers(1)
    before = crew.cpu
    describing = Describing(spool, folder.scratch / "runs", minter, crew)
    with clock("resolve"):
        told = _tell(spool, crew, describing)
        found = describe(*told, known, authority=authority, corrections=corrections, scratch=folder.scratch)
        entities = conclude(
            found, known, crew.begin, scratch=folder.scratch, evidence=folder.evidence, corrections=corrections
        )
        del found  # as large as the entities
        lean = _forget_links(entities)
        describing.begin_studies(lean)
        describing.begin_occurrences(build_id, reading.occurrences())
        write_identities(entities, folder.identities)
        _report_disputes(entities.disputes, corrections.file, folder)
        write_jsonl(folder.review, find_questions(entities, minter, linked=authority is not None))
        entities = lean  # the links are in the folder now, and were half of what is held
    give_back()
    resolved = crew.cpu - describing.cpu
    clock.spend("resolve", resolved - before)
    with clock("networks"):
        network = build_network(entities, crew.begin)
    give_back()
    clock.spend("networks", crew.cpu - describing.cpu - resolved)
    inputs = reading.count_flow(entities.studies)
    for _ in clock.over("facts", describing.run(entities, network), size=int):
        pass
    clock.spend("facts", describing.cpu)
    used = _tell_authority(authority) if authority else None
    build = _tell_build(build_id, started, reading, folder, used)
    with clock("facts"):
        quads = describing.finish(title, facts.provenance(build, minter), folder.graph)
    return Made(
        build=build.id,
        inputs=inputs,
        counts=_count(reading, entities, network) | {"quads": quads, "merged_triples": describing.census.triples},
        quads=quads,
        reused=reading.reused,
        authority=used,
    )


def _tell(spool: Spool, crew: Workers, describing: Describing) -> tuple[Iterator[Outlines], Iterator[Gists]]:
    """Give the outlines of all records and then their gists.

    When all are outlined, other processes begin to tell the gists and to describe the claims, which need nothing of
    what this one finds out meanwhile: which studies and institutions there are, and then who is who.
    """
    begun: list[Iterator[Packed[Gists]]] = []

    def outline_all() -> Iterator[Outlines]:
        yield from (told.unpack() for told in crew.map(_tell_outlines, spool.pieces()))
        begun.append(crew.begin(_tell_gists, spool.pieces()))
        describing.begin_claims()

    def tell_all() -> Iterator[Gists]:
        yield from (some.unpack() for some in begun.pop())

    return outline_all(), tell_all()


def _tell_build(
    build_id: str, started: datetime, reading: Reading, folder: BuildFolder, authority: Authority | None
) -> Build:
    """Tell what a build read and was decided by, for its own graph."""
    used = [authority] if authority else []
    return Build(
        id=build_id,
        started=started,
        ended=datetime.now(UTC),
        version=__version__,
        inputs=(
            *(Input(source.name, source.sha256, source.format) for source in reading.sources),
            *_digest_corrections(folder),
            *(Input(each.file, each.sha256, "authority", each.release, each.licence, each.address) for each in used),
        ),
    )


def _count(reading: Reading, entities: Entities, network: Network) -> dict[str, int]:
    """Count what was read and found."""
    return {
        "records": reading.records,
        "faults": reading.faults + len(entities.disputes),
        "deletions": reading.deletions,
        "withdrawn": reading.withdrawn,
        "duplicates": reading.records - reading.withdrawn - len(entities.studies),
        "studies": len(entities.studies),
        "people": len(entities.people),
        "authorships": len(entities.authorships),
        "institutions": sum(not each.parent for each in entities.institutions),
        "units": sum(bool(each.parent) for each in entities.institutions),
        "places": len(entities.places),
        "journals": len(entities.journals),
        "concepts": len({*map(attrgetter("concept"), entities.mentions)}),
        "clusters": len(network.clusters),
        "fields": len(network.fields),
        "studies_outside_network": len(network.left_out),
    }


def _tell_authority(index: Index) -> Authority:
    """Tell which authority that is, and where it comes from if it is the release that was fetched."""
    used, fetched = Authority(index.release, index.sha256, len(index)), cached_release()
    if not fetched or fetched.sha256 != index.sha256:
        return used
    return Authority(fetched.file, used.sha256, used.entries, fetched.version, fetched.licence, fetched.source)


def _tell_outlines(piece: Piece) -> Packed[Outlines]:
    return Packed(tell_outlines(piece.read(Brief)), Outlines)


def _tell_gists(piece: Piece) -> Packed[Gists]:
    return Packed(tell_gists(piece.read(Brief)), Gists)


def _digest_corrections(folder: BuildFolder) -> Iterator[Input]:
    if folder.corrections.exists():
        yield Input(folder.corrections.name, hash_file(folder.corrections), "corrections")


def _report_disputes(disputes: Iterable[Dispute], file: str, folder: BuildFolder) -> None:
    """Add the corrections that could not be carried out to the faults."""
    faults = (Fault(file, line, what, reason) for line, what, reason in disputes)
    write_jsonl(folder.faults, faults, add=True)


def _forget_links(entities: Entities) -> Entities:
    """Leave out why authorships are one person's and what will tell institutions in later builds, which no fact tells."""
    people = tuple(structs.replace(each, links=()) for each in entities.people)
    institutions = tuple(structs.replace(each, signs=()) for each in entities.institutions)
    return structs.replace(entities, people=people, institutions=institutions)
