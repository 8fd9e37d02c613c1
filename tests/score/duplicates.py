"""Score which records are one study against labelled sets: `python -m tests.score.duplicates [--misses] [FOLDER…]`.

A FOLDER is a set or holds some. A set is a folder with records_pre_merged.csv (ID or record_id, title, year, author; as far as they are
there pages, volume, number or issue, journal, doi, pmid, pmcid) and merged_record_ids.csv (a group of IDs a row, semicolons or commas
between them), as ASySD's and SRA-DM's sets are given. Pairs are counted, so a group of n counts n(n - 1)/2 times.

Rules and weights were made with "haematology" and "cytology_screening" and with exports that hold no duplicates; on "respiratory", held
out until then, they had precision 1.000 and recall .943. What it showed to be wrong was mended since: titles in quotation marks or two
languages, several ranges of pages, pages that a spreadsheet took for dates, contracted abbreviations, issues that contradict a range
of pages. In "haematology" 29 pairs stay apart on purpose: errata (11), letters and their replies (4), sibling trials of one sponsor (7),
talks and later papers or two talks (3), an erratum labelled as another (4). Rathbone et al. (2015), whose sets these are, hold
reports elsewhere and in proceedings to be works of their own (https://doi.org/10.1186/2046-4053-4-6). Two pairs there are too many: a
record without a title whose authors, journal, volume, issue and thirteen pages are those of an article. No two works stand on the same
pages of one volume, and nothing else of it could be read: it is joined, whatever the labels say.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations
from pathlib import Path

from kg.clean import clean
from kg.entities.identities import Identities
from kg.entities.journals import find_journals
from kg.entities.studies import find_studies, outline
from kg.record import Container, Contributor, Date, Identifier, Record, Source
from kg.values.keys import fold

SETS = Path(__file__).resolve().parents[3] / "shared/gold/duplicates"
csv.field_size_limit(1 << 24)
Pair = tuple[str, str]


def main(arguments: list[str]) -> None:
    """Print precision and recall of each set, beside those of two usual rules."""
    print(f"{'':44}{'precision':>10}{'recall':>8}{'specificity':>13}{'pairs':>7}")
    for folder in find_sets([Path(each) for each in arguments if each != "--misses"] or [SETS]):
        records = list(read_set(folder / "records_pre_merged.csv"))
        gold = pairs_of(read_groups(folder / "merged_record_ids.csv"))
        started = time.perf_counter()
        found = pairs_of(find_groups(records))
        seconds = time.perf_counter() - started
        print(f"{folder.name}: {len(records)} records, {len(gold)} pairs, {seconds:.2f} s")
        for name, pairs in (
            ("kg", found),
            ("same DOI", pairs_of(group_by(records, lambda each: each.identifier("doi")))),
            ("same folded title and year", pairs_of(group_by(records, title_and_year))),
        ):
            print(f"{f'    {name}':44}{score(pairs, gold, len(records))}")
        if "--misses" in arguments:
            show(found - gold, gold - found, {each.key: each for each in records})


def score(found: set[Pair], gold: set[Pair], records: int) -> str:
    """Compare pairs: precision, recall, specificity, number found; a rule that finds nothing has no precision."""
    right = len(found & gold)
    apart = records * (records - 1) // 2 - len(gold)
    precision = f"{right / len(found):.4f}" if found else "-"
    return f"{precision:>10}{right / len(gold):8.4f}{1 - (len(found) - right) / apart:13.6f}{len(found):7}"


def show(wrong: Iterable[Pair], missed: Iterable[Pair], records: dict[str, Record]) -> None:
    """Print the pairs that are too many, and those that are missing."""
    for title, pairs in (("not in the gold", wrong), ("missed", missed)):
        for pair in sorted(pairs):
            print(f"  {title}:")
            for each in map(records.__getitem__, pair):
                print(f"    {each.key} {each.source.raw}")


def find_groups(records: list[Record]) -> list[tuple[str, ...]]:
    """Group records as kg does."""
    outlines = [outline(each) for each in records]
    journals = find_journals(each.container for each in outlines if each.container)
    return [each.records for each in find_studies(outlines, journals.of, Identities())[0]]


def group_by(records: Iterable[Record], sign: Callable[[Record], Hashable]) -> Iterable[list[str]]:
    """Group records by a sign that each may have."""
    groups: defaultdict[Hashable, list[str]] = defaultdict(list)
    for each in records:
        if found := sign(each):
            groups[found].append(each.key)
    return groups.values()


def title_and_year(record: Record) -> Hashable:
    """Give the folded title and the year, where both are there."""
    return (fold(record.title), record.year) if record.title and record.year else None


def pairs_of(groups: Iterable[Iterable[str]]) -> set[Pair]:
    """Give the pairs of each group."""
    return {(a, b) for group in groups for a, b in combinations(sorted(group), 2)}


def read_groups(path: Path) -> Iterator[list[str]]:
    """Read the groups of IDs."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield re.split(r"\s*[;,]\s*", next(iter(row.values())).strip())


def find_sets(folders: Iterable[Path]) -> list[Path]:
    """Give the sets among folders and in them; a folder without any is an error."""
    found = {folder: sorted(each.parent for each in folder.rglob("records_pre_merged.csv")) for folder in folders}
    if nothing := [str(folder) for folder, sets in found.items() if not sets]:
        sys.exit(f"no records_pre_merged.csv in {', '.join(nothing)}")
    return [each for sets in found.values() for each in sets]


def read_set(path: Path) -> Iterator[Record]:
    """Read records as a reader would, and clean them; the key is the ID."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            made = _make({name.lower(): (value or "").strip() for name, value in row.items() if name})
            yield from (each for each in clean(made) if isinstance(each, Record))


def _make(row: dict[str, str]) -> Record:
    cell = defaultdict(str, {name: "" if value == "NA" else value for name, value in row.items()})
    names = re.split(r" and |;", cell["author"])
    return Record(
        key=cell["id"] or cell["record_id"],
        source=Source("gold", "", 1, " | ".join(value for name, value in row.items() if not name.endswith("id"))),
        title=cell["title"],
        identifiers=tuple(Identifier(scheme, cell[scheme]) for scheme in ("doi", "pmid", "pmcid") if cell[scheme]),
        dates=(Date("published", cell["year"]),) if cell["year"] else (),
        container=Container(cell["journal"]) if cell["journal"] else None,
        volume=cell["volume"],
        issue=cell["number"] or cell["issue"],
        pages=cell["pages"],
        contributors=tuple(_author(name.strip()) for name in names if name.strip()),
    )


def _author(name: str) -> Contributor:
    family, comma, given = (part.strip() for part in name.partition(","))
    return Contributor(name, family=family, given=given) if comma else Contributor(name)


if __name__ == "__main__":
    main(sys.argv[1:])
