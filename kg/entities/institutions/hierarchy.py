"""What is part of what: units of organisations, and organisations of larger ones, by what is printed and by an authority."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from kg.authorities.index import Index
from kg.entities.institutions.groups import Groups
from kg.entities.institutions.linking import Linked, find_parents
from kg.entities.institutions.organisations import Named


class Hierarchy(NamedTuple):
    """The next larger institution of each (by number) that is a part of one, and what else the authority says it is part of (sorted)."""

    parents: dict[int, int]
    wholes: dict[int, list[int]]


def find_hierarchy(
    named: Sequence[Named], groups: Groups, linked: dict[int, Linked], index: Index | None = None
) -> Hierarchy:
    """Find what each institution is part of.

    A unit is part of the next larger one if all that print it agree, without going round; else of its organisation.
    Another that is printed within an organisation more often than not is part of it, unless the authority has it the other way
    round, or has the part but not the whole: then the part is what the affiliation means.
    """
    larger: dict[int, set[int]] = defaultdict(set)  # of units
    organisation: dict[int, int] = {}
    within: dict[int, Counter[int]] = defaultdict(Counter)
    printed: Counter[int] = Counter()
    for each, (whole, *units) in zip(named, groups.of, strict=True):
        count = len(each.mentions)
        printed[whole] += count
        above = current = whole
        for unit in reversed(units):
            if unit == above:
                continue
            if unit < groups.own:
                printed[unit] += count
                within[unit][whole] += count
                current = unit
            else:
                organisation[unit] = current
                if above != current:
                    larger[unit].add(above)
            above = unit
    wholes = _find_wholes(linked, index)
    parents = _find_larger(organisation, larger)
    for part, counts in sorted(within.items()):
        best = min(counts, key=lambda each: (-counts[each], groups.contents[each]))
        known = part not in linked or best in linked
        if known and 2 * counts[best] > printed[part] and part not in _above(best, parents, wholes):
            parents[part] = best
    for part, parent in parents.items():
        wholes[part] = [each for each in wholes.get(part, ()) if each != parent]
    return Hierarchy(parents, wholes)


def _find_larger(organisation: dict[int, int], larger: dict[int, set[int]]) -> dict[int, int]:
    agreed = {unit: min(larger[unit]) if len(larger[unit]) == 1 else its for unit, its in organisation.items()}
    return {unit: organisation[unit] if unit in _above(unit, agreed, {}) else above for unit, above in agreed.items()}


def _find_wholes(linked: dict[int, Linked], index: Index | None) -> dict[int, list[int]]:
    """What each is part of by the authority, as far as records name that."""
    if index is None:
        return {}
    numbers = {each.link.iri: number for number, each in linked.items()}
    return {
        number: sorted({numbers[iri] for iri in find_parents(each.organisation, numbers.keys(), index)} - {number})
        for number, each in linked.items()
        if each.organisation
    }


def _above(institution: int, parents: dict[int, int], wholes: dict[int, list[int]]) -> set[int]:
    """All that the institution is part of; itself too if that goes round in a circle."""
    above: set[int] = set()
    waiting = [institution]
    while waiting:
        each = waiting.pop()
        found = {*wholes.get(each, ()), *([parents[each]] if each in parents else [])} - above
        above |= found
        waiting += found
    return above
