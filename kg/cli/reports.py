"""What the command line prints of a build: what was read, what was found, what was wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import islice
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kg.cli.console import err, out, say_count
from kg.files import read_jsonl

if TYPE_CHECKING:
    from kg.folder import Report, Source
    from kg.record import Fault
    from kg.shapes import Violation

_RARE = {"deletions", "withdrawn", "studies_outside_network"}  # counts not worth a line where they are 0
_FIRST = 5  # faults or findings that are printed
_GLANCE = 60  # characters of what a fault is about
_NARROW = 120  # columns of a terminal in which names of files need the room
_TIMES = "Seconds are those that the build waited for a stage; CPU is that of all processes, which work on facts, exports and shapes during other stages, too."


def show_faults(path: Path, count: int) -> None:
    """Print the first faults, with a glance at what they are about; the file has them all."""
    from kg.record import Fault

    _show_faults(read_jsonl(path, Fault), count, f" in {escape(str(path))}")


def show_few_faults(faults: Sequence[Fault]) -> None:
    """Print the first faults where no file keeps them."""
    _show_faults(faults, len(faults), " (--json shows all)")


def _show_faults(faults: Iterable[Fault], count: int, rest: str) -> None:
    for fault in nsmallest(_FIRST, faults, key=lambda each: each.line > 0):  # those of whole files come first
        place = f"{fault.file}#{fault.line}" if fault.line else fault.file
        raw = "" if fault.raw in fault.reason else f": {shorten(fault.raw, _GLANCE, placeholder=' …')}"
        err.print(f"[yellow]{escape(place)}:[/] {escape(fault.reason + raw)}")
    if count > _FIRST:
        err.print(f"… and {say_count(count - _FIRST, 'more fault')}{rest}")


def show_violations(path: Path, counts: Mapping[str, int]) -> None:
    """Print the first findings of the shapes with file and line; the file has them all."""
    from kg.shapes import Violation

    for violation in islice(read_jsonl(path, Violation), _FIRST):
        show_violation(violation, err)
    if (more := sum(counts.values()) - _FIRST) > 0:
        err.print(f"… and {say_count(more, 'more finding')} of the shapes in {escape(str(path))}")


def show_violation(violation: Violation, console: Console) -> None:
    """Print what a shape found wrong, and where that stands."""
    where = ", ".join(violation.places) or violation.focus
    found = f" ({violation.value})" if violation.value else ""
    console.print(f"[yellow]{escape(where)}:[/] {violation.severity.lower()}: {escape(violation.message + found)}")


def show_report(report: Report, folder: Path, *, stages: bool = False) -> None:
    """Print counts, if wanted each stage's time, and where to look."""
    counts = Table(box=None, show_header=False, pad_edge=False)
    for name, count in report.counts.items():
        if count or name not in _RARE:
            counts.add_row(name.replace("_", " "), f"{count:>10,}")
    for severity, count in report.violations.items():
        counts.add_row(f"shape {severity.lower()}s", f"{count:>10,}")
    out.print(counts)
    if stages:
        show_sources(report.inputs)
        times = Table("stage", "seconds", "CPU", "pieces", box=None, pad_edge=False)
        for name, stage in report.stages.items():
            times.add_row(name, f"{stage.seconds:.2f}", f"{stage.cpu:.2f}", f"{stage.pieces or '':>8}")
        out.print("", times, f"[dim]{_TIMES}[/]")
    memory = f", {report.peak_megabytes} MB" if report.peak_megabytes else ""
    if used := report.authority:
        told = filter(None, (f"{used.entries:,} entries", used.release, used.licence))
        out.print(escape(f"Institutions linked to {used.file} ({', '.join(told)})"))
    if report.reused:
        out.print(
            f"{report.reused} of {len(report.inputs)} inputs had been read by a build that did not come to its end"
        )
    out.print(f"\nBuilt in {report.seconds:.1f} s{memory}. Open {escape(str(folder / 'index.html'))}", style="bold")


def show_sources(sources: Sequence[Source]) -> None:
    """Print what each file gave, and what was removed from it as a duplicate, as PRISMA 2020 asks for."""
    columns = ["records", "withdrawn", "duplicates within", "duplicates across", "remaining", "faults", "deletions"]
    for rare in ("withdrawn", "deletions"):
        if not any(getattr(each, rare) for each in sources):
            columns.remove(rare)
    flow = Table(box=None, pad_edge=False)
    flow.add_column("source", overflow="fold")  # the end of a name tells more than its beginning
    for column in columns:
        flow.add_column(column if out.width > _NARROW else column.replace(" ", "\n"), justify="right")
    rows = [[getattr(each, column.replace(" ", "_")) for column in columns] for each in sources]
    for each, row in zip(sources, rows, strict=True):
        flow.add_row(escape(each.name), *(f"{count:,}" for count in row))
    if len(rows) > 1:
        flow.add_row("all", *(f"{sum(column):,}" for column in zip(*rows, strict=True)))
    out.print("", flow)
