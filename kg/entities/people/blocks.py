"""Which authorships are compared at all: blocks of namesakes, and in large blocks only pairs that share something."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from msgspec import Struct

from kg.entities.people.across import find_across
from kg.entities.people.corpus import Corpus
from kg.entities.people.numbers import NOTHING
from kg.entities.sets import Flags, Ints
from kg.rows.components import connect
from kg.rows.ragged import distinct, spread

_SMALL = 600  # authorships; up to here all pairs of a block are compared
_NEAR = 8  # in larger blocks: the next ones, in order of time, that share a trait
_RARE = 60  # studies that have a word, at most, for it to be such a trait
_TASK = 100_000  # pairs compared at once

Pairs = tuple[Ints, Ints]


class Task(Struct, frozen=True):
    """Blocks that are resolved together: authorships of a corpus, block by block, and the pairs of different blocks among them (positions in `chosen`, a < b)."""

    chosen: Ints
    across: Pairs


def plan(corpus: Corpus, choose: Callable[[Ints, Ints], Pairs] = lambda a, b: (a, b)) -> Iterator[Task]:
    """Divide a corpus into tasks that have nothing to do with each other: blocks are in one if authorships of theirs are worth comparing.

    A block has one surname and first initial. Of the pairs of different blocks only those that `choose` gives put two into one
    task, else in a large corpus nearly all would be in one; there all such pairs are compared.
    """
    across = np.stack(find_across(corpus))
    home = connect(int(corpus.block.max(initial=-1)) + 1, *corpus.block[np.stack(choose(*across))])
    across = across[:, np.equal(*home[corpus.block[across]])]
    order = np.lexsort((corpus.block, home[corpus.block]))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    across = np.sort(place[across], axis=0)
    across = across[:, np.argsort(across[0])]
    block = corpus.block[order]
    sizes = np.bincount(block)[block]
    work = np.cumsum(np.minimum(sizes, _SMALL) / 2 + 1)
    ends = np.flatnonzero(_changes(home[block])[1:]) + 1
    begin = 0
    while begin < len(order):
        later = ends[np.searchsorted(work[ends - 1], (work[begin - 1] if begin else 0) + _TASK) :]
        end = int(max(later[0], begin + 1)) if len(later) else len(order)
        a, b = across[:, slice(*np.searchsorted(across[0], (begin, end)))] - begin
        yield Task(order[begin:end], (a, b))
        begin = end


def pair(corpus: Corpus, task: Task) -> Pairs:
    """Give all pairs of a task (positions in `chosen`, a < b) that are worth comparing.

    In a large block those with the same full given name are, and the nearest in time that share a co-author, an
    organisation, a journal, a rare word or an address: linear in the block's size, not quadratic.
    """
    chosen = task.chosen
    block = corpus.block[chosen]
    small = np.bincount(block)[block] <= _SMALL
    found = _pair_all(block, small), task.across, *_pair_some(corpus, chosen, np.flatnonzero(~small))
    keys = distinct(np.concatenate([a * len(chosen) + b for a, b in found]))
    return keys // len(chosen), keys % len(chosen)


def _pair_all(group: Ints, chosen: Flags) -> Pairs:
    """All pairs of the `chosen` positions of a group; groups stand together."""
    here = np.flatnonzero(chosen)
    ends = np.flatnonzero(np.append(_changes(group)[1:], True)) + 1
    sizes = ends[np.searchsorted(ends, here, "right")] - here - 1
    return np.repeat(here, sizes), spread(here + 1, sizes)


def _pair_some(corpus: Corpus, chosen: Ints, here: Ints) -> Iterator[Pairs]:
    """The pairs of large blocks, of which `here` are the positions in `chosen`, that share a trait."""
    if not len(here):
        return
    mine = chosen[here]
    block = corpus.block[mine]
    named = np.flatnonzero(corpus.given[mine] != NOTHING)
    yield from _pair_within(here[named], corpus.given[mine[named]], block[named])
    for trait in (corpus.email[mine], corpus.orcid[mine], corpus.journal[mine]):
        known = np.flatnonzero(trait != NOTHING)
        yield from _pair_near(here[known], trait[known], block[known])
    times = np.bincount(corpus.topics.rows.items, minlength=1)
    for rows in (
        corpus.coauthors.rows.take(corpus.work[mine]),
        corpus.organisations.rows.take(mine),
        (topics := corpus.topics.rows.take(corpus.work[mine])).keep(times[topics.items] <= _RARE),
    ):
        owners = rows.owners
        # Everybody in a block has its own name among the authors: few, near in time, and harmless.
        yield from _pair_near(here[owners], rows.items, block[owners])


def _pair_within(places: Ints, trait: Ints, block: Ints) -> Iterator[Pairs]:
    """All pairs of a block that share a trait, the nearest only where many do."""
    order = np.lexsort((places, trait, block))
    places, group = places[order], _number_runs(block[order], trait[order])
    few = np.bincount(group, minlength=1)[group] <= _SMALL
    a, b = _pair_all(group, few)
    yield places[a], places[b]
    many = np.flatnonzero(~few)
    yield from _pair_near(places[many], group[many], group[many])


def _pair_near(places: Ints, trait: Ints, block: Ints) -> Iterator[Pairs]:
    """The pairs of a block that share a trait and of which one is among the next after the other."""
    order = np.lexsort((places, trait, block))
    places, group = places[order], _number_runs(block[order], trait[order])
    for step in range(1, _NEAR + 1):
        same = np.flatnonzero(group[:-step] == group[step:])
        yield places[same], places[same + step]


def _changes(*columns: Ints) -> Flags:
    """Where one of the columns is not what it was before."""
    changed = np.zeros(len(columns[0]), np.bool_)
    for each in columns:
        changed[1:] |= each[1:] != each[:-1]
    return changed


def _number_runs(*columns: Ints) -> Ints:
    """Number the runs in which none of the columns changes."""
    return np.cumsum(_changes(*columns), dtype=np.int64)
