"""Verbs that write a finished build in another form: draw, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from kg.cli.console import out, working
from kg.cli.finding import find_build, open_build
from kg.cli.options import Folder


def draw(
    folder: Folder = None,
    to: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Default: index.html in the folder.", readable=False),
    ] = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="The title of the page.", show_default="the build's")] = "",
) -> None:
    """Draw the interactive page again."""
    from kg.folder import BuildFolder

    found = find_build(folder)
    with open_build(found) as graph, working("Drawing"):
        graph.draw(to or BuildFolder(found).page, title)
    out.print(escape(str(to or BuildFolder(found).page)))


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="One of those that kg formats lists.")],
    folder: Folder = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Default: the format's file in the folder; /dev/stdout: into a pipe.",
            readable=False,
        ),
    ] = None,
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            metavar="",
            help="Leave out what is the publishers' (abstracts, quotations) and the inputs' folders; the file is then public-….",
        ),
    ] = False,
) -> None:
    """Write the graph in another format."""
    from kg import exporters
    from kg.files import is_stream

    found = find_build(folder)
    with open_build(found) as graph, working(f"Writing {form}"):
        path = to or found / ("public-" * public + exporters.find_exporter(form).FILE)
        graph.export(form, path, public=public)
    if not is_stream(path):  # which is to have nothing else in it
        out.print(escape(str(path)))
