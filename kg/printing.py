"""What the command line prints: progress, reports, explanations, lists."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.status import Status
from rich.table import Table

from kg import pipeline
from kg.explain import Explanation
from kg.folder import Report
from kg.queries import Query
from kg.record import Fault
from kg.shapes import Violation

# What is piped is not cut to the width of a terminal.
out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def working(what: str) -> Status:
    """Show on a terminal that something is going on, nothing elsewhere."""
    return err.status(what)


@contextmanager
def progress(*, quiet: bool) -> Iterator[pipeline.Progress]:
    """Show the running stage and its count on a terminal, nothing elsewhere."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=quiet or not err.is_terminal) as bars:
        task = bars.add_task("starting")
        yield lambda stage, done: bars.update(task, description=stage, completed=done)


def show_explanation(explanation: Explanation, most: int = 10) -> None:
    """Print facts, then why names are one person, then the first records as read."""
    out.print(f"[bold]{escape(explanation.iri)}[/]\n")
    numbers = {evidence.record: f"[{number}]" for number, evidence in enumerate(explanation.evidence, 1)}
    facts = Table("property", "value", "said by", box=None, pad_edge=False)
    about = explanation.facts[0].subject
    for fact in explanation.facts:
        if fact.subject != about:
            about = fact.subject
            facts.add_row(f"\n[italic]{escape(about)}[/]")
        facts.add_row(*map(escape, (fact.property, fact.value, " ".join(map(numbers.__getitem__, fact.records)))))
    out.print(facts, "[dim]Where nobody is named, kg concluded it from all the records below.[/]")
    for link in explanation.links:
        pair = " and ".join(
            f"author {mention.position} of {escape(number)}"
            for mention in (link.a, link.b)
            for record, number in numbers.items()
            if record.endswith(f"/{mention.record}")
        )
        out.print(f"\n[bold]{pair} are one person[/] with probability {link.score:.3f}:")
        for reason in link.reasons:
            out.print(f"  {reason.weight:+.2f}  {escape(reason.note)}")
    for evidence in explanation.evidence[:most]:
        places = ", ".join(evidence.places)
        out.print(f"\n[bold]{escape(numbers[evidence.record])} {escape(places)}[/]  {escape(evidence.record)}")
        out.print(escape(evidence.raw))
    if len(explanation.evidence) > most:
        out.print(f"\n… and {len(explanation.evidence) - most} more records (--json shows all)")


def show_faults(path: Path, count: int, most: int = 5) -> None:
    """Print the first faults; the file has them all."""
    with path.open(encoding="utf-8") as lines:
        for line, _ in zip(lines, range(most), strict=False):
            fault = msgspec.json.decode(line, type=Fault)
            err.print(f"[yellow]{escape(fault.file)}:{fault.line}:[/] {escape(fault.reason)}")
    if count > most:
        err.print(f"… and {count - most} more faults in {path}")


def show_violations(path: Path, counts: Mapping[str, int], most: int = 5) -> None:
    """Print the first findings of the shapes with file and line; the file has them all."""
    with path.open(encoding="utf-8") as lines:
        for line, _ in zip(lines, range(most), strict=False):
            show_violation(msgspec.json.decode(line, type=Violation), err)
    if sum(counts.values()) > most:
        err.print(f"… and {sum(counts.values()) - most} more findings of the shapes in {path}")


def show_violation(violation: Violation, console: Console) -> None:
    """Print what a shape found wrong, and where that stands."""
    where = ", ".join(violation.places) or violation.focus
    console.print(f"[yellow]{escape(where)}:[/] {violation.severity.lower()}: {escape(violation.message)}")


def show_report(report: Report, folder: Path, *, stages: bool = False) -> None:
    """Print counts, if wanted each stage's time, and where to look."""
    counts = Table(box=None, show_header=False, pad_edge=False)
    for name, count in report.counts.items():
        counts.add_row(name.replace("_", " "), f"{count:>10,}")
    for severity, count in report.violations.items():
        counts.add_row(f"shape {severity.lower()}s", f"{count:>10,}")
    out.print(counts)
    if stages:
        times = Table("stage", "seconds", "CPU", "pieces", box=None, pad_edge=False)
        for name, stage in report.stages.items():
            times.add_row(name, f"{stage.seconds:.2f}", f"{stage.cpu:.2f}", f"{stage.pieces or '':>8}")
        out.print("", times)
    memory = f", {report.peak_megabytes} MB" if report.peak_megabytes else ""
    out.print(f"\nBuilt in {report.seconds:.1f} s{memory}. Open {folder / 'index.html'}", style="bold")


def show_catalogue(catalogue: Mapping[str, Query]) -> None:
    """Print a line for each canned query."""
    table = Table("query", "what it answers", "parameters and their defaults", box=None, pad_edge=False)
    for name, canned in catalogue.items():
        defaults = (p.name if p.optional else f"{p.name}={p.default}" for p in canned.parameters)
        table.add_row(name, escape(canned.title), escape(", ".join(defaults)))
    out.print(table)


def print_json(value: object) -> None:
    """Print any of our structs as indented JSON."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
