"""Reads any known input format: a module of this folder is a reader, its name is the format's name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from kg.errors import InputError
from kg.plugins import find_plugins
from kg.readers._spans import Slice, Span, SpanError, find_spans, head_of
from kg.readers._streams import decode_head, show_name
from kg.readers._unknown import describe
from kg.readers._unpacking import GZIP, HEAD, Unpacked, is_bomb, unpack
from kg.readers._workbook import Opened, is_workbook, unpack_held, unpack_page, unpack_workbook
from kg.record import Fault, Record

__all__ = [
    "FormatError",
    "Reader",
    "Slice",
    "Span",
    "SpanError",
    "Unpacked",
    "find_reader",
    "formats",
    "identify",
    "is_bomb",
    "is_workbook",
    "read",
    "show_name",
    "split",
]


class Reader(Protocol):
    """What a reader module offers; see `kg.readers.rca` for one.

    It may offer `BOUNDARY` as well, a pattern of bytes: what matches it ends where a record begins, unless it is inside of
    something that `read` then tells of (`kg.readers._spans.check_end`).
    """

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
    claims = _find_claims(head)
    if len(claims) == 1:
        return formats()[claims[0]]
    if not claims:
        listed = " (`kg formats` lists those that are)" if "no format known" in (said := describe(head)) else ""
        raise FormatError(f"{file}: {said}{listed}")
    raise FormatError(
        f"{file}: more than one reader claims it: {', '.join(claims)}; each export needs a file of its own"
    )


def _find_claims(head: bytes) -> list[str]:
    text = decode_head(head).replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n")
    return [name for name, reader in formats().items() if reader.sniff(text)]


def _open(stream: BinaryIO, file: str) -> Opened:
    """Unpack a stream, and what may be packed in it; raises FormatError if that is too large."""
    if found := unpack_workbook(stream):
        return found
    unpacked, damage = unpack(stream)
    if page := unpack_page(unpacked, lambda head: bool(_find_claims(head))):
        return page
    if stream.seekable() and not damage:
        return unpacked, None
    try:
        return unpack_held(unpacked) or (unpacked, damage)
    except ValueError as error:
        raise FormatError(f"{file}: {error}") from error


def identify(stream: BinaryIO, file: str) -> Reader | None:
    """Pick the reader of a stream, packed or not, by its beginning alone; None if it is empty, or packed and broken from the start.

    Raises FormatError if no reader claims it, or several do.
    """
    unpacked, _ = _open(stream, file)
    head = unpacked.peek(HEAD)[:HEAD]
    return find_reader(head, file) if decode_head(head).strip() else None


def split(path: Path, size: int) -> list[Span]:
    """Cut a plain file into spans of about that many bytes, to be read apart; none if it can only be read as a whole."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith(GZIP) or b"\0" in head:  # UTF-16 has bytes that look like others
        return []
    try:
        boundary = getattr(find_reader(head, path.name), "BOUNDARY", None)
    except FormatError:
        return []
    spans = find_spans(path, boundary, size) if boundary else []
    return spans if len(spans) > 1 else []


def read(source: str | Path | BinaryIO, name: str | None = None) -> Iterator[Record | Fault]:
    """Read a file or a stream of any known format, gzipped or not, or as a workbook, as a stream of records and faults.

    `name` is the file name that sources and faults show (default: the path as given). Raises OSError if the file
    cannot be opened and FormatError if no reader, or more than one, claims it; whatever is wrong inside the file
    becomes a fault. Of a `Slice` of a file, the records and faults are those that the whole gives there, or there is a `SpanError`.
    """
    if isinstance(source, str | Path):
        with Path(source).open("rb", 0) as stream:
            yield from read(cast("BinaryIO", stream), str(source) if name is None else name)
        return
    file = name or ""
    unpacked, damage = (source, None) if isinstance(source, Slice) else _open(source, file)
    head = head_of(unpacked, unpacked.peek(HEAD))
    if head or not (damage and damage.reason):
        yield from find_reader(head, file).read(unpacked, file)
    if damage and damage.reason:
        yield Fault(file, 0, "", damage.reason)
