"""The graph in the formats of other programs: one module for each, found by being in this folder.

Packages of others add formats by the entry points `kg.exporters`: a name, and a module with the same three names.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, runtime_checkable

from kg.errors import InputError, tell_unknown
from kg.exporters.clusters import cluster_rows
from kg.exporters.network import coauthor_network
from kg.exporters.public import PublicStore
from kg.exporters.quads import read_merged_lines
from kg.stores import Store

__all__ = [
    "Exporter",
    "LineExporter",
    "cluster_rows",
    "coauthor_network",
    "convert",
    "export",
    "find_exporter",
    "formats",
]


@runtime_checkable
class Exporter(Protocol):
    """A module that writes one format: a one-line title, the file's name in a build's folder, and `export`."""

    TITLE: str
    FILE: str

    def export(self, store: Store, path: Path) -> None:
        """Write the graph to the path, gzipped if it ends in .gz; the same graph gives the same bytes."""


@runtime_checkable
class LineExporter(Exporter, Protocol):
    """An exporter that needs no store, but the merged graph as sorted lines of N-Triples."""

    def write(self, lines: Iterable[bytes], path: Path) -> None:
        """Write what `export` would write of a store of these triples."""


def formats() -> dict[str, Exporter]:
    """Give every exporter by the name of its format, sorted.

    >>> formats()["turtle"].FILE
    'graph.ttl'
    """
    return dict(_found())


def find_exporter(name: str) -> Exporter:
    """Give the exporter of that format; raises InputError, which says what there is, for an unknown one."""
    known = formats()
    if name not in known:
        raise InputError(tell_unknown("format", name, known))
    return known[name]


def export(store: Store, format: str, path: Path, *, public: bool = False) -> None:  # noqa: A002 - the word the command line uses
    """Write the graph in that format to the path, gzipped if the path ends in .gz; `public` leaves out publishers' text.

    That is abstracts, the text of their sections, and quotations; and of the inputs' paths all but the name. A file that
    stands there is replaced once the new one is complete. Raises InputError for an unknown format, and if the graph has
    something that the format cannot express.
    """
    find_exporter(format).export(PublicStore(store) if public else store, path)


def convert(graph: Path, format: str, path: Path) -> bool:  # noqa: A002 - as above
    """Write the merged graph of a gzipped file of sorted N-Quads in that format, if it needs no more, and tell whether it does.

    Several times as fast as `export` from a store on disk, in little memory. Raises what `export` raises.
    """
    exporter = find_exporter(format)
    if not isinstance(exporter, LineExporter):
        return False
    exporter.write(read_merged_lines(graph), path)
    return True


@cache
def _found() -> dict[str, Exporter]:
    own = {module.name: import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)}
    others = {point.name: point.load() for point in entry_points(group="kg.exporters")}
    return {name: module for name, module in sorted({**others, **own}.items()) if isinstance(module, Exporter)}
