"""Reads words as an authority mostly writes them: "Jiao Tong" and "Jiaotong", "post-graduate" and "postgraduate" alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import numpy as np

from kg.authorities.arrays import Array, Hashes, find_one
from kg.authorities.words import Word, read_words, word_hash

_BETWEEN = frozenset([" ", "-", "‐", "–"])
_LEAST = 5  # letters of what is hardly one word here and two there by chance


class Spelling:
    """What an authority writes as one word or as two.

    `words` are the hashes of those that it knows, `parted` those of what it writes more often as two words than as one,
    both sorted; `cuts` (parallel to `parted`) says how many letters the first of the two has.
    """

    def __init__(self, words: Hashes, parted: Hashes, cuts: Array) -> None:
        self.words, self.parted, self.cuts = words, parted, cuts
        self._join = lru_cache(1 << 18)(self._find_joined)
        self._cut = lru_cache(1 << 18)(self._find_cut)

    def read(self, text: str) -> list[Word]:
        """Find the words of a text, as `read_words` does, with what is mostly one word joined and what is two parted."""
        found: list[Word] = []
        for word in read_words(text):
            before = found[-1] if found else None
            joined = self._join(before.form, word.form) if before and _touch(before, word, text) else ""
            if before and joined:
                found[-1] = Word(joined, before.start, word.end, before.capitals and word.capitals)
            elif cut := self._cut(word.form):
                found += [word._replace(form=word.form[:cut]), word._replace(form=word.form[cut:])]
            else:
                found.append(word)
        return found

    def compare(self, name: str) -> tuple[str, ...]:
        """The comparable forms of a name's words."""
        return tuple(word.form for word in self.read(name))

    def _find_joined(self, one: str, other: str) -> str:
        """The word that these two mostly are written as, or an empty string."""
        word = one + other
        return word if len(word) >= _LEAST and _has(self.words, word) and not _has(self.parted, word) else ""

    def _find_cut(self, word: str) -> int:
        """After how many letters the word is parted; 0 if it is one word."""
        at = find_one(word_hash(word), self.parted) if len(word) >= _LEAST else -1
        return int(self.cuts[at]) if at >= 0 else 0


def learn_spelling(names: Iterable[str]) -> Spelling:
    """Learn from names what is one word and what is two.

    >>> spelling = learn_spelling(["Jiaotong University", "Post Graduate School", "Post-Graduate Institute"])
    >>> spelling.compare("Jiao Tong University"), spelling.compare("Postgraduate School")
    (('jiaotong', 'university'), ('post', 'graduate', 'school'))
    """
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for name in names:
        read = read_words(name)
        words.update(word.form for word in read)
        pairs.update((one.form, other.form) for one, other in pairwise(read) if _touch(one, other, name))
    cuts: dict[str, tuple[int, int]] = {}  # how often, and where
    for (one, other), count in pairs.items():
        word = one + other
        if len(word) >= _LEAST and word.isalpha() and count >= words[word]:
            cuts[word] = max(cuts.get(word, (0, 0)), (count, len(one)))
    rows = sorted((word_hash(word), cut) for word, (_, cut) in cuts.items())
    return Spelling(
        np.array(sorted(map(word_hash, words)), np.uint64),
        np.array([hashed for hashed, _ in rows], np.uint64),
        np.array([cut for _, cut in rows], np.uint8),
    )


def _touch(one: Word, other: Word, text: str) -> bool:
    """Whether nothing but a space or a hyphen stands between the words."""
    return text[one.end : other.start] in _BETWEEN


def _has(known: Hashes, word: str) -> bool:
    return find_one(word_hash(word), known) >= 0
