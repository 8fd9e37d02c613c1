"""A build's folder: what stands where, and how a new build takes the place of an old one."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from kg.clock import Stage
from kg.errors import InputError

_ATTEMPTS = 100  # at taking or reading a place for which builds compete
_PAUSE = 0.01  # seconds between two attempts at reading

T = TypeVar("T")


class NotABuildError(InputError):
    """The folder exists and is not a build of ours."""


class Source(Struct, frozen=True):
    """An input file: the name it was given by, its SHA-256, its size in bytes, and what it gave.

    Of its records, those are duplicates whose study the same file (`duplicates_within`) or an earlier one (`duplicates_across`) has already;
    `remaining` are the others, the studies that it is the first to give (PRISMA 2020's counts).
    """

    name: str
    sha256: str
    bytes: int
    records: int
    faults: int
    duplicates_within: int = 0
    duplicates_across: int = 0
    remaining: int = 0


class Report(Struct, frozen=True):
    """What a build did: its inputs, counts, violations by severity, stages and peak memory (MB)."""

    version: str
    build: str
    base: str
    title: str
    started: str
    seconds: float
    inputs: tuple[Source, ...]
    counts: dict[str, int]
    violations: dict[str, int]
    stages: dict[str, Stage]
    peak_megabytes: int | None = None


class BuildFolder:
    """The files of a build below `path`; it need not exist yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = path / "store"
        self.page = path / "index.html"
        self.records = path / "records.jsonl.gz"
        self.identities = path / "identities.jsonl"
        self.faults = path / "faults.jsonl"
        self.violations = path / "violations.jsonl"
        self._report = path / "build.json"

    @property
    def exists(self) -> bool:
        """Whether a finished build stands here."""
        return self._report.is_file()

    def report(self) -> Report:
        """Read the build's report; raises `NotABuildError` if there is none."""
        if not self.exists:
            raise NotABuildError(
                f"{self.path}: no build here (no build.json); make one with: kg build INPUT -o {self.path}"
            )
        try:
            return msgspec.json.decode(self._report.read_bytes(), type=Report)
        except msgspec.MsgspecError as error:
            raise NotABuildError(f"{self._report}: not a build's report: {error}") from error

    def write_report(self, report: Report) -> None:
        """Write the build's report, the last file of a build."""
        self._report.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")


@contextmanager
def replacing(target: Path, files: Collection[str] = ()) -> Iterator[BuildFolder]:
    """Give an empty folder beside `target` and put it in its place when the block ends well; else remove it.

    Raises `NotABuildError` if `target` is no build and holds anything but `files`, the names that a build writes (git
    keeps some of a build's files without the others).
    """
    recover(target)
    if target.exists() and not BuildFolder(target).exists and not _holds_only(target, files):
        raise NotABuildError(f"{target}: exists and is not a build of ours; choose another folder or remove it")
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(target)
    new = target.with_name(f".{target.name}.building-{os.getpid()}")
    new.mkdir()
    try:
        yield BuildFolder(new)
        _swap(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, target: Path) -> None:
    """Put `new` in the place of `target`; if another build gets there first, the later one stays."""
    old = target.with_name(f".{target.name}.old-{os.getpid()}")
    for _ in range(_ATTEMPTS):
        with suppress(FileNotFoundError):
            target.rename(old)
        try:
            new.rename(target)
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                raise
        else:
            break
        finally:
            if target.exists():
                shutil.rmtree(old, ignore_errors=True)


def read_steadily(folder: BuildFolder, read: Callable[[], T]) -> T:
    """Return what `read` reads from one and the same build, though other builds may take its place meanwhile.

    What it read from a folder that was replaced under it, or failed to read, is read again; an error of a folder that
    stayed is raised as it is.
    """
    for _ in range(_ATTEMPTS):
        recover(folder.path)
        before = _identify(folder.path)
        try:
            result = read()
        except (InputError, OSError):
            if not (before is None and _is_swapping(folder.path)) and before == _identify(folder.path):
                raise
            time.sleep(_PAUSE)
        else:
            if before == _identify(folder.path):
                return result
    raise NotABuildError(f"{folder.path}: other builds took its place {_ATTEMPTS} times while it was being read")


def _identify(path: Path) -> tuple[int, int] | None:
    """What tells a folder from another one at the same path (the numbers of removed folders are used again)."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_ctime_ns


def _is_swapping(target: Path) -> bool:
    """Whether a build may be between the two renames of its swap: the old one stands beside its place."""
    return any(target.parent.glob(f".{target.name}.old-*"))


def recover(target: Path) -> None:
    """Put the old build back if a process was killed between the two renames of its swap."""
    for old in sorted(target.parent.glob(f".{target.name}.old-*")):
        if not target.exists() and not _alive(old):
            old.rename(target)


def _holds_only(target: Path, files: Collection[str]) -> bool:
    return target.is_dir() and all(path.name in files for path in target.iterdir())


def _remove_leftovers(target: Path) -> None:
    """Remove what killed builds of the same target left; those of living processes stay."""
    for kind in ("building", "old"):
        for left in target.parent.glob(f".{target.name}.{kind}-*"):
            if not _alive(left):
                shutil.rmtree(left, ignore_errors=True)


def _alive(left: Path) -> bool:
    """Whether the process that a folder's name ends in is still running."""
    process = int(left.name.rpartition("-")[2])
    if os.name != "posix":  # there signal 0 would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
