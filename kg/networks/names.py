"""Names for teams that a person recognises: where most members work, else who leads; and what sets alike teams apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from kg.entity import Entities
from kg.networks.wording import LONGEST, Ladder, abbreviate, fit, tell_apart
from kg.networks.workplaces import Workplaces

_FAIR_SHARE = 1 / 8  # of the members whose institution is known, for a second institution to be named
_TOPICS = 2  # concepts that name a field
_WORTH = 14  # letters that must be left for a second institution
_PARTNERS = " and partners"
_HEAD = re.compile(r"(?:Department|Dept\.?|Division|Faculty|School|Section) (?:of|for) (?:the )?(?=\w)")


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


def name_teams(teams: Sequence[Team], topics: Sequence[Sequence[str]], entities: Entities) -> list[str]:
    """Name each team after its dominant institutions, "Newcastle / Durham", or its leaders, "Rothe & Heiss".

    No two names are alike, and none is longer than `LONGEST`: teams that would share one say at which unit most are,
    "Oxford (Oncology)", if that is half of those whose institution is known; then what sets their studies apart; then
    who leads, "Oxford (Tierney)", as far as it takes: a surname, two surnames, full names, at last the team's number.
    """
    naming = _Naming(entities)
    ladders = []
    for team, about in zip(teams, topics, strict=True):
        surnames = [naming.surname(member) for member in team.members[:2]]
        full = " & ".join(naming.people[member].name for member in team.members[:2])
        said = [each for each in (naming.seat(team), *about[:1]) if each]
        if team.institutions:
            led = [f"{said[0]}; {surnames[0]}"] if said else []
            details = (*said, *led, surnames[0], " & ".join(surnames), full)
            ladders.append(Ladder(partial(naming.locate, team), details))
        else:
            ladders.append(Ladder(partial(fit, " & ".join(surnames)), (*said, full)))
    return tell_apart(ladders)


def name_fields(fields: Sequence[Team], topics: Sequence[Sequence[str]], entities: Entities) -> list[str]:
    """Name each field after the concepts that set it apart, "walking, loneliness".

    Those do not that more than two fields, and more than a quarter of them, have: all studies of a collection of
    reviews are reviews. Without any, after its institutions, "York and partners", or those who lead its largest teams,
    "Rothe, Heiss and partners". Fields that would share a name say where most of their people work, then who leads, at last their number.
    """
    naming = _Naming(entities)
    spread = Counter(topic for about in topics for topic in set(about))
    ladders = []
    for field, listed in zip(fields, topics, strict=True):
        about = [topic for topic in listed if spread[topic] <= max(2, len(fields) // 4)]
        leaders = [naming.surname(member) for member in field.members[:2]]
        where = partial(naming.locate, field) if field.institutions else partial(fit, ", ".join(leaders))
        if about:
            both = ", ".join(about[:_TOPICS])
            name = partial(fit, both if len(both) <= LONGEST else about[0])
            ladders.append(Ladder(name, (where(LONGEST), *leaders)))
        else:
            ladders.append(Ladder(partial(_add_partners, where), leaders))
    return tell_apart(ladders)


def _add_partners(name: Callable[[int], str], room: int) -> str:
    return name(room - len(_PARTNERS)) + _PARTNERS


class _Naming:
    """What people, institutions and their units are called in names."""

    def __init__(self, entities: Entities) -> None:
        self.people = {person.key: person for person in entities.people}
        self.institutions = {institution.key: institution for institution in entities.institutions}

    def surname(self, person: str) -> str:
        """Give a person's surname, or the whole name of whoever has none."""
        return self.people[person].family or self.people[person].name

    def locate(self, team: Team, room: int) -> str:
        """Join the short names of the largest institution and of the next, if that has a fair share and there is room."""
        fair = _FAIR_SHARE * team.affiliated
        keys = [key for i, (key, size) in enumerate(team.institutions.items()) if i == 0 or size >= fair][:2]
        named = [self.institutions[key] for key in keys]
        short = [each.short or each.name for each in named]
        if len(set(short)) < len(short):  # two places of one name: Newcastle in England and Newcastle in Australia
            short = list(dict.fromkeys(each.name for each in named))
        if len(" / ".join(short)) <= room:
            return " / ".join(short)
        first, *others = map(abbreviate, short)
        left = room - len(first) - len(" / ")
        if not others or left < min(_WORTH, len(others[0])):
            return fit(short[0], room)
        return f"{first} / {fit(others[0], left)}"

    def seat(self, team: Team) -> str:
        """Say what the unit of at least half of the members whose institution is known is for; empty if there is none."""
        unit = next((key for key, size in team.units.items() if size * 2 >= team.affiliated), "")
        return _HEAD.sub("", self.institutions[unit].name) if unit else ""
