"""What a study is about, in words: the telling ones of its title and abstract."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from kg.record import Record

_WORD = re.compile(r"[^\W\d_]{4,}")
_ASCII_WORD = re.compile(r"[a-z]{4,}")  # the same, in half the time
_MOST = 24  # words kept of a study
_COMMON = 0.2  # share of all studies above which a word says little about any of them …
_FEW = 50  # … unless there are so few studies that a share says little itself


class Topics:
    """Counts in how many records each word occurs; then picks each record's most telling words."""

    def __init__(self) -> None:
        self._records = 0
        self._counts = Counter[str]()
        self._telling: list[str] = []
        self._ranks: dict[str, int] = {}

    def add(self, records: int, counts: Mapping[str, int]) -> None:
        """Count some records and in how many of them each word of `find_words` occurs."""
        self._records += records
        self._counts.update(counts)
        self._telling.clear()

    def of(self, record: Record) -> frozenset[str]:
        """Pick the rarest words of a record that at least one other has too."""
        if not self._telling:
            self._rank()
        ranks = self._ranks.get
        own = [rank for word in find_words(record) if (rank := ranks(word)) is not None]
        return frozenset([self._telling[rank] for rank in sorted(own)[:_MOST]])

    def _rank(self) -> None:
        """Put the words that tell anything in order, the rarest first."""
        most = max(_COMMON * self._records, _FEW)
        counted = sorted((count, word) for word, count in self._counts.items() if 1 < count <= most)
        self._telling = [word for _, word in counted]
        self._ranks = {word: rank for rank, word in enumerate(self._telling)}


def find_words(record: Record) -> tuple[str, ...]:
    """Find the different words of a record's title, keywords and abstract."""
    texts = (record.title, *record.keywords, *(section.text for section in record.abstract))
    text = "\n".join(texts).casefold()
    return tuple(dict.fromkeys((_ASCII_WORD if text.isascii() else _WORD).findall(text)))
