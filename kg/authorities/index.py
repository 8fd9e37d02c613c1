"""The index of an authority: which organisations bear a form, by hashes of word n-grams; its tables are mapped from disk."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from math import log
from pathlib import Path
from typing import NamedTuple, cast

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kg.authorities.arrays import Array, Flags, Hashes, Integers, add_up, find_in, find_one
from kg.authorities.forms import Kind, Words
from kg.authorities.organisation import Organisation
from kg.authorities.spelling import Spelling
from kg.authorities.words import is_care, is_generic, is_school, stem, word_hash
from kg.record import Identifier
from kg.rows.ragged import Ragged
from kg.values.identifiers import clean_identifier

LONGEST = 14  # words in a form
COMMON = 500  # organisations that share a word, which then says little
LARGE = 100_000  # organisations from which an authority tells how rare words are


class Entry(Struct, frozen=True, array_like=True):
    """An organisation of the index with its names, each with its kind."""

    organisation: Organisation
    names: tuple[tuple[str, Kind], ...]


class Place(NamedTuple):
    """What a run of words is the name of: a country (its number, or -1), a state, a city (its number, or -1)."""

    country: int = -1
    state: int = 0
    city: int = -1


class Meta(Struct, frozen=True):
    """What an index says of itself: the authority's release and digest; kinds of organisations; names of places.

    `countries` are ISO codes in the order of their numbers; `state_codes` the states' names (hashed) by postal code.
    """

    release: str
    sha256: str
    types: list[str]
    countries: list[str]
    places: list[tuple[Words, Place]]
    state_codes: dict[str, int]


class Known(NamedTuple):
    """What is known of a word: its number in the vocabulary, its hash and rarity, its stem, its beginning, its kinds."""

    number: int
    hash: int
    rarity: float
    stem: int
    beginning: int
    length: int
    school: bool
    care: bool
    generic: bool


class Table:
    """Postings by the hash of a form, which adds up those of its words, so that their order does not matter.

    A posting says that an organisation has a form: the number of each, of the name that it is made of and of how,
    and 32 bits of the form's words in order, as they are compared and as they are printed (0 if that does not count).
    Of an organisation's names of the same words the first counts; the others only say how they are printed, their order is 0.
    """

    ORGANISATION, NAME, FORM, ORDER, LITERAL = range(5)

    def __init__(self, keys: Hashes, postings: Ragged) -> None:
        self.keys, self.postings = keys, postings

    def find(self, wanted: Hashes) -> tuple[Integers, npt.NDArray[np.uint32]]:
        """Find the postings of these hashes, each with the place of its hash in `wanted`."""
        row = find_in(wanted, self.keys)
        hit = np.nonzero(row >= 0)[0]
        owner, postings = self.postings.follow(row[hit])
        return hit[owner], postings


class Index:
    """An authority ready to be searched; read from a folder that `write_index` made.

    By organisation: `country` (number), `placed` (whether that is known), `region` (hash of its name), `types` (bits, in the order of `type_names`), `children` (how many),
    `registers` (how many identifiers), `notable` (by its number in Wikidata), `parents`, `cities` (hashes of the names of its city and of those that its
    names mention), `points` (degrees), `names` (its names' numbers). By name: `kind`, `name_words` (in the
    vocabulary), `telling` (parallel to these: what each word tells besides the place). By word of the vocabulary:
    `vocabulary` (hashes, sorted), `rare`, `stem`, `beginning`, `length`.
    """

    def __init__(self, folder: Path) -> None:
        def load(name: str) -> Array:
            return np.asarray(cast("Array", np.load(folder / f"{name}.npy", mmap_mode="r")))

        def load_ragged(name: str) -> Ragged:
            return Ragged(load(f"{name}_starts"), load(name))

        meta = msgspec.msgpack.decode((folder / "meta.msgpack").read_bytes(), type=Meta)
        self.release, self.sha256 = meta.release, meta.sha256
        self.type_names, self.state_codes, self.countries = meta.types, meta.state_codes, meta.countries
        self.places = dict(meta.places)
        self.longest_place: dict[str, int] = {}
        for words in self.places:
            self.longest_place[words[0]] = max(len(words), self.longest_place.get(words[0], 0))
        self.whole = Table(load("whole_keys"), load_ragged("whole"))
        self.stems = Table(load("stems_keys"), load_ragged("stems"))
        self.pairs = Table(load("pairs_keys"), load_ragged("pairs"))
        self.country, self.region, self.types = load("country"), load("region"), load("types")
        self.placed = np.array([bool(code) for code in self.countries])[self.country]
        self.children, self.registers = load("children"), load("registers")
        self.notable = load("notable")
        self.parents = load_ragged("parents")
        self.cities, self.points = load_ragged("cities"), load_ragged("points")
        self.names, self.kind = load("names"), load("kind")
        self.name_words, self.telling = load_ragged("name_words"), load("telling")
        self.rare_from = tell(max(len(self), LARGE) / COMMON)
        self.vocabulary, self.rare = load("vocabulary"), load("rare")
        self.stem, self.beginning, self.length = load("stem"), load("beginning"), load("length")
        self.city_points = load_ragged("city_points")
        self.spelling = Spelling(self.vocabulary, load("parted"), load("cuts"))
        self._id_keys, self._ids = load("id_keys"), load("ids")
        self._entries = load_ragged("entries")
        self.entry = lru_cache(1 << 14)(self._decode)
        self.word = lru_cache(1 << 18)(self._know)

    def __len__(self) -> int:
        return len(self.country)

    def identify(self, scheme: str, value: str) -> Organisation | None:
        """Find the only organisation that has an identifier (`ror`, `grid`, …) or whose IRI it is (scheme `iri`)."""
        key = word_hash(f"{scheme}:{value}")
        first = find_one(key, self._id_keys)
        if first < 0 or key in self._id_keys[first + 1 : first + 2]:
            return None
        found = self.entry(int(self._ids[first])).organisation
        return found if (scheme, value) in list_identifiers(found) else None

    def bears(self, name: str) -> bool:
        """Whether an organisation may be called so."""
        words = self.spelling.compare(name)
        return bool(words) and find_one(add_up(map(word_hash, words)), self.whole.keys) >= 0

    def _decode(self, number: int) -> Entry:
        start, end = self._entries.start[number : number + 2]
        return _DECODER.decode(self._entries.items[start:end].tobytes())

    def _know(self, word: str) -> Known:
        hashed = word_hash(word)
        at = find_one(hashed, self.vocabulary)
        return Known(
            at if at >= 0 else len(self.vocabulary),
            hashed,
            float(self.rare[at]) if at >= 0 else tell(max(len(self), LARGE)),
            word_hash(stem(word)),
            begin(word),
            min(len(word), 255),
            is_school(word),
            is_care(word),
            is_generic((word,)),
        )

    def name(self, number: int) -> str:
        """The name of that number."""
        organisation = bisect_right(self.names.data, number) - 1
        return self.entry(organisation).names[number - int(self.names[organisation])][0]

    def country_number(self, code: str) -> int:
        """The number of the country of that ISO code."""
        return self.countries.index(code)

    def is_known(self, word: str) -> bool:
        """Whether the word occurs in a name."""
        return self.word(word).number < len(self.vocabulary)


def list_identifiers(organisation: Organisation) -> set[tuple[str, str]]:
    """The identifiers of an organisation in the form that records have them after cleaning; those that are none are left out."""
    found = {("iri", organisation.iri)}
    for scheme, value in (*organisation.identifiers, *([("ror", organisation.ror)] if organisation.ror else [])):
        try:
            found.add((scheme, clean_identifier(Identifier(scheme, value)).value))
        except ValueError:
            continue
    return found


def tell(times: float) -> float:
    """The logarithm of how rare a word is, in whole 1,024ths, so that sums do not depend on what else is added up."""
    return round(log(times) * 1024) / 1024


def begin(word: str) -> int:
    """The first eight bytes of a word as a number."""
    return int.from_bytes(word.encode("utf-8", "surrogatepass")[:8].ljust(8, b"\0"), "big")


def flags_of(bits: Array, at: int) -> Flags:
    """Whether that bit is set."""
    return cast("Flags", (bits >> at) & 1 == 1)


_DECODER = msgspec.msgpack.Decoder(Entry)
