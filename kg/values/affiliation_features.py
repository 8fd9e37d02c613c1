"""What a token of an affiliation shows: its word, its segment, and the segments around it.

A feature is a readable string ("-1.word=of", "+1.segment.kind=organisation|"), known by its number in an index. What depends on
one word or one segment alone is read once and kept: affiliations share most of their segments. All is kept in tuples of
numbers, which the garbage collector need not follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from operator import or_
from typing import NamedTuple

from kg.values.affiliation_segments import cut_segments
from kg.values.affiliation_shown import (
    BITS,
    name_closed,
    name_context,
    name_headed,
    name_joined,
    name_lent,
    name_lent_far,
    name_opened,
    name_placed,
    name_set_in,
    name_standing,
    word_head,
    word_shape,
)  # fmt: skip
from kg.values.gazetteer import Gazetteer
from kg.values.keys import fold
from kg.values.organisations import name_kind, word_classes

Ids = tuple[int, ...]


class Shown(NamedTuple):
    """What a segment shows: where its tokens are, their features, those lent to the segments beside it.

    `bits` is what it may be (see `BITS`), `lent` what it shows two and one segments back, one and two ahead.
    """

    text: str
    tokens: tuple[tuple[int, int], ...]
    own: tuple[Ids, ...]
    lent: tuple[Ids, Ids, Ids, Ids]
    bits: int
    names: tuple[str, str, str, str]


class Features(NamedTuple):
    """The features of a string's segments (`around`, `opening`, `closing` run beside `segments`).

    `around` is what its surroundings tell all tokens of a segment, `opening` and `closing` what its edges tell the first
    and the last. `tokens` are characters (start, end), and `parts` the affiliation among those of the string that each is in.
    """

    tokens: list[tuple[int, int]]
    parts: list[int]
    segments: list[Shown]
    around: list[Ids]
    opening: list[Ids]
    closing: list[Ids]

    def by_token(self) -> list[Ids]:
        """Give all features of each token."""
        beside = zip(self.segments, self.around, self.opening, self.closing, strict=True)
        return [
            own + around + (opening if n == 0 else ()) + (closing if n == len(shown.own) - 1 else ())
            for shown, around, opening, closing in beside
            for n, own in enumerate(shown.own)
        ]


class FeatureReader:
    """Reads strings as features of an index; a `learning` reader adds the features that the index does not have."""

    def __init__(self, index: dict[str, int], gazetteer: Gazetteer, *, learning: bool = False) -> None:
        self.index = index
        self.gazetteer = gazetteer
        self.learning = learning
        self._words: dict[str, tuple[Ids, Ids, Ids]] = {}
        self._segments: dict[str, Shown] = {}
        self._recalled: dict[tuple[object, ...], Ids] = {}

    def read(self, text: str) -> Features:
        """Read one affiliation."""
        if max(len(self._words), len(self._segments), len(self._recalled)) > _KEPT:
            self._words.clear()
            self._segments.clear()
            self._recalled.clear()
        cut = list(cut_segments(text, self.gazetteer))
        segments = [self._segments.get(each.text) or self._read_segment(each.text) for each in cut]
        tokens: list[tuple[int, int]] = []
        parts: list[int] = []
        for (start, _, _, part), shown in zip(cut, segments, strict=True):
            tokens += [(start + first, start + last) for first, last in shown.tokens]
            parts += [part] * len(shown.tokens)
        before = [each.before for each in cut]
        after = [*before[1:], "$"][: len(before)]
        return Features(
            tokens,
            parts,
            segments,
            self._read_around(segments, before, after),
            [self._recall(name_opened, mark[-1:]) for mark in before],
            [self._recall(name_closed, mark[:1]) for mark in after],
        )

    def _ids(self, features: Iterable[str]) -> Ids:
        if self.learning:
            return tuple(self.index.setdefault(each, len(self.index)) for each in features)
        return tuple([n for n in map(self.index.get, features) if n is not None])

    def _recall(self, name: Callable[..., list[str]], *shown: object) -> Ids:
        """Give the features that a function names for what is shown; most combinations come again and again."""
        key = (name, *shown)
        if (found := self._recalled.get(key)) is None:
            found = self._recalled[key] = self._ids(name(*shown))
        return found

    def _read_word(self, word: str) -> tuple[Ids, Ids, Ids]:
        """Read what a word shows to the token after it, to itself, and to the token before it."""
        folded = fold(word) or word.lower()
        shown = [f"word={folded}", f"shape={word_shape(word)}", *(f"class={each}" for each in word_classes(folded))]
        own = self._ids([*shown, f"start={folded[:4]}", f"end={folded[-4:]}", f"ending={folded[-3:]}"])
        self._words[word] = ids = (
            self._ids([f"-1.{each}" for each in shown]), own, self._ids([f"+1.{each}" for each in shown])
        )  # fmt: skip
        return ids

    def _read_segment(self, text: str) -> Shown:
        """Read a segment, whose text begins and ends with a word."""
        found = list(_TOKEN.finditer(text))
        folded = [fold(each[0]) or each[0].lower() for each in found]
        heads = [word_head(each) for each in folded]
        kind, place = name_kind(text), self.gazetteer.place_kinds(text)
        names = kind, place, "".join(sorted({*heads})), folded[0]
        near = ((kind, place), names[2], (folded[0], folded[-1]), word_shape(found[0][0]))
        self._segments[text] = shown = Shown(
            text,
            tuple([each.span() for each in found]),
            tuple(self._read_tokens(text, found, folded, heads, (kind, place))),
            (
                self._recall(name_lent_far, "-2", kind, place, folded[0]), self._ids(name_lent("-1", *near)),
                self._ids(name_lent("+1", *near)), self._recall(name_lent_far, "+2", kind, place, folded[0]),
            ),
            BITS[kind] | (64 if "C" in place else 0) | (128 if "T" in place else 0) | (256 if "U" in heads else 0),
            names,
        )  # fmt: skip
        return shown

    def _read_tokens(
        self, text: str, found: Sequence[re.Match[str]], folded: list[str], heads: list[str], sort: tuple[str, str]
    ) -> Iterable[Ids]:
        """Read what each token of a segment shows: its word, those beside it, its place in the segment."""
        shown = [self._words.get(each[0]) or self._read_word(each[0]) for each in found]
        marks = ["", *self._mark_places(found, folded), ""]
        joints = ["^", *(text[a.end() : b.start()].strip()[:1] for a, b in pairwise(found)), "$"]
        last = len(found) - 1
        long, loud = min(last + 1, 6), text.isupper()
        for n, head in enumerate(heads):
            ids = (
                shown[n][1]
                + self._recall(name_standing, *sort, min(n, 3), min(last - n, 3), long, loud)
                + self._recall(name_headed, head, "".join(heads[:n])[-3:], "".join(heads[n + 1 :])[:3])
                + self._recall(name_joined, joints[n], joints[n + 1])
            )
            if any(marks[n : n + 3]):
                ids += self._recall(name_placed, *marks[n : n + 3])
            if n:
                ids += shown[n - 1][0]
            if n < last:
                ids += shown[n + 1][2]
            yield ids

    def _mark_places(self, found: Sequence[re.Match[str]], folded: list[str]) -> list[str]:
        """Mark the words that are places within a longer segment; "^" and "$" say that one begins or ends it."""
        count = len(found)
        marks: list[str] = [""] * count
        for n in range(count):
            if found[n][0][0].isupper():
                for length in range(1, min(4, count - n + 1)):
                    code = found[n][0] if length == 1 else ""
                    kinds = self.gazetteer.folded_place_kinds(" ".join(folded[n : n + length]), code)
                    if kinds and length < count:
                        edge = "$" if n + length == count else "^" if n == 0 else ""
                        for m in range(n, n + length):
                            marks[m] += "".join(f" {kind}{length}{edge}" for kind in kinds)
        return marks

    def _read_around(self, segments: list[Shown], before: list[str], after: list[str]) -> list[Ids]:
        """Read what the surroundings of each segment show."""
        count = len(segments)
        bits = [each.bits for each in segments]
        ahead = [0, *accumulate(bits, or_)]
        behind = [*reversed([0, *accumulate(reversed(bits), or_)])]
        around: list[Ids] = []
        for n, shown in enumerate(segments):
            ids = self._recall(
                name_context, before[n][-2:], after[n][:2], min(n, 4), min(count - 1 - n, 4), min(count, 7), ahead[n], behind[n + 1]
            )  # fmt: skip
            ids += self._recall(name_set_in, shown.names, ahead[n] & 195, behind[n + 1] & 195)
            if n:
                ids += segments[n - 1].lent[1] + (segments[n - 2].lent[0] if n > 1 else ())
            if n < count - 1:
                ids += segments[n + 1].lent[2] + (segments[n + 2].lent[3] if n < count - 2 else ())
            around.append(ids)
        return around


_KEPT = 1 << 17
_TOKEN = re.compile(r"\d{1,2}(?=[A-Z][a-z])|\w+")
