"""Composes the stages on one machine: files in, a finished folder out, or the old folder untouched."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from kg import __version__, exporters, making
from kg.authorities.opening import open_authority
from kg.clock import Clock, Listener, peak_memory
from kg.corrections import read_corrections
from kg.decision import NO_CORRECTIONS, Corrections
from kg.entities import Identities
from kg.folder import DEFAULT_TITLE, BuildFolder, Report
from kg.iri import DEFAULT_BASE, Minter, check_base
from kg.processes.collector import without_collector
from kg.processes.workers import Workers
from kg.publishing import publish
from kg.swapping import replacing


def build(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    base: str = DEFAULT_BASE,
    title: str = DEFAULT_TITLE,
    identities: str | Path | None = None,
    corrections: str | Path | None = None,
    progress: Listener = lambda _step: None,
    jobs: int | None = None,
    authority: str | Path | None = None,
) -> Report:
    """Build the graph of these files and folders in the folder `out`, and report what was done.

    The folder is made beside the old one and swapped in at the end, so a build that fails or is killed changes
    nothing. `identities` is an `identities.jsonl` of an earlier build, whose people keep their IRIs; without it the
    one in the old folder is used, if there is one. The same holds for `corrections`, a file of what people decided; it is
    kept in the new folder. `authority` is a dump of ROR, or RDF of organisations, that institutions are linked to.

    Raises `FileNotFoundError` for a path that does not exist, `ValueError` for a base that no IRI can begin with, `readers.FormatError` for a named file that no reader
    (or more than one) claims, `folder.NotABuildError` if `out` is something else's folder.
    """
    known = Path(identities) if identities else BuildFolder(Path(out)).identities
    if identities and not known.is_file():
        raise FileNotFoundError(f"{known}: no such file of identities")
    minter = Minter(check_base(base))
    clock = Clock(progress)
    started = datetime.now(UTC)
    written = {exporter.FILE for exporter in exporters.formats().values()}
    decided = Path(corrections) if corrections else BuildFolder(Path(out)).corrections
    with replacing(Path(out), written) as folder, without_collector():
        with Workers(jobs) as workers:
            earlier = _read_identities(known, needed=identities is not None)
            held = _copy_corrections(decided, folder, minter, needed=corrections is not None)
            index = None
            if authority:
                with clock("authority"):  # the first time, it is indexed
                    index = open_authority(Path(authority))
            made = making.make_graph(
                paths, folder, minter, workers, clock, title=title, known=earlier, authority=index, corrections=held
            )
            most = workers.peak_megabytes
        # The processes so far hold hundreds of megabytes that nobody needs any more.
        published = publish(
            folder, clock, title=title, inputs=made.inputs, minter=minter, quads=made.quads, jobs=workers.jobs
        )
        report = Report(
            version=__version__,
            build=made.build,
            base=base,
            title=title,
            started=started.isoformat(timespec="seconds"),
            seconds=round((datetime.now(UTC) - started).total_seconds(), 3),
            inputs=made.inputs,
            counts=made.counts,
            violations=published.violations,
            reused=made.reused,
            authority=made.authority,
            stages=clock.stages(),
            peak_megabytes=(peak_memory() or 0) + max(most, published.megabytes) or None,
        )
        folder.write_report(report)
    return report


def _copy_corrections(path: Path, folder: BuildFolder, minter: Minter, *, needed: bool) -> Corrections:
    """Keep the corrections beside what they correct, so that the next build of the folder holds to them too."""
    try:
        shutil.copyfile(path, folder.corrections)
    except FileNotFoundError:
        if needed:
            raise FileNotFoundError(f"{path}: no such file of corrections") from None
        return NO_CORRECTIONS
    return read_corrections(folder.corrections, minter, name=str(path))


def _read_identities(path: Path, *, needed: bool) -> Identities | None:
    """Read an earlier build's identities; without one, or if another build takes its place just now, there are none."""
    try:
        return Identities.read(path)
    except FileNotFoundError:
        if needed:
            raise
        return None
