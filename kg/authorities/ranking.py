"""Which candidates an affiliation names: a logistic regression in two passes, whose weights stand in `weights.toml`.

The first pass looks at each candidate by itself; the second also at how the others did in the first, for what an
affiliation names is a choice among what it might name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from math import exp

from msgspec import Struct

from kg.authorities.candidates import Candidate
from kg.authorities.features import Features

_FLOOR = -8.0  # log-odds of what is not there


class Weights(Struct, frozen=True):
    """The weights of both passes, by feature; "" is the constant."""

    first: dict[str, float]
    second: dict[str, float]


def load_weights() -> Weights:
    """Read the weights that ship with the package."""
    table = tomllib.loads((files("kg.authorities") / "weights.toml").read_text("utf-8"))
    return Weights(table["first"], table["second"])


def weigh(features: Features, weights: dict[str, float]) -> float:
    """Add up what the features weigh, in log-odds."""
    return weights.get("", 0.0) + sum(value * weights.get(name, 0.0) for name, value in features.items())


def among(candidates: Sequence[Candidate], odds: Sequence[float]) -> list[Features]:
    """Describe each candidate among the others, given the log-odds (clipped to ±8) of all after the first pass.

    The best of others counts from the least log-odds, so that 0 says that there is none.
    """
    found = []
    for each, own in zip(candidates, odds, strict=True):
        same = over = around = within = apart = _FLOOR
        elsewhere = 0.0
        for other, theirs in zip(candidates, odds, strict=True):
            if other is each or theirs < -5:
                continue
            if other.span == each.span:
                same = max(same, theirs)
            elif each.inside(*other.span):
                around = max(around, theirs)
            elif other.inside(*each.span):
                within = max(within, theirs)
            elif other.last <= each.first or each.last <= other.first:
                apart = max(apart, theirs)
                elsewhere += chance(theirs)
            else:
                over = max(over, theirs)
        best = max(same, over, around, within, apart)
        found.append(
            {
                "by itself": own,
                "best of the same words": same - _FLOOR,
                "best overlapping": over - _FLOOR,
                "best around": around - _FLOOR,
                "best within": within - _FLOOR,
                "best elsewhere": apart - _FLOOR,
                "expected elsewhere": elsewhere,
                "ahead of all": float(own >= best),
                "ahead by": own - best,
                "more likely than not": max(0.0, own),
            }
        )
    return found


def chance(odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def choose(candidates: Sequence[Candidate], scores: Sequence[float], least: float) -> list[int]:
    """Choose the candidates that are named, best first: of those of the same or of overlapping words only the best."""
    chosen: list[int] = []
    for n in sorted(range(len(scores)), key=lambda n: (-scores[n], candidates[n].entry.organisation.iri)):
        each = candidates[n]
        if scores[n] < least:
            break
        if each.inferred or not any(_exclude(each, candidates[other]) for other in chosen):
            chosen.append(n)
    return chosen


def _exclude(one: Candidate, other: Candidate) -> bool:
    if other.inferred or one.last <= other.first or other.last <= one.first:
        return False
    return not (one.inside(*other.span) or other.inside(*one.span))
