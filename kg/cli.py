"""The command line: one small function for each verb that parses, calls and prints.

Exit codes: 0 done; 1 done, but with more faults than `--max-faults`, or (`validate`) with shapes violated; 2 the command
line is wrong; 3 something it names cannot be used (no such file, folder, node, query, format; nothing readable).
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from kg import __version__, example, exporters, pipeline, queries, readers
from kg.explain import UnknownNodeError
from kg.facts.dataset import TITLE
from kg.folder import BuildFolder, NotABuildError
from kg.graph import Graph
from kg.iri import DEFAULT_BASE
from kg.printing import (
    err,
    out,
    print_json,
    progress,
    show_catalogue,
    show_explanation,
    show_faults,
    show_report,
    show_violation,
    show_violations,
    working,
)
from kg.queries.formats import write_rows
from kg.stores import StoreError

OUTPUTS = Path("outputs")
# What a user's input can cause; anything else is our mistake and shows where it is.
EXPECTED = (OSError, ValueError, StoreError, UnknownNodeError)

app = typer.Typer(name="kg", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)


class RowFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "md"


Folder = Annotated[
    Path | None,
    typer.Argument(metavar="[DIR]", help="The build's folder; default: the newest in outputs/.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Output = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to build.")]
Base = Annotated[str, typer.Option(metavar="IRI", help="What every IRI of the graph begins with.")]
Title = Annotated[str, typer.Option(help="The title of the page and of the data set.")]
MaxFaults = Annotated[
    int | None,
    typer.Option(metavar="N", help="Exit with 1 if more pieces than this could not be read.", show_default=False),
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
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT…", help="Listings to read: files, or folders of files.")
    ],
    to: Output = OUTPUTS / "graph",
    base: Base = DEFAULT_BASE,
    title: Title = TITLE,
    identities: KnownPeople = None,
    max_faults: MaxFaults = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Build a graph from listings: store, files, clusters and page in one folder."""
    with progress(quiet=quiet or as_json) as listener:
        report = pipeline.build(inputs, to, base=base, title=title, identities=identities, progress=listener)
    show_faults(BuildFolder(to).faults, report.counts["faults"])
    show_violations(BuildFolder(to).violations, report.violations)
    if as_json:
        print_json(report)
    elif not quiet:
        show_report(report, to)
    if report.counts["records"] == 0:
        err.print("[red]Nothing could be read as a record.[/]")
        raise typer.Exit(3)
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
        str,
        typer.Argument(
            metavar="[NAME|FILE|-]", help="A canned query, a file of SPARQL, or - to read SPARQL from standard input."
        ),
    ] = "",
    folder: Folder = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the query.")
    ] = None,
    form: Annotated[RowFormat, typer.Option("--format", "-f", help="How to print the rows.")] = RowFormat.TABLE,
) -> None:
    """Ask the graph a question; without a name, list the canned queries."""
    if not what:
        show_catalogue(queries.catalogue())
        return
    if what == "-":
        what = sys.stdin.read()
    elif "{" not in what and Path(what).is_file():
        what = Path(what).read_text("utf-8")
    with _open(folder) as graph, working("Asking"):
        rows = graph.query(what, **_parameters(param or []))
    write_rows(rows, form.value, sys.stdout)


@app.command()
def clusters(
    folder: Folder = None, form: Annotated[RowFormat, typer.Option("--format", "-f")] = RowFormat.TABLE
) -> None:
    """List the co-authorship clusters, largest first."""
    with _open(folder) as graph, working("Asking"):
        rows = graph.clusters
    write_rows(rows, form.value, sys.stdout)


@app.command()
def draw(
    folder: Folder = None,
    to: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Default: index.html in the folder.")
    ] = None,
    title: Title = "",
) -> None:
    """Draw the interactive page again."""
    found = _newest(folder)
    with _open(found) as graph, working("Drawing"):
        graph.draw(to or BuildFolder(found).page, title)
    out.print(str(to or BuildFolder(found).page))


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="One of those that kg formats lists.")],
    folder: Folder = None,
    to: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Default: the format's file in the folder.")
    ] = None,
) -> None:
    """Write the graph in another format."""
    found = _newest(folder)
    with _open(found) as graph, working(f"Writing {form}"):
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
    with _open(folder) as graph, working("Looking up"):
        explanation = graph.explain(iri)
    if as_json:
        print_json(explanation)
    else:
        show_explanation(explanation)


@app.command()
def validate(folder: Folder = None, as_json: Json = False) -> None:
    """Check the graph against the SHACL shapes; exit code 1 if one is violated (warnings do not count)."""
    with _open(folder) as graph, working("Checking"):
        violations = graph.validate()
    if as_json:
        print_json(violations)
    for violation in () if as_json else violations:
        show_violation(violation, out)
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
        print_json(report)
    else:
        show_report(report, found, stages=True)


@app.command()
def formats(as_json: Json = False) -> None:
    """List the formats that can be read and written, with an example command for each."""
    reads = {name: (reader.TITLE, f"kg build FILE -o {OUTPUTS / 'mine'}") for name, reader in readers.formats().items()}
    writes = {name: (exporter.TITLE, f"kg export {name}") for name, exporter in exporters.formats().items()}
    if as_json:
        print_json(
            {
                "read": {name: title for name, (title, _) in reads.items()},
                "write": {name: title for name, (title, _) in writes.items()},
            }
        )
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
        err.print(f"[red]kg:[/] {escape(str(error))}")
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
