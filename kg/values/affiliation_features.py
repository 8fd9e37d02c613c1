"""What each token of affiliations shows: its word, its segment, and the segments around it.

To read a text is to tell which bundles of features (see `kg.values.affiliation_bundles`) each token has. Words and segments are
read once and kept, as texts share most of theirs; the rest is done for all texts of a batch at once.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from itertools import count, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.rows.ragged import count_up
from kg.values import affiliation_shown as shown
from kg.values.affiliation_bundles import Bundles, Numbers
from kg.values.affiliation_segments import cut_segments
from kg.values.gazetteer import Gazetteer
from kg.values.keys import fold
from kg.values.organisations import name_kind, word_classes

Integers = NDArray[np.signedinteger[Any]]


class Features(NamedTuple):
    """What a batch of texts shows, as numbers of bundles: a row for each role, in it one for each token or segment.

    `own` are those of tokens, `around` of segments (for all their tokens), `opening` and `closing` of segments, for their
    first and last token. `lengths` counts the tokens of segments, `counts` those of texts. Tokens are characters `starts`
    to `ends`, and `parts` tells which of its text's affiliations each is in.
    """

    own: list[Integers]
    around: list[Integers]
    opening: Integers
    closing: Integers
    lengths: Integers
    counts: Integers
    starts: Integers
    ends: Integers
    parts: Integers


class _Word(NamedTuple):
    """A word: its block, its folded form, the kind of thing it names, its shape, whether it has a capital, which places it names then."""

    block: int
    folded: str
    head: str
    shape: str
    capital: bool
    places: str


class _Segments(NamedTuple):
    """Segments by number: their first token, how many they have, what they may be, and blocks."""

    first_token: Integers
    length: Integers
    bits: Integers
    size: Integers
    sort: Integers
    heads: Integers
    first: Integers
    last: Integers
    shape: Integers


class _Tokens(NamedTuple):
    """Tokens of segments: their characters, and blocks; `head` is a bundle."""

    start: Integers
    end: Integers
    word: Integers
    head: Integers
    joint: Integers
    place: Integers


class FeatureReader:
    """Reads texts as bundles of features of an index; a `learning` reader adds the features that the index does not have.

    What it has read it keeps: start another one when `kept` is too much.
    """

    def __init__(self, index: dict[str, int], gazetteer: Gazetteer, *, learning: bool = False) -> None:
        self.gazetteer = gazetteer
        self.bundles = Bundles(index, learning=learning)
        self._words: dict[str, _Word] = {}
        self._segments = array("i", [0] * len(_Segments._fields))  # row by row, as _Segments and _Tokens name them;
        self._tokens = array("i", [0] * len(_Tokens._fields))  # the first ones are none
        self._segment = Numbers(self._read_segment)

    @property
    def kept(self) -> int:
        """How many words, segments and bundles are kept."""
        return len(self._words) + len(self._segment) + len(self.bundles.known)

    def read(self, texts: Iterable[str]) -> Features:
        """Read a batch of texts."""
        mark_of = self.bundles.mark
        numbers: list[int] = []
        starts: list[int] = []
        marks: list[int] = []
        parts: list[int] = []
        counts: list[int] = []
        for text in texts:
            before = len(numbers)
            for start, segment, mark, part in cut_segments(text, self.gazetteer):
                numbers.append(self._segment[segment])
                starts.append(start)
                marks.append(mark_of[mark])
                parts.append(part)
            counts.append(len(numbers) - before)
        return self._combine(*(np.array(each, np.int32) for each in (numbers, starts, marks, parts, counts)))

    def _read_word(self, word: str) -> _Word:
        folded = fold(word) or word.lower()
        classes = word_classes(folded)
        shape = shown.word_shape(word)
        capital = word[0].isupper()
        places = self.gazetteer.folded_place_kinds(folded, word) if capital else ""
        block = self.bundles.add(shown.name_word(folded, shape, classes))
        self._words[word] = read = _Word(block, folded, shown.name_head(classes), shape, capital, places)
        return read

    def _read_segment(self, text: str) -> int:
        """Read a segment, whose text begins and ends with a word, and number it."""
        bundles = self.bundles
        found = list(_TOKEN.finditer(text))
        spans = [each.span() for each in found]
        words = [self._words.get(each[0]) or self._read_word(each[0]) for each in found]
        heads = tuple([each.head for each in words])
        joints = ["^", *[text[a:b].strip()[:1] for (_, a), (b, _) in pairwise(spans)]]
        kind, place = name_kind(text), self.gazetteer.place_kinds(text)
        number = len(self._segments) // len(_Segments._fields)
        self._segments.extend((
            len(self._tokens) // len(_Tokens._fields), len(found),
            shown.BITS[kind] | 64 * ("C" in place) | 128 * ("T" in place) | 256 * ("U" in heads),
            min(len(found), 6) * 2 + text.isupper(),
            bundles.sort[kind, place], bundles.heads["".join(sorted({*heads}))],
            bundles.outer_word[words[0].folded], bundles.outer_word[words[-1].folded], bundles.shape[words[0].shape],
        ))  # fmt: skip
        columns = words, count(bundles.pattern[heads]), joints, self._mark_places(words)
        for (start, end), word, head, joint, mark in zip(spans, *columns, strict=False):  # one column has no end
            self._tokens.extend((start, end, word.block, head, bundles.joint[joint], bundles.place[mark]))
        return number

    def _mark_places(self, words: Sequence[_Word]) -> list[str]:
        """Mark the words that are places within a longer segment; "^" and "$" say that one begins or ends it."""
        marks = [""] * len(words)
        for n, word in enumerate(words):
            if word.capital:
                name, kinds = word.folded, word.places
                for length in range(1, min(4, len(words) - n + 1, len(words))):
                    if length > 1:
                        name = f"{name} {words[n + length - 1].folded}"
                        kinds = self.gazetteer.folded_place_kinds(name)
                    if kinds:
                        edge = "$" if n + length == len(words) else "^" if n == 0 else ""
                        for m in range(n, n + length):
                            marks[m] += "".join(f" {kind}{length}{edge}" for kind in kinds)
        return marks

    def _combine(
        self, numbers: Integers, starts: Integers, marks: Integers, parts: Integers, counts: Integers
    ) -> Features:
        """Tell the bundles of all tokens and segments, given the segments of all texts (`counts` of each) in order."""
        segments = _Segments(*np.frombuffer(self._segments, np.int32).reshape(-1, len(_Segments._fields))[numbers].T)
        bundles, lengths = self.bundles, segments.length
        segment = np.repeat(np.arange(len(numbers)), lengths)  # of each token
        nth = count_up(lengths)
        to_last = lengths[segment] - 1 - nth
        rows = np.frombuffer(self._tokens, np.int32).reshape(-1, len(_Tokens._fields))
        tokens = _Tokens(*rows[segments.first_token[segment] + nth].T)
        lent = np.stack([tokens.word, tokens.place])
        own = [
            tokens.word, tokens.head, tokens.place, tokens.joint,
            _shift(tokens.joint + 1, 1, to_last, bundles.joint["$"] + 1),
            segments.sort[segment] + 4 + np.minimum(nth, 2) * 2 + np.minimum(to_last, 1),
            bundles.size["length"] + segments.size[segment], self._count("at", 3, nth), self._count("left", 3, to_last),
            *_shift(lent + 1, -1, nth), *_shift(lent + 2, 1, to_last),
        ]  # fmt: skip
        last = np.repeat(counts, counts) - 1 - count_up(counts)
        after = _shift(marks, 1, last, bundles.mark["$"])
        totals, ends = np.concatenate([[0], np.cumsum(lengths)]), np.cumsum(counts)
        return Features(
            own=own,
            around=[marks, after + 1, *self._surround(segments, counts)],
            opening=marks + 2,
            closing=after + 3,
            lengths=lengths,
            counts=totals[ends] - totals[ends - counts],
            starts=starts[segment] + tokens.start,
            ends=starts[segment] + tokens.end,
            parts=parts[segment],
        )

    def _surround(self, segments: _Segments, counts: Integers) -> list[Integers]:
        """Tell what the other segments of its text show to each."""
        nth, number = count_up(counts), np.repeat(counts, counts)
        to_last = number - 1 - nth
        powers = np.arange(shown.BIT_COUNT)
        there = (segments.bits[:, None] >> powers) & 1
        passed = np.cumsum(there, axis=0)
        first = np.arange(len(nth)) - nth
        ahead = passed - there > (passed - there)[first]
        behind = passed[first + number - 1] > passed
        organised = ahead[:, 0] * 2 + behind[:, 0]
        grouped = organised * 4 + ahead[:, 1] * 2 + behind[:, 1]
        placed = behind[:, 6] * 4 + behind[:, 7] * 2 + ahead[:, 7]
        around = [
            self._count("nth", 4, nth), self._count("nth.last", 4, to_last), self._count("segments", 7, number),
            self.bundles.company["before"] + ahead @ (1 << powers), self.bundles.company["after"] + behind @ (1 << powers),
            segments.sort + 10 + grouped, segments.sort + 26 + placed, segments.heads + 2 + grouped, segments.first + 6 + organised,
        ]  # fmt: skip
        far = np.stack([segments.sort, segments.first])
        near = np.stack([segments.sort, segments.first, segments.last + 3, segments.heads - 1, segments.shape - 1])
        for place, (offset, lent) in enumerate(((-2, far), (-1, near), (1, near), (2, far))):
            around.extend(_shift(lent + place, offset, nth if offset < 0 else to_last))
        return around

    def _count(self, name: str, most: int, counts: Integers) -> Integers:
        return np.minimum(counts, most) + self.bundles.number[name, most]


def _shift(values: Integers, offset: int, there: Integers, none: int = 0) -> Integers:
    """Give each place the values (in the last axis) so far ahead of it, or behind; `there` counts how many are on that side."""
    place = np.arange(values.shape[-1]) + offset
    return np.where(there >= abs(offset), values.take(place, axis=-1, mode="clip"), none)


_TOKEN = re.compile(r"\d{1,2}(?=[A-Z][a-z])|\w+")
