"""What the outcome of a comparison weighs: the odds that records of one work, rather than of two, are seen so.

Fellegi and Sunter (1969), https://doi.org/10.1080/01621459.1969.10501049: each field that both records have is compared, and an
outcome that is seen with probability m in two records of one work, and u in records of two, weighs ln(m / u). A field that one
record lacks weighs nothing. The probabilities are stated, not fitted: u for records that are candidates (they share a
title, a place or an author), m from what databases are known to print differently.
"""

from __future__ import annotations

from math import exp, log

from kg.entity import Reason

PRIOR = -9.0  # log-odds of a candidate pair before anything is compared
LEAST = log(0.95 / 0.05)  # log-odds from which records are held to be of one study

# Outcome -> (m, u): how often records of one work, and of two, are seen so.
_CHANCES = {
    "identifier": {"same": (0.97, 1e-6), "other": (0.02, 0.98)},
    "authors": {"all the same": (0.90, 0.004), "same first": (0.95, 0.02), "shared": (0.03, 0.1), "other": (0.02, 0.9)},
    "year": {"same": (0.93, 0.06), "next": (0.06, 0.1), "other": (0.01, 0.84), "series": (0.001, 0.84)},
    "journal": {"same": (0.95, 0.08), "other": (0.05, 0.92), "elsewhere": (0.001, 0.92)},
    "volume": {"same": (0.93, 0.05), "of that year": (0.95, 0.7), "other": (0.05, 0.9)},
    "issue": {"same": (0.8, 0.2), "other": (0.03, 0.8)},
    "pages": {"same number": (0.9, 0.001), "same long range": (0.8, 0.0008), "same range": (0.85, 0.005), "same first": (0.9, 0.03), "other": (0.006, 0.9)},
    "place": {"other": (0.005, 0.75)},
    "kind": {"other": (0.05, 0.9)},
}  # fmt: skip
_WEIGHTS = {
    (feature, outcome): round(log(m / u), 3)
    for feature, outcomes in _CHANCES.items()
    for outcome, (m, u) in outcomes.items()
}


def weigh(feature: str, outcome: str, note: str) -> Reason:
    """Give what an outcome weighs, with words for people.

    >>> weigh("year", "same", "same year").weight
    2.741
    """
    return Reason(feature, _WEIGHTS[feature, outcome], note)


def probability(score: float) -> float:
    """Turn log-odds into a probability.

    >>> probability(LEAST)
    0.95
    """
    return round(1 / (1 + exp(-score)), 4)
