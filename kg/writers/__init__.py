"""Writes records for reference managers: a module of this folder is a writer, its name is the format's name."""

from __future__ import annotations

from collections.abc import Iterable
from gzip import GzipFile
from typing import IO, Protocol

from kg.errors import find_named
from kg.plugins import find_plugins
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
    return find_plugins(__name__)


def find_writer(name: str) -> Writer:
    """Give the writer of that format; raises ValueError, which says what there is, for an unknown one."""
    return find_named("format", name, formats())
