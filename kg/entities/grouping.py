"""Group things that share a sign of identity, never two that contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Identifiers = Mapping[str, frozenset[str]]
"""Values by scheme."""

Item = TypeVar("Item", bound=Hashable)
State = TypeVar("State")


def group(
    states: dict[Item, State], signs: Iterable[Sequence[Item]], merge: Callable[[State, State], State | None]
) -> list[list[Item]]:
    """Join the items under each sign, one sign after the other, wherever `merge` of two groups' states allows it.

    `merge` gives the state of the union, or None where the two contradict each other: then neither is joined, and no
    later sign can join them by way of a third. The result depends on the order of signs and of items within each; sort them.

    >>> group({"a": {1}, "b": {1}, "c": {2}}, [["a", "b"], ["b", "c"]], lambda x, y: x if x == y else None)
    [['a', 'b'], ['c']]
    """
    home = {item: item for item in states}
    members = {item: [item] for item in states}
    state = dict(states)
    for items in signs:
        homes = list(dict.fromkeys(home[item] for item in items))
        kept: list[Item] = []
        for one in homes:
            for other in kept:
                union = merge(state[other], state[one])
                if union is not None:
                    state[other] = union
                    for item in members[one]:
                        home[item] = other
                    members[other] += members.pop(one)
                    break
            else:
                kept.append(one)
    return list(members.values())


def by_scheme(pairs: Iterable[tuple[str, str]]) -> Identifiers:
    """Put together the values of each scheme.

    >>> dict(by_scheme([("issn", "1"), ("issn", "1")]))
    {'issn': frozenset({'1'})}
    """
    found: dict[str, frozenset[str]] = {}
    for scheme, value in pairs:
        found[scheme] = found.get(scheme, frozenset()) | {value}
    return found


def unite(one: Identifiers, other: Identifiers) -> Identifiers:
    """Give the values of both."""
    return {scheme: one.get(scheme, frozenset()) | other.get(scheme, frozenset()) for scheme in {**one, **other}}
