"""Counties: which towns of one name are near those that stand for a county."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import cos, hypot, radians

from kg.values.geonames import City
from kg.values.keys import fold


class Counties:
    """Lesser regions, by the names that affiliations print, as towns spread over them."""

    def __init__(self) -> None:
        self._towns: dict[str, list[City]] = {}

    def add(self, name: str, town: City) -> None:
        """Let a town stand for the county of that name."""
        self._towns.setdefault(fold(name), []).append(town)

    def towns(self, text: str, country: str = "") -> list[City]:
        """The towns that stand for the county of that name, in the country of that ISO code if one is given."""
        found = self._towns.get(_COUNTY_WORD.sub("", fold(text)), ())
        return [town for town in found if country in {"", town.country}]


def find_near(towns: Iterable[City], cities: Iterable[City]) -> list[City]:
    """Find the cities that are in the country and within reach of one of the towns of a county."""
    towns = list(towns)
    return [city for city in cities if any(_is_near(city, town) for town in towns)]


def _is_near(one: City, other: City) -> bool:
    east = (one.longitude - other.longitude) * cos(radians(other.latitude))
    return one.country == other.country and hypot(one.latitude - other.latitude, east) < _REACH


_COUNTY_WORD = re.compile(r"^(?:county of|county|co) | (?:county|co)$")
# How far (degrees of latitude; 45 km) a place is at most from one of the towns that stand for its county.
_REACH = 0.4
