"""Field accuracy of reading one-line citations: `python -m tests.score.citations`.

On the 20,000 real citations the PMID can be told; and, as a check that nothing is lost or made up, whether the fields put
together again are the citation as printed. The other fields are scored on citations made of real MEDLINE records as
PubMed prints them: names (AU, CN), title (TI), and the source (SO), which has all the rest, with PMID and PMCID.
"""

from __future__ import annotations

import gzip
import io
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

from kg.readers import citations, medline
from kg.record import Record
from tests.conftest import SHARED
from tests.readers.items import cleaned

GOLD = SHARED / "gold/citations/pubmed_summary_20k.tsv.gz"
SAMPLES = SHARED / "samples/medline"

FIELDS: dict[str, Callable[[Record], object]] = {
    "title": lambda record: record.title,
    "byline": lambda record: sorted(each.name for each in record.contributors if each.role == "author"),
    "collective": lambda record: sorted(each.name for each in record.contributors if each.collective),
    "journal": lambda record: record.container and (record.container.abbreviation or record.container.title),
    "year": lambda record: record.year,
    "published": lambda record: record.date("published"),
    "volume": lambda record: record.volume,
    "issue": lambda record: record.issue,
    "pages": lambda record: record.pages or record.article_number,
    "doi": lambda record: record.identifier("doi"),
    "pmid": lambda record: record.identifier("pmid"),
    "pmcid": lambda record: record.identifier("pmcid"),
}


def main() -> None:
    """Print all tables."""
    with gzip.open(GOLD, "rt", encoding="utf-8") as file:
        gold = [line.rstrip("\n").split("\t") for line in file]
    started = process_time()
    records = read_lines(line for _, line in gold)
    seconds = process_time() - started
    pairs = [(pmid, line, records.get(n)) for n, (pmid, line) in enumerate(gold, 1)]
    right = sum(record is not None and record.identifier("pmid") == pmid for pmid, _, record in pairs)
    same = sum(record is not None and put_together(record) in flatten(line) for _, line, record in pairs)
    print(f"{len(gold)} citations, {len(gold) / seconds:,.0f} a second of CPU, read and cleaned")
    print(
        f"  read {len(records) / len(gold):.4%}, right PMID {right / len(gold):.4%}, put together again {same / len(gold):.2%}"
    )
    for name in ("volume", "issue", "pages", "doi", "byline"):
        print(f"  with {name}: {sum(bool(FIELDS[name](record)) for record in records.values()) / len(gold):.2%}")
    score(SAMPLES)


def read_lines(lines: Iterable[str]) -> dict[int, Record]:
    """Read citations; gives the cleaned record of each line that is one, by the line's number."""
    stream = io.BytesIO("\n".join(lines).encode())
    return {item.source.line: cleaned(item) for item in citations.read(stream, "citations") if isinstance(item, Record)}


def flatten(line: str) -> str:
    """Give the line without what differs between equal ways of printing: the signs between names."""
    return " ".join(line.replace("; ", ", ").split())


def put_together(record: Record) -> str:
    """Print names, title, journal and imprint as the citation has them."""
    assert record.container is not None
    raw = next(item for item in citations.read(io.BytesIO(record.source.raw.encode()), "") if isinstance(item, Record))
    names = ", ".join(each.name for each in raw.contributors)
    date = next(each.printed for each in record.dates if each.kind == "published")
    pages = raw.pages or next((each.value for each in raw.extra if each.name == "pages"), "")
    stop = "" if raw.title[-1:] in "?!" or f"{raw.title}." not in record.source.raw else "."
    text = f"{f'{names}. ' if names else ''}{raw.title}{stop} {record.container.title}. {date}"
    text += f";{raw.volume}" if raw.volume else ""
    text += f"({raw.issue})" if raw.issue else ""
    return flatten(text + (f":{pages}" if pages and f":{pages}" in record.source.raw else ""))


def score(folder: Path) -> None:
    """Score citations made of MEDLINE records; records that are cut, and books, are left out."""
    found = [
        item
        for path in sorted(folder.iterdir())
        for item in medline.read(path.open("rb"), path.name)
        if isinstance(item, Record) and not item.truncated
    ]
    sources = [(record, next((each.value for each in record.extra if each.name == "SO"), "")) for record in found]
    pairs = [
        (cleaned(record), make_citation(record, " ".join(source.split("\n")))) for record, source in sources if source
    ]
    read = read_lines(line for _, line in pairs)
    right, printed = Counter[str](), Counter[str]()
    for number, (truth, line) in enumerate(pairs, 1):
        for name, get in FIELDS.items():
            printed[name] += is_printed(name, line)
            right[name] += is_printed(name, line) and number in read and get(read[number]) == get(truth)
    print(f"{len(pairs)} citations made of MEDLINE records")
    for name in FIELDS:
        print(f"  {name:12}{right[name] / printed[name]:.4f} of {printed[name]}")


def is_printed(name: str, line: str) -> bool:
    """Whether the line has what the record has: not all have the DOI, and those of collections have the day online."""
    return ("doi:" in line or name != "doi") and ("eCollection" not in line or name != "published")


def make_citation(record: Record, source: str) -> str:
    """Print a MEDLINE record as PubMed does; of editors and investigators it prints nothing."""
    authors = [each for each in record.contributors if each.role == "author"]
    people = ", ".join(each.name for each in authors if not each.collective)
    names = "; ".join(filter(None, (people, *(each.name for each in authors if each.collective))))
    numbers = "; ".join(
        f"{scheme.upper()}: {value}" for scheme in ("pmid", "pmcid") if (value := record.identifier(scheme))
    )
    return f"{f'{names}. ' if names else ''}{record.title} {source} {numbers}."


if __name__ == "__main__":
    main()
