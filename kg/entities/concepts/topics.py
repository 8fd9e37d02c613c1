"""What a study is about, in words: the telling ones of its title and abstract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from kg.entities.ragged import Ints
from kg.record import Record

_WORD = re.compile(r"[^\W\d_]{4,}")
_ASCII_WORD = re.compile(r"[a-z]{4,}")  # the same, in half the time
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
        self._own: dict[str, Ints] = {}  # the numbers of each record's words
        self._telling: list[str] = []
        self._ranks: Ints = np.zeros(0, np.int32)

    def add(self, records: Sequence[str], found: Words) -> None:
        """Take the words that `find_words` found in the records of these keys."""
        numbers = self._numbers
        places = np.array([numbers.setdefault(word, len(numbers)) for word in found.words], np.int32)
        places = places[np.frombuffer(found.numbers, np.int32)]
        ends = accumulate(found.sizes, initial=0)
        self._own.update(zip(records, (places[start:end] for start, end in pairwise(ends)), strict=True))
        self._telling.clear()

    def of(self, record: str) -> frozenset[str]:
        """Pick the rarest words of a record that at least one other has too."""
        if not self._telling:
            self._rank()
        ranks = np.sort(self._ranks[self._own[record]])[:_MOST].tolist()
        return frozenset([self._telling[rank] for rank in ranks if rank < len(self._telling)])

    def _rank(self) -> None:
        """Put the words that tell anything in order, the rarest first."""
        most = max(_COMMON * len(self._own), _FEW)
        counts = np.zeros(len(self._numbers), np.int32)
        for each in self._own.values():
            counts[each] += 1
        counted = sorted(
            (count, word) for count, word in zip(counts.tolist(), self._numbers, strict=True) if 1 < count <= most
        )
        self._telling = [word for _, word in counted]
        self._ranks = np.full(len(self._numbers), len(self._telling), np.int32)
        self._ranks[[self._numbers[word] for word in self._telling]] = np.arange(len(self._telling))


def find_words(records: Sequence[Record]) -> Words:
    """Find the different words of each record's title, keywords and abstract.

    >>> from kg.record import Source
    >>> found = find_words([Record("k", Source("rca", "f", 1, ""), title="Rain, again: the rain in Spain")])
    >>> sorted(found.words), found.sizes
    (['again', 'rain', 'spain'], (3,))
    """
    words: dict[str, int] = {}
    numbers: list[int] = []
    sizes: list[int] = []
    for record in records:
        text = "\n".join((record.title, *record.keywords, *(section.text for section in record.abstract))).casefold()
        own = set((_ASCII_WORD if text.isascii() else _WORD).findall(text))
        numbers += [words.setdefault(word, len(words)) for word in own]
        sizes.append(len(own))
    return Words(tuple(words), tuple(sizes), np.array(numbers, np.int32).tobytes())
