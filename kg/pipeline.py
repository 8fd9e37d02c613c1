"""Composes the stages on one machine: files in, a finished folder out, or the old folder untouched."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
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
from kg.folder import BuildFolder, Report
from kg.iri import DEFAULT_BASE, Minter, check_base
from kg.origins import tell_origins
from kg.queries import Rows
from kg.stores import Store, open_store
from kg.swapping import replacing
from kg.workers import Workers

# What every build writes besides the N-Quads it is loaded from; the other formats take as long again and wait until they are asked for (`kg export`).
CONVERSIONS = ("turtle", "jsonld")  # from the N-Quads, while the store is loaded …
EXPORTS = ("graphml", "authors", "studies", "clusters")  # … and from the queries that the page is drawn of


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
        # New processes, since these hold hundreds of megabytes that nobody needs any more.
        jobs = jobs if made.counts["records"] > making.FEW else 1
        with ThreadPoolExecutor(1) as thread, Workers(jobs) as workers:
            violations = _publish(made, folder, workers, thread, clock, title=title, minter=minter)
            most = max(most, workers.peak_megabytes)
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
) -> dict[str, int]:
    """Load the graph, check it, and write all that people see of it; give the violations by severity.

    The processes, if there are several, check it while this one asks what the page and the tables are made of, and draws
    the page. If that fails, they are to be ended before the thread that waits for them.
    """
    converted = workers.begin(_convert, [_Conversion(folder.path, form) for form in CONVERSIONS])
    with open_store(folder.store) as store:
        with clock("load"):
            store.load_file(folder.graph, lambda loaded: clock.tell("load", loaded, loaded / made.quads))
        with clock("optimise"):
            store.optimise()
        checking = thread.submit(_validate, store, folder, workers) if workers.jobs > 1 else None
        with clock("query"):
            needed = {form: exporters.tables(form) for form in EXPORTS}
            names = chain(views.TABLES, *needed.values())
            rows = queries.run_all(store, names, lambda told: clock.tell("query", told))
        exported = workers.begin(
            _tabulate, [_Table(folder.path, form, {name: rows[name] for name in needed[form]}) for form in EXPORTS]
        )
        with clock("page"):
            origins = tell_origins(made.inputs, folder, minter)
            views.draw(rows.__getitem__, title, origins).write(folder.page)
        with clock("export"):
            list(converted)
            list(exported)
        with clock("shapes"):
            violations = checking.result() if checking else _validate(store, folder, workers)
    writing = sum(workers.spent[each.__name__] for each in (_convert, _tabulate))
    clock.spend("export", writing)
    clock.spend("shapes", workers.cpu - writing)
    return violations


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
    found = list(shapes.validate(store, workers=workers))
    write_jsonl(folder.violations, found)
    return dict(sorted(Counter(each.severity for each in found).items()))
