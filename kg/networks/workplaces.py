"""Where authors work: the organisations of their affiliations, and the units of these."""

from __future__ import annotations

from functools import cache
from itertools import chain
from operator import attrgetter
from sys import intern
from typing import NamedTuple

from kg.entity import Entities, affiliate, find_tops
from kg.rows.ordered import in_order


class Workplaces(NamedTuple):
    """A person's organisations and their units (keys), each once, in the order of the person's authorships."""

    organisations: tuple[str, ...]
    units: tuple[str, ...]


def find_workplaces(entities: Entities) -> dict[str, Workplaces]:
    """List where each person works, units counted as the largest organisation they belong to as well."""
    tops = find_tops(entities.institutions)

    @cache  # colleagues state the same
    def tell(stated: tuple[tuple[str, ...], ...]) -> Workplaces:
        institutions = tuple(dict.fromkeys(chain.from_iterable(stated)))
        organisations = tuple(dict.fromkeys(tops[each] for each in institutions))
        return Workplaces(organisations, tuple(each for each in institutions if tops[each] != each))

    authorships = in_order(entities.authorships, attrgetter("study", "rank"))
    affiliations = in_order(entities.affiliations, attrgetter("study", "rank", "index"))
    stated: dict[str, dict[tuple[str, ...], None]] = {}
    for authorship, theirs in affiliate(authorships, affiliations):
        for each in theirs:
            stated.setdefault(authorship.person, {})[tuple(map(intern, each.institutions))] = None
    return {person: tell(tuple(each)) for person, each in stated.items()}
