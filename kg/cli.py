"""The command line: one small function for each verb that parses, calls and prints.

Exit codes: 0 done; 1 done, but not as asked (more faults than `--max-faults`, nothing readable, shapes violated);
2 the command line is wrong; 3 something it names cannot be used (no such file, folder, node, query, format).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from kg import __version__, example, exporters, pipeline, queries, readers
from kg.explain import UnknownNodeError
from kg.folder import BuildFolder, NotABuildError, Report
from kg.graph import Graph
from kg.iri import DEFAULT_BASE
from kg.queries.formats import FORMATS, write_rows
from kg.record import Fault
from kg.stores import StoreError

OUTPUTS = Path("outputs")
EXPECTED = (OSError, LookupError, ValueError, StoreError)  # what a user's input can cause; anything else is our mistake

app = typer.Typer(name="kg", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class RowFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "md"


Folder = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="The build's folder; default: the newest in outputs/.", show_default=False)
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Output = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to build.")]
Base = Annotated[str, typer.Option(metavar="IRI", help="What every IRI of the graph begins with.")]
Title = Annotated[str, typer.Option(help="The title of the page and of the data set.", show_default=False)]
MaxFaults = Annotated[
    int | None, typer.Option(metavar="N", help="Exit with 1 if more pieces than this could not be read.", show_default=False)
]
KnownPeople = Annotated[
    Path | None,
    typer.Option(
        "--identities",
        metavar="FILE",
        help="identities.jsonl of an earlier build, to keep its people's IRIs; default: that of the folder replaced.",
        show_default=False,
    ),
]


@app.callback(invoke_without_command=True)
def _root(show: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False) -> None:
    if show:
        out.print(f"kg {__version__}")
        raise typer.Exit


@app.command()
def build(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT…", help="Listings to read: files, or folders of files.")],
    to: Output = OUTPUTS / "graph",
    base: Base = DEFAULT_BASE,
    title: Title = "",
    identities: KnownPeople = None,
    max_faults: MaxFaults = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Build a graph from listings: store, files, clusters and page in one folder."""
    with _progress(quiet=quiet or as_json) as progress:
        report = pipeline.build(inputs, to, base=base, title=title, identities=identities, progress=progress)
    _show_faults(BuildFolder(to).faults, report.counts["faults"])
    if as_json:
        _print_json(report)
    elif not quiet:
        _show_report(report, to)
    if report.counts["records"] == 0:
        err.print("[red]Nothing could be read as a record.[/]")
        raise typer.Exit(1)
    if max_faults is not None and report.counts["faults"] > max_faults:
        err.print(f"[red]{report.counts['faults']} faults, more than the {max_faults} allowed.[/]")
        raise typer.Exit(1)


@app.command()
def demo(to: Output = OUTPUTS / "demo", quiet: Quiet = False) -> None:
    """Build the example that comes with kg: eight records on social prescribing."""
    build([example()], to, title="Social prescribing", quiet=quiet)


@app.command()
def query(
    what: Annotated[
        str, typer.Argument(metavar="[NAME|FILE|-]", help="A canned query, a file of SPARQL, or - to read SPARQL from standard input.")
    ] = "",
    folder: Folder = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the query.")] = None,
    form: Annotated[RowFormat, typer.Option("--format", "-f", help="How to print the rows.")] = RowFormat.TABLE,
) -> None:
    """Ask the graph a question; without a name, list the canned queries."""
    if not what:
        _show_catalogue()
        return
    text = sys.stdin.read() if what == "-" else Path(what).read_text("utf-8") if Path(what).is_file() else what
    with _open(folder) as graph:
        write_rows(graph.query(text, **_parameters(param or [])), form.value, sys.stdout)


@app.command()
def clusters(folder: Folder = None, form: Annotated[RowFormat, typer.Option("--format", "-f")] = RowFormat.TABLE) -> None:
    """List the co-authorship clusters, largest first."""
    with _open(folder) as graph:
        write_rows(graph.clusters, form.value, sys.stdout)


@app.command()
def draw(
    folder: Folder = None,
    to: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Default: index.html in the folder.")] = None,
    title: Title = "",
) -> None:
    """Draw the interactive page again."""
    found = _newest(folder)
    with _open(found) as graph:
        graph.draw(to or BuildFolder(found).page, title)
    out.print(str(to or BuildFolder(found).page))


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="One of those that kg formats lists.")],
    folder: Folder = None,
    to: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Default: the format's file in the folder.")] = None,
) -> None:
    """Write the graph in another format."""
    found = _newest(folder)
    with _open(found) as graph:
        path = to or found / exporters.find_exporter(form).FILE
        graph.export(form, path)
    out.print(str(path))


@app.command()
def explain(
    iri: Annotated[str, typer.Argument(help="A node's IRI, or what follows the base: person/moffatt-s-…")],
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Show what is known of a node and why: facts, file#line, raw text, reasons of merges."""
    with _open(folder) as graph:
        explanation = graph.explain(iri)
    if as_json:
        _print_json(explanation)
        return
    out.print(f"[bold]{escape(explanation.iri)}[/]\n")
    facts = Table("about", "property", "value", "said by", box=None, pad_edge=False)
    for fact in explanation.facts:
        facts.add_row(*map(escape, (fact.subject, fact.property, fact.value, f"{len(fact.records) or 'concluded'}")))
    out.print(facts)
    for link in explanation.links:
        out.print(f"\n[bold]Same person[/] with probability {link.score:.3f}: {link.a.record} author {link.a.position} = {link.b.record} author {link.b.position}")
        for reason in link.reasons:
            out.print(f"  {reason.weight:+.2f}  {escape(reason.note)}")
    for evidence in explanation.evidence:
        out.print(f"\n[bold]{escape(evidence.record)}[/]  {escape(', '.join(evidence.places))}")
        out.print(escape(evidence.raw))


@app.command()
def validate(folder: Folder = None, as_json: Json = False) -> None:
    """Check the graph against the SHACL shapes; exit code 1 if one is violated (warnings do not count)."""
    with _open(folder) as graph:
        violations = graph.validate()
    if as_json:
        _print_json(violations)
    for violation in () if as_json else violations:
        out.print(escape(f"{violation.severity}: {', '.join(violation.places) or violation.focus}: {violation.message}"))
    failed = [violation for violation in violations if violation.severity == "Violation"]
    err.print(f"{len(failed)} violations, {len(violations) - len(failed)} warnings")
    if failed:
        raise typer.Exit(1)


@app.command()
def stats(folder: Folder = None, as_json: Json = False) -> None:
    """Show what a build read, found and needed."""
    found = _newest(folder)
    report = BuildFolder(found).report()
    if as_json:
        _print_json(report)
    else:
        _show_report(report, found, stages=True)


@app.command()
def formats(as_json: Json = False) -> None:
    """List the formats that can be read and written, with an example command for each."""
    reads = {name: (reader.TITLE, f"kg build FILE -o {OUTPUTS / 'mine'}") for name, reader in readers.formats().items()}
    writes = {name: (exporter.TITLE, f"kg export {name}") for name, exporter in exporters.formats().items()}
    if as_json:
        _print_json({"read": {name: title for name, (title, _) in reads.items()}, "write": {name: title for name, (title, _) in writes.items()}})
        return
    for heading, listed in (("Read", reads), ("Write", writes)):
        table = Table(heading, "what", "for example", box=None, pad_edge=False)
        for name, (title, example_command) in listed.items():
            table.add_row(name, title, example_command)
        out.print(table, "")


def main() -> None:
    """Run the command line; what a user's input can cause ends in a message and exit code 3."""
    try:
        app()
    except EXPECTED as error:
        err.print(f"[red]kg:[/] {escape(str(error).strip(chr(39)))}")
        raise SystemExit(3) from None


def _open(folder: Path | None) -> Graph:
    return Graph(_newest(folder))


def _newest(folder: Path | None) -> Path:
    """The folder asked for, else the newest build in outputs/."""
    if folder is not None:
        return folder
    builds = [path.parent for path in OUTPUTS.glob("*/build.json")]
    if not builds:
        raise NotABuildError(f"no build in {OUTPUTS}/; make one with: kg build INPUT, or kg demo")
    return max(builds, key=lambda path: (path / "build.json").stat().st_mtime_ns)


def _parameters(given: list[str]) -> dict[str, str]:
    parameters = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals:
            raise typer.BadParameter(f"{each!r} is not NAME=VALUE", param_hint="--param")
        parameters[name] = value
    return parameters


@contextmanager
def _progress(*, quiet: bool) -> Iterator[pipeline.Progress]:
    """Show the running stage and its count on a terminal, nothing elsewhere."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=quiet or not err.is_terminal) as bars:
        task = bars.add_task("starting")
        yield lambda stage, done: bars.update(task, description=stage, completed=done)


def _show_faults(path: Path, count: int, most: int = 5) -> None:
    """Print the first faults; the file has them all."""
    with path.open(encoding="utf-8") as lines:
        for line, _ in zip(lines, range(most), strict=False):
            fault = msgspec.json.decode(line, type=Fault)
            err.print(f"[yellow]{escape(fault.file)}:{fault.line}:[/] {escape(fault.reason)}")
    if count > most:
        err.print(f"… and {count - most} more faults in {path}")


def _show_report(report: Report, folder: Path, *, stages: bool = False) -> None:
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


def _show_catalogue() -> None:
    table = Table("query", "what it answers", "parameters", box=None, pad_edge=False)
    for name, canned in queries.catalogue().items():
        table.add_row(name, canned.description, ", ".join(f"{p.name}={p.default}" for p in canned.parameters))
    out.print(table)


def _print_json(value: object) -> None:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
