"""Writes records for reference managers: a module of this folder is a writer, its name is the format's name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from gzip import GzipFile
from importlib.metadata import entry_points
from typing import IO, Protocol, cast

from kg.errors import InputError, tell_unknown
from kg.record import Record

Stream = IO[bytes] | GzipFile


class Writer(Protocol):
    """What a writer module offers; see `kg.writers.ris` for one."""

    TITLE: str
    SUFFIX: str

    def write(self, records: Iterable[Record], stream: Stream) -> None:
        """Write the records in their order; the same records give the same bytes."""


def formats() -> dict[str, Writer]:
    """All writers by name: the modules of this folder, and what others registered as entry points `kg.writers`.

    >>> formats()["ris"].TITLE
    'RIS'
    """
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    found = {name: cast("Writer", importlib.import_module(f"{__name__}.{name}")) for name in names}
    for point in sorted(entry_points(group="kg.writers")):
        found.setdefault(point.name, point.load())
    return found


def find_writer(name: str) -> Writer:
    """Give the writer of that format; raises ValueError, which says what there is, for an unknown one."""
    known = formats()
    if name not in known:
        raise InputError(tell_unknown("format", name, known))
    return known[name]
