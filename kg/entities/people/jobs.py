"""Which authorships of a corpus are one person's, worked out in jobs that have nothing to do with each other, in any process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from kg.entities.people.blocks import Task, pair, plan
from kg.entities.people.corpus import Corpus, Wording
from kg.entities.people.forms import Form
from kg.entities.people.partition import Pairs, Partition, find_telling, resolve
from kg.entities.people.reasons import explain_pairs
from kg.entities.people.weights import Weights
from kg.entities.sets import Ints
from kg.entity import Reason
from kg.processes.sharing import Run, Shared


class Job(Struct, frozen=True):
    """A part of a corpus to resolve by these weights; reasons are told if a wording is given.

    How the part's authorships sign comes with the job, not with what is given for all: numbers are mapped, texts are read by each
    process, and there are as many as authorships.
    """

    given: Shared[tuple[Corpus, Wording | None]]
    task: Task
    weights: Weights
    forms: tuple[Form, ...]
    printed: tuple[str, ...]


class Settled(NamedTuple):
    """Who is who in a corpus, or a part of it, and the reasons for each of the `merges`, if they were asked for."""

    partition: Partition
    reasons: list[tuple[Reason, ...]]


def settle(
    corpus: Corpus, weights: Weights, run: Run = map, *, wording: Wording | None = None, scratch: Path | None = None
) -> Iterator[tuple[Ints, Settled]]:
    """Decide which authorships of a corpus are one person's: give the numbers of those of each part, and who is who among them.

    There, numbers are places among those of the part. `run` maps a function over the jobs, which may begin before anybody asks for
    what they give; other processes find the corpus in a file in `scratch`.
    """
    tasks = list(plan(corpus, partial(find_telling, corpus, weights=weights)))
    given = Shared((replace(corpus, forms=()), wording and replace(wording, printed=())), scratch)
    printed = wording.printed if wording else ()

    def prepare() -> Iterator[Job]:
        for task in tasks:
            shown = tuple(map(printed.__getitem__, task.chosen.tolist())) if printed else ()
            yield Job(given, task, weights, corpus.take_forms(task.chosen), shown)

    found = run(do, prepare())

    def give() -> Iterator[tuple[Ints, Settled]]:
        with given:
            yield from zip((each.chosen for each in tasks), found, strict=True)

    return give()


def join_parts(parts: Iterable[tuple[Ints, Settled]], size: int) -> Settled:
    """Put together what `settle` gives for a corpus of so many authorships."""
    home, score = np.arange(size), np.zeros(size, np.int64)
    merges: list[Pairs] = []
    doubts: list[Pairs] = []
    reasons: list[tuple[Reason, ...]] = []
    for chosen, (part, told) in parts:
        home[chosen], score[chosen] = chosen[part.home], part.score
        merges.append(part.merges.renumber(chosen))
        doubts.append(part.doubts.renumber(chosen))
        reasons += told
    return Settled(Partition(home, score, Pairs.join(merges), Pairs.join(doubts)), reasons)


def do(job: Job) -> Settled:
    """Do a job; numbers are those of the authorships in its task."""
    corpus, wording = job.given.value
    part = corpus.take(job.task.chosen, job.forms)
    found = resolve(part, *pair(corpus, job.task), job.weights)
    if wording is None:
        return Settled(found, [])
    wording = replace(wording, printed=job.printed)
    return Settled(found, list(explain_pairs(part, wording, found.merges.a, found.merges.b, job.weights)))
