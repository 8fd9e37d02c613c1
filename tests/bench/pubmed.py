"""Reading PubMed XML, beside bare `lxml.iterparse` and beside `pubmed_parser` (which `make bench` installs apart); one core, CPU seconds.

Each way reads the same file, decompressing it, in a process of its own, so that peak memory is its own; medians of three
rounds. Bare iterparse makes the elements and does nothing with them. As in a build, nobody looks for reference cycles.
The file is read packed as it is, unpacked, and with its records repeated ten times: the rate and the memory should stay.
Then a plain file of three times as many is read as a build reads it, cleaned and spooled, by one process and by two: seconds
on the clock, beside what bare iterparse, which cannot share a file, takes.
"""

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROUNDS = 3
SAMPLE = Path(__file__).resolve().parents[3] / "shared/samples/pubmed/gs_dev_articles.xml.gz"
OWN = Path(__file__).resolve().parents[1] / "data/pubmed/oddities.xml"
PEERS = Path(sys.prefix) / "peers"  # what `make bench` installs for comparing only
FRAME = r"""
import gc, json, re, resource, sys, time
{imports}
gc.disable()
path = sys.argv[1]
start, began = time.process_time(), time.perf_counter()
{work}
cpu, wall = time.process_time() - start, time.perf_counter() - began
try:  # the other figure is never below what the process that started this one had
    peak = int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1])
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({{"records": count, "cpu": cpu, "wall": wall, "megabytes": peak / 1024}}))
"""
BARE = """
count = 0
with (gzip.open if path.endswith("gz") else open)(path, "rb") as stream:
    for _, element in etree.iterparse(stream, tag="PubmedArticle"):
        count += 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
"""
CLEANED = "sum(1 for raw in read(path) if isinstance(raw, Record) for each in clean(raw) if isinstance(each, Record))"
WAYS = {  # what is imported, and what is timed
    "bare lxml.iterparse": ("import gzip\nfrom lxml import etree", BARE),
    "kg": (
        "from kg.readers import formats, read\nfrom kg.record import Record\nformats()",
        "count = sum(isinstance(each, Record) for each in read(path))",
    ),
    "kg, read and cleaned": (
        "from kg.clean import clean\nfrom kg.readers import formats, read\nfrom kg.record import Record\nformats()",
        f"count = {CLEANED}",
    ),
    "pubmed_parser": (
        f"sys.path.append({str(PEERS)!r})\nimport pubmed_parser",
        "count = sum(1 for _ in pubmed_parser.parse_medline_xml(path, author_list=True, reference_list=True))",
    ),
}
BUILD_IMPORTS = """
import tempfile
from pathlib import Path
from kg.clock import Clock
from kg.folder import BuildFolder
from kg.reading.reading import Reading
from kg.reading.spool import Spool
from kg.processes.workers import Workers
"""
BUILD = """
with tempfile.TemporaryDirectory() as folder, Workers({}) as workers:
    build = BuildFolder(Path(folder))
    reading = Reading([path], build, workers, Clock())
    reading.run(Spool(build.records))
    count = reading.records
"""
SHARED = {
    "bare lxml.iterparse": WAYS["bare lxml.iterparse"],
    **{f"kg, {jobs} processes, into a spool": (BUILD_IMPORTS, BUILD.format(jobs)) for jobs in (1, 2)},
}


def repeat(path: Path, times: int, suffix: str, folder: Path) -> Path:
    """Write the file with all that is inside its root repeated, packed if the suffix says so."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    head, start, rest = content.partition(b"<PubmedArticleSet>")
    body, end, tail = rest.rpartition(b"</PubmedArticleSet>")
    repeated = folder / f"{times}.{suffix}"
    with gzip.open(repeated, "wb", 1) if suffix.endswith("gz") else repeated.open("wb") as out:
        out.write(head + start)
        for _ in range(times):
            out.write(body)
        out.write(end + tail)
    return repeated


def run(way: tuple[str, str], path: Path) -> dict[str, float]:
    imports, work = way
    program = FRAME.format(imports=imports, work=work)
    ran = subprocess.run([sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True)
    return json.loads(ran.stdout)


def main(path: Path) -> None:
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        for times, suffix in ((1, "xml.gz"), (1, "xml"), (10, "xml.gz")):
            file = repeat(path, times, suffix, Path(folder))
            ways = (way for way in WAYS if way != "pubmed_parser" or suffix.endswith("gz"))  # it reads no other file
            runs = {way: [] for way in ways}
            for round_ in range(ROUNDS):
                for way in sorted(runs, reverse=bool(round_ % 2)):
                    runs[way].append(run(WAYS[way], file))
            bare = statistics.median(each["cpu"] for each in runs["bare lxml.iterparse"])
            title = f"{path.name} x {times} as {suffix}: {runs['kg'][0]['records']:,} records"
            table = Table("way", "records/s", "times bare", "peak MB", title=title)
            for way, figures in runs.items():
                cpu = statistics.median(each["cpu"] for each in figures)
                memory = max(each["megabytes"] for each in figures)
                table.add_row(way, f"{figures[0]['records'] / cpu:,.0f}", f"{cpu / bare:.2f}", f"{memory:.0f}")
            console.print(table)
        file = repeat(path, 3, "xml", Path(folder))
        table = Table("way", "records/s", "seconds", title=f"{file.stat().st_size / 1e6:.0f} MB")
        for way, program in SHARED.items():
            figures = [run(program, file) for _ in range(ROUNDS)]
            wall = statistics.median(each["wall"] for each in figures)
            table.add_row(way, f"{figures[0]['records'] / wall:,.0f}", f"{wall:.1f}")
        console.print(table)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE if SAMPLE.exists() else OWN)
