"""Names for teams that a person recognises: where most members work, else who leads; and what sets alike teams apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.entity import Entities, Institution, Person
from kg.networks.workplaces import Workplaces

_FAIR_SHARE = 1 / 8  # of the members whose institution is known, for a second institution to be named
_TOPICS = 2  # concepts that name a field


class Team(NamedTuple):
    """A group's members, and its organisations and their units with how many of them each has: the largest first.

    `affiliated` is the number of members whose institution is known.
    """

    members: tuple[str, ...]
    institutions: Mapping[str, int]
    affiliated: int
    units: Mapping[str, int] = {}


def form_team(members: Sequence[str], workplaces: Mapping[str, Workplaces]) -> Team:
    """Count where these people work."""
    known = [workplaces[member] for member in members if member in workplaces and workplaces[member].organisations]
    institutions = Counter(each for places in known for each in places.organisations)
    units = Counter(each for places in known for each in places.units)
    return Team(tuple(members), dict(institutions.most_common()), len(known), dict(units.most_common()))


def name_teams(teams: Sequence[Team], entities: Entities) -> list[str]:
    """Name each team after its dominant institutions, "Newcastle / Durham", or its leaders, "Rothe & Heiss".

    No two names are alike: teams that would share one say at which unit most are, "Oxford (Department of Oncology)", if
    that is half of those whose institution is known; then who leads, "Oxford (Tierney)", as far as it takes: a surname,
    two surnames, two full names, at last the team's number.
    """
    institutions = {institution.key: institution for institution in entities.institutions}
    people = {person.key: person for person in entities.people}
    return _tell_apart([_word(team, number, institutions, people) for number, team in enumerate(teams, 1)])


def name_fields(fields: Sequence[Team], topics: Sequence[Sequence[str]], entities: Entities) -> list[str]:
    """Name each field after the concepts that set it apart, "walking, loneliness"; without, after its institutions.

    No two names are alike: fields that would share one say where most of their people work, at last their number.
    """
    institutions = {institution.key: institution for institution in entities.institutions}
    wordings = []
    for number, (field, about) in enumerate(zip(fields, topics, strict=True), 1):
        where = _locate(field, institutions)
        topic = ", ".join(about[:_TOPICS]) or (f"{where} and partners" if where else f"field {number}")
        placed = f"{topic} ({where})" if about and where else topic
        wordings.append((topic, placed, f"{placed} {number}"))
    return _tell_apart(wordings)


def _tell_apart(wordings: Sequence[Sequence[str]]) -> list[str]:
    """Choose for each its first wording, or where others have chosen the same, as many further as it takes."""
    names = [wording[0] for wording in wordings]
    for more in range(1, max(map(len, wordings), default=0)):
        times = Counter(names)
        names = [wordings[i][more] if times[name] > 1 else name for i, name in enumerate(names)]
    return names


def _word(
    team: Team, number: int, institutions: Mapping[str, Institution], people: Mapping[str, Person]
) -> tuple[str, ...]:
    """Word a team's name in six ways, each saying more than the one before, the last unlike any other's."""
    leaders = [people[member] for member in team.members[:2]]
    surnames = [leader.family or leader.name for leader in leaders]
    both = " & ".join(surnames)
    full = " & ".join(leader.name for leader in leaders)
    if where := _locate(team, institutions):
        unit = _seat(team, institutions)
        details = (
            unit or surnames[0],
            f"{unit}; {surnames[0]}" if unit else surnames[0],
            both,
            full,
            f"{full}; {number}",
        )
        return where, *(f"{where} ({detail})" for detail in details)
    return both, both, both, both, full, f"{full} ({number})"


def _locate(team: Team, institutions: Mapping[str, Institution]) -> str:
    """Join the short names of the largest institution and of the next, if that has a fair share; empty if none."""
    fair = _FAIR_SHARE * team.affiliated
    named = [institutions[key] for i, (key, size) in enumerate(team.institutions.items()) if i == 0 or size >= fair][:2]
    short = [each.short or each.name for each in named]
    if len(set(short)) < len(short):  # two places of one name: Newcastle in England and Newcastle in Australia
        short = list(dict.fromkeys(each.name for each in named))
    return " / ".join(short)


def _seat(team: Team, institutions: Mapping[str, Institution]) -> str:
    """Name the unit of at least half of the members whose institution is known; empty if there is none."""
    return next((institutions[key].name for key, size in team.units.items() if size * 2 >= team.affiliated), "")
