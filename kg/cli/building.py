"""Verbs that read listings: build, demo, dedupe; and what they need: fetch, formats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from kg.cli.console import err, out, progress, say_count, working
from kg.cli.finding import OUTPUTS, find_authority
from kg.cli.options import (
    WRITTEN,
    Base,
    Corrected,
    Decided,
    Inputs,
    Jobs,
    Json,
    KnownPeople,
    MaxFaults,
    Output,
    Quiet,
    Ror,
    Title,
)
from kg.errors import InputError
from kg.folder import DEFAULT_TITLE, BuildFolder
from kg.iri import DEFAULT_BASE

_EXAMPLES = (
    f"kg build FILE… -o {OUTPUTS / 'mine'} reads any of these, told by content",
    "kg export FORMAT writes one of a build",
    "kg dedupe FILE… --write FORMAT -o FILE writes each study once",
)

_THEN = """--write ris -o merged.ris writes each study once; kg formats lists the other formats.
--corrections FILE keeps records apart where FILE says so ([[same]] joins them):
[[different]]
of = ["record/…", "record/…"]"""


def build(
    inputs: Inputs,
    to: Output = OUTPUTS / "graph",
    base: Base = DEFAULT_BASE,
    title: Title = DEFAULT_TITLE,
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
    from kg import pipeline
    from kg.cli.printing import print_json
    from kg.cli.reports import show_faults, show_report, show_violations

    with _hinting(to), progress(quiet=quiet or as_json) as listener:
        known = {"identities": identities, "authority": find_authority(authority), "corrections": corrections}
        report = pipeline.build(inputs, to, base=base, title=title, progress=listener, jobs=jobs, **known)
    faults = report.counts["faults"]
    show_faults(BuildFolder(to).faults, faults)
    show_violations(BuildFolder(to).violations, report.violations)
    if as_json:
        print_json(report)
    elif not quiet:
        show_report(report, to)
    if max_faults is not None and faults > max_faults:
        err.print(f"[red]{say_count(faults, 'fault')}, more than the {max_faults} allowed.[/]")
        raise typer.Exit(1)


def demo(to: Output = OUTPUTS / "demo", quiet: Quiet = False) -> None:
    """Build the example that comes with kg: eight records on social prescribing."""
    from kg import example

    build([example()], to, title="Social prescribing", quiet=quiet, authority=Path("none"))


def dedupe(
    inputs: Inputs,
    write: Annotated[str, typer.Option(metavar="FORMAT", help=f"Write each study as one record: {WRITTEN}.")] = "",
    to: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="The file to write.", show_default=False, readable=False),
    ] = None,
    corrections: Decided = None,
    jobs: Jobs = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Find the records that are of one study, least sure first, say why, and write each study as one record if asked to."""
    if bool(write) != bool(to):
        raise typer.BadParameter("--write FORMAT and --out FILE go together", param_hint="--write")
    from kg.cli.printing import print_json, show_duplicates
    from kg.cli.reports import show_few_faults
    from kg.dedupe import dedupe as find_duplicates

    with progress(quiet=quiet or as_json) as listener:
        found = find_duplicates(inputs, write, to, corrections=corrections, progress=listener, jobs=jobs)
    if as_json:
        print_json(found)
    elif not quiet:
        show_duplicates(found)
        show_few_faults(found.faults)
        if to:
            out.print(f"\n{say_count(found.studies, 'study', 'studies')} written to {escape(str(to))}")
        elif found.groups:
            out.print(f"\n[dim]{escape(_THEN)}[/]")
    if not any(each.records for each in found.sources):
        raise InputError("nothing could be read as a record")


def fetch(
    what: Annotated[str, typer.Argument(metavar="ror", help="The authority to fetch: ror.")],
    source: Annotated[
        str,
        typer.Option("--from", metavar="URL", help="A listing of Zenodo, or a dump itself; default: Zenodo's of ROR."),
    ] = "",
    quiet: Quiet = False,
) -> None:
    """Download the newest release of ROR, to which every later build links institutions."""
    if what != "ror":
        raise typer.BadParameter(f"{what!r} is no authority that can be fetched; only ror is", param_hint="ror")
    from kg.authorities import fetching
    from kg.authorities.opening import open_authority

    with working("Fetching"):
        release = fetching.fetch_ror(source or fetching.ZENODO)
        index = open_authority(release.path)
    if not quiet:
        out.print(
            f"{escape(release.version)}: {len(index):,} entries, licence {escape(release.licence) or 'not stated'}"
        )
        out.print(f"{escape(str(release.path))} (SHA-256 {release.sha256})")


def formats(as_json: Json = False) -> None:
    """List the formats that can be read and written, and the commands that do so."""
    from kg import exporters, readers, writers
    from kg.cli.printing import print_json, show_formats

    titles = {
        "read": {name: each.TITLE for name, each in readers.formats().items()},
        "write": {name: each.TITLE for name, each in exporters.formats().items()},
        "write records": {name: each.TITLE for name, each in writers.formats().items()},
    }
    if as_json:
        print_json(titles)
    else:
        show_formats(titles, dict(zip(titles, _EXAMPLES, strict=True)))


@contextmanager
def _hinting(to: Path) -> Iterator[None]:
    """Say what a build leaves that does not come to its end for no fault of its input."""
    from kg.stores import StoreError
    from kg.swapping import has_leftovers

    try:
        yield
    except (KeyboardInterrupt, OSError, StoreError) as error:
        if isinstance(error, KeyboardInterrupt):
            err.print(f"Stopped; {escape(str(to))} is as it was.")
        if has_leftovers(to):
            err.print("What has been read is kept; the same command goes on from there.")
        raise
