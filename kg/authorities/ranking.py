"""Ranks candidates: each by itself first, then among the others, since what an affiliation names is a choice among what it might name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from msgspec import Struct

from kg.authorities.arrays import Array, Flags, Integers, Numbers, find_in, pair
from kg.authorities.candidates import Candidates
from kg.authorities.features import Features
from kg.authorities.index import Index, flags_of
from kg.authorities.trees import Trees, read_trees
from kg.rows.ragged import count_up

_FLOOR = -8.0  # log-odds of what is not there
_UNLIKELY = -5.0  # log-odds below which nobody is a rival
_EDUCATION = "education"  # the kind of organisation that is mostly named if another one is
_BEST = 12  # candidates of a text that the second pass looks at


class Model(Struct, frozen=True):
    """The trees of both passes, and the probability from which an organisation is held to be named."""

    first: Trees
    second: Trees
    least: float


class Ranked(Struct, frozen=True):
    """Candidates that are worth a second look: their numbers, features for the second pass, and probabilities."""

    which: Integers
    matrix: Array
    scores: Numbers


@cache
def load_model() -> Model:
    """Read the model that ships with the package."""
    folder = files("kg.authorities")
    passes = [read_trees((folder / name).read_text("utf-8").splitlines()[2:]) for name in ("first.tsv", "second.tsv")]
    head = (folder / "second.tsv").read_text("utf-8").partition("\n")[0]
    return Model(passes[0], passes[1], float(head.rpartition(" ")[2]))


def rank(candidates: Candidates, features: Features, index: Index, model: Model) -> Ranked:
    """Give the best candidates of each text the probability that they are named, but for those that are hardly so by themselves."""
    odds = model.first.weigh(model.first.arrange(features, len(candidates)))
    which, others = among(candidates, odds, index)
    likely = others["by itself"] > _UNLIKELY
    which, others = which[likely], {name: column[likely] for name, column in others.items()}
    matrix = model.second.arrange(
        {name: np.asarray(column)[which] for name, column in features.items()} | others, len(which)
    )
    return Ranked(which, matrix, chance(model.second.weigh(matrix)))


def among(candidates: Candidates, odds: Numbers, index: Index) -> tuple[Integers, Features]:
    """Choose the best of each text by these log-odds, and describe each of them among the others.

    The best of others counts from the least log-odds, so that 0 says that there is none.
    """
    odds = np.asarray(np.clip(odds, _FLOOR, -_FLOOR).round(3), np.float64)
    texts, sizes = np.unique(candidates.text, return_counts=True)
    order = np.lexsort((candidates.organisation, -odds, candidates.text))
    place = count_up(sizes)
    kept, place = order[place < _BEST], place[place < _BEST]
    row = np.searchsorted(texts, candidates.text[kept])
    table = np.full((len(texts), _BEST), -1)
    table[row, place] = kept
    other = table[row]
    theirs = np.where((other >= 0) & (np.arange(_BEST) != place[:, None]), odds[other], _FLOOR)
    rivals = theirs >= _UNLIKELY
    first, last = candidates.first[kept][:, None], candidates.last[kept][:, None]
    begin, end = candidates.first[other], candidates.last[other]
    same = (begin == first) & (end == last)
    around = (begin <= first) & (last <= end) & ~same
    within = (first <= begin) & (end <= last) & ~same
    apart = (end <= first) | (last <= begin)

    def best(which: Flags) -> Numbers:
        return np.asarray(np.where(which & rivals, theirs, _FLOOR).max(1, initial=_FLOOR) - _FLOOR)

    whole, part = _relate(candidates.take(kept), place, index)
    types = index.types[candidates.organisation[other]]
    own, of_all = odds[kept] - _FLOOR, best(rivals)
    found: Features = {
        "by itself": odds[kept],
        "best of the same words": best(same),
        "best overlapping": best(~(same | around | within | apart)),
        "best around": best(around),
        "best within": best(within),
        "best elsewhere": best(apart),
        "best before": best(end <= first),
        "best after": best(last <= begin),
        "best whole": best(whole),
        "best part": best(part),
        "expected elsewhere": np.where(apart & rivals, chance(theirs), 0).sum(1),
        "ahead of all": own >= of_all,
        "ahead by": own - of_all,
    }
    if _EDUCATION in index.type_names:
        educates = flags_of(types, index.type_names.index(_EDUCATION))
        found["best education elsewhere"] = best(apart & educates)
    return kept, found


def _relate(kept: Candidates, place: Integers, index: Index) -> tuple[Flags, Flags]:
    """Which of the best of its text, by place, each is part of, and which are parts of it."""
    whole, part = (np.zeros((len(kept), _BEST), bool) for _ in range(2))
    keys = pair(kept.text, kept.organisation)
    order = np.argsort(keys)
    owner, parent = index.parents.follow(kept.organisation)
    at = find_in(pair(kept.text[owner], parent), keys[order])
    child, other = owner[at >= 0], order[at[at >= 0]]
    whole[child, place[other]] = True
    part[other, place[child]] = True
    return whole, part


def chance(odds: Numbers) -> Numbers:
    """The probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def choose(candidates: Candidates, ranked: Ranked, least: float) -> list[int]:
    """Choose what is named, by its place among the ranked: of those of the same or of overlapping words of a text the best.

    They come by text, best first.
    """
    likely = np.nonzero(ranked.scores >= least)[0]
    which = ranked.which[likely]
    order = likely[np.lexsort((candidates.organisation[which], -ranked.scores[likely], candidates.text[which]))]
    columns = (candidates.text, candidates.first, candidates.last, candidates.inferred)
    rows = list(zip(*(column[ranked.which[order]].tolist() for column in columns), strict=True))
    chosen: list[int] = []
    taken: list[tuple[int, int]] = []
    before = -1
    for n, (text, first, last, inferred) in zip(order.tolist(), rows, strict=True):
        if text != before:
            taken, before = [], text
        if inferred or not any(_exclude((first, last), span) for span in taken):
            chosen.append(n)
            if not inferred:
                taken.append((first, last))
    return chosen


def _exclude(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two runs of words share some but neither holds the other and more."""
    if one[1] <= other[0] or other[1] <= one[0]:
        return False
    nested = (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])
    return one == other or not nested
