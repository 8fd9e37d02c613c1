"""Files: whole or not there at all, as lines of JSON, by their hash."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any, TypeVar

import msgspec

from kg.aside import Row
from kg.errors import InputError

T = TypeVar("T")
_AT_ONCE = 100  # lines that are written at once: by themselves they take half as long again


@contextmanager
def replace_file(path: Path) -> Iterator[IO[bytes] | gzip.GzipFile]:
    """Open a file that takes the place of the one at `path` when the block ends without an error.

    Gzipped if the path ends in .gz, without a name and time inside, so that equal content gives equal bytes.
    Raises FileNotFoundError if there is no folder to make it in.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with replace_file(Path(folder, "a.txt")) as file:
    ...         _ = file.write(b"whole")
    ...     Path(folder, "a.txt").read_text()
    'whole'
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path}: there is no folder {path.parent}")
    with _make_beside(path) as file:
        part = Path(file.name)
        try:
            if path.suffix == ".gz":
                with gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as zipped:
                    yield zipped
            else:
                yield file
            file.flush()
            os.fsync(file.fileno())
            part.chmod(0o666 & ~_umask())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _make_beside(path: Path) -> IO[bytes]:
    """Make a file in the same folder; who may not is told of the file that was to be written."""
    try:
        return NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


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


def _umask() -> int:
    # There is no way to ask for it without setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
