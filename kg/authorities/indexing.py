"""Writes the index of an authority: its names, its organisations and their words as tables."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from math import log10
from pathlib import Path
from tempfile import mkdtemp

import msgspec
import numpy as np

from kg.authorities.arrays import Array, add_up, make_ragged
from kg.authorities.forms import Kind, Words, list_names
from kg.authorities.index import LARGE, Entry, Meta, Place, begin, list_identifiers, tell
from kg.authorities.organisation import Organisation
from kg.authorities.postings import Named, make_tables
from kg.authorities.spelling import learn_spelling
from kg.authorities.words import is_generic, stem, word_hash
from kg.rows.ragged import Ragged
from kg.values.gazetteer import Gazetteer
from kg.values.geonames import City

_COMMON = 2.5  # what a generic word is worth in an authority too small to tell
_ITEM = re.compile(r"Q(\d{1,18})")  # the number of one of Wikidata
Point = tuple[float, float]


def write_index(
    organisations: Sequence[Organisation], folder: Path, gazetteer: Gazetteer, *, release: str, sha256: str
) -> None:
    """Write the index of these organisations as a new folder, whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        meta, arrays = _Maker(organisations, gazetteer).make(release, sha256)
        for name, array in arrays.items():
            np.save(making / f"{name}.npy", array)
        (making / "meta.msgpack").write_bytes(msgspec.msgpack.encode(meta))
        try:
            making.rename(folder)
        except OSError:
            if not folder.exists():  # else another process was faster
                raise
    finally:
        shutil.rmtree(making, ignore_errors=True)


class _Maker:
    """What the tables are made of, by organisation."""

    def __init__(self, organisations: Sequence[Organisation], gazetteer: Gazetteer) -> None:
        self.organisations, self.gazetteer = organisations, gazetteer
        numbers = {each.iri: number for number, each in enumerate(organisations)}
        self.parents = [tuple(numbers[iri] for iri in each.parents if iri in numbers) for each in organisations]
        self.names = [list_names(each) for each in organisations]
        self.spelling = learn_spelling(name for names in self.names for name, _ in names)
        compare = self.spelling.compare
        self.words = [[compare(name) for name, _ in names] for names in self.names]
        self.countries = sorted({each.location.country for each in organisations} | set(gazetteer.by_code))
        self.country_words = {code: self.spelling.compare(each.name) for code, each in gazetteer.by_code.items()}
        self.cities: list[set[Words]] = []
        self.points: list[list[Point]] = []
        for each, names, words in zip(organisations, self.names, self.words, strict=True):
            place = each.location
            own = [made for made, (_, kind) in zip(words, names, strict=True) if kind < Kind.ALIAS]
            city = self.spelling.compare(place.city)
            mentioned = _find_cities(own, place.country, gazetteer, city)
            self.cities.append({*mentioned, city} - {()})
            there = [(it.latitude, it.longitude) for it in mentioned.values()]
            self.points.append(_points(each) or there)
        for number, parents in enumerate(self.parents):
            if not self.points[number]:  # it mostly is where that is which it is part of
                self.points[number] = [point for parent in parents for point in _points(organisations[parent])][:3]

    def make(self, release: str, sha256: str) -> tuple[Meta, dict[str, Array]]:
        """The index's description of itself and its tables, by name."""
        types = sorted({kind for each in self.organisations for kind in each.types})[:31]
        city_names, city_points = self._city_points()
        arrays = self._describe(types) | self._make_tables() | _ragged("city_points", city_points)
        arrays |= self._identify() | {"parted": self.spelling.parted, "cuts": self.spelling.cuts}
        meta = Meta(
            release,
            sha256,
            types,
            self.countries,
            self._list_places(city_names),
            {code: add_up(map(word_hash, self.spelling.compare(name))) for name, code in self.gazetteer.state_names},
        )
        return meta, arrays

    def _describe(self, types: list[str]) -> dict[str, Array]:
        number = {code: n for n, code in enumerate(self.countries)}
        children = Counter(parent for each in self.parents for parent in each)
        entries = [
            msgspec.msgpack.encode(Entry(each, tuple(names)))
            for each, names in zip(self.organisations, self.names, strict=True)
        ]
        bits = {kind: 1 << n for n, kind in enumerate(types)}
        every = self.organisations
        cities = [[add_up(map(word_hash, city)) for city in sorted(each)] for each in self.cities]
        return {
            "entries": np.frombuffer(b"".join(entries), np.uint8),
            "entries_starts": np.cumsum([0, *map(len, entries)], dtype=np.uint64),
            "country": np.array([number[each.location.country] for each in every], np.int32),
            "region": np.array(
                [add_up(map(word_hash, self.spelling.compare(each.location.region))) for each in every], np.uint64
            ),
            "types": np.array([sum(bits.get(kind, 0) for kind in each.types) for each in every], np.int32),
            "children": np.array([children[n] for n in range(len(every))], np.int32),
            "registers": np.array([len(each.identifiers) for each in every], np.int32),
            "notable": np.array([measure_notability(each) for each in every], np.float32),
            "names": np.cumsum([0, *map(len, self.names)], dtype=np.int32),
            "kind": np.array([kind for names in self.names for _, kind in names], np.int8),
            **_ragged("parents", make_ragged(self.parents, np.int32)),
            **_ragged("cities", make_ragged(cities, np.uint64)),
            **_ragged("points", make_ragged(self.points, np.float32, 2)),
            **self._describe_words(),
        }

    def _describe_words(self) -> dict[str, Array]:
        """The vocabulary and how rare its words are; the words of each name, with what they tell besides the place."""
        counts = Counter(word for names in self.words for word in {word for words in names for word in words})
        large = max(len(self.words), LARGE)
        small = len(self.words) < LARGE  # then it cannot tell how common "university" is
        by_hash = {word_hash(word): word for word in counts}
        vocabulary = sorted(by_hash)
        words = [by_hash[hashed] for hashed in vocabulary]
        rare = [_COMMON if small and is_generic((word,)) else tell(large / (counts[word] + 1)) for word in words]
        at = {word: n for n, word in enumerate(words)}
        name_words, telling = [], []
        for each, names, cities in zip(self.organisations, self.words, self.cities, strict=True):
            places = {word for city in cities for word in city} | {*self.country_words.get(each.location.country, ())}
            for name in names:
                name_words.append([at[word] for word in name])
                telling += [0.0 if word in places else rare[at[word]] for word in name]
        return {
            "vocabulary": np.array(vocabulary, np.uint64),
            "rare": np.array(rare, np.float64),
            "stem": np.array([word_hash(stem(word)) for word in words], np.uint64),
            "beginning": np.array([begin(word) for word in words], np.uint64),
            "length": np.array([min(len(word), 255) for word in words], np.int32),
            "telling": np.array(telling, np.float32),
            **_ragged("name_words", make_ragged(name_words, np.int32)),
        }

    def _make_tables(self) -> dict[str, Array]:
        """Which organisations have which forms of their names."""
        rows = zip(self.names, self.words, self.cities, self.organisations, self.parents, strict=True)
        return make_tables(
            [
                Named(
                    names,
                    words,
                    frozenset(cities),
                    self.country_words.get(each.location.country, ()),
                    [
                        (name, kind)
                        for n in parents
                        for name, (_, kind) in zip(self.words[n], self.names[n], strict=True)
                    ],
                )
                for names, words, cities, each, parents in rows
            ],
            self.spelling,
        )

    def _identify(self) -> dict[str, Array]:
        """Which organisations have an identifier, by its hash."""
        rows = sorted(
            (word_hash(f"{scheme}:{value}"), number)
            for number, each in enumerate(self.organisations)
            for scheme, value in list_identifiers(each)
        )
        keys, numbers = zip(*rows, strict=True) if rows else ((), ())
        return {"id_keys": np.array(keys, np.uint64), "ids": np.array(numbers, np.uint32)}

    def _city_points(self) -> tuple[list[Words], Ragged]:
        """Where the cities of organisations are, by name."""
        found: dict[Words, set[Point]] = {}
        for each in self.organisations:
            if words := self.spelling.compare(each.location.city):
                for latitude, longitude in _points(each):
                    found.setdefault(words, set()).add((round(latitude, 1), round(longitude, 1)))
        names = sorted(found)
        return names, make_ragged([sorted(found[name]) for name in names], np.float32, 2)

    def _list_places(self, cities: list[Words]) -> list[tuple[Words, Place]]:
        number = {code: n for n, code in enumerate(self.countries)}
        found: dict[Words, Place] = {words: Place(city=n) for n, words in enumerate(cities)}
        for name, code in self.gazetteer.country_names:
            words = self.spelling.compare(name)
            found[words] = found.get(words, Place())._replace(country=number[code])
        for name, _ in self.gazetteer.state_names:
            words = self.spelling.compare(name)
            found[words] = found.get(words, Place())._replace(state=add_up(map(word_hash, words)))
        return sorted((words, place) for words, place in found.items() if words)


def _points(each: Organisation) -> list[Point]:
    place = each.location
    return [] if place.latitude is None or place.longitude is None else [(place.latitude, place.longitude)]


def measure_notability(each: Organisation) -> float:
    """How early Wikidata had it, as magnitudes of its number: what is well known came early."""
    numbers = [
        int(found[1])
        for scheme, value in each.identifiers
        if scheme == "wikidata" and (found := _ITEM.fullmatch(value))
    ]
    return max(0.0, 9 - log10(max(1, min(numbers)))) if numbers else 0.0


def _find_cities(names: Iterable[Words], country: str, gazetteer: Gazetteer, own: Words) -> dict[Words, City]:
    """The cities of its country that an organisation's names mention; `own` is the name of that where it is."""
    found: dict[Words, City] = {}
    for words in names:
        covered = set(own if len(own) > 1 and set(own) <= set(words) else ())  # "New York" is not York
        singles = ((word,) for word in words if word not in covered)
        for each in chain(pairwise(words), singles):
            if not is_generic(each) and (city := found.get(each) or gazetteer.locate(" ".join(each), country)):
                found[each] = city
                covered.update(each)
    return found


def _ragged(name: str, made: Ragged) -> dict[str, Array]:
    return {f"{name}_starts": made.start, name: made.items}
