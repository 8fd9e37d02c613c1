"""What is right of who is who, so that parts of a set can be added up, and measures of it with their intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from tests.train.people import Place

TIMES = 1000  # samples of the bootstrap

Person = Callable[[Place], object]


class Tally(NamedTuple):
    """What is right in a part of a set, so that parts can be added up: pairs, and B3's sums over authorships."""

    right: float = 0.0
    found: float = 0.0
    true: float = 0.0
    apart: float = 0.0
    negative: float = 0.0
    b3_precision: float = 0.0
    b3_recall: float = 0.0
    members: float = 0.0


class Measures(NamedTuple):
    """F1, precision and recall of pairs, the share of different people kept apart, and the same by B3."""

    f1: float
    precision: float
    recall: float
    specificity: float
    b3_f1: float
    b3_precision: float
    b3_recall: float


def tally(places: Sequence[Place], person: Person, who: Person) -> Tally:
    """Tally authorships, all against all."""
    both = Counter((person(place), who(place)) for place in places)
    found, true = Counter(map(person, places)), Counter(map(who, places))
    right, merged, same = (sum(n * (n - 1) // 2 for n in each.values()) for each in (both, found, true))
    pairs = len(places) * (len(places) - 1) // 2
    return Tally(
        right,
        merged,
        same,
        pairs - merged - same + right,
        pairs - same,
        sum(n * n / found[p] for (p, _), n in both.items()),
        sum(n * n / true[w] for (_, w), n in both.items()),
        len(places),
    )


def measure(total: Iterable[float]) -> Measures:
    """Turn a tally into measures."""
    each = Tally(*total)
    precision, recall = each.b3_precision / max(each.members, 1), each.b3_recall / max(each.members, 1)
    return Measures(
        2 * each.right / max(each.found + each.true, 1),
        each.right / max(each.found, 1),
        each.right / max(each.true, 1),
        each.apart / max(each.negative, 1),
        2 * precision * recall / max(precision + recall, 1e-9),
        precision,
        recall,
    )


def bootstrap(tallies: Sequence[Tally]) -> tuple[Measures, Measures]:
    """The measures' 95 % interval, drawing parts of the set with replacement."""
    parts = np.array(tallies, float)
    rng = np.random.default_rng(1)
    drawn = np.array([measure(parts[rng.integers(0, len(parts), len(parts))].sum(axis=0)) for _ in range(TIMES)])
    low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
    return Measures(*low), Measures(*high)
