"""From the N-Quads to all that people use of a build: the store, what the shapes find, the page, the files of other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from msgspec import Struct

from kg import exporters, queries, shapes, views
from kg.clock import Clock
from kg.files import write_jsonl
from kg.folder import BuildFolder, Source
from kg.iri import Minter
from kg.origins import tell_origins
from kg.processes.process import tell
from kg.processes.workers import Workers
from kg.queries import Rows
from kg.stores import Store, open_store

# What every build writes besides the N-Quads it is loaded from; the other formats take as long again and wait until they are asked for (`kg export`).
CONVERSIONS = ("turtle", "jsonld")  # from the N-Quads, while the store is loaded …
EXPORTS = ("graphml", "authors", "studies", "clusters")  # … and from the queries that the page is drawn of
_FEW_PROCESSES = 2  # that ask at the same time: each holds what its query joins, of 20,000 records half a gigabyte
_FEW_QUADS = 100_000  # up to which it takes longer to start processes than they save
_MANY_QUADS = 800_000  # from which on to load and to ask takes hundreds of megabytes


class Published(Struct, frozen=True):
    """How many violations the shapes found, by severity, and how many megabytes the processes held at most."""

    violations: dict[str, int]
    megabytes: int


def publish(
    folder: BuildFolder,
    clock: Clock,
    *,
    title: str,
    inputs: tuple[Source, ...],
    minter: Minter,
    quads: int,
    jobs: int,
) -> Published:
    """Load the N-Quads of a folder, so many `quads`, into its store, check them, and write all that people see of them.

    Up to `jobs` processes convert and check meanwhile, then draw and write. To load and to ask needs most memory: of many
    quads it is done in further ones, which end as soon as it is done.
    """
    apart = jobs > 1 and quads > _MANY_QUADS
    crew = max(_FEW_PROCESSES, jobs - _FEW_PROCESSES) if apart else min(_FEW_PROCESSES, jobs)
    needed = {form: exporters.tables(form) for form in EXPORTS}
    # If a worker fails, all are to be ended before the thread that waits for them.
    with ThreadPoolExecutor(1) as thread, Workers(crew if quads > _FEW_QUADS else 1) as workers:
        converted = workers.begin(_convert, [_Conversion(folder.path, form) for form in CONVERSIONS])
        with clock("load"), Workers(_FEW_PROCESSES if apart else 1) as loading:
            list(loading.map(_load, [folder.path], lambda loaded: clock.tell("load", loaded, loaded / quads)))
            clock.spend("load", loading.cpu)
            held = loading.peak_megabytes
        with open_store(folder.store, read_only=True) as store:
            checking = thread.submit(_validate, store, folder, workers) if workers.jobs > 1 else None
            with clock("query"), Workers(_FEW_PROCESSES if apart else 1) as asking:
                rows = _ask_all(dict.fromkeys(chain(views.TABLES, *needed.values())), store, folder, asking, clock)
                held = max(held, asking.peak_megabytes)
            drawn = workers.begin(_draw, [_Drawing(folder.path, title, inputs, minter, _choose(rows, views.TABLES))])
            exported = workers.begin(
                _tabulate, [_Table(folder.path, form, _choose(rows, names)) for form, names in needed.items()]
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
        return Published(violations, held + workers.peak_megabytes)


def _load(folder: Path) -> None:
    """Load the graph into the store, and have it tidied: what reads it afterwards reads it often."""
    build = BuildFolder(folder)
    with open_store(build.store) as store:
        store.load_file(build.graph, tell)
        store.optimise()


def _ask_all(
    names: Iterable[str], store: Store, folder: BuildFolder, workers: Workers, clock: Clock
) -> dict[str, Rows]:
    """Run canned queries; other processes keep the rows in files, so that each holds one table, and this one none."""
    if workers.jobs == 1:
        return queries.run_all(store, names, lambda found: clock.tell("query", found))
    rows: dict[str, Rows] = {}
    asked = list(names)
    for name, found in zip(asked, workers.map(_ask, [_Asking(folder.path, name) for name in asked]), strict=True):
        rows[name] = found
        clock.tell("query", sum(map(len, rows.values())))
    clock.spend("query", workers.cpu)
    return rows


def _choose(rows: dict[str, Rows], names: Iterable[str]) -> dict[str, Rows]:
    return {name: rows[name] for name in names}


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


def _validate(store: Store, folder: BuildFolder, workers: Workers) -> dict[str, int]:
    """Check the store's quads against the shapes, write each violation a line, and count them by severity."""
    found = list(shapes.validate(store, workers=workers, graph=folder.graph))
    write_jsonl(folder.violations, found)
    return dict(sorted(Counter(each.severity for each in found).items()))
