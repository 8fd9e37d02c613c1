"""Field-level accuracy of reading RCA pages against gold: `python -m tests.score.rca [PAGE GOLD]`.

The gold is one JSON object a record, in the page's order (gzipped JSON lines). Text is compared with e-mail addresses
removed and mark-up read on both sides, since records never keep them in text.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time
from typing import Any

from kg.clean import clean
from kg.readers import read
from kg.record import Record
from kg.values.emails import take_emails
from kg.values.markup import drop_markup
from tests.conftest import SHARED

SAMPLE = SHARED / "samples/rca"
Gold = dict[str, Any]

FIELDS: dict[str, tuple[Callable[[Record], object], Callable[[Gold], object]]] = {
    "title": (lambda r: r.title, lambda g: g["title"]),
    "byline": (lambda r: [c.name for c in r.contributors], lambda g: g["byline"]),
    "journal": (lambda r: r.container and r.container.title, lambda g: g["journal"]),
    "year": (lambda r: r.year, lambda g: g["year"]),
    "volume": (lambda r: r.volume, lambda g: g["volume"] or ""),
    "pages": (lambda r: r.pages or r.article_number, lambda g: g["pages"] or ""),
    "pmid": (lambda r: r.identifier("pmid"), lambda g: g["pmid"] or ""),
    "pmcid": (lambda r: r.identifier("pmcid"), lambda g: g["pmcid"] or ""),
    "doi": (lambda r: r.identifier("doi"), lambda g: (g["doi"] or "").lower()),
    "citations": (lambda r: _metric(r, "rca-citations"), lambda g: g["cites"]),
    "impact index": (lambda r: _metric(r, "rca-impact-index"), lambda g: g["impact"]),
    "received": (lambda r: r.date("received"), lambda g: g.get("received", "")),
    "revised": (lambda r: r.date("revised"), lambda g: g.get("revised", "")),
    "accepted": (lambda r: r.date("accepted"), lambda g: g.get("accepted", "")),
    "indexed": (lambda r: r.date("indexed"), lambda g: g.get("indexed", "")),
    "open": (lambda r: r.open_access, lambda g: g["open"]),
    "flags": (lambda r: list(r.flags), lambda g: g["flags"]),
    "full names": (
        lambda r: {str(n): c.full_name for n, c in enumerate(r.contributors, 1) if c.full_name},
        lambda g: g["full"],
    ),
    "affiliations": (
        lambda r: {str(n): [a.text for a in c.affiliations] for n, c in enumerate(r.contributors, 1) if c.affiliations},
        lambda g: {
            n: kept for n, texts in g["affil"].items() if (kept := [text for text in map(_plain, texts) if text])
        },
    ),
    # All words of the abstract, labels included, wherever it was divided; the two fields below score the division.
    "abstract words": (
        lambda r: _words(part for s in r.abstract for part in (s.label, s.text)),
        lambda g: _words((*g["sections"], *map(_plain, g["abstract"]))),
    ),
    "section labels": (lambda r: [s.label for s in r.abstract if s.label], lambda g: g["sections"]),
    "section texts": (lambda r: [s.text for s in r.abstract], lambda g: [_plain(text) for text in g["abstract"]]),
}


def _metric(record: Record, kind: str) -> float:
    return float(next((metric.value for metric in record.metrics if metric.kind == kind), "nan"))


def _words(parts: Iterable[str]) -> list[str]:
    return sorted(re.findall(r"\w+", " ".join(parts)))


def _plain(text: str) -> str:
    return take_emails(drop_markup(text))[0]


def score(
    records: Iterable[Record], golds: Iterable[Gold]
) -> tuple[Counter[str], dict[str, list[tuple[Gold, object, object]]]]:
    """How many records have each field exactly right, and the misses: gold, what was read, what is right."""
    right: Counter[str] = Counter()
    missed: dict[str, list[tuple[Gold, object, object]]] = defaultdict(list)
    for record, gold in zip(records, golds, strict=True):
        for field, (read_field, gold_field) in FIELDS.items():
            found, wanted = read_field(record), gold_field(gold)
            right[field] += found == wanted
            if found != wanted:
                missed[field].append((gold, found, wanted))
    return right, missed


def score_labels(records: Iterable[Record], golds: Iterable[Gold]) -> tuple[float, float, float]:
    """Precision, recall and F1 of section labels (a label counts as often as an abstract has it)."""
    hits = found = wanted = 0
    for record, gold in zip(records, golds, strict=True):
        mine, right = Counter(s.label for s in record.abstract if s.label), Counter(gold["sections"])
        hits, found, wanted = hits + (mine & right).total(), found + mine.total(), wanted + right.total()
    precision, recall = hits / max(found, 1), hits / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main(page: Path, gold: Path) -> None:
    """Print the table, then the misses by field."""
    start = process_time()
    cleaned = [item for read_item in read(page) if isinstance(read_item, Record) for item in clean(read_item)]
    records = [item for item in cleaned if isinstance(item, Record)]
    seconds = process_time() - start
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        golds = [json.loads(line) for line in lines]
    right, missed = score(records, golds)
    print(f"{'field':<16}{'n':>6}{'exact %':>10}{'missed':>8}")
    for field in FIELDS:
        print(f"{field:<16}{len(golds):>6}{100 * right[field] / len(golds):>10.2f}{len(missed[field]):>8}")
    bare = [(record, each) for record, each in zip(records, golds, strict=True) if not each["byline"]]
    good = sum(not record.contributors and record.title == each["title"] for record, each in bare)
    print(f"without byline  {len(bare):>6}{100 * good / max(len(bare), 1):>10.2f}{len(bare) - good:>8}")
    precision, recall, f1 = score_labels(records, golds)
    print(f"\nsection labels: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")
    print(f"reading and cleaning: {len(records) / seconds:,.0f} records/s on one core")
    for field, misses in missed.items():
        print(f"\n{field}: {len(misses)} missed")
        for each, found, wanted in misses[:40]:
            print(f"  {each['n']:>5}  read  {str(found)[:160]}\n         gold  {str(wanted)[:160]}")


if __name__ == "__main__":
    main(
        *(
            map(Path, sys.argv[1:])
            if len(sys.argv) > 1
            else (SAMPLE / "gs_dev.rca.txt.gz", SAMPLE / "gs_dev.gold.jsonl.gz")
        )
    )
