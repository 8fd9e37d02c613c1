"""Files: whole or not there at all, as lines of JSON, by their hash."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any, TypeVar

import msgspec
from isal import igzip, isal_zlib

from kg.errors import InputError
from kg.rows.aside import Row

T = TypeVar("T")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_AT_ONCE = 100  # lines that are written at once: by themselves they take half as long again


@contextmanager
def replace_file(path: Path) -> Iterator[IO[bytes] | gzip.GzipFile]:
    """Open a file that takes the place of the one at `path` when the block ends without an error.

    Gzipped if the path ends in .gz, without a name and time inside, so that equal content gives equal bytes. Who may read the
    old one may read the new one. A link stays, and what it leads to is replaced; what `is_stream` is written to.
    Raises FileNotFoundError if there is no folder to make it in; a disk that is full is told with the file's name.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with replace_file(Path(folder, "a.txt")) as file:
    ...         _ = file.write(b"whole")
    ...     Path(folder, "a.txt").read_text()
    'whole'
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path}: there is no folder {path.parent}")
    if is_stream(path):
        with naming_full(path), path.open("ab") as stream, _pack(path, stream) as packed:
            yield packed
        return
    place = Path(os.path.realpath(path))
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    file = _make(part, path)
    try:
        with naming_full(path), file:
            with _pack(path, file) as packed:
                yield packed
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(place, part)
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def naming_full(path: Path) -> Iterator[None]:
    """Name this path if a disk or somebody's share of it is full, or a file may not be as large: the system names no open file."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            error.filename = error.filename or str(path)
        raise


def is_stream(path: Path) -> bool:
    """Tell a pipe, a device, or what a process has open ("/dev/stdout") from a file that another can take the place of."""
    if not path.exists():
        return False
    folder = os.path.realpath(path.parent)
    return not path.is_file() or folder == "/dev" or folder.startswith("/proc/")


def _make(part: Path, path: Path) -> IO[bytes]:
    """Make a file in the same folder; who may not is told of the file that was to be written."""
    try:
        return part.open("xb")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _pack(path: Path, file: IO[bytes]) -> AbstractContextManager[IO[bytes] | gzip.GzipFile]:
    if path.suffix == ".gz":
        return gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0)
    return nullcontext(file)


@contextmanager
def open_packed(path: Path) -> Iterator[IO[bytes]]:
    """Open a gzipped file that a build wrote; raises InputError, in the block, where it is damaged."""
    try:
        with igzip.open(path, "rb") as file:
            yield file
    except (EOFError, gzip.BadGzipFile, isal_zlib.IsalError) as error:  # type: ignore[misc]  # its stub calls a class an error
        raise InputError(f"{path}: damaged: {error}") from error


def write_jsonl(path: Path, items: Iterable[object], *, add: bool = False) -> None:
    """Write each item as a line of JSON, or `add` them to those that stand there."""
    encoder, left = msgspec.json.Encoder(enc_hook=_copy), iter(items)
    with path.open("ab" if add else "wb") as out:
        while some := list(islice(left, _AT_ONCE)):
            out.write(encoder.encode_lines(some))


def _copy(row: Any) -> msgspec.Raw:
    if isinstance(row, Row):
        return row.written
    raise NotImplementedError(f"{type(row).__name__} has no JSON")


def read_jsonl(path: Path, kind: type[T]) -> Iterator[T]:
    """Read what `write_jsonl` wrote, an item after the other; raises InputError at a line that is no such item."""
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield decoder.decode(line)
            except msgspec.MsgspecError as error:
                raise InputError(f"{path}:{number}: damaged, or of another version of kg: {error}") from error


def hash_file(path: Path) -> str:
    """Give a file's SHA-256 in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
