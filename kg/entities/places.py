"""Places: what the gazetteer knows about where an affiliation says that it is."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kg.entity import Place
from kg.values.affiliations import Path
from kg.values.gazetteer import City, Country, Gazetteer


class Where(Struct, frozen=True):
    """Where a path is: the city and country as far as they are printed or beyond doubt."""

    city: City | None = None
    country: Country | None = None

    @property
    def key(self) -> str:
        """The key of the most precise place: the city's, else the country's, else empty."""
        place = self.city or self.country
        return str(place.geonames) if place else ""

    @property
    def code(self) -> str:
        """The ISO code of the country, or an empty string."""
        return self.country.code if self.country else ""


def locate(path: Path, gazetteer: Gazetteer) -> Where:
    """Find the printed city and country of a path.

    The country is the printed one, else that of a printed US state, else that of a city which can be no other.
    A city that the gazetteer does not have in that country is left out rather than put elsewhere.

    >>> from kg.values.gazetteer import load_gazetteer
    >>> where = locate(Path(city="Newcastle Upon Tyne", country="UK"), load_gazetteer())
    >>> where.city.name, where.code, where.key
    ('Newcastle upon Tyne', 'GB', '2641673')
    """
    country = gazetteer.country(path.country) if path.country else None
    if country is None and path.region and gazetteer.state(path.region):
        country = gazetteer.by_code["US"]
    city = gazetteer.locate(path.city, country.code if country else "", path.region) if path.city else None
    if city and country is None:
        country = gazetteer.by_code.get(city.country)
    return Where(city, country)


def make_places(wheres: Iterable[Where], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Make a place of every city and country, once, sorted by key; a city's country is always among them."""
    places: dict[str, Place] = {}
    for where in wheres:
        country = gazetteer.by_code.get(where.city.country) if where.city else where.country
        if country:
            key = str(country.geonames)
            places[key] = Place(key, country.name, "country", key, country_code=country.code)
        if where.city:
            key, city = str(where.city.geonames), where.city
            places[key] = Place(
                key, city.name, "city", key,
                country=str(country.geonames) if country else "",
                country_code=city.country,
                latitude=str(city.latitude),
                longitude=str(city.longitude),
            )  # fmt: skip
    return tuple(places[key] for key in sorted(places))
