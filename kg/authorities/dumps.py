"""Reads ROR's dumps: schema 1 or 2, as a JSON array, as JSON lines, plain, gzipped or in Zenodo's zip archive."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from kg.authorities.organisation import Location, Organisation
from kg.errors import InputError


class AuthorityError(InputError):
    """A file is no authority that can be read."""


def read_dump(data: bytes, file: str) -> list[Organisation]:
    """Read the organisations of a ROR dump (decompressed JSON or JSON lines); withdrawn ones are left out.

    What either of two says of their relation holds for both: a quarter of the children do not tell their parents.
    Raises `AuthorityError` where the text is not what ROR's schemas 1 and 2 say (https://ror.readme.io/docs/ror-data-structure).
    """
    try:
        items = _ARRAY.decode(data) if data.lstrip()[:1] == b"[" else _LINE.decode_lines(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise AuthorityError(f"{file}: not a dump of ROR: {error}") from error
    kept = [item for item in items if item.status != "withdrawn"]
    told = {pair for item in kept for pair in _relations(item, "parent")}
    turned = {(part, whole) for item in kept for whole, part in _relations(item, "child") if (whole, part) not in told}
    parents: dict[str, list[str]] = {}
    for part, whole in sorted(told | turned):
        parents.setdefault(part, []).append(whole)
    return [_read(item, parents.get(item.id, ())) for item in kept]


def unpack(path: Path) -> tuple[bytes, str]:
    """The bytes of a file, decompressed, and its name without the compression's; of a zip, those of its newest JSON.

    Zenodo's archives hold the dump as JSON and CSV, in schema 1 and 2 for some years: the JSON of schema 2 is taken.
    Raises `AuthorityError` for what is cut off or damaged.
    """
    try:
        return _unpack(path)
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        raise AuthorityError(f"{path}: cannot be unpacked, it may be cut off: {error}") from error


def _unpack(path: Path) -> tuple[bytes, str]:
    data, name = path.read_bytes(), path.name
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive:
            names = [each for each in archive.namelist() if each.endswith(".json")]
            if not names:
                raise AuthorityError(f"{path}: no JSON in this archive")
            name = max(names, key=lambda each: ("v2" in each, each))
            return archive.read(name), name
    if data[:2] == b"\x1f\x8b":
        return gzip.decompress(data), name.removesuffix(".gz")
    return data, name


class _Name(Struct):
    value: str
    types: list[str] = []


class _Label(Struct):
    value: str = ""
    label: str = ""


class _Relation(Struct):
    type: str
    id: str


class _Details(Struct):
    name: str | None = None
    country_code: str | None = None
    country_subdivision_name: str | None = None
    lat: float | None = None
    lng: float | None = None


class _City(Struct):
    id: int | None = None


class _Place(Struct):
    """A location of schema 2, flattened or not, or an address of schema 1."""

    geonames_id: int | None = None
    geonames_details: _Details | None = None
    geonames_city: _City | None = None
    city: str | None = None
    state: str | None = None
    subdivision: str | None = None
    country_code: str | None = None
    lat: float | None = None
    lng: float | None = None


class _Country(Struct):
    country_code: str | None = None


class _Ids(Struct):
    """The numbers that an organisation has in a register: its `type`, or what schema 1 has as the key of the object."""

    type: str = ""
    all: list[str] | str | None = None


class _Item(Struct):
    """An organisation of either schema."""

    id: str
    status: str = "active"
    name: str = ""
    names: list[_Name] = []
    aliases: list[str] = []
    acronyms: list[str] = []
    labels: list[_Label] = []
    types: list[str] = []
    country: _Country | None = None
    addresses: list[_Place] = []
    locations: list[_Place] = []
    relationships: list[_Relation] = []
    external_ids: list[_Ids] | dict[str, _Ids | list[str] | str] = {}


_ARRAY = msgspec.json.Decoder(list[_Item])
_LINE = msgspec.json.Decoder(_Item)


def _relations(item: _Item, kind: str) -> set[tuple[str, str]]:
    return {(item.id, each.id) for each in item.relationships if each.type.casefold() == kind}


def _read(item: _Item, parents: Iterable[str]) -> Organisation:
    shown, labels, aliases, acronyms = _names(item)
    return Organisation(
        iri=item.id,
        name=shown,
        labels=labels,
        aliases=aliases,
        acronyms=acronyms,
        types=tuple(sorted({each.casefold() for each in item.types})),
        location=_location(item),
        parents=tuple(parents),
        identifiers=tuple(sorted(set(_identifiers(item.external_ids)))),
    )


def _names(item: _Item) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    if not item.names:
        listed = tuple(dict.fromkeys(each.value or each.label for each in item.labels))
        return item.name, listed, tuple(item.aliases), tuple(item.acronyms)

    def of(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.value for each in item.names if kind in each.types))

    labels, aliases, acronyms = map(of, ("label", "alias", "acronym"))
    shown = next(iter((*of("ror_display"), *labels, *aliases, *acronyms)), "")
    return shown, labels, aliases, acronyms


def _location(item: _Item) -> Location:
    place = next(iter([*item.locations, *item.addresses]), _Place())
    details = place.geonames_details or _Details()
    geonames = place.geonames_id or (place.geonames_city.id if place.geonames_city else None)
    country = item.country.country_code if item.country else None
    return Location(
        country=details.country_code or place.country_code or country or "",
        region=details.country_subdivision_name or place.subdivision or place.state or "",
        city=details.name or place.city or "",
        geonames=str(geonames or ""),
        latitude=_first(details.lat, place.lat),
        longitude=_first(details.lng, place.lng),
    )


def _first(*values: float | None) -> float | None:
    return next((each for each in values if each is not None), None)


def _identifiers(given: list[_Ids] | dict[str, _Ids | list[str] | str]) -> Iterator[tuple[str, str]]:
    for scheme, its in given.items() if isinstance(given, dict) else ((each.type, each) for each in given):
        values = its.all if isinstance(its, _Ids) else its
        for value in [values] if isinstance(values, str) else values or ():
            if scheme:
                yield scheme.casefold(), value
