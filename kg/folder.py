"""A build's folder: what stands where, and the report of what was done."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from kg.clock import Stage
from kg.errors import InputError

_NAMED = 3  # builds that may be meant
DEFAULT_TITLE = "Knowledge graph of the literature"


class NotABuildError(InputError):
    """The folder exists and is not a build of ours."""


class Source(Struct, frozen=True):
    """An input file: the name it was given by, its format, SHA-256 and size in bytes as stored, and what it gave.

    A file in an archive bears the SHA-256 of the archive. Of its records, those are `withdrawn` that their source has
    deleted since; those are duplicates whose study the same file (`duplicates_within`) or an earlier one
    (`duplicates_across`) has already; `remaining` are the others, the studies that it is the first to give (PRISMA 2020's
    counts). `deletions` are its own statements that a record, of whatever file, is deleted.
    """

    name: str
    sha256: str
    bytes: int
    records: int
    faults: int
    format: str = ""
    deletions: int = 0
    withdrawn: int = 0
    duplicates_within: int = 0
    duplicates_across: int = 0
    remaining: int = 0


class Authority(Struct, frozen=True):
    """The reference list that institutions were linked to: its file, its SHA-256, how many entries it has.

    Of one that was fetched also the release, its licence, and the address it came from.
    """

    file: str
    sha256: str
    entries: int
    release: str = ""
    licence: str = ""
    address: str = ""


class Report(Struct, frozen=True):
    """What a build did: its inputs, counts, violations by severity, stages and peak memory (MB).

    `reused` inputs had been read by an earlier build of the folder that did not come to its end.
    """

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
    authority: Authority | None = None
    reused: int = 0


class BuildFolder:
    """The files of a build below `path`; it need not exist yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = path / "store"
        self.graph = path / "graph.nq.gz"
        self.page = path / "index.html"
        self.records = path / "records.jsonl.gz"
        self.identities = path / "identities.jsonl"
        self.evidence = path / "evidence.msgpack.gz"  # what authors were told apart by
        self.faults = path / "faults.jsonl"
        self.deletions = path / "deletions.jsonl"
        self.violations = path / "violations.jsonl"
        self.corrections = path / "corrections.toml"
        self.review = path / "review.jsonl"
        self.parts = path / ".parts"  # what was read of each input, for the next build if this one is interrupted
        self.scratch = path / ".scratch"
        self._report = path / "build.json"

    @property
    def exists(self) -> bool:
        """Whether a finished build stands here."""
        return self._report.is_file()

    def report(self) -> Report:
        """Read the build's report; raises `NotABuildError` if there is none."""
        if not self.exists:
            inside = sorted(str(report.parent) for report in self.path.glob("[!.]*/build.json"))
            meant = " or ".join(inside[:_NAMED]) + f", or one of {len(inside) - _NAMED} more" * (len(inside) > _NAMED)
            hint = f"did you mean {meant}?" if inside else f"make one with: kg build INPUT -o {self.path}"
            raise NotABuildError(f"{self.path}: no build here (no build.json); {hint}")
        try:
            return msgspec.json.decode(self._report.read_bytes(), type=Report)
        except msgspec.MsgspecError as error:
            raise NotABuildError(
                f"{self._report}: not the report of a build by this version of kg ({error}); "
                f"if it is of an earlier one, build it again: kg build INPUT -o {self.path}"
            ) from error

    def write_report(self, report: Report) -> None:
        """Write the build's report, the last file of a build."""
        self._report.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
