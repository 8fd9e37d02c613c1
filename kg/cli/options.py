"""The options that several verbs of the command line share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.iri import check_base


class RowFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "md"


class ListFormat(StrEnum):
    """How questions are printed."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


RowForm = Annotated[
    RowFormat,
    typer.Option("--format", "-f", metavar="FORMAT", help=f"How to print the rows: {', '.join(RowFormat)}."),
]
Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="DIR",
        help="The build's folder; default: the newest in outputs/.",
        show_default=False,
        readable=False,  # what may not be read is told as what is not there is, and not as a wrong command line
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", metavar="", help="Print nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", metavar="", help="Print JSON for scripts.")]
Why = Annotated[
    str,
    typer.Option(
        "--why", metavar="IRI", help="Why this person/… (or record/…/author/3) and the other are one person or two."
    ),
]
Output = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to build.", readable=False)]


def _checked(base: str) -> str:
    try:
        return check_base(base)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


QUESTIONS = "merge, split, institution, affiliation"
WRITTEN = "bibtex, csl, nbib, ris"
Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="INPUT…",
        help="What to read: files (also gzipped), zip archives, folders of them, or - for standard input.",
        readable=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, help="Processes to work in; default: as many as there are usable cores.", show_default=False
    ),
]
Base = Annotated[str, typer.Option(metavar="IRI", help="What every IRI of the graph begins with.", callback=_checked)]
Title = Annotated[str, typer.Option(metavar="TEXT", help="The title of the page and of the data set.")]
MaxFaults = Annotated[
    int | None,
    typer.Option(metavar="N", help="Exit with 1 if more pieces than this could not be read.", show_default=False),
]
KnownPeople = Annotated[
    Path | None,
    typer.Option(
        "--identities",
        metavar="FILE",
        help="identities.jsonl of an earlier build, to keep its IRIs; default: that of the folder replaced.",
        show_default=False,
        readable=False,
    ),
]
Ror = Annotated[
    Path | None,
    typer.Option(
        "--authority",
        metavar="FILE",
        help="Link institutions to this dump of ROR or RDF of institutions; default: what kg fetch ror left, if anything; none: to nothing.",
        show_default=False,
        readable=False,
    ),
]
Decided = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        help="What people decided of records and studies: which are the same, which different (see the README).",
        show_default=False,
        readable=False,
    ),
]
Corrected = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        help="What people decided (see kg review); default: the corrections.toml of the folder replaced.",
        show_default=False,
        readable=False,
    ),
]
