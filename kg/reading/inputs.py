"""Finds what is to be read: files, folders of files, members of zip archives, standard input."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from msgspec import Struct

from kg import readers
from kg.errors import InputError
from kg.files import hash_file
from kg.folder import BuildFolder
from kg.readers import show_name
from kg.reading.archives import SIGNS, Member, list_members, open_member
from kg.record import Fault

STDIN = "-"


class Opened(NamedTuple):
    """An input as a stream: what knows of damage to the archive it is in, and how many of its bytes have been used."""

    stream: BinaryIO
    damage: readers.Unpacked | None
    consumed: Callable[[], int]


class Input(Struct, frozen=True):
    """Something to read: the name that its records show, its file, its size in bytes as it is stored.

    `member` says where it is in an archive; `span` which part of its file it is, if that is read in several; `sha256` is the archive's or the
    file's, if known. An input that is only `faults` could not be opened at all.
    """

    name: str
    path: Path
    bytes: int
    member: Member | None = None
    faults: tuple[Fault, ...] = ()
    sha256: str = ""
    span: readers.Span | None = None

    @contextmanager
    def open(self) -> Iterator[Opened]:
        """Open it for reading, once, from its beginning to its end; what is only faults is empty."""
        if self.member:
            with open_member(self.path, self.member) as unpacked:
                yield Opened(cast("BinaryIO", unpacked), unpacked, unpacked.consumed)
        elif self.faults:
            yield Opened(io.BytesIO(), None, int)
        else:
            with self.path.open("rb", 0) as stream:
                if span := self.span:
                    file = cast("BinaryIO", stream)
                    yield Opened(readers.Slice(file, span), None, lambda: stream.tell() - span.start)
                    return
                yield Opened(cast("BinaryIO", stream), None, stream.tell)


def find_inputs(paths: Iterable[str | Path], scratch: Path, out: str | Path | None = None) -> list[Input]:
    """Find the files named, those below the folders named, and those in archives, in that order; `-` is standard input.

    Below a folder they come sorted; what is hidden, what an earlier build left, and the file `out` that is to be written, is
    no input. A file that is met again, under whatever path, is left out, since its records were identified once. Standard
    input, and other files that can be read only once, are first copied into the folder `scratch`.

    Raises `FileNotFoundError` for a path that does not exist and `readers.FormatError` for a named file that no reader, or more
    than one, claims, before anything is read. One that is empty is no error, as the export of a search that found nothing.
    """
    found: list[Input] = []
    named = [*map(Path, paths)]
    if named.count(Path(STDIN)) > 1:
        raise InputError("standard input can be read only once")
    for number, path in enumerate(named):
        if str(path) == STDIN:
            if sys.stdin is None:
                raise InputError("standard input is closed")
            found += _inspect(_copy(sys.stdin.buffer, scratch / "stdin"), "stdin", named=True)
        elif path.is_dir():
            for each in _walk(path, os.path.realpath(out) if out else ""):
                found += _inspect(each, str(each), named=False)
        elif path.is_file():
            found += _inspect(path, str(path), named=True)
        elif path.exists():
            with path.open("rb") as stream:
                found += _inspect(_copy(stream, scratch / f"input-{number}"), str(path), named=True)
        else:
            web = "; what is on the web must be downloaded first" if path.parts[0] in {"http:", "https:"} else ""
            raise FileNotFoundError(f"{path}: no such file or folder{web}")
    return _leave_out_repeated(found)


def _leave_out_repeated(found: Iterable[Input]) -> list[Input]:
    first: dict[tuple[str, Member | None], Input] = {}
    for each in found:
        first.setdefault((os.path.realpath(each.path), each.member), each)
    return list(first.values())


def _walk(path: Path, out: str) -> Iterator[Path]:
    closed: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=closed.append):
        folders[:] = sorted(
            each for each in folders if not each.startswith(".") and not BuildFolder(Path(folder, each)).exists
        )
        yield from (link for each in folders if (link := Path(folder, each)).is_symlink())
        if not BuildFolder(Path(folder)).exists:
            below = (Path(folder, each) for each in sorted(files) if not each.startswith("."))
            there = (each for each in below if each.is_file() or each.is_symlink())
            yield from (each for each in there if os.path.realpath(each) != out)
    yield from (Path(str(each.filename)) for each in closed)


def _inspect(path: Path, shown: str, *, named: bool) -> Iterator[Input]:
    """Give the inputs that a file is; of those the user named, raise what keeps them from being read."""
    name = show_name(shown)
    if path.is_symlink() and path.is_dir():
        yield Input(name, path, 0, faults=(Fault(name, 0, "", "a link to a folder is not followed: name that folder"),))
        return
    try:
        with path.open("rb", 0) as stream:
            if stream.read(4) not in SIGNS or readers.is_workbook(stream):
                if named:
                    stream.seek(0)
                    readers.identify(cast("BinaryIO", stream), name)
                yield Input(name, path, path.stat().st_size)
                return
        yield from _open_archive(path, name)
    except OSError as error:
        if named:
            raise
        yield Input(name, path, 0, faults=(Fault(name, 0, "", f"cannot be opened: {error.strerror}"),))


def _open_archive(path: Path, name: str) -> Iterator[Input]:
    sha256 = hash_file(path)
    faults: list[Fault] = []
    for each in list_members(path, name):
        if isinstance(each, Fault):
            faults.append(each)
        else:
            yield Input(f"{name}!{each.name}", path, each.size, member=each, sha256=sha256)
    if faults:
        yield Input(name, path, 0, faults=tuple(faults), sha256=sha256)


def _copy(stream: BinaryIO, to: Path) -> Path:
    to.parent.mkdir(exist_ok=True)
    with to.open("wb") as out:
        shutil.copyfileobj(stream, out, 1 << 20)
    return to
