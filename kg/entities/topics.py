"""What a study is about, in words: the telling ones of its title and abstract."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from sys import intern

from kg.record import Record

_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST = 24  # words kept of a study
_COMMON = 0.2  # share of all studies above which a word says little about any of them …
_FEW = 50  # … unless there are so few studies that a share says little itself


class Topics:
    """Counts in how many records each word occurs; then picks each record's most telling words."""

    def __init__(self) -> None:
        self._records = 0
        self._counts = Counter[str]()

    def add(self, words: Iterable[str]) -> None:
        """Count the different words of a record, those of `find_words`."""
        self._records += 1
        self._counts.update(words)

    def of(self, record: Record) -> frozenset[str]:
        """Pick the rarest words of a record that at least one other has too."""
        most = max(_COMMON * self._records, _FEW)
        telling = sorted((self._counts[word], word) for word in find_words(record) if 1 < self._counts[word] <= most)
        return frozenset(intern(word) for _, word in telling[:_MOST])


def find_words(record: Record) -> tuple[str, ...]:
    """Find the different words of a record's title, keywords and abstract."""
    texts = (record.title, *record.keywords, *(section.text for section in record.abstract))
    return tuple(dict.fromkeys(word for text in texts for word in _WORD.findall(text.casefold())))
