"""What a study is about, in words: the telling ones of its title and abstract."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from typing import NamedTuple

import numpy as np

from kg.entities.sets import Ints
from kg.record import Record
from kg.rows.ragged import spread

_WORD = re.compile(r"[^\W\d_]{4,}")
# Makes small letters of ASCII's, and all else spaces.
_TO_WORDS = bytes(each | 32 if chr(each).isascii() and chr(each).isalpha() else 32 for each in range(256))
_SHORTEST = 4  # letters of a word
_MOST = 24  # words kept of a study
_COMMON = 0.2  # share of all studies above which a word says little about any of them …
_FEW = 50  # … unless there are so few studies that a share says little itself


class Words(NamedTuple):
    """The different words of the texts of some records: those of the n-th are the `sizes[n]` next of `numbers`, places in `words` (an array of 32 bits each)."""

    words: tuple[str, ...]
    sizes: tuple[int, ...]
    numbers: bytes


class Topics:
    """Counts in how many records each word occurs; then picks each record's most telling words."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._pieces: list[
            tuple[Sequence[str], Sequence[int], Ints]
        ] = []  # records, how many words each has, their numbers

    def add(self, records: Sequence[str], found: Words) -> None:
        """Take the words that `find_words` found in the records of these keys."""
        numbers = self._numbers
        places = np.array([numbers.setdefault(word, len(numbers)) for word in found.words], np.int32)
        self._pieces.append((records, found.sizes, places[np.frombuffer(found.numbers, np.int32)]))

    def pick(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Pick for each record its rarest words that at least one other has too, the rarest first."""
        telling = self._find_telling()
        width = len(telling) + 1
        ranks = np.full(len(self._numbers), len(telling), np.int64)
        ranks[[self._numbers[word] for word in telling]] = np.arange(len(telling))
        for records, sizes, own in self._pieces:
            owners = np.repeat(np.arange(len(records)), sizes)
            ordered = np.sort(owners * width + ranks[own]) % width  # each record's, the rarest first
            place = spread(np.zeros(len(records), np.int64), np.array(sizes, np.int64))
            chosen = (place < _MOST) & (ordered < len(telling))
            words = tuple(map(telling.__getitem__, ordered[chosen].tolist()))
            ends = np.cumsum(np.bincount(owners[chosen], minlength=len(records))).tolist()
            for record, (start, end) in zip(records, pairwise((0, *ends)), strict=True):
                yield record, words[start:end]

    def _find_telling(self) -> list[str]:
        """The words that tell anything, the rarest first."""
        counts = np.zeros(len(self._numbers), np.int64)
        for _, _, own in self._pieces:
            counts += np.bincount(own, minlength=len(counts))
        most = max(_COMMON * sum(len(records) for records, _, _ in self._pieces), _FEW)
        counted = zip(counts.tolist(), self._numbers, strict=True)
        return [word for _, word in sorted((count, word) for count, word in counted if 1 < count <= most)]


def find_words(records: Sequence[Record]) -> Words:
    """Find the different words of each record's title, keywords and abstract.

    >>> from kg.record import Source
    >>> found = find_words([Record("k", Source("rca", "f", 1, ""), title="Rain, again: the rain in Spain")])
    >>> sorted(found.words), found.sizes
    (['again', 'rain', 'spain'], (3,))
    """
    words = defaultdict[str, int](count().__next__)  # a function that counts them would hold what holds it, for good
    numbers: list[int] = []
    sizes: list[int] = []
    for record in records:
        text = "\n".join((record.title, *record.keywords, *(section.text for section in record.abstract)))
        if text.isascii():  # the same, in half the time
            every = {*text.encode().translate(_TO_WORDS).decode().split()}
            own = {word for word in every if len(word) >= _SHORTEST}
        else:
            own = {*_WORD.findall(text.casefold())}
        numbers += map(words.__getitem__, own)
        sizes.append(len(own))
    return Words(tuple(words), tuple(sizes), np.array(numbers, np.int32).tobytes())
