"""What the command line prints: progress, reports, explanations, lists."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
from rich.status import Status
from rich.table import Table

from kg.clock import Listener, Step
from kg.dedupe import Deduplication
from kg.entities.comparison import Comparison
from kg.entity import AuthorityLink, RecordLink
from kg.explain import Explanation
from kg.folder import Report, Source
from kg.queries import Query
from kg.record import Fault
from kg.review import Question
from kg.shapes import Violation

# What is piped is not cut to the width of a terminal.
out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)
err = Console(stderr=True, highlight=False, soft_wrap=True)


_SURE = 0.9995
_CHOICE = "It is that of the fullest record, or of the next that has one; of lists (identifiers, keywords, headings …) the values of all are kept."

_PATIENCE = 1.0  # seconds after which one wants to know what is going on


def working(what: str) -> Status:
    """Show on a terminal that something is going on, nothing elsewhere."""
    return err.status(what)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Listener]:
    """Show on a terminal, for what takes longer than a second, the running stage, its pieces, rate and time left."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
    )
    bars = Progress(*columns, console=err, transient=True, disable=quiet or not err.is_terminal)
    begun = entered = time.monotonic()
    task = bars.add_task("starting", total=None, told="")
    running = ""

    def show(step: Step) -> None:
        nonlocal running, entered
        now = time.monotonic()
        if step.stage != running:
            running, entered = step.stage, now
        if now - begun > _PATIENCE:
            bars.start()
        bars.update(task, description=step.stage, total=1.0 if step.share else None, completed=step.share or 0)
        bars.update(task, told=describe_step(step, now - entered))

    try:
        yield show
    finally:
        bars.stop()


def describe_step(step: Step, seconds: float) -> str:
    """Say how many pieces a stage has handled in so many seconds, how many a second that is, and what time is left.

    >>> describe_step(Step("read", 5000, 0.25, "2 of 8 files taken over"), 10)
    '5,000, 500/s, 30 s left (2 of 8 files taken over)'
    """
    told = [f"{step.pieces:,}"] if step.pieces else []
    if step.pieces and seconds > 0:
        told.append(f"{step.pieces / seconds:,.0f}/s")
    if step.share and seconds > 0:
        left = round(seconds / min(step.share, 1) - seconds)
        told.append(f"{left} s left" if left < 100 else f"{round(left / 60)} min left")
    return ", ".join(told) + (f" ({step.note})" if step.note else "")


def show_explanation(explanation: Explanation, most: int = 10) -> None:
    """Print facts, then why names are one person or records one study, then the first records as read."""
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
    _show_reasons(explanation, numbers)
    for evidence in explanation.evidence[:most]:
        places = ", ".join(evidence.places)
        out.print(f"\n[bold]{escape(numbers[evidence.record])} {escape(places)}[/]  {escape(evidence.record)}")
        out.print(escape(evidence.raw))
    if len(explanation.evidence) > most:
        out.print(f"\n… and {len(explanation.evidence) - most} more records (--json shows all)")


def show_comparison(comparison: Comparison) -> None:
    """Print how likely two people are one, and what speaks for and against it, pair of authorships by pair."""
    held = "one person" if comparison.one else "two people"
    out.print(f"Held to be {held}; by the evidence one person with a probability of [bold]{comparison.score:.4f}[/]")
    for each in (*comparison.remarks, *(f"impossible: {each}" for each in comparison.obstacles)):
        out.print(f"  {escape(each)}")
    for link in comparison.links:
        ends = " and ".join(f"record/{each.record}/author/{each.position}" for each in (link.a, link.b))
        table = Table(
            "for", "against", "", title=f"{ends}: {link.score:.4f}", title_justify="left", box=None, pad_edge=False
        )
        for reason in sorted(link.reasons, key=lambda each: -each.weight):
            weight = f"{reason.weight:+.2f}"
            table.add_row(*((weight, "") if reason.weight > 0 else ("", weight)), escape(reason.note))
        out.print(table)


def _show_reasons(explanation: Explanation, numbers: Mapping[str, str]) -> None:
    """Print why names are one person or records one study, and in what the records differ."""
    for link in explanation.links:
        if isinstance(link, AuthorityLink):
            what = f"“{escape(link.printed)}” is {escape(link.iri)}"
            out.print(f"\n[bold]{what}[/] with probability {_show_probability(link.score)}:")
            for reason in link.reasons:
                out.print(f"  {reason.weight:+.2f}  {escape(reason.note)}")
            continue
        if isinstance(link, RecordLink):
            what = "study"
            pair = " and ".join(_number(record, numbers) for record in (link.a, link.b))
        else:
            what = "person"
            pair = " and ".join(
                f"author {each.position} of {_number(each.record, numbers)}" for each in (link.a, link.b)
            )
        out.print(f"\n[bold]{pair} are one {what}[/] with probability {_show_probability(link.score)}:")
        for reason in link.reasons:
            out.print(f"  {reason.weight:+.2f}  {escape(reason.note)}")
    if explanation.conflicts:
        out.print(f"\n[bold]The records differ[/]; the value shown comes first. {_CHOICE}")
    for conflict in explanation.conflicts:
        for variant in conflict.variants:
            who = " ".join(_number(record, numbers) for record in variant.records)
            out.print(f"  {conflict.field}: {escape(variant.value)}  {who}")


def _number(key: str, numbers: Mapping[str, str]) -> str:
    """The number, in brackets, of the record of that key."""
    return next((escape(number) for record, number in numbers.items() if record.endswith(f"/{key}")), escape(key))


def show_faults(path: Path, count: int, most: int = 5) -> None:
    """Print the first faults; the file has them all."""
    with path.open(encoding="utf-8") as lines:
        for line, _ in zip(lines, range(most), strict=False):
            fault = msgspec.json.decode(line, type=Fault)
            place = f"{fault.file}:{fault.line}" if fault.line else fault.file
            err.print(f"[yellow]{escape(place)}:[/] {escape(fault.reason)}")
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
    found = f" ({violation.value})" if violation.value else ""
    console.print(f"[yellow]{escape(where)}:[/] {violation.severity.lower()}: {escape(violation.message + found)}")


def show_report(report: Report, folder: Path, *, stages: bool = False) -> None:
    """Print counts, if wanted each stage's time, and where to look."""
    counts = Table(box=None, show_header=False, pad_edge=False)
    for name, count in report.counts.items():
        counts.add_row(name.replace("_", " "), f"{count:>10,}")
    for severity, count in report.violations.items():
        counts.add_row(f"shape {severity.lower()}s", f"{count:>10,}")
    out.print(counts)
    if stages:
        show_sources(report.inputs)
        times = Table("stage", "seconds", "CPU", "pieces", box=None, pad_edge=False)
        for name, stage in report.stages.items():
            times.add_row(name, f"{stage.seconds:.2f}", f"{stage.cpu:.2f}", f"{stage.pieces or '':>8}")
        out.print("", times)
    memory = f", {report.peak_megabytes} MB" if report.peak_megabytes else ""
    if used := report.authority:
        told = filter(None, (f"{used.entries:,} organisations", used.release, used.licence))
        out.print(f"Institutions linked to {used.file} ({', '.join(told)})")
    if report.reused:
        out.print(
            f"{report.reused} of {len(report.inputs)} inputs had been read by a build that did not come to its end"
        )
    out.print(f"\nBuilt in {report.seconds:.1f} s{memory}. Open {folder / 'index.html'}", style="bold")


def show_sources(sources: Sequence[Source]) -> None:
    """Print what each file gave, and what was removed from it as a duplicate, as PRISMA 2020 asks for."""
    columns = ["records", "withdrawn", "duplicates within", "duplicates across", "remaining", "faults", "deletions"]
    for rare in ("withdrawn", "deletions"):
        if not any(getattr(each, rare) for each in sources):
            columns.remove(rare)
    flow = Table("source", box=None, pad_edge=False)
    for column in columns:
        flow.add_column(column, justify="right")
    rows = [[getattr(each, column.replace(" ", "_")) for column in columns] for each in sources]
    for each, row in zip(sources, rows, strict=True):
        flow.add_row(escape(each.name), *(f"{count:,}" for count in row))
    if len(rows) > 1:
        flow.add_row("all", *(f"{sum(column):,}" for column in zip(*rows, strict=True)))
    out.print("", flow)


def show_duplicates(found: Deduplication) -> None:
    """Print each group with the reasons for it and what its records differ in, then the counts of each source."""
    for group in found.groups:
        out.print(f"[bold]{escape(group.study)}[/]")
        numbers = {each.record: f"[{number}]" for number, each in enumerate(group.members, 1)}
        for each in group.members:
            place = f"{each.file}#{each.line}"
            out.print(
                f"  {escape(numbers[each.record])} {escape(each.title)} ({each.year or 'no year'})  {escape(place)}"
            )
        for link in group.links:
            pair = " and ".join(sorted((numbers[link.a], numbers[link.b])))
            out.print(escape(f"  {pair} are one study with probability {_show_probability(link.score)}"))
            for side, sign in (("for", 1), ("against", -1)):
                reasons = (f"{each.note} ({each.weight:+.1f})" for each in link.reasons if each.weight * sign > 0)
                if told := "; ".join(reasons):
                    out.print(escape(f"    {side}: {told}"))
        for conflict in group.conflicts:
            values = (
                f"{each.value} {''.join(sorted(map(numbers.__getitem__, each.records)))}" for each in conflict.variants
            )
            out.print(escape(f"  {conflict.field}: {', not '.join(values)}"))
        out.print()
    if any(group.conflicts for group in found.groups):
        out.print(f"[dim]Where records differ, the value shown comes first. {_CHOICE}[/]")
    show_sources(found.sources)


def _show_probability(score: float) -> str:
    """Print three digits, but nothing as certain that is not."""
    return f"{score:.3f}" if score < _SURE else "over 0.999"


def show_questions(questions: Sequence[Question], most: int) -> None:
    """Print what is least certain: what is at stake, the evidence, the lines that would change it."""
    for number, each in enumerate(questions[:most], 1):
        out.print(f"[bold]{number}. {escape(each.what)}[/]")
        sure = f", {each.score:.0%} sure" if each.score else ""
        out.print(f"   {each.kind}{sure}, weight {each.value:.2f}", style="dim")
        for reason in each.reasons:
            out.print(f"   {escape(reason)}")
        if each.paste:
            out.print(escape(each.paste))
        out.print()
    if len(questions) > most:
        out.print(f"… and {len(questions) - most} more (--most N shows more, --format csv or json for other programs)")
    if not questions:
        out.print("Nothing is in doubt.")


def show_catalogue(catalogue: Mapping[str, Query]) -> None:
    """Print a line for each canned query."""
    table = Table("query", "what it answers", "parameters and their defaults", box=None, pad_edge=False)
    for name, canned in catalogue.items():
        defaults = (p.name if p.optional else f"{p.name}={p.default}" for p in canned.parameters)
        table.add_row(name, escape(canned.title), escape(", ".join(defaults)))
    out.print(table)


def show_formats(listed: Mapping[str, Mapping[str, tuple[str, str]]]) -> None:
    """Print the formats that can be read or written, each with its title and an example command."""
    for heading, formats in listed.items():
        table = Table(heading.capitalize(), "what", "for example", box=None, pad_edge=False)
        for name, (title, command) in formats.items():
            table.add_row(name, title, command)
        out.print(table, "")


def print_json(value: object) -> None:
    """Print any of our structs as indented JSON."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
