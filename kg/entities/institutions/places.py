"""Places: what the gazetteer knows about where an affiliation says that it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from kg.entity import Place
from kg.values.affiliations import Path
from kg.values.gazetteer import Gazetteer
from kg.values.geonames import City, Country


class Where(Struct, frozen=True, array_like=True):
    """Where a path is: the city and country as far as they are printed or beyond doubt.

    `inferred` says that no printed country or region tells which city of the name it is: the postcode's form or the
    size of the city does.
    """

    city: City | None = None
    country: Country | None = None
    inferred: bool = False

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

    The country is the printed one, else that of a printed region ("London, Ontario"; of a county with its town), of a postcode whose form only one
    country uses, or of a city which can be no other. A city that the gazetteer does not have there is left out rather
    than put elsewhere.

    >>> from kg.values.gazetteer import load_gazetteer
    >>> where = locate(Path(city="Newcastle Upon Tyne", country="UK"), load_gazetteer())
    >>> where.city.name, where.code, where.key
    ('Newcastle upon Tyne', 'GB', '2641673')
    >>> locate(Path(city="Cambridge", postcode="CB2 1TN"), load_gazetteer()).code
    'GB'
    """
    country = gazetteer.country(path.country) if path.country else None
    regions = {code for code, _ in gazetteer.regions(path.region)} if path.region else set[str]()
    told = country is not None or bool(regions) or gazetteer.is_county(path.region)
    if country is None and len(regions) == 1:
        country = gazetteer.by_code[next(iter(regions))]
    if country is None and not regions:
        country = gazetteer.by_code.get(_country_of_postcode(path.postcode))
    city = gazetteer.locate(path.city, country.code if country else "", path.region) if path.city else None
    if city and country is None:
        country = gazetteer.by_code.get(city.country)
    return Where(city, country, inferred=not told and country is not None)


def _country_of_postcode(postcode: str) -> str:
    """Give the ISO code of the only country that writes postcodes like this one, or an empty string."""
    return next((code for code, form in _POSTCODES.items() if form.fullmatch(postcode)), "")


_POSTCODES = {
    "GB": re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"),
    "CA": re.compile(r"[A-Z]\d[A-Z][\s-]?\d[A-Z]\d"),
    "NL": re.compile(r"(?:NL-)?\d{4}\s?[A-Z]{2}"),
    "BR": re.compile(r"\d{5}-\d{3}"),
    "DE": re.compile(r"DE?-\s?\d{5}"),
    "FR": re.compile(r"FR?-\s?\d{5}"),
    "IT": re.compile(r"IT?-\s?\d{5}"),
    "ES": re.compile(r"ES?-\s?\d{5}"),
    "CH": re.compile(r"CH-\s?\d{4}"),
    "AT": re.compile(r"AT?-\s?\d{4}"),
    "BE": re.compile(r"BE?-\s?\d{4}"),
    "SE": re.compile(r"SE?-\s?\d{3}\s?\d{2}"),
    "DK": re.compile(r"DK-\s?\d{4}"),
    "PL": re.compile(r"(?:PL-\s?)?\d{2}-\d{3}"),
}


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
