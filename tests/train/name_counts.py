"""Count surnames and given names in the sample records: `python -m tests.train.name_counts` writes kg/entities/people/name_counts.tsv.

Frequencies only. Everybody counts once: a name in full however often it signs. Authorships that are labelled in the gold were
chosen for their names and are left out; names of fewer than `LEAST` people are, too.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kg.entities.people.forms import fold_family, given_names
from kg.readers import FormatError
from kg.record import Contributor
from tests.train.people import read_records

SHARED = Path(__file__).resolve().parents[3] / "shared"
TABLE = Path(__file__).resolve().parents[2] / "kg/entities/people/name_counts.tsv"
LEAST = 3


def main() -> None:
    """Count and write."""
    chosen = set(_labelled())
    people = {
        (fold_family(author).replace(" ", ""), given_names(author))
        for author in _authors(chosen)
        if not author.collective
    }
    families = Counter(family for family, given in people if given)
    firsts = Counter(given[0] for _, given in people if given)
    with TABLE.open("w", encoding="utf-8") as out:
        for kind, counts in (("family", families), ("given", firsts)):
            kept = sorted((name, times) for name, times in counts.items() if times >= LEAST)
            out.write(f"{kind}\t\t{counts.total()}\n")
            out.writelines(f"{kind}\t{name}\t{times}\n" for name, times in kept)


def _authors(chosen: set[tuple[str, int]]) -> Iterator[Contributor]:
    for path in sorted(each for each in (SHARED / "samples").rglob("*") if each.is_file()):
        with suppress(FormatError):  # the gold of the RCA sample is none of the formats
            for record in read_records(path):
                names = {record.identifier("wos"), record.identifier("pmid")} - {""}
                for position, author in enumerate(record.contributors, 1):
                    if author.role == "author" and not any((name, position) in chosen for name in names):
                        yield author


def _labelled() -> Iterator[tuple[str, int]]:
    gold = SHARED / "gold/people"
    for path, columns in (
        ("wos_ble_mentions.tsv", (("ut", "author_pos"),)),
        ("song_dev.tsv", (("pmid", ""),)),
        ("gs_pairs_dev.tsv", (("pmid1", "pos1"), ("pmid2", "pos2"))),
    ):
        with (gold / path).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield from ((row[name], int(row[place]) if place else 1) for name, place in columns)


if __name__ == "__main__":
    main()
