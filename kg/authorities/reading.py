"""Reads affiliations as the matcher sees them: comparable words, the pieces between commas, the places they print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from kg.authorities.arrays import Array, Flags, Hashes, Integers, Numbers
from kg.authorities.index import Index, Known, Place
from kg.authorities.words import Word, read_word, word_hash
from kg.values.keys import fold


class Mentions(NamedTuple):
    """Places of one kind that are printed: in which text, from which word to which (exclusive), and which place.

    A country is `sure` where its name is not a state's, too, a city where it stands as cities do in addresses.
    """

    text: Integers
    first: Integers
    last: Integers
    value: Array
    sure: Flags


class Reading(Struct):
    """The words and places of affiliations, one after another.

    `starts` are the numbers of the texts' first words, and one past the last. All others but the mentions are by
    word: its text, its place there (characters), its piece's first word and one past the last, whether it may be an
    acronym, belongs to a country's name; the hash of how it is printed; what the index knows of it (`Known`).
    """

    starts: Integers
    spans: list[tuple[int, int]]
    text: Integers
    begin: Integers
    end: Integers
    capitals: Flags
    in_country: Flags
    literal: Hashes
    number: Integers
    hash: Hashes
    rarity: Numbers
    stem: Hashes
    beginning: Hashes
    length: Integers
    school: Flags
    care: Flags
    generic: Flags
    countries: Mentions
    states: Mentions
    cities: Mentions


def read_affiliations(texts: Sequence[str], index: Index) -> Reading:
    """Read affiliations."""
    reader = _Reader(index)
    for text in texts:
        reader.read(text)
    return reader.finish()


class _Reader:
    """Reads one text after another."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.starts = [0]
        self.spans: list[tuple[int, int]] = []
        self.bounds: list[tuple[int, int]] = []
        self.known: list[Known] = []
        self.literals: list[int] = []
        self.capitals: list[bool] = []
        self.in_country: set[int] = set()
        self.countries: list[tuple[int, int, int, int, bool]] = []
        self.states: list[tuple[int, int, int, int, bool]] = []
        self.cities: list[tuple[int, int, int, int, bool]] = []

    def read(self, text: str) -> None:
        """Read the next text."""
        text = _ESCAPES.sub(lambda escape: " " * len(escape[0]), text)
        words = [part for word in self.index.spelling.read(text) for part in self._split(word, text)]
        base, known = len(self.spans), self.index.word
        started, end = base, 0
        for n, word in enumerate(words, base):
            between = text[end : word.start] if n > base else ""
            if between not in _CLOSE and _SEPARATOR.search(between):
                self.bounds += [(started, n)] * (n - started)
                started = n
            self.capitals.append(word.capitals)
            end = word.end
            self.spans.append((word.start, end))
            self.known.append(known(word.form))
            self.literals.append(_literal(text[word.start : end]))
        self.bounds += [(started, len(self.spans))] * (len(self.spans) - started)
        self._find_places(words, base, text)
        self.starts.append(len(self.spans))

    def _split(self, word: Word, text: str) -> list[Word]:
        """Part words between which a space was lost ("TheUniversity"), if the authority knows one of the later parts."""
        if not word.capitals or word.end - word.start < _GLUED or self.index.is_known(word.form):
            return [word]
        cuts = [
            word.start,
            *(word.start + cut.start() for cut in _JOINT.finditer(text[word.start : word.end])),
            word.end,
        ]
        parts = []
        for start, end in pairwise(cuts):
            forms, capitals = read_word(text[start:end])
            parts += [Word(form, start, end, capitals) for form in forms]
        return (
            parts
            if len(cuts) > 2 and any(self.index.is_known(part.form) for part in parts if part.start > word.start)
            else [word]
        )

    def _find_places(self, words: Sequence[Word], base: int, text: str) -> None:
        places, longest = self.index.places, self.index.longest_place
        forms = [word.form for word in words]
        number, countries = len(self.starts) - 1, len(self.countries)
        for n, form in enumerate(forms):
            for last in range(min(n + longest.get(form, 0), self.bounds[base + n][1] - base), n, -1):
                place = places.get(tuple(forms[n:last]))
                if place:
                    self._add(place, number, n + base, last + base, words)
                    break
            code = self.index.state_codes.get(text[words[n].start : words[n].end]) if 2 * n > len(words) else None
            if code:
                self.states.append((number, base + n, base + n + 1, code, True))
        if len(self.countries) == countries and any(each[0] == number and each[4] for each in self.states[-4:]):
            at = self.index.country_number("US")
            self.countries.append((number, base, base, at, True))

    def _add(self, place: Place, text: int, first: int, last: int, words: Sequence[Word]) -> None:
        start = self.starts[-1]
        short = last - first == 1 and len(words[first - start].form) < 3 and not words[first - start].capitals
        if place.country >= 0 and not short:
            self.countries.append((text, first, last, place.country, not place.state))
            self.in_country.update(range(first, last))
        if place.state:
            self.states.append((text, first, last, place.state, False))
        if place.city >= 0:
            begin, end = self.bounds[first]
            before = [n for n in range(begin, first) if not any(map(str.isdigit, words[n - start].form))]
            rest = [n for n in range(last, end) if self._counts(n, words[n - start].form)]
            self.cities.append((text, first, last, place.city, not before and len(rest) < 2))

    def _counts(self, n: int, form: str) -> bool:
        return len(form) > 2 and n not in self.in_country and not any(map(str.isdigit, form))

    def finish(self) -> Reading:
        """All that was read."""
        starts = np.array(self.starts, np.int64)
        words = len(self.spans)
        bounds = np.array(self.bounds, np.int64).reshape(-1, 2)
        in_country = np.zeros(words, bool)
        in_country[sorted(self.in_country)] = True
        return Reading(
            starts,
            self.spans,
            np.repeat(np.arange(len(starts) - 1), np.diff(starts)),
            bounds[:, 0],
            bounds[:, 1],
            np.array(self.capitals, bool),
            in_country,
            np.array(self.literals, np.uint64),
            **dict(zip(Known._fields, _columns(self.known, _KNOWN), strict=True)),
            countries=Mentions(*_columns(self.countries, _MENTIONS)),
            states=Mentions(*_columns(self.states, (*_MENTIONS[:3], np.uint64, bool))),
            cities=Mentions(*_columns(self.cities, _MENTIONS)),
        )


def _columns(rows: Sequence[tuple[object, ...]], kinds: Sequence[type]) -> Iterator[Array]:
    columns = zip(*rows, strict=True) if rows else [()] * len(kinds)
    return (np.array(column, kind) for column, kind in zip(columns, kinds, strict=True))


@lru_cache(1 << 18)
def _literal(printed: str) -> int:
    return word_hash(fold(printed))


_KNOWN = (np.int64, np.uint64, np.float64, np.uint64, np.uint64, np.int64, bool, bool, bool)
_MENTIONS = (np.int64, np.int64, np.int64, np.int64, bool)
_ESCAPES = re.compile(r"#(?:N|R|TAB)#")  # what Microsoft Academic and OpenAlex have for line ends and tabs
_CLOSE = frozenset(["", " ", "-", "."])
_GLUED = 6  # letters that two words without a space between them have at least
_JOINT = re.compile(r"(?<=[^\W\d_A-Z]{2})(?=[A-Z])|(?<=[A-Z]{3})(?=[A-Z][^\W\d_A-Z]{3})")
_SEPARATOR = re.compile(r"[,;:()\[\]/|\n\t]| [-–—] ")
