"""The command line: one small function for each verb that parses, calls and prints.

What only some verbs need is loaded by these when they are called (`tests/test_start.py`).
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.markup import escape

from kg.cli import asking, building, writing
from kg.cli.console import err, out
from kg.errors import EXPECTED

ABOUT = """Turn literature listings into a knowledge graph to query, look at and publish.

Start with: kg demo. Then: kg build LISTING -o outputs/mine, and open outputs/mine/index.html.

Exit codes: 0 done; 1 done, but with more faults than --max-faults, or (validate) with shapes violated; 2 the command line is wrong; 3 something it names cannot be used (no such file, folder, node, query, format; nothing readable).
"""

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=ABOUT,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _root(
    show: Annotated[bool, typer.Option("--version", metavar="", help="Print the version.", is_eager=True)] = False,
) -> None:
    if show:
        from kg import __version__

        out.print(f"kg {__version__}")
        raise typer.Exit


_VERBS = {
    "Listings": (building.build, building.demo, building.dedupe, building.formats, building.fetch),
    "A build": (
        *(asking.query, asking.clusters, asking.explain, asking.review, asking.stats, asking.validate),
        *(writing.draw, writing.export),
    ),
}
for panel, verbs in _VERBS.items():
    for verb in verbs:
        app.command(rich_help_panel=panel)(verb)


def main() -> None:
    """Run the command line; what a user's input can cause ends in a message and exit code 3."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        # A name that a terminal cannot show must not end a verb; what is piped is for programs, which expect UTF-8.
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    try:
        app()
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # as what SIGPIPE ends: whoever reads has read enough
            raise SystemExit(141) from None
        raise
    except EXPECTED as error:
        err.print(f"[red]kg:[/] {escape(_describe(error))}")
        raise SystemExit(3) from None


def _describe(error: Exception) -> str:
    """Say what was wrong with which file, without the system's number for it.

    >>> _describe(PermissionError(13, "Permission denied", "a.txt"))
    'a.txt: permission denied'
    """
    if isinstance(error, OSError) and error.strerror:
        reason = error.strerror[0].lower() + error.strerror[1:]
        return f"{error.filename}: {reason}" if error.filename else reason
    return str(error)
