"""The index of an authority: which organisations bear a form, by hashes of word n-grams; built once, then mapped from disk."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple, cast

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kg.authorities.forms import Form, Kind, derive_forms, list_names
from kg.authorities.organisation import Organisation
from kg.authorities.words import comparable, is_generic, stem, word_hash
from kg.record import Identifier
from kg.values.gazetteer import Gazetteer
from kg.values.geonames import City
from kg.values.identifiers import clean_identifier

LONGEST = 14  # words in a form
_LARGE = 100_000  # organisations from which an authority tells how rare words are
_COMMON = 2.5  # what a generic word is worth in a smaller one
Words = tuple[str, ...]
Point = tuple[float, float]
Array = npt.NDArray[np.uint64]


class Entry(Struct, frozen=True, array_like=True):
    """An organisation of the index, with what comparisons need of it, made once.

    `words` are the comparable forms of its `names`, `cities` those of its city and of the cities that its names
    mention, `points` where these are (degrees), `parents` the numbers of its parents, `children` how many it has.
    """

    organisation: Organisation
    names: tuple[tuple[str, Kind], ...]
    words: tuple[Words, ...]
    cities: tuple[Words, ...]
    points: tuple[Point, ...]
    region: Words
    parents: tuple[int, ...]
    children: int


class Meta(Struct, frozen=True):
    """What an index says of itself: the authority's release and digest, and the names of countries, states and cities."""

    release: str
    sha256: str
    countries: list[tuple[Words, str]]
    states: list[tuple[Words, str]]
    cities: list[tuple[Words, list[Point]]]


class Posting(NamedTuple):
    """That an organisation (by number) has a form, made of its name of that number."""

    organisation: int
    name: int
    form: Form


class Table:
    """Postings by the hash of a form, which adds up those of its words, so that their order does not matter."""

    def __init__(self, keys: Array, starts: npt.NDArray[np.uint32], rows: npt.NDArray[np.uint32]) -> None:
        self.keys, self.starts, self.rows = keys, starts, rows

    def find(self, hashes: Sequence[int]) -> Iterator[tuple[int, int, list[Posting]]]:
        """Find every run of words (first, and one past the last) that is a form, with its postings."""
        if not hashes or not len(self.keys):
            return
        sums = np.zeros(len(hashes) + 1, np.uint64)
        np.cumsum(np.array(hashes, np.uint64), out=sums[1:])
        first, last = _runs(len(hashes))
        wanted = sums[last] - sums[first]
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        for hit in np.nonzero(self.keys[at] == wanted)[0]:
            row = at[hit]
            postings = self.rows[self.starts[row] : self.starts[row + 1]].tolist()
            yield (
                int(first[hit]),
                int(last[hit]),
                [Posting(number, name, Form(form)) for number, name, form in postings],
            )


@lru_cache(1 << 10)
def _runs(words: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    runs = [(first, last) for first in range(words) for last in range(first + 1, min(words, first + LONGEST) + 1)]
    return np.array([first for first, _ in runs]), np.array([last for _, last in runs])


class Index:
    """An authority ready to be searched; read from a folder that `write_index` made, its tables mapped from disk."""

    def __init__(self, folder: Path) -> None:
        def load(name: str) -> npt.NDArray[Any]:
            return cast("npt.NDArray[Any]", np.load(folder / f"{name}.npy", mmap_mode="r"))

        meta = msgspec.msgpack.decode((folder / "meta.msgpack").read_bytes(), type=Meta)
        self.release, self.sha256 = meta.release, meta.sha256
        self.countries, self.states, self.cities = dict(meta.countries), dict(meta.states), dict(meta.cities)
        self.state_codes = {code: words for words, code in meta.states}
        self.whole = Table(load("word_keys"), load("word_starts"), load("word_rows"))
        self.stems = Table(load("stem_keys"), load("stem_starts"), load("stem_rows"))
        self._entries, self._offsets = load("entries"), load("offsets")
        self._rare_keys, self._rare = load("rare_keys"), load("rare")
        self._id_keys, self._ids = load("id_keys"), load("ids")
        self.entry = lru_cache(1 << 15)(self._decode)
        self.rarity = lru_cache(1 << 17)(self._rarity)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def identify(self, scheme: str, value: str) -> Organisation | None:
        """Find the only organisation that has an identifier (`ror`, `grid`, …) or whose IRI it is (scheme `iri`)."""
        key = np.uint64(word_hash(f"{scheme}:{value}"))
        first, last = (int(np.searchsorted(self._id_keys, key, side=side)) for side in ("left", "right"))
        if last != first + 1:
            return None
        found = self.entry(int(self._ids[first])).organisation
        return found if (scheme, value) in _identifiers(found) else None

    def _decode(self, number: int) -> Entry:
        start, end = self._offsets[number : number + 2]
        return _DECODER.decode(self._entries[start:end].tobytes())

    def _rarity(self, word: str) -> float:
        """How much a word tells: the logarithm of the organisations there are for each that has it in a name."""
        key = word_hash(word)
        at = int(np.searchsorted(self._rare_keys, np.uint64(key)))
        found = at < len(self._rare_keys) and int(self._rare_keys[at]) == key
        return float(self._rare[at]) if found else log(max(len(self), _LARGE))


_DECODER = msgspec.msgpack.Decoder(Entry)


def write_index(
    organisations: Sequence[Organisation], folder: Path, gazetteer: Gazetteer, *, release: str, sha256: str
) -> None:
    """Write the index of these organisations as a new folder, whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        entries = _make_entries(organisations, gazetteer)
        for name, array in (_tables(entries, gazetteer) | _rarities(entries) | _identities(organisations)).items():
            np.save(making / f"{name}.npy", array)
        packed = [msgspec.msgpack.encode(each) for each in entries]
        np.save(making / "entries.npy", np.frombuffer(b"".join(packed), np.uint8))
        np.save(making / "offsets.npy", np.cumsum([0, *map(len, packed)], dtype=np.uint64))
        meta = Meta(
            release,
            sha256,
            [(comparable(name), code) for name, code in gazetteer.country_names],
            [(comparable(name), code) for name, code in gazetteer.state_names],
            _cities(entries),
        )
        (making / "meta.msgpack").write_bytes(msgspec.msgpack.encode(meta))
        if not folder.exists():
            making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _make_entries(organisations: Sequence[Organisation], gazetteer: Gazetteer) -> list[Entry]:
    numbers = {each.iri: number for number, each in enumerate(organisations)}
    parents = [tuple(numbers[iri] for iri in each.parents if iri in numbers) for each in organisations]
    children = Counter(parent for each in parents for parent in each)
    entries = []
    for number, each in enumerate(organisations):
        names = tuple(list_names(each))
        words = tuple(comparable(name) for name, _ in names)
        place = each.location
        mentioned = _find_cities(
            [w for w, (_, kind) in zip(words, names, strict=True) if kind < Kind.ALIAS], place.country, gazetteer
        )
        points = (
            [(place.latitude, place.longitude)] if place.latitude is not None and place.longitude is not None else []
        )
        cities = {*mentioned, comparable(place.city)} - {()}
        known = tuple(points) or tuple((city.latitude, city.longitude) for city in mentioned.values())
        entries.append(
            Entry(
                each,
                names,
                words,
                tuple(sorted(cities)),
                known,
                comparable(place.region),
                parents[number],
                children[number],
            )
        )
    return entries


def _find_cities(names: Iterable[Words], country: str, gazetteer: Gazetteer) -> dict[Words, City]:
    """The cities of its country that an organisation's names mention."""
    found = {}
    for words in names:
        pairs = [*((word,) for word in words), *pairwise(words)]
        for each in pairs:
            if each not in found and not is_generic(each) and (city := gazetteer.locate(" ".join(each), country)):
                found[each] = city
    return found


def _tables(entries: Sequence[Entry], gazetteer: Gazetteer) -> dict[str, npt.NDArray[np.generic]]:
    rows: dict[str, list[tuple[int, int, int, int]]] = {"word": [], "stem": []}
    for number, entry in enumerate(entries):
        country = gazetteer.by_code.get(entry.organisation.location.country)
        named = comparable(country.name) if country else ()
        seen: dict[str, dict[int, tuple[int, int]]] = {"word": {}, "stem": {}}
        for index, (name, kind) in enumerate(entry.names):
            for form, made in derive_forms(name, kind, frozenset(entry.cities), named):
                if not 0 < len(form) <= LONGEST:
                    continue
                seen["word"].setdefault(add_up(form), (index, made))
                if len(form) > 1 and kind is not Kind.ACRONYM and made not in {Form.SHORT, Form.HEAD}:
                    seen["stem"].setdefault(add_up(map(stem, form)), (index, made))
        for table, found in seen.items():
            rows[table] += [(key, number, index, made) for key, (index, made) in found.items()]
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    for table, made_rows in rows.items():
        made_rows.sort()
        keys, starts = np.unique(np.array([row[0] for row in made_rows], np.uint64), return_index=True)
        arrays[f"{table}_keys"] = keys
        arrays[f"{table}_starts"] = np.append(starts, len(made_rows)).astype(np.uint32)
        arrays[f"{table}_rows"] = np.array([row[1:] for row in made_rows], np.uint32).reshape(-1, 3)
    return arrays


def add_up(words: Iterable[str]) -> int:
    """Hash words regardless of their order."""
    return sum(map(word_hash, words)) & 0xFFFFFFFFFFFFFFFF


def _rarities(entries: Sequence[Entry]) -> dict[str, npt.NDArray[np.generic]]:
    counts = Counter(word for entry in entries for word in {word for words in entry.words for word in words})
    large = max(len(entries), _LARGE)
    small = len(entries) < _LARGE  # then it cannot tell how common "university" is
    rare = sorted(
        (word_hash(word), _COMMON if small and is_generic((word,)) else log(large / (count + 1)))
        for word, count in counts.items()
    )
    return {
        "rare_keys": np.array([key for key, _ in rare], np.uint64),
        "rare": np.array([value for _, value in rare], np.float32),
    }


def _identities(organisations: Iterable[Organisation]) -> dict[str, npt.NDArray[np.generic]]:
    """Which organisations have an identifier, by its hash."""
    rows = sorted(
        (word_hash(f"{scheme}:{value}"), number)
        for number, each in enumerate(organisations)
        for scheme, value in _identifiers(each)
    )
    keys, numbers = zip(*rows, strict=True) if rows else ((), ())
    return {"id_keys": np.array(keys, np.uint64), "ids": np.array(numbers, np.uint32)}


def _identifiers(organisation: Organisation) -> set[tuple[str, str]]:
    """The identifiers of an organisation in the form that records have them after cleaning; those that are none are left out."""
    found = {("iri", organisation.iri)}
    for scheme, value in (*organisation.identifiers, *([("ror", organisation.ror)] if organisation.ror else [])):
        try:
            found.add((scheme, clean_identifier(Identifier(scheme, value)).value))
        except ValueError:
            continue
    return found


def _cities(entries: Iterable[Entry]) -> list[tuple[Words, list[Point]]]:
    """Where the cities of organisations are, by name."""
    found: dict[Words, set[Point]] = {}
    for entry in entries:
        place = entry.organisation.location
        if (
            place.city
            and place.latitude is not None
            and place.longitude is not None
            and (words := comparable(place.city))
        ):
            found.setdefault(words, set()).add((round(place.latitude, 1), round(place.longitude, 1)))
    return [(words, sorted(points)) for words, points in sorted(found.items())]
