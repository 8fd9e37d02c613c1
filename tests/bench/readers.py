"""Every reader on files of 1, 10 and 100 times its sample: records a second, and peak memory, which should stay.

Each file is read in a process of its own, so that peak memory is its own, and as in a build: cleaned, nobody looking for
reference cycles; CPU seconds, one core. A sample is half a megabyte of real records where there are any, else of those
the tests use; longer files repeat its entries as the format allows. `--seconds` caps the CPU time of each reader: sizes
that would take longer are left out.
"""

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

SHARED = Path(__file__).resolve().parents[3] / "shared/samples"
OWN = Path(__file__).resolve().parents[1] / "data"
SIZE = 500_000  # bytes of a sample
TIMES = (1, 10, 100)
PROGRAM = r"""
import gc, json, re, resource, sys, time
from kg.clean import clean
from kg.readers import read
from kg.record import Fault, Record
gc.disable()
start = time.process_time()
records = faults = 0
for raw in read(sys.argv[1]):
    for item in [raw] if isinstance(raw, Fault) else clean(raw):
        records += isinstance(item, Record)
        faults += isinstance(item, Fault)
cpu = time.process_time() - start
try:  # the other figure is never below what the process that started this one had
    peak = int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1])
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"records": records, "faults": faults, "cpu": cpu, "megabytes": peak / 1024}))
"""


class Sample(NamedTuple):
    """Files of a format, and how they are built: what stands before and after the entries, what one begins with."""

    shared: str
    own: str
    head: str = r"\A"
    tail: str = r"\Z"
    entry: str = r"\Z"
    between: bytes = b""


SAMPLES = {
    "bibtex": Sample("bibtex/tugboat.bib", "bibtex/oddities.bib", entry=r"^@\w", between=b"\n"),
    "citations": Sample("", "citations/oddities.txt", between=b"\n"),
    "crossref": Sample("crossref/crossref_works_from_habanero.jsonl", "crossref/works.json", r'\A\{\s*"status"(?s:.*?)"items": \[', r"\](?s:[^]]*)\Z", r"^\{"),
    "csl": Sample("", "csl/items.json", r"\A\[", r"\]\s*\Z", between=b","),
    "endnote": Sample("", "endnote/library.xml", r"\A(?s:.*?)<records>", r"</records>(?s:.*)\Z"),
    "jats": Sample("jats/PMC*.xml", "jats/article.xml", entry=r"<article\s"),
    "medline": Sample("medline/pubmed-335.nbib", "medline/oddities.nbib", entry=r"^PMID- ", between=b"\n"),
    "openalex": Sample("openalex/synergy-first-half.jsonl.gz", "openalex/works.json", r'\A\{\s*"meta"(?s:.*?)"results": \[', r"\](?s:[^]]*)\Z", r"^\{"),
    "pubmed": Sample("pubmed/gs_dev_articles.xml.gz", "pubmed/oddities.xml", r"\A(?s:.*?)<PubmedArticleSet>", r"</PubmedArticleSet>\s*\Z", r"<PubmedArticle>"),
    "rca": Sample("rca/gs_dev.rca.txt.gz", "rca/oddities.rca.txt", entry=r"^\d+\n", between=b"\n"),
    "ris": Sample("ris/litstudy-example.ris", "ris/oddities.ris", between=b"\n"),
    "scopus": Sample("scopus/litstudy-scopus.csv", "scopus/old.csv", r"\A[^\n]*\n"),
    "wos": Sample("", "wos/oddities.txt", r"\A(?s:.*?)(?=^PT )", r"^EF\s*\Z", r"^PT "),
    "wos_tab": Sample("wos/ble-1000.txt.gz", "wos_tab/oddities.txt", r"\A[^\n]*\n", entry="^"),
}  # fmt: skip


def load(sample: Sample) -> tuple[bytes, bytes, bytes]:
    """What stands before the entries, entries of about the size of a sample, and what stands behind them."""
    files = sorted(SHARED.glob(sample.shared)) if sample.shared and SHARED.is_dir() else []
    raw = b"".join(each.read_bytes() for each in files or [OWN / sample.own])
    content = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    head = re.search(sample.head.encode(), content, re.MULTILINE)
    tail = re.search(sample.tail.encode(), content, re.MULTILINE) if head else None  # one entry a line has neither
    begin, end = head.end() if head else 0, tail.start() if tail else len(content)
    body = content[begin:end].strip() + b"\n" * (content[end - 1 : end] == b"\n")
    starts = [match.start() for match in re.finditer(sample.entry.encode(), body[: 2 * SIZE], re.MULTILINE)]
    if len(body) > SIZE and starts:
        body = body[: next((each for each in starts if each > SIZE), starts[-1])]
    body += sample.between
    body *= max(1, round(SIZE / len(body)))
    return content[:begin], body, content[end:]


def write(reader: str, times: int, folder: Path) -> Path:
    """Write the file of that many samples."""
    head, body, tail = load(SAMPLES[reader])
    path = folder / f"{reader}-{times}"
    with path.open("wb") as out:
        out.write(head)
        for number in range(times):
            last = number == times - 1
            out.write(body.removesuffix(SAMPLES[reader].between) if last and reader == "csl" else body)
        out.write(tail)
    return path


def main(readers: list[str], seconds: float) -> bool:
    """Print the table; say whether every reader's memory stayed."""
    table = Table(
        "reader",
        *(f"{times} x: records/s" for times in TIMES),
        *(f"{times} x: MB" for times in TIMES),
        "records",
        "faults",
    )
    flat = True
    with tempfile.TemporaryDirectory() as folder:
        for reader in readers:
            runs: list[dict[str, float]] = []
            for times in TIMES:
                if runs and runs[-1]["cpu"] * 10 > seconds:
                    break
                path = write(reader, times, Path(folder))
                ran = subprocess.run([sys.executable, "-c", PROGRAM, path], check=True, capture_output=True, text=True)
                path.unlink()
                runs.append(json.loads(ran.stdout))
            missing = [""] * (len(TIMES) - len(runs))
            table.add_row(
                reader,
                *(f"{run['records'] / run['cpu']:,.0f}" for run in runs), *missing,
                *(f"{run['megabytes']:.0f}" for run in runs), *missing,
                f"{runs[0]['records']:,}", f"{runs[0]['faults']:,}",
            )  # fmt: skip
            flat &= runs[-1]["megabytes"] < 1.5 * runs[0]["megabytes"] + 20
    Console(width=150).print(table)
    return flat


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", default=list(SAMPLES))
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    sys.exit(not main(given.readers or list(SAMPLES), given.seconds))
