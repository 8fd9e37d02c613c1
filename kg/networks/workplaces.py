"""Where authors work: the organisations of their affiliations, and the units of these."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from kg.entity import Entities, find_tops


class Workplaces(NamedTuple):
    """A person's organisations and their units (keys), each once, in the order of the person's authorships."""

    organisations: tuple[str, ...]
    units: tuple[str, ...]


def find_workplaces(entities: Entities) -> dict[str, Workplaces]:
    """List where each person works, units counted as the largest organisation they belong to as well."""
    tops = find_tops(entities.institutions)
    authors = {(each.study, each.rank): each.person for each in entities.authorships}
    stated: dict[str, dict[str, None]] = {}
    for affiliation in sorted(entities.affiliations, key=attrgetter("study", "rank", "index")):
        person = authors[affiliation.study, affiliation.rank]
        stated.setdefault(person, {}).update(dict.fromkeys(affiliation.institutions))
    return {
        person: Workplaces(
            tuple(dict.fromkeys(tops[each] for each in institutions)),
            tuple(each for each in institutions if tops[each] != each),
        )
        for person, institutions in stated.items()
    }
