"""What decisions of people mean together: what is barred from what, what is to be joined, and which decisions contradict others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import combinations, count, pairwise
from typing import Generic, NamedTuple, TypeVar

from kg.decision import Dispute, Verdict

Item = TypeVar("Item", int, str)


class Settled(NamedTuple, Generic[Item]):
    """The bars of each thing (see `oppose`), the pairs to join, and the decisions that cannot be carried out."""

    bars: dict[Item, tuple[int, ...]]
    joined: list[tuple[Item, Item, Verdict]]
    disputes: list[Dispute]


def settle(
    same: Iterable[Verdict], different: Iterable[Verdict], find: Callable[[str], Item | None], unknown: str
) -> Settled[Item]:
    """Settle what these verdicts mean for the things that their nodes name; of a node that names none, say that it is `unknown`.

    What differs from one thing differs from all that are the same as that. Verdicts that things differ hold; the others
    are taken one by one, and those that contradict the ones before are disputed.

    >>> same, different = [Verdict(("a", "b"))], [Verdict(("b", "c"))]
    >>> settle(same, different, {"a": 1, "b": 2, "c": 3}.get, "").bars
    {2: (1,), 3: (-1,), 1: (1,)}
    """
    disputes: list[Dispute] = []

    def look_up(verdict: Verdict) -> list[Item]:
        named = {node: find(node) for node in verdict.nodes}
        disputes.extend(Dispute(verdict.line, node, unknown) for node, item in named.items() if item is None)
        return sorted({item for item in named.values() if item is not None})

    bars: defaultdict[Item, frozenset[int]] = defaultdict(frozenset)
    numbers = count(1)
    for verdict in different:
        for one, other in combinations(look_up(verdict), 2):
            number = next(numbers)
            bars[one] |= {number}
            bars[other] |= {-number}
    groups: dict[Item, list[Item]] = {}
    joined: list[tuple[Item, Item, Verdict]] = []
    for verdict in same:
        items = look_up(verdict)
        if any(oppose(bars[one], bars[other]) for one, other in combinations(items, 2)):
            disputes.append(dispute_contradiction(verdict))
            continue
        for one, other in pairwise(items):
            ours, theirs = (groups.setdefault(each, [each]) for each in (one, other))
            if ours is not theirs:
                ours += theirs
                groups.update(dict.fromkeys(ours, ours))
                bars.update(dict.fromkeys(ours, bars[one] | bars[other]))
                joined.append((one, other, verdict))
    return Settled({item: tuple(sorted(each)) for item, each in bars.items() if each}, joined, disputes)


def oppose(one: Iterable[int], other: Collection[int]) -> bool:
    """Tell whether two things with these bars were decided to be different: one has a number, the other the same below 0.

    >>> oppose((1, 2), (-2, 3)), oppose((1, 2), (2, -3))
    (True, False)
    """
    return any(-bar in other for bar in one)


def dispute_contradiction(verdict: Verdict) -> Dispute:
    """Say of a verdict that another one does not let it be carried out."""
    return Dispute(verdict.line, " and ".join(verdict.nodes), "another correction says that they are different")
