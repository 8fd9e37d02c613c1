"""Planted authors: how fast, in how much memory and how rightly they are told apart.

Run `python -m tests.bench.people [--authorships 10000 30000 100000] [--jobs 1]`. The papers are those of
`tests.bench._papers`: groups of people with names that follow Zipf's law, a seventh of the bylines with initials only.
Each size runs in a process of its own. CPU seconds are of `find_people` alone, further processes included; `largest` is the largest
block of one surname and first initial; precision and recall are B3's.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from random import Random
from time import perf_counter, process_time

from kg.clock import peak_memory
from kg.entities.identities import Identities
from kg.entities.people import find_people
from kg.entities.people.authorships import Signature, Work
from kg.entities.people.forms import Form, fold_family, given_names
from kg.entity import Mention
from kg.processes.workers import Workers
from kg.record import Contributor
from kg.values.keys import fold
from tests.bench._papers import Paper, Papers, Person

_PER_PAPER = 7  # authors, nearly


def sign(papers: Papers, authorships: int, people: dict[tuple[str, int], Person]) -> Iterator[Signature]:
    """Sign so many authorships; `people` are told whose each is."""
    left = authorships
    for paper in papers:
        work = Work(f"study/{paper.number:09}", paper.year, paper.journal.issn, frozenset(_words(paper)))
        for rank, each in enumerate(paper.authors, 1):
            if not left:
                return
            left -= 1
            people[work.study, rank] = each
            yield _sign(paper, work, rank, each)


def _words(paper: Paper) -> Iterator[str]:
    text = " ".join((paper.title, *(text for _, text in paper.sections)))
    yield from sorted({word for word in fold(text).split() if len(word) > 3}, key=hash_of_word)[:24]


def hash_of_word(word: str) -> tuple[int, str]:
    """Longer words are rarer."""
    return -len(word), word


def _sign(paper: Paper, work: Work, rank: int, each: Person) -> Signature:
    given = "" if paper.initials_only else each.given
    author = Contributor(f"{each.family} {each.initials}", family=each.family, given=given, initials=each.initials)
    return Signature(
        work=work,
        rank=rank,
        mentions=(Mention(f"record{paper.number:09}", rank),),
        author=author,
        form=Form(fold_family(author), given_names(author)),
        organisations=frozenset((each.house,)),
        cities=frozenset((each.place,)),
        countries=frozenset((each.place.rpartition(", ")[2],)),
        addresses=(each.address(paper.number),),
    )


def measure(authorships: int, jobs: int) -> str:
    """Tell the authors of so many authorships apart: a row of the table."""
    truth: dict[tuple[str, int], Person] = {}
    signatures = list(sign(Papers(Random(7), authorships // _PER_PAPER + 500), authorships, truth))
    before = peak_memory() or 0
    with Workers(jobs) as workers:
        started, cpu = perf_counter(), process_time()
        found = find_people(signatures, Identities(), workers.map)
        seconds, spent = perf_counter() - started, process_time() - cpu + workers.cpu
        memory = (peak_memory() or 0) + (workers.peak_megabytes if jobs > 1 else 0)
    planted = {(each.study, each.rank): id(truth[each.study, each.rank]) for each in found.authorships}
    given = {(each.study, each.rank): each.person for each in found.authorships}
    both = Counter((given[place], planted[place]) for place in planted)
    ours, theirs = Counter(given.values()), Counter(planted.values())
    precision = sum(n * n / ours[person] for (person, _), n in both.items()) / len(planted)
    recall = sum(n * n / theirs[person] for (_, person), n in both.items()) / len(planted)
    largest = max(Counter(each.form.block for each in signatures).values())
    return (
        f"{authorships:>11,}{len(theirs):>10,}{len(ours):>10,}{largest:>9,}{spent:>9.1f}{seconds:>9.1f}"
        f"{spent / authorships * 1e6:>12.0f}{memory - before:>8,}{memory:>8,}{precision:>11.3f}{recall:>8.3f}"
    )


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--authorships", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        print(measure(asked.authorships[0], asked.jobs), flush=True)
        return
    print(
        "authorships   planted     found  largest      CPU     wall  µs of CPU each  +MB  MB in all  precision  recall"
    )
    for each in asked.authorships:
        command = [
            sys.executable,
            "-m",
            "tests.bench.people",
            "--alone",
            "--authorships",
            str(each),
            "--jobs",
            str(asked.jobs),
        ]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
