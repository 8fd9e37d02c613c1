"""Which printed names of organisations and units are one institution."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.entities.grouping import Identifiers, by_scheme, group, unite
from kg.entities.institutions.given import REGISTERS, Id
from kg.entities.institutions.linking import Evidence
from kg.entities.institutions.organisations import Named
from kg.values.organisations import name_form

_RANK = {scheme: n for n, scheme in enumerate(("iri", *REGISTERS))}


class Variant(NamedTuple):
    """What one name is by itself: the key that its organisation's name and place make, the form of its unit, its identifiers."""

    content: str
    unit: str = ""
    identifiers: tuple[Id, ...] = ()


class Groups(NamedTuple):
    """The institution, by number, of each name of each path: its organisation, then its units as listed.

    `contents` are the best of the keys that name and place make for each institution; of `own` ones, numbered from 0, more is
    known than that they are units of another.
    """

    of: list[tuple[int, ...]]
    contents: list[tuple[str, str]]
    own: int


def group_names(named: Sequence[Named], contents: Sequence[str], evidence: Sequence[tuple[Evidence, ...]]) -> Groups:
    """Group the names of organisations, whose keys by name and place are `contents`, and of units.

    Names are one that share an identifier, and organisations that share a key, unless their identifiers contradict each other (the same
    register, no value in common). A name without identifiers goes with those of its key that most affiliations mean.
    Units are one within their institution, whatever larger unit is printed between.
    """
    weights: Counter[Variant] = Counter()
    variants: list[list[Variant]] = []
    for each, content, found in zip(named, contents, evidence, strict=True):
        names = ("", *map(name_form, each.path.units))
        variants.append([Variant(content, unit, its.identifiers) for unit, its in zip(names, found, strict=True)])
        weights.update(dict.fromkeys(variants[-1], len(each.mentions)))
    home, made = _group_own(weights)
    own = len(made)
    units: dict[tuple[str, int], int] = {}
    of = []
    for theirs in variants:
        whole = current = home[theirs[0]]
        within: list[int] = []
        for variant in reversed(theirs[1:]):
            if variant in home:  # what is printed before it is within it
                current = home[variant]
                within.append(current)
                continue
            unit = units.setdefault((variant.unit, current), len(made))
            if unit == len(made):
                made.append((made[current][0], variant.unit))
            within.append(unit)
        of.append((whole, *reversed(within)))
    return Groups(of, made, own)


def _group_own(weights: Counter[Variant]) -> tuple[dict[Variant, int], list[tuple[str, str]]]:
    """Group all that is an organisation or has identifiers: the number of each one's group, and the content of all groups."""
    ordered = sorted(weights, key=lambda each: (-weights[each], each))
    states = {each: by_scheme(each.identifiers) for each in ordered if each.identifiers}
    groups = group(states, _signs(states), _merge)
    home = {each: n for n, members in enumerate(groups) for each in members}
    votes: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for each in states:
        votes[each[:2]][home[each]] += weights[each]
    for each in ordered:
        if not each.identifiers:
            named = votes[each[:2]]
            best = max(named, key=lambda n: named[n], default=0)
            if 2 * named[best] > named.total():
                home[each] = best
                groups[best].append(each)
            elif not each.unit:
                home[each] = len(groups)
                groups.append([each])
    best_of = [min(members, key=lambda each: (bool(each.unit), -weights[each], each)) for members in groups]
    return home, [each[:2] for each in best_of]


def _signs(states: Mapping[Variant, Identifiers]) -> Iterator[list[Variant]]:
    """What shares an identifier, the surest register first; then organisations of one name and place."""
    by_id: dict[tuple[int, str], list[Variant]] = defaultdict(list)
    by_content: dict[str, list[Variant]] = defaultdict(list)
    for each in states:
        for scheme, value in each.identifiers:
            by_id[_RANK[scheme], value].append(each)
        if not each.unit:
            by_content[each.content].append(each)
    yield from (by_id[one] for one in sorted(by_id))
    yield from (by_content[content] for content in sorted(by_content))


def _merge(one: Identifiers, other: Identifiers) -> Identifiers | None:
    """The identifiers of both; None where these contradict each other: those of an authority, or all that can be compared."""
    shared = {scheme: not one[scheme].isdisjoint(other[scheme]) for scheme in one.keys() & other.keys()}
    if shared and (not any(shared.values()) or not all(shared.get(scheme, True) for scheme in ("ror", "iri"))):
        return None
    return unite(one, other)
