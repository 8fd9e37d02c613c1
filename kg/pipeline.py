"""Composes the stages on one machine: files in, a finished folder out, or the old folder untouched."""

from __future__ import annotations

import gc
import hashlib
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from kg import __version__, exporters, facts, queries, shapes, views
from kg.authorities.fetching import cached_release
from kg.authorities.index import Index
from kg.authorities.opening import open_authority
from kg.clock import Clock, Listener, peak_memory
from kg.corrections import read_corrections
from kg.decision import NO_CORRECTIONS, Corrections, Dispute
from kg.describing import Describing
from kg.entities import Gists, Identities, resolve, tell_gists
from kg.entity import Entities
from kg.facts.builds import Build, Input
from kg.facts.dataset import TITLE
from kg.folder import Authority, BuildFolder, Report, Source, replacing
from kg.iri import DEFAULT_BASE, Minter, check_base
from kg.networks import build_network
from kg.origins import tell_origins
from kg.reading.reading import Reading
from kg.record import Fault, Record
from kg.review import find_questions, write_questions
from kg.spool import Spool
from kg.stores import MirroredStore, Store, open_store
from kg.workers import Workers, cut

# What every build writes besides the N-Quads it is loaded from; the other formats take as long again and wait until they are asked for (`kg export`).
CONVERSIONS = ("turtle", "jsonld")  # from the N-Quads, while the store is loaded …
EXPORTS = ("graphml", "authors", "studies", "clusters")  # … and from the store, while the page is drawn
_FEW = 2_000  # records up to which starting further processes takes longer than they save
_SENT = 250  # records whose gist is told at once


def build(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    base: str = DEFAULT_BASE,
    title: str = TITLE,
    identities: str | Path | None = None,
    corrections: str | Path | None = None,
    progress: Listener = lambda _step: None,
    jobs: int | None = None,
    authority: str | Path | None = None,
) -> Report:
    """Build the graph of these files and folders in the folder `out`, and report what was done.

    The folder is made beside the old one and swapped in at the end, so a build that fails or is killed changes
    nothing. `identities` is an `identities.jsonl` of an earlier build, whose people keep their IRIs; without it the
    one in the old folder is used, if there is one. The same holds for `corrections`, a file of what people decided; it is
    kept in the new folder. `authority` is a dump of ROR, or RDF of organisations, that institutions are linked to.

    Raises `FileNotFoundError` for a path that does not exist, `ValueError` for a base that no IRI can begin with, `readers.FormatError` for a named file that no reader
    (or more than one) claims, `folder.NotABuildError` if `out` is something else's folder.
    """
    known = Path(identities) if identities else BuildFolder(Path(out)).identities
    if identities and not known.is_file():
        raise FileNotFoundError(f"{known}: no such file of identities")
    minter = Minter(check_base(base))
    clock = Clock(progress)
    started = datetime.now(UTC)
    written = {exporter.FILE for exporter in exporters.formats().values()}
    decided = Path(corrections) if corrections else BuildFolder(Path(out)).corrections
    with replacing(Path(out), written) as folder, Workers(jobs) as workers, without_collector():
        earlier = _read_identities(known, needed=identities is not None)
        index = open_authority(Path(authority)) if authority else None
        held = _copy_corrections(decided, folder, minter, needed=corrections is not None)
        made = make_graph(
            paths, folder, minter, workers, clock, title=title, known=earlier, authority=index, corrections=held
        )
        store = MirroredStore(folder.store)
        crew = workers if made.counts["records"] > _FEW else Workers(1)
        before = crew.cpu
        converted = crew.begin(_export, [_Export(folder.path, name) for name in CONVERSIONS])
        with clock("load"):
            store.load_file(folder.graph, made.quads)
        with clock("optimise"):
            store.optimise()
        with clock("export"):
            list(converted)
        clock.spend("export", crew.cpu - before)
        before = crew.cpu
        with clock("shapes"):
            violations = _validate(store, folder, crew)
        clock.spend("shapes", crew.cpu - before)
        before = crew.cpu
        exported = crew.begin(_export, [_Export(folder.path, name) for name in EXPORTS])
        with clock("page"):
            origins = tell_origins(made.inputs, folder, minter)
            views.draw(lambda name, **given: queries.run(store, name, **given), title, origins).write(folder.page)
        with clock("export"):
            list(exported)
        clock.spend("export", crew.cpu - before)
        report = Report(
            version=__version__,
            build=made.build,
            base=base,
            title=title,
            started=started.isoformat(timespec="seconds"),
            seconds=round((datetime.now(UTC) - started).total_seconds(), 3),
            inputs=made.inputs,
            counts=made.counts,
            violations=violations,
            reused=made.reused,
            authority=made.authority,
            stages=clock.stages(),
            peak_megabytes=(peak_memory() or 0) + workers.peak_megabytes or None,
        )
        store.close()
        folder.write_report(report)
    return report


class _Export(Struct, frozen=True):
    folder: Path
    format: str


def _export(task: _Export) -> None:
    """Write a file of the build's folder in another process: from the N-Quads, else from the store, which nobody writes to any more."""
    folder = BuildFolder(task.folder)
    path = folder.path / exporters.find_exporter(task.format).FILE
    if not exporters.convert(folder.graph, task.format, path):
        with open_store(folder.store, read_only=True) as store:
            exporters.export(store, task.format, path)


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
    title: str = TITLE,
    known: Identities | None = None,
    authority: Index | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> Made:
    """Read the files, resolve what they are about and write the graph of it all: from the inputs to the N-Quads."""
    started = datetime.now(UTC)
    spool = Spool(folder.records)
    reading = Reading(paths, folder, workers, clock)
    reading.run(spool)
    crew = workers if reading.records > _FEW else Workers(1)
    before = crew.cpu
    with clock("resolve"):
        gists = crew.map(_tell_gists, cut(spool.lines(), _SENT))
        entities = resolve(spool, known, gists, crew.map, authority=authority, corrections=corrections)
        Identities.of(entities).write(folder.identities)
        _report_disputes(entities.disputes, folder)
        write_questions(find_questions(entities, minter, linked=authority is not None), folder.review)
        entities = _forget_links(entities)  # they are in the folder now, and half of what is held
    clock.spend("resolve", crew.cpu - before)
    with clock("networks"):
        network = build_network(entities)
    before = crew.cpu
    describing = Describing(folder.scratch / "runs", minter, crew)
    for _ in clock.over("facts", describing.run(spool, entities, network), size=int):
        pass
    clock.spend("facts", crew.cpu - before)
    used = [_tell_authority(authority)] if authority else []
    build = Build(
        id=f"{started:%Y%m%dT%H%M%SZ}-{reading.digest[:8]}",
        started=started,
        ended=datetime.now(UTC),
        version=__version__,
        inputs=(
            *(Input(source.name, source.sha256, source.format) for source in reading.sources),
            *_digest_corrections(folder),
            *(Input(each.file, each.sha256, "authority", each.release, each.licence, each.address) for each in used),
        ),
        occurrences=reading.occurrences(),
    )
    with clock("facts"):
        quads = describing.finish(title, facts.provenance(build, minter), folder.graph)
    return Made(
        build=build.id,
        inputs=reading.count_flow(entities.studies),
        counts={
            "records": reading.records,
            "faults": reading.faults + len(entities.disputes),
            "deletions": reading.deletions,
            "withdrawn": reading.withdrawn,
            "duplicates": reading.records - reading.withdrawn - len(entities.studies),
            "studies": len(entities.studies),
            "people": len(entities.people),
            "authorships": len(entities.authorships),
            "institutions": len(entities.institutions),
            "places": len(entities.places),
            "journals": len(entities.journals),
            "concepts": len({mention.concept for mention in entities.mentions}),
            "clusters": len(network.clusters),
            "fields": len(network.fields),
            "studies_outside_network": len(network.left_out),
            "quads": quads,
            "merged_triples": describing.census.triples,
        },
        quads=quads,
        reused=reading.reused,
        authority=next(iter(used), None),
    )


def _tell_authority(index: Index) -> Authority:
    """Tell which authority that is, and where it comes from if it is the release that was fetched."""
    used, fetched = Authority(index.release, index.sha256, len(index)), cached_release()
    if not fetched or fetched.sha256 != index.sha256:
        return used
    return Authority(fetched.file, used.sha256, used.entries, fetched.version, fetched.licence, fetched.source)


def _tell_gists(lines: list[bytes]) -> Gists:
    return tell_gists(list(map(msgspec.json.Decoder(Record).decode, lines)))


def _copy_corrections(path: Path, folder: BuildFolder, minter: Minter, *, needed: bool) -> Corrections:
    """Keep the corrections beside what they correct, so that the next build of the folder holds to them too."""
    try:
        shutil.copyfile(path, folder.corrections)
    except FileNotFoundError:
        if needed:
            raise FileNotFoundError(f"{path}: no such file of corrections") from None
        return NO_CORRECTIONS
    return read_corrections(folder.corrections, minter, name=str(path))


def _digest_corrections(folder: BuildFolder) -> Iterator[Input]:
    if folder.corrections.exists():
        digest = hashlib.sha256(folder.corrections.read_bytes()).hexdigest()
        yield Input(folder.corrections.name, digest, "corrections")


def _report_disputes(disputes: Iterable[Dispute], folder: BuildFolder) -> None:
    """Add the corrections that could not be carried out to the faults."""
    encoder = msgspec.json.Encoder()
    with folder.faults.open("ab") as faults:
        for line, what, reason in disputes:
            faults.write(encoder.encode(Fault(folder.corrections.name, line, what, reason)) + b"\n")


def _forget_links(entities: Entities) -> Entities:
    """Leave out why authorships are one person's, which no fact tells."""
    return structs.replace(entities, people=tuple(structs.replace(each, links=()) for each in entities.people))


def _read_identities(path: Path, *, needed: bool) -> Identities | None:
    """Read an earlier build's identities; without one, or if another build takes its place just now, there are none."""
    try:
        return Identities.read(path)
    except FileNotFoundError:
        if needed:
            raise
        return None


@contextmanager
def without_collector() -> Iterator[None]:
    """Do not look for reference cycles: the stages make none, and walking through all they make takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _validate(store: Store, folder: BuildFolder, workers: Workers) -> dict[str, int]:
    """Check the store's quads against the shapes, write each violation a line, and count them by severity."""
    encoder = msgspec.json.Encoder()
    count = Counter[str]()
    with folder.violations.open("w", encoding="utf-8") as out:
        for violation in shapes.validate(store, workers=workers):
            count[violation.severity] += 1
            out.write(encoder.encode(violation).decode() + "\n")
    return dict(sorted(count.items()))
