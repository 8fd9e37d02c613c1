"""From files to graph.nq.gz at scale, each stage apart, then loading and checking: time, memory, duplicates found.

    python -m tests.bench.scale [records …] [--jobs N] [--cores N] [--load]

The literature comes from `tests.bench._literature`, so that names, titles and journals are new at each size. Every size runs
in a process of its own, with N others beside it; `--cores` holds all of them to so many cores. CPU is that of all processes;
memory the most that each of them held, added up, so more than the machine held at any one time. The planted duplicates are the
pairs of records that describe one paper. With `--load` the graph is loaded and checked too, which takes longer than all the rest.
How Python was compiled makes a difference of a fifth, so the table says which it is.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path

from rich.console import Console
from rich.table import Table

from kg import shapes
from kg.clock import Clock, peak_memory
from kg.entities import Identities
from kg.folder import BuildFolder
from kg.iri import Minter
from kg.making import make_graph
from kg.processes.collector import without_collector
from kg.processes.workers import Workers, count_cores
from kg.reading.spool import Spool
from kg.stores import open_store
from tests.bench._literature import Literature, write_literature

SIZES = (10_000,)  # the growth shows beside 30,000 and 100,000, which take minutes


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=int, nargs="*", default=SIZES)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--cores", type=int, help="by default all")
    parser.add_argument("--load", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.cores:
        os.sched_setaffinity(
            0, sorted(os.sched_getaffinity(0))[: asked.cores]
        )  # and that of all processes begun from here
    if asked.here:
        print(json.dumps(measure(asked.records[0], asked.jobs, load=asked.load)))
        return
    for records in asked.records:
        options = [f"--jobs={asked.jobs}", "--here", *(["--load"] if asked.load else [])]
        command = [sys.executable, "-m", "tests.bench.scale", str(records), *options]
        ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        show(
            json.loads(ran.stdout),
            f"{asked.jobs} workers on {count_cores()} cores; Python {platform.python_version()} of {sys.base_prefix}",
        )


def measure(records: int, jobs: int, *, load: bool) -> dict:
    """Make a literature of so many records and a graph of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = BuildFolder(Path(name, "build"))
        folder.parts.mkdir(parents=True)
        Path(name, "files").mkdir()
        literature = write_literature(Path(name, "files"), records)
        clock = Clock()
        start = time.perf_counter()
        with Workers(jobs) as workers, without_collector():
            made = make_graph(literature.files, folder, Minter(), workers, clock)
            seconds = time.perf_counter() - start
            memory = [peak_memory(), workers.peak_megabytes]
        told = {
            "stages": {name: [stage.seconds, stage.cpu] for name, stage in clock.stages().items()},
            "seconds": seconds,
            "megabytes": memory,
            "counts": made.counts,
            "figures": literature.figures,
            "bytes": folder.graph.stat().st_size,
            "duplicates": score_duplicates(literature, folder),
        }
        if load:
            clock = Clock()
            with open_store(folder.store) as store:
                with clock("load"):
                    store.load_file(folder.graph)
                with clock("shapes"):
                    told["violations"] = sum(1 for _ in shapes.validate(store))
            told["after"] = {name: [stage.seconds, stage.cpu] for name, stage in clock.stages().items()}
        return told


def score_duplicates(literature: Literature, folder: BuildFolder) -> tuple[float, float]:
    """Precision and recall of the pairs of records that were taken to describe one paper."""
    lines: dict[str, list[tuple[int, str]]] = {str(path): [] for path in literature.files}
    for record in Spool(folder.records):
        lines[record.source.file].append((record.source.line, record.key))
    paper_of: dict[str, int] = {}
    for path, papers in zip(literature.files, literature.papers, strict=True):
        for (_, key), paper in zip(sorted(lines[str(path)]), papers, strict=True):
            paper_of[key] = paper
    records: dict[int, list[str]] = {}
    for key, paper in sorted(paper_of.items()):
        records.setdefault(paper, []).append(key)
    true = {pair for keys in records.values() for pair in combinations(keys, 2)}
    found = {
        pair for study in Identities.read(folder.identities).studies for pair in combinations(sorted(study.records), 2)
    }
    return len(true & found) / len(found), len(true & found) / len(true)


def show(told: dict, setting: str) -> None:
    """Print what was measured, and in what setting."""
    counts, figures = told["counts"], told["figures"]
    records = counts["records"]
    table = Table(
        *("stage", "wall s", "CPU s", "records/s", "ms of CPU/record"), title=f"{records:,} records, {setting}"
    )
    stages = {**told["stages"], **told.get("after", {})}
    total = sum(cpu for _, cpu in told["stages"].values())
    for name, (seconds, cpu) in stages.items():
        table.add_row(name, f"{seconds:.1f}", f"{cpu:.1f}", f"{records / seconds:,.0f}", f"{cpu / records * 1e3:.2f}")
    table.add_section()
    table.add_row(
        "files to graph.nq.gz",
        f"{told['seconds']:.1f}",
        f"{total:.1f}",
        f"{records / told['seconds']:,.0f}",
        f"{total / records * 1e3:.2f}",
    )
    console = Console()
    console.print(table)
    here, others = told["megabytes"]
    precision, recall = told["duplicates"]
    console.print(
        f"memory {here} MB here, {others} MB in other processes; graph.nq.gz {told['bytes'] / 1e6:.0f} MB of "
        f"{counts['quads']:,} quads\n"
        f"planted duplicates: precision {precision:.4f}, recall {recall:.4f}\n"
        f"literature: {', '.join(f'{name} {value:,.1f}' for name, value in figures.items())}\n"
        f"found: {', '.join(f'{name} {value:,}' for name, value in counts.items())}\n"
    )


if __name__ == "__main__":
    main()
