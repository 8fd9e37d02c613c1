"""The graph in the formats of other programs: one module for each, found by being in this folder.

Packages of others add formats by the entry points `kg.exporters`: a name, and a module with the same names.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, TypeAlias, runtime_checkable

from kg.errors import InputError, find_named
from kg.exporters.clusters import cluster_rows
from kg.exporters.network import coauthor_network
from kg.exporters.public import PublicStore
from kg.exporters.quads import merged_lines, read_merged_lines
from kg.plugins import find_plugins
from kg.queries import Ask, run_all
from kg.stores import Store

__all__ = [
    "AnyExporter",
    "Exporter",
    "LineExporter",
    "TableExporter",
    "cluster_rows",
    "coauthor_network",
    "convert",
    "export",
    "find_exporter",
    "formats",
    "tables",
    "tabulate",
]


class Format(Protocol):
    """A format to write: a one-line title, and the file's name in a build's folder."""

    TITLE: str
    FILE: str


@runtime_checkable
class Exporter(Format, Protocol):
    """A module that writes one format out of a store."""

    def export(self, store: Store, path: Path) -> None:
        """Write the graph to the path, gzipped if it ends in .gz; the same graph gives the same bytes."""


@runtime_checkable
class TableExporter(Format, Protocol):
    """A module that writes one format out of the rows of canned queries, which it names."""

    TABLES: tuple[str, ...]

    def tabulate(self, ask: Ask, path: Path) -> None:
        """Write the rows that `ask` gives, gzipped if the path ends in .gz; the same rows give the same bytes."""


@runtime_checkable
class LineExporter(Format, Protocol):
    """A module that writes one format out of the merged graph as sorted lines of N-Triples."""

    def write(self, lines: Iterable[bytes], path: Path) -> None:
        """Write the graph to the path, gzipped if it ends in .gz; the same graph gives the same bytes."""


AnyExporter: TypeAlias = Exporter | TableExporter | LineExporter


def formats() -> dict[str, AnyExporter]:
    """Give every exporter by the name of its format, sorted.

    >>> formats()["turtle"].FILE
    'graph.ttl'
    """
    found = find_plugins(__name__)
    return {name: module for name, module in found.items() if isinstance(module, AnyExporter)}


def find_exporter(name: str) -> AnyExporter:
    """Give the exporter of that format; raises InputError, which says what there is, for an unknown one."""
    return find_named("format", name, formats())


def export(store: Store, format: str, path: Path, *, public: bool = False) -> None:  # noqa: A002 - the word the command line uses
    """Write the graph in that format to the path, gzipped if the path ends in .gz; `public` leaves out publishers' text.

    That is abstracts, the text of their sections, and quotations; and of the inputs' paths all but the name. A file that
    stands there is replaced once the new one is complete. Raises InputError for an unknown format, and if the graph has
    something that the format cannot express.
    """
    exporter = find_exporter(format)
    seen = PublicStore(store) if public else store
    if isinstance(exporter, TableExporter):
        tabulate(run_all(store, exporter.TABLES).__getitem__, format, path)
    elif isinstance(exporter, LineExporter):
        exporter.write(merged_lines(seen), path)
    else:
        exporter.export(seen, path)


def tables(format: str) -> tuple[str, ...]:  # noqa: A002 - as above
    """Name the canned queries that a format is made of; none, if it is made of the whole graph.

    >>> tables("authors")
    ('people', 'affiliations')
    """
    exporter = find_exporter(format)
    return exporter.TABLES if isinstance(exporter, TableExporter) else ()


def tabulate(ask: Ask, format: str, path: Path) -> None:  # noqa: A002 - as above
    """Write a format that is made of canned queries from their rows; raises what `export` raises."""
    exporter = find_exporter(format)
    if not isinstance(exporter, TableExporter):
        raise InputError(f"{format} is made of the whole graph, not of tables")
    exporter.tabulate(ask, path)


def convert(graph: Path, format: str, path: Path) -> bool:  # noqa: A002 - as above
    """Write the merged graph of a gzipped file of sorted N-Quads in that format, if it needs no more, and tell whether it does.

    Several times as fast as `export` from a store on disk, in little memory. Raises what `export` raises.
    """
    exporter = find_exporter(format)
    if not isinstance(exporter, LineExporter):
        return False
    exporter.write(read_merged_lines(graph), path)
    return True
