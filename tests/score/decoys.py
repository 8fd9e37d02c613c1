"""Estimate without labels how many people are merged by chance: `python -m tests.score.decoys [FILE…]`.

In half of the records every surname is exchanged for another that is about as frequent there. Within that half nothing changes; but whoever is
now merged across the halves is merged wrongly, since nobody can have written in both. As many pairs lie within the halves as
between them, so the real list has about twice as many wrong pairs. (Groups that sign keep their names and are left out.)
Without files: the 20,000 citations of `shared/gold/citations`, all of them reviews, with initials and without addresses.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from kg.entities import resolve
from kg.record import Contributor, Record
from tests.train.people import SHARED, read_records

CITATIONS = SHARED / "gold/citations/pubmed_summary_20k.tsv.gz"


class Chance(NamedTuple):
    """How many pairs of authorships are held to be of one person, and how many of these are estimated to be so by chance."""

    pairs: int
    wrong: int

    @property
    def precision(self) -> float:
        """The estimated share of right pairs."""
        return 1 - self.wrong / max(self.pairs, 1)


def estimate(records: Sequence[Record]) -> Chance:
    """Estimate how many people are merged by chance."""
    within, across = count_pairs(records)
    return Chance(within + across, 2 * count_pairs(exchange(records))[1])


def exchange(records: Sequence[Record]) -> list[Record]:
    """Exchange surnames in half of the records, each with its neighbour in the order of how frequent they are."""
    times = Counter(each.family for record in records for each in record.contributors if each.family)
    names = sorted(times, key=lambda name: (-times[name], name))
    other = {one: two for a, b in zip(names[::2], names[1::2], strict=False) for one, two in ((a, b), (b, a))}

    def rename(author: Contributor) -> Contributor:
        family = other.get(author.family, author.family)
        return replace(
            author, family=family, name=author.name.replace(author.family, family) if author.family else author.name
        )

    return [
        replace(each, contributors=tuple(map(rename, each.contributors))) if half_of(each.key) else each
        for each in records
    ]


def half_of(key: str) -> int:
    """Toss a coin for a record."""
    return hashlib.sha256(key.encode()).digest()[0] % 2


def count_pairs(records: Sequence[Record]) -> tuple[int, int]:
    """Count the pairs of authorships of one person within the halves and across them."""
    people = {each.key: each.contributors for each in records}
    within = across = 0
    for person in resolve(records).people:
        halves = Counter(half_of(key) for key, rank, *_ in person.mentions if people[key][rank - 1].family)
        within += sum(n * (n - 1) // 2 for n in halves.values())
        across += halves[0] * halves[1]
    return within, across


def main(files: Iterable[str]) -> None:
    """Print the estimate."""
    for path in [Path(each) for each in files] or [CITATIONS]:
        found = estimate(list({each.key: each for each in read_records(path)}.values()))
        print(f"{path.name}: {found.pairs} pairs, about {found.wrong} by chance: precision {found.precision:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
