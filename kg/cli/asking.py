"""Verbs that ask a finished build: query, clusters, explain, review, stats, validate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from kg.cli.console import err, out, say_count, working
from kg.cli.finding import find_build, open_build, read_parameters, read_query
from kg.cli.options import QUESTIONS, Folder, Json, ListFormat, RowForm, RowFormat, Why

if TYPE_CHECKING:
    from kg.queries import Rows


def query(
    what: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE|-",
            help="A canned query, a file of SPARQL, SPARQL itself, or - to read it from standard input.",
        ),
    ] = "",
    folder: Folder = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the query.")
    ] = None,
    form: RowForm = RowFormat.TABLE,
) -> None:
    """Ask the graph a question; without a name, list the canned queries."""
    from kg import queries
    from kg.queries.formats import write_rows

    if not what:
        write_rows(queries.list_queries(), form, sys.stdout)
        err.print("[dim]kg query NAME --param PARAMETER=VALUE asks one of them, kg query 'SELECT …' anything else.[/]")
        return
    text, parameters = read_query(what), read_parameters(param or [])
    with open_build(folder) as graph, working("Asking"):
        rows = graph.query(text, **parameters)
    _print_rows(rows, form, graph.report.base)
    if not rows and (canned := queries.catalogue().get(what)):
        from kg.cli.printing import describe_empty

        err.print(escape(describe_empty(canned, parameters)))


def clusters(
    folder: Folder = None,
    form: RowForm = RowFormat.TABLE,
) -> None:
    """List the co-authorship clusters, largest first; a table names the first few members, csv and json all."""
    from kg.cli.printing import shorten_list
    from kg.queries import Rows

    with open_build(folder) as graph, working("Asking"):
        rows = graph.clusters
    if form is RowFormat.TABLE:
        rows = Rows(rows.columns, (tuple(map(shorten_list, row)) for row in rows))
    _print_rows(rows, form, graph.report.base)


def explain(
    iri: Annotated[
        str, typer.Argument(metavar="IRI", help="A node's IRI, or what follows the base: person/moffatt-s-…")
    ],
    folder: Folder = None,
    why: Why = "",
    full: Annotated[
        bool, typer.Option("--full", metavar="", help="Print every part of the node, and long values and texts whole.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show what is known of a node and why: facts, file#line, raw text, reasons of merges.

    kg explain --why A B tells what speaks for and against two people, or authors of records, being one.
    """
    from kg.cli.printing import print_json, show_comparison, show_explanation

    if why and folder is None and Path(iri).is_dir():
        raise typer.BadParameter("name two people: kg explain --why A B DIR", param_hint="--why")
    with open_build(folder) as graph, working("Looking up"):
        comparison = graph.compare(why, iri) if why else None
        explanation = None if why else graph.explain(iri)
    if as_json:
        print_json(comparison or explanation)
    elif comparison:
        show_comparison(comparison)
    elif explanation:
        show_explanation(explanation, full=full)


def review(
    folder: Folder = None,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help=f"Only questions of one kind: {QUESTIONS}.", show_default=False)
    ] = "",
    most: Annotated[int, typer.Option(metavar="N", min=1, help="How many to show.")] = 20,
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="How to print them.")] = ListFormat.TEXT,
) -> None:
    """Show what is least certain, most valuable first, with the lines that would correct it.

    Paste these lines into DIR/corrections.toml (or a file for kg build --corrections) and build again. What no correction can tell comes last.
    """
    from kg.cli.printing import print_json, show_questions
    from kg.queries.formats import write_rows
    from kg.review import KINDS, tabulate

    if kind and kind not in KINDS:
        raise typer.BadParameter(f"one of: {QUESTIONS}", param_hint="--kind")
    with open_build(folder) as graph:
        questions = [each for each in graph.review() if kind in {"", each.kind}]
    if form is ListFormat.JSON:
        print_json(questions[:most])
    elif form is ListFormat.CSV:
        write_rows(tabulate(questions[:most]), "csv", sys.stdout)
    else:
        show_questions(questions, most)


def stats(folder: Folder = None, as_json: Json = False) -> None:
    """Show what a build read, found and needed."""
    from kg.cli.printing import print_json
    from kg.cli.reports import show_report
    from kg.folder import BuildFolder

    found = find_build(folder)
    report = BuildFolder(found).report()
    if as_json:
        print_json(report)
    else:
        show_report(report, found, stages=True)


def validate(folder: Folder = None, as_json: Json = False) -> None:
    """Check the graph against the SHACL shapes; exit code 1 if one is violated, warnings do not count."""
    from kg.cli.printing import print_json
    from kg.cli.reports import show_violation

    with open_build(folder) as graph, working("Checking"):
        violations = graph.validate()
    if as_json:
        print_json(violations)
    for violation in () if as_json else violations:
        show_violation(violation, out)
    failed = [violation for violation in violations if violation.severity == "Violation"]
    err.print(f"{say_count(len(failed), 'violation')}, {say_count(len(violations) - len(failed), 'warning')}")
    if failed:
        raise typer.Exit(1)


def _print_rows(rows: Rows, form: RowFormat, base: str) -> None:
    """Print rows; a table for reading names nodes by what follows the base, as `kg explain` takes them."""
    from kg.queries import Rows
    from kg.queries.formats import write_rows

    if form is RowFormat.TABLE:
        short = ((each.removeprefix(base) if isinstance(each, str) else each for each in row) for row in rows)
        rows = Rows(rows.columns, map(tuple, short))
    write_rows(rows, form.value, sys.stdout)
