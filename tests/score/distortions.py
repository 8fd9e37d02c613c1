"""Score which records are one study where a database prints it otherwise: `python -m tests.score.distortions [--misses] [FILE…]`.

The records of a file (by default PubMed's of teams that have many, as `song_dev` and `gs_dev` have) are copied without
identifiers, which many exports lack, and one distortion is applied to each copy. A copy should be found to be one study with its original and with no
other record. The last column counts the pairs of records of two works that were joined. Last come works beside the article, as its erratum,
which should be joined with none, and "two works", the copies alone: what a team publishes in one journal and year is not one study.

Distortions are those that the makers of deduplicating software report: Rathbone et al. (2015), https://doi.org/10.1186/2046-4053-4-6;
Bramer et al. (2016), https://doi.org/10.3163/1536-5050.104.3.014; Hair et al. (2023), https://doi.org/10.1186/s12915-023-01686-z.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import msgspec

from kg.clean import clean
from kg.readers import read
from kg.record import Container, Contributor, Date, Record
from tests.score._distorting import DISTORTIONS, Distort
from tests.score._other_works import OTHER_WORKS
from tests.score.duplicates import find_groups, pairs_of

SAMPLES = Path(__file__).resolve().parents[3] / "shared/samples/pubmed"
replace = msgspec.structs.replace


def main(arguments: Sequence[str]) -> None:
    """Print the share of copies found, and how many pairs of two works were joined, for each distortion."""
    files = [Path(each) for each in arguments if each != "--misses"]
    records = list(read_records(files or sorted(SAMPLES.glob("*_dev_articles.xml.gz"))))
    print(f"{len(records)} records\n{'':34}{'copies':>8}{'recall':>9}{'wrong pairs':>13}")
    for name, distort in (DISTORTIONS | OTHER_WORKS).items():
        copies = make_copies(records, distort)
        missed, wrong = score(records, copies)
        recall = f"{1 - len(missed) / max(1, len(copies)):9.4f}"
        if name in OTHER_WORKS:
            apart = {copy.key for _, copy in missed}
            wrong += [pair for pair in copies if pair[1].key not in apart]
            missed, recall = [], f"{'':9}"
        print(f"{name:34}{len(copies):8}{recall}{len(wrong):13}", flush=True)
        if "--misses" in arguments:
            show("missed", missed)
            show("wrong", wrong)
    wrong = find_joined([copy for _, copy in make_copies(records, DISTORTIONS["no identifier"])])
    print(f"{'two works':34}{len(records):8}{'':9}{len(wrong):13}")
    if "--misses" in arguments:
        show("wrong", wrong)


def show(what: str, pairs: Iterable[tuple[Record, Record]]) -> None:
    for pair in list(pairs)[:30]:
        print(f"  {what}:")
        for each in pair:
            byline = "; ".join(author.name for author in each.contributors[:4])
            journal = each.container.title if each.container else ""
            place = f"{each.year} {each.volume}({each.issue}):{each.pages or each.article_number}"
            print(f"    {each.key[:9]} {each.title} | {byline} | {journal} {place} {each.types}")


def read_records(files: Iterable[Path]) -> Iterator[Record]:
    """Read and clean the records that have what most have, each identifier once."""
    seen: set[str] = set()
    for file in files:
        for raw in read(file):
            for each in clean(raw) if isinstance(raw, Record) else ():
                if isinstance(each, Record) and each.title and each.contributors and each.year and each.container:
                    name = each.identifier("pmid") or each.identifier("doi") or each.key
                    if name not in seen:
                        seen.add(name)
                        yield each


def make_copies(records: Iterable[Record], distort: Distort) -> list[tuple[Record, Record]]:
    """Give each record that there is something to distort in, and its copy."""
    return [(each, copy) for each in records if (copy := make_copy(each, distort)) is not None]


def make_copy(record: Record, distort: Distort) -> Record | None:
    """Copy what of a record a citation says, distorted, and clean it; None if there is nothing to distort."""
    bare = Record(
        key=f"copy {record.key}",
        source=record.source,
        title=record.title,
        dates=(Date("published", str(record.year), str(record.year)),),
        container=record.container and Container(record.container.title),
        volume=record.volume,
        issue=record.issue,
        pages=record.pages or record.article_number,
        contributors=tuple(Contributor(each.name) for each in record.contributors if each.role == "author"),
        types=record.types,
        relations=tuple(replace(each, identifiers=()) for each in record.relations if each.kind == "corrects"),
    )
    # what a distortion needs and a citation does not say
    distorted = distort(replace(bare, contributors=record.contributors, extra=record.extra, container=record.container))
    if distorted.contributors is record.contributors:
        distorted = replace(distorted, contributors=bare.contributors)
    if distorted.container is record.container:
        distorted = replace(distorted, container=bare.container)
    if distort is not DISTORTIONS["no identifier"] and replace(distorted, extra=()) == bare:
        return None
    return next(each for each in clean(replace(distorted, extra=())) if isinstance(each, Record))


def score(
    records: Sequence[Record], copies: Sequence[tuple[Record, Record]]
) -> tuple[list[tuple[Record, Record]], list[tuple[Record, Record]]]:
    """Give the copies that were not found, and the pairs of two works that were joined."""
    originals = {copy.key: each.key for each, copy in copies}
    home: dict[str, str] = {}
    by_key = {each.key: each for each in (*records, *(copy for _, copy in copies))}
    wrong = []
    for group in find_groups(list(by_key.values())):
        home |= dict.fromkeys(group, group[0])
        wrong += [
            (by_key[a], by_key[b])
            for a, b in combinations(sorted(group), 2)
            if originals.get(a, a) != originals.get(b, b)
        ]
    return [(each, copy) for each, copy in copies if home[each.key] != home[copy.key]], wrong


def find_joined(records: Iterable[Record]) -> list[tuple[Record, Record]]:
    """Give the pairs that were joined."""
    by_key = {each.key: each for each in records}
    return [(by_key[a], by_key[b]) for a, b in sorted(pairs_of(find_groups(list(by_key.values()))))]


if __name__ == "__main__":
    main(sys.argv[1:])
