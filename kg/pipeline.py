"""Composes the stages on one machine: files in, a finished folder out, or the old folder untouched."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from msgspec import Struct

from kg import __version__, exporters, making, queries, shapes, views
from kg.authorities.opening import open_authority
from kg.clock import Clock, Listener, peak_memory
from kg.collector import without_collector
from kg.corrections import read_corrections
from kg.decision import NO_CORRECTIONS, Corrections
from kg.entities import Identities
from kg.facts.dataset import TITLE
from kg.files import write_jsonl
from kg.folder import BuildFolder, Report, Source
from kg.iri import DEFAULT_BASE, Minter, check_base
from kg.origins import tell_origins
from kg.queries import Rows
from kg.stores import Store, open_store
from kg.swapping import replacing
from kg.workers import Workers, tell

# What every build writes besides the N-Quads it is loaded from; the other formats take as long again and wait until they are asked for (`kg export`).
CONVERSIONS = ("turtle", "jsonld")  # from the N-Quads, while the store is loaded …
EXPORTS = ("graphml", "authors", "studies", "clusters")  # … and from the queries that the page is drawn of
_FEW_PROCESSES = 2  # that ask at the same time: each holds what its query joins, of 20,000 records half a gigabyte


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
    with replacing(Path(out), written) as folder, without_collector():
        with Workers(jobs) as workers:
            earlier = _read_identities(known, needed=identities is not None)
            held = _copy_corrections(decided, folder, minter, needed=corrections is not None)
            index = None
            if authority:
                with clock("authority"):  # the first time, it is indexed
                    index = open_authority(Path(authority))
            made = making.make_graph(
                paths, folder, minter, workers, clock, title=title, known=earlier, authority=index, corrections=held
            )
            most = workers.peak_megabytes
        # New processes, since these hold hundreds of megabytes that nobody needs any more. As many as load or ask work beside them.
        beside = max(_FEW_PROCESSES, workers.jobs - _FEW_PROCESSES)
        few = workers.jobs == 1 or made.counts["records"] <= making.FEW
        with ThreadPoolExecutor(1) as thread, Workers(1 if few else beside) as workers:
            violations, more = _publish(made, folder, workers, thread, clock, title=title, minter=minter)
            most = max(most, more)
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
            peak_megabytes=(peak_memory() or 0) + most or None,
        )
        folder.write_report(report)
    return report


def _publish(
    made: making.Made,
    folder: BuildFolder,
    workers: Workers,
    thread: ThreadPoolExecutor,
    clock: Clock,
    *,
    title: str,
    minter: Minter,
) -> tuple[dict[str, int], int]:
    """Load the graph, check it, and write all that people see of it; give the violations by severity, and how many megabytes processes held.

    Of many records, all of this is done in other processes: those that load and ask, which need most memory, end as soon as that is
    done; `workers` convert and check meanwhile, then draw and write. If one fails, they are to be ended before the thread that waits for them.
    """
    apart = workers.jobs > 1
    converted = workers.begin(_convert, [_Conversion(folder.path, form) for form in CONVERSIONS])
    needed = {form: exporters.tables(form) for form in EXPORTS}
    names = dict.fromkeys(chain(views.TABLES, *needed.values()))
    with clock("load"), Workers(_FEW_PROCESSES if apart else 1) as loading:
        list(loading.map(_load, [folder.path], lambda loaded: clock.tell("load", loaded, loaded / made.quads)))
        clock.spend("load", loading.cpu)
        held = loading.peak_megabytes
    with open_store(folder.store, read_only=True) as store, Workers(_FEW_PROCESSES if apart else 1) as asking:
        checking = thread.submit(_validate, store, folder, workers) if apart else None
        with clock("query"):
            rows = _ask_apart(asking, names, folder, clock) if apart else queries.run_all(store, names)
            held = max(held, asking.peak_megabytes)
            asking.close()
        drawn = workers.begin(
            _draw, [_Drawing(folder.path, title, made.inputs, minter, {name: rows[name] for name in views.TABLES})]
        )
        exported = workers.begin(
            _tabulate, [_Table(folder.path, form, {name: rows[name] for name in needed[form]}) for form in EXPORTS]
        )
        with clock("page"):
            list(drawn)
        with clock("export"):
            list(converted)
            list(exported)
        with clock("shapes"):
            violations = checking.result() if checking else _validate(store, folder, workers)
    drawing = workers.spent[_draw.__name__]
    writing = workers.spent[_convert.__name__] + workers.spent[_tabulate.__name__]
    clock.spend("page", drawing)
    clock.spend("export", writing)
    clock.spend("shapes", workers.cpu - drawing - writing)
    return violations, held + workers.peak_megabytes


def _load(folder: Path) -> None:
    """Load the graph into the store, and have it tidied: what reads it afterwards reads it often."""
    build = BuildFolder(folder)
    with open_store(build.store) as store:
        store.load_file(build.graph, tell)
        store.optimise()


def _ask_apart(workers: Workers, names: Iterable[str], folder: BuildFolder, clock: Clock) -> dict[str, Rows]:
    """Run canned queries in other processes, which keep the rows in files: each holds one table, this one none."""
    rows: dict[str, Rows] = {}
    asked = list(names)
    for name, found in zip(asked, workers.map(_ask, [_Asking(folder.path, name) for name in asked]), strict=True):
        rows[name] = found
        clock.tell("query", sum(map(len, rows.values())))
    clock.spend("query", workers.cpu)
    return rows


class _Asking(Struct, frozen=True):
    folder: Path
    query: str


def _ask(task: _Asking) -> Rows:
    folder = BuildFolder(task.folder)
    with open_store(folder.store, read_only=True) as store:
        return queries.keep_rows(queries.run(store, task.query), folder.scratch / "rows" / task.query)


class _Drawing(Struct, frozen=True):
    folder: Path
    title: str
    inputs: tuple[Source, ...]
    minter: Minter
    rows: dict[str, Rows]


def _draw(task: _Drawing) -> None:
    """Draw the page of a build from rows of canned queries."""
    folder = BuildFolder(task.folder)
    origins = tell_origins(task.inputs, folder, task.minter)
    views.draw(task.rows.__getitem__, task.title, origins).write(folder.page)


class _Conversion(Struct, frozen=True):
    folder: Path
    format: str


def _convert(task: _Conversion) -> None:
    """Write a file of the build's folder from its N-Quads."""
    exporters.convert(
        BuildFolder(task.folder).graph, task.format, task.folder / exporters.find_exporter(task.format).FILE
    )


class _Table(Struct, frozen=True):
    folder: Path
    format: str
    rows: dict[str, Rows]


def _tabulate(task: _Table) -> None:
    """Write a file of the build's folder from rows of canned queries."""
    exporters.tabulate(task.rows.__getitem__, task.format, task.folder / exporters.find_exporter(task.format).FILE)


def _copy_corrections(path: Path, folder: BuildFolder, minter: Minter, *, needed: bool) -> Corrections:
    """Keep the corrections beside what they correct, so that the next build of the folder holds to them too."""
    try:
        shutil.copyfile(path, folder.corrections)
    except FileNotFoundError:
        if needed:
            raise FileNotFoundError(f"{path}: no such file of corrections") from None
        return NO_CORRECTIONS
    return read_corrections(folder.corrections, minter, name=str(path))


def _read_identities(path: Path, *, needed: bool) -> Identities | None:
    """Read an earlier build's identities; without one, or if another build takes its place just now, there are none."""
    try:
        return Identities.read(path)
    except FileNotFoundError:
        if needed:
            raise
        return None


def _validate(store: Store, folder: BuildFolder, workers: Workers) -> dict[str, int]:
    """Check the store's quads against the shapes, write each violation a line, and count them by severity."""
    found = list(shapes.validate(store, workers=workers, graph=folder.graph))
    write_jsonl(folder.violations, found)
    return dict(sorted(Counter(each.severity for each in found).items()))
