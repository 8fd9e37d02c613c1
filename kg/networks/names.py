"""Names for teams that a person recognises: where most members work, else who leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.entity import Entities, Institution, Person

_FAIR_SHARE = 1 / 8  # of the members whose institution is known, for a second institution to be named


class Team(NamedTuple):
    """A cluster's members, and its organisations with how many of them each has: the most important first.

    `affiliated` is the number of members whose institution is known.
    """

    members: tuple[str, ...]
    institutions: Mapping[str, int]
    affiliated: int


def name_teams(teams: Sequence[Team], entities: Entities) -> list[str]:
    """Name each team after its dominant institutions, "Newcastle / Durham", or its leaders, "Rothe & Heiss".

    No two names are alike: teams that would share one say who leads, "Oxford (Tierney)", as far as it takes: a
    surname, two surnames, two full names, at last the team's number.
    """
    institutions = {institution.key: institution for institution in entities.institutions}
    people = {person.key: person for person in entities.people}
    wordings = [_word(team, number, institutions, people) for number, team in enumerate(teams, 1)]
    names = [wording[0] for wording in wordings]
    for more in range(1, max(map(len, wordings), default=0)):
        times = Counter(names)
        names = [wordings[i][more] if times[name] > 1 else name for i, name in enumerate(names)]
    return names


def _word(
    team: Team, number: int, institutions: Mapping[str, Institution], people: Mapping[str, Person]
) -> tuple[str, str, str, str, str]:
    """Word a team's name in five ways, each saying more than the one before, the last unlike any other's."""
    leaders = [people[member] for member in team.members[:2]]
    surnames = [leader.family or leader.name for leader in leaders]
    both = " & ".join(surnames)
    full = " & ".join(leader.name for leader in leaders)
    if where := _locate(team, institutions):
        return (
            where,
            f"{where} ({surnames[0]})",
            f"{where} ({both})",
            f"{where} ({full})",
            f"{where} ({full}; {number})",
        )
    return both, both, both, full, f"{full} ({number})"


def _locate(team: Team, institutions: Mapping[str, Institution]) -> str:
    """Join the short names of the largest institution and of the next, if that has a fair share; empty if none."""
    fair = _FAIR_SHARE * team.affiliated
    named = [institutions[key] for i, (key, size) in enumerate(team.institutions.items()) if i == 0 or size >= fair][:2]
    short = [each.short or each.name for each in named]
    if len(set(short)) < len(short):  # two places of one name: Newcastle in England and Newcastle in Australia
        short = list(dict.fromkeys(each.name for each in named))
    return " / ".join(short)
