"""A build's folder: what stands where, and how a new build takes the place of an old one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from kg.clock import Stage


class NotABuildError(ValueError):
    """The folder exists and is not a build of ours."""


class Source(Struct, frozen=True):
    """An input file: the name it was given by, its SHA-256, its size in bytes, and what it gave."""

    name: str
    sha256: str
    bytes: int
    records: int
    faults: int


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
        return msgspec.json.decode(self._report.read_bytes(), type=Report)

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
        old = _old(target)
        if target.exists():
            target.rename(old)
        new.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def recover(target: Path) -> None:
    """Put the old build back if a swap was cut between its two renames."""
    old = _old(target)
    if old.exists():
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)


def _holds_only(target: Path, files: Collection[str]) -> bool:
    return target.is_dir() and all(path.name in files for path in target.iterdir())


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _remove_leftovers(target: Path) -> None:
    """Remove what killed builds of the same target left; those of living processes stay."""
    for left in target.parent.glob(f".{target.name}.building-*"):
        if not _alive(int(left.name.rpartition("-")[2])):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    if os.name != "posix":  # there signal 0 would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
