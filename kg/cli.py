"""The command line: one small function for each verb that parses, calls and prints."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from kg import __version__, example, exporters, pipeline, queries, readers, writers
from kg import dedupe as deduping
from kg.authorities import fetching
from kg.authorities.opening import open_authority
from kg.errors import InputError
from kg.facts.dataset import TITLE
from kg.finding import OUTPUTS, find_authority, find_build, read_parameters
from kg.folder import BuildFolder, has_leftovers
from kg.graph import Graph
from kg.iri import DEFAULT_BASE
from kg.options import (
    READABLE,
    Base,
    Corrected,
    Folder,
    Jobs,
    Json,
    KnownPeople,
    ListFormat,
    MaxFaults,
    Output,
    Quiet,
    Ror,
    RowFormat,
    Title,
)
from kg.printing import (
    err,
    out,
    print_json,
    progress,
    show_catalogue,
    show_duplicates,
    show_explanation,
    show_faults,
    show_formats,
    show_questions,
    show_report,
    show_violation,
    show_violations,
    working,
)
from kg.queries.formats import write_rows
from kg.review import KINDS, tabulate

EXPECTED = (OSError, InputError)  # anything else is our mistake and shows where it is

ABOUT = """Turn literature listings into a knowledge graph to query, look at and publish.

Start with: kg demo. Then: kg build LISTING -o outputs/mine, and open outputs/mine/index.html.

Exit codes: 0 done; 1 done, but with more faults than --max-faults, or (validate) with shapes violated; 2 the command
line is wrong; 3 something it names cannot be used (no such file, folder, node, query, format; nothing readable).
"""

app = typer.Typer(name="kg", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=ABOUT)


@app.callback(invoke_without_command=True)
def _root(show: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False) -> None:
    if show:
        out.print(f"kg {__version__}")
        raise typer.Exit


@app.command()
def build(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT…", help=READABLE)],
    to: Output = OUTPUTS / "graph",
    base: Base = DEFAULT_BASE,
    title: Title = TITLE,
    identities: KnownPeople = None,
    authority: Ror = None,
    corrections: Corrected = None,
    max_faults: MaxFaults = None,
    jobs: Jobs = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Build a graph from listings: store, files, clusters and page in one folder.

    A build that fails or is stopped leaves the folder as it was; the same command then goes on from what it has read.
    """
    with progress(quiet=quiet or as_json) as listener, _hinting(to):
        known = {"identities": identities, "authority": find_authority(authority), "corrections": corrections}
        report = pipeline.build(inputs, to, base=base, title=title, progress=listener, jobs=jobs, **known)
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
    build([example()], to, title="Social prescribing", quiet=quiet, authority=Path("none"))


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
        rows = graph.query(what, **read_parameters(param or []))
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
    found = find_build(folder)
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
    found = find_build(folder)
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
def review(
    folder: Folder = None,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help=f"Only questions of one kind: {', '.join(KINDS)}.", show_default=False)
    ] = "",
    most: Annotated[int, typer.Option(metavar="N", min=1, help="How many to show.")] = 20,
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="How to print them.")] = ListFormat.TEXT,
) -> None:
    """Show what is least certain, most valuable first, with the lines for corrections.toml that would change it.

    Paste them into DIR/corrections.toml (or a file for kg build --corrections) and build again.
    """
    if kind and kind not in KINDS:
        raise typer.BadParameter(f"one of: {', '.join(KINDS)}", param_hint="--kind")
    with _open(folder) as graph:
        questions = [each for each in graph.review() if kind in {"", each.kind}]
    if form is ListFormat.JSON:
        print_json(questions[:most])
    elif form is ListFormat.CSV:
        write_rows(tabulate(questions[:most]), "csv", sys.stdout)
    else:
        show_questions(questions, most)


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
    found = find_build(folder)
    report = BuildFolder(found).report()
    if as_json:
        print_json(report)
    else:
        show_report(report, found, stages=True)


@app.command()
def formats(as_json: Json = False) -> None:
    """List the formats that can be read and written, with an example command for each."""
    listed = {
        "read": {
            name: (each.TITLE, f"kg build FILE -o {OUTPUTS / 'mine'}") for name, each in readers.formats().items()
        },
        "write": {name: (each.TITLE, f"kg export {name}") for name, each in exporters.formats().items()},
        "write records": {
            name: (each.TITLE, f"kg dedupe FILE --write {name} -o merged{each.SUFFIX}")
            for name, each in writers.formats().items()
        },
    }
    if as_json:
        print_json({what: {name: title for name, (title, _) in each.items()} for what, each in listed.items()})
    else:
        show_formats(listed)


@app.command()
def dedupe(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT…", help=READABLE)],
    write: Annotated[
        str, typer.Option(metavar="FORMAT", help=f"Write each study as one record: {', '.join(writers.formats())}.")
    ] = "",
    to: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The file to write.", show_default=False)
    ] = None,
    jobs: Jobs = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Find the records that are of one study, say why, and write each study as one record if asked to."""
    if bool(write) != bool(to):
        raise typer.BadParameter("--write FORMAT and --out FILE go together", param_hint="--write")
    with progress(quiet=quiet or as_json) as listener:
        found = deduping.dedupe(inputs, write, to, progress=listener, jobs=jobs)
    if as_json:
        print_json(found)
    elif not quiet:
        show_duplicates(found)


@app.command()
def fetch(
    what: Annotated[str, typer.Argument(metavar="ror", help="The authority to fetch: ror.")],
    source: Annotated[
        str, typer.Option("--from", metavar="URL", help="A listing of Zenodo, or a dump itself.")
    ] = fetching.ZENODO,
    quiet: Quiet = False,
) -> None:
    """Download the newest release of ROR, to which every later build links institutions."""
    if what != "ror":
        raise typer.BadParameter(f"{what!r} is no authority that can be fetched; only ror is", param_hint="ror")
    with working("Fetching"):
        release = fetching.fetch_ror(source)
        index = open_authority(release.path)
    if not quiet:
        out.print(f"{release.version}: {len(index):,} organisations, licence {release.licence or 'not stated'}")
        out.print(f"{release.path} (SHA-256 {release.sha256})")


def main() -> None:
    """Run the command line; what a user's input can cause ends in a message and exit code 3."""
    try:
        app()
    except EXPECTED as error:
        err.print(f"[red]kg:[/] {escape(str(error))}")
        raise SystemExit(3) from None


@contextmanager
def _hinting(to: Path) -> Iterator[None]:
    """Say what a build that does not come to its end has left."""
    try:
        yield
    except (KeyboardInterrupt, *EXPECTED):
        if has_leftovers(to):
            err.print("What has been read is kept; the same command goes on from there.")
        raise


def _open(folder: Path | None) -> Graph:
    return Graph(find_build(folder))
