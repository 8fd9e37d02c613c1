"""Reads an affiliation as the matcher sees it: comparable words, the pieces between its commas, the places it prints."""

from __future__ import annotations

import re

from msgspec import Struct

from kg.authorities.index import Index, Point, Words
from kg.authorities.words import read_words


class Reading(Struct):
    """An affiliation's words and places.

    Parallel by word: `forms`, `spans` (characters), `capitals` (may be an acronym), `piece` (its number) and `bounds` of that piece (first
    word, one past the last). `countries` are ISO codes, `states` comparable names, `cities` runs of words that begin
    a piece and where cities of that name are.
    """

    forms: list[str]
    spans: list[tuple[int, int]]
    capitals: list[bool]
    piece: list[int]
    bounds: list[tuple[int, int]]
    after_and: list[bool]
    rarity: list[float]
    countries: set[str]
    in_country: set[int]
    states: set[Words]
    cities: list[tuple[int, int, list[Point]]]
    words: set[str]


def read_affiliation(text: str, index: Index) -> Reading:
    """Read an affiliation."""
    words = read_words(text)
    forms = [word.form for word in words]
    piece: list[int] = []
    after_and: list[bool] = []
    for n, word in enumerate(words):
        between = text[words[n - 1].end : word.start] if n else ""
        piece.append(piece[-1] + bool(_SEPARATOR.search(between)) if n else 0)
        after_and.append(bool(_AND.search(between)))
    starts = [n for n in range(len(words)) if n == 0 or piece[n] != piece[n - 1]] + [len(words)]
    bounds = [(starts[p], starts[p + 1]) for p in piece]
    reading = Reading(
        forms,
        [(w.start, w.end) for w in words],
        [w.capitals for w in words],
        piece,
        bounds,
        after_and,
        [index.rarity(f) for f in forms],
        set(),
        set(),
        set(),
        [],
        set(forms),
    )
    _find_countries(reading, index)
    for n, word in enumerate(words):
        if (word.form,) in index.states:
            reading.states.add((word.form,))
        elif 2 * n > len(words) and (state := index.state_codes.get(text[word.start : word.end])):
            reading.states.add(state)
    _find_cities(reading, index)
    return reading


def _find_countries(reading: Reading, index: Index) -> None:
    forms = reading.forms
    for first in range(len(forms)):
        for last in range(min(len(forms), first + 4), first, -1):
            code = index.countries.get(tuple(forms[first:last]))
            short = last - first == 1 and len(forms[first]) < 3 and not reading.capitals[first]
            if code and reading.piece[first] == reading.piece[last - 1] and not short:
                reading.countries.add(code)
                reading.in_country.update(range(first, last))
                break


def _find_cities(reading: Reading, index: Index) -> None:
    forms = reading.forms
    for start, end in sorted(set(reading.bounds)):
        first = next((n for n in range(start, end) if not any(map(str.isdigit, forms[n]))), end)  # after a postcode
        for last in range(min(end, first + 3), first, -1):
            points = index.cities.get(tuple(forms[first:last]))
            if points:
                rest = [
                    n
                    for n in range(last, end)
                    if n not in reading.in_country and not any(map(str.isdigit, forms[n])) and len(forms[n]) > 2
                ]
                if len(rest) <= 1:
                    reading.cities.append((first, last, points))
                break


_SEPARATOR = re.compile(r"[,;:()\[\]/|\n\t]| [-–—] ")
_AND = re.compile(r"\band\b|&")
