"""Reads any known input format: a module of this folder is a reader, its name is the format's name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from kg.errors import InputError
from kg.plugins import find_plugins
from kg.readers._streams import decode_head, strip_controls
from kg.readers._unknown import describe
from kg.readers._unpacking import HEAD, Unpacked, is_bomb, unpack
from kg.readers._workbook import is_workbook, unpack_workbook
from kg.record import Fault, Record

__all__ = [
    "FormatError",
    "Reader",
    "Unpacked",
    "find_reader",
    "formats",
    "identify",
    "is_bomb",
    "is_workbook",
    "read",
    "strip_controls",
]


class Reader(Protocol):
    """What a reader module offers; see `kg.readers.rca` for one."""

    TITLE: str

    def sniff(self, head: bytes) -> bool:
        """Whether a file that begins so is of this format: decompressed, in UTF-8 if it is text, lines ended by line feeds."""

    def read(self, stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
        """Read the decompressed stream; `file` is the name that sources and faults bear."""


class FormatError(InputError):
    """No reader, or more than one, claims a file."""


def formats() -> dict[str, Reader]:
    """All readers by name: the modules of this folder, and what others registered as entry points `kg.readers`.

    >>> formats()["rca"].TITLE
    'Reference Citation Analysis (RCA) text page'
    """
    return find_plugins(__name__)


def find_reader(head: bytes, file: str) -> Reader:
    """Pick the one reader that claims a file by its first bytes; raises FormatError if none or several do."""
    readers = formats()
    text = decode_head(head).replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n")
    claims = [name for name, reader in readers.items() if reader.sniff(text)]
    if len(claims) == 1:
        return readers[claims[0]]
    if not claims:
        listed = " (`kg formats` lists those that are)" if "no format known" in (said := describe(head)) else ""
        raise FormatError(f"{file}: {said}{listed}")
    raise FormatError(
        f"{file}: more than one reader claims it: {', '.join(claims)}; each export needs a file of its own"
    )


def identify(stream: BinaryIO, file: str) -> Reader | None:
    """Pick the reader of a stream, packed or not, by its beginning alone; None if it is packed and broken from the start.

    Raises FormatError if no reader claims it, or several do.
    """
    unpacked, damage = unpack_workbook(stream) or unpack(stream)
    head = unpacked.peek(HEAD)[:HEAD]
    return None if damage and damage.reason and not head else find_reader(head, file)


def read(source: str | Path | BinaryIO, name: str | None = None) -> Iterator[Record | Fault]:
    """Read a file or a stream of any known format, gzipped or not, or as a workbook, as a stream of records and faults.

    `name` is the file name that sources and faults show (default: the path as given). Raises OSError if the file
    cannot be opened and FormatError if no reader, or more than one, claims it; whatever is wrong inside the file
    becomes a fault.
    """
    if isinstance(source, str | Path):
        with Path(source).open("rb", 0) as stream:
            yield from read(cast("BinaryIO", stream), str(source) if name is None else name)
        return
    file = name or ""
    unpacked, damage = unpack_workbook(source) or unpack(source)
    head = unpacked.peek(HEAD)[:HEAD]
    if head or not (damage and damage.reason):
        yield from find_reader(head, file).read(unpacked, file)
    if damage and damage.reason:
        yield Fault(file, 0, "", damage.reason)
