"""Cut an affiliation string at its commas, semicolons and marks, without the mail addresses and links in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.values.gazetteer import Gazetteer
from kg.values.organisations import is_generic, name_form, name_kind


class Segment(NamedTuple):
    """A stretch of text without separators: where it starts, the text, what separates it from the one before.

    `part` counts the affiliations that the string may hold: it grows with every semicolon, footnote mark, line end,
    mail address or link.
    """

    start: int
    text: str
    before: str
    part: int


def cut_segments(text: str, gazetteer: Gazetteer) -> Iterator[Segment]:
    """Cut a string into its segments, in printed order; marks of footnotes and prepositions before a part belong to none.

    A string in capitals throughout gives segments in mixed case.

    >>> from kg.values.gazetteer import load_gazetteer
    >>> text = "1 Yale University School of Nursing, Orange, CT 06477. a.b@yale.edu; 2 KU Leuven"
    >>> for segment in cut_segments(text, load_gazetteer()):
    ...     print(segment)
    Segment(start=2, text='Yale University School of Nursing', before='^', part=0)
    Segment(start=37, text='Orange', before=',', part=0)
    Segment(start=45, text='CT 06477', before=',', part=0)
    Segment(start=71, text='KU Leuven', before=';', part=1)
    """
    if text.isupper():
        text = _LONG_WORD.sub(_capitalize, text)  # as it is printed elsewhere: codes and acronyms stay
    lower = text.lower()
    masked = _NOISE.sub(_blank, text) if any(each in lower for each in _NOISY) else text
    if ".)" in masked:
        masked = SIGNERS.sub(lambda found: _empty(found[0], gazetteer), masked)
    start, part, before = 0, 0, "^"
    for separator in [*_SEPARATOR.finditer(masked), None]:
        end = separator.start() if separator else len(masked)
        if before[-1:] in _PART_ENDS:
            start = _MARKER.match(masked, start, end).end()  # type: ignore[union-attr]  # it matches the empty string
        if found := _CONTENT.search(masked, start, end):
            segment = Segment(found.start(), found.group(), before, part)
            if len(segment.text) < _LONGEST and _AND.search(segment.text):
                yield from _divide(segment, gazetteer)
            else:
                yield segment
            before = ""
        if separator:
            mark = "#" if separator["number"] else separator[0].strip() or separator[0][:1]
            before += mark
            part += mark[-1] in _PART_ENDS
            start = separator.end()


def _divide(segment: Segment, gazetteer: Gazetteer) -> Iterator[Segment]:
    """Divide at an "and" between two organisations, or between a country and what follows it."""
    for conjunction in _AND.finditer(segment.text):
        left, right = segment.text[: conjunction.start()], segment.text[conjunction.end() :]
        if gazetteer.country(left) or (_is_organisation(left) and _is_organisation(right)):
            yield Segment(segment.start, left, segment.before, segment.part)
            start = segment.start + conjunction.end()
            yield from _divide(Segment(start, right, "and", segment.part), gazetteer)
            return
    yield segment


def _is_organisation(text: str) -> bool:
    return name_kind(text) == "organisation" and not is_generic(name_form(text))


def _blank(noise: re.Match[str]) -> str:
    return ";" + " " * (len(noise[0]) - 1)


def _empty(bracket: str, gazetteer: Gazetteer) -> str:
    """Empty a bracket that says by initials whose affiliation it is, "(J.H., K.L.M.)"; a place stays, "(U.S.A.)"."""
    place = gazetteer.country(bracket[1:-1]) or gazetteer.state(bracket[1:-1].replace(".", ""))
    return bracket if place else f"({' ' * (len(bracket) - 2)})"


def _capitalize(word: re.Match[str]) -> str:
    mixed = word[0].capitalize()
    return mixed if len(mixed) == len(word[0]) else word[0]  # some letters are two in another case


_LONGEST = 1_000  # characters of a segment that is divided; real ones stay far below
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_PART_ENDS = "^;\n*†‡§¶∥‖#"
_NOISE = re.compile(
    r"(?i)\(?\be-?mails?(?: address(?:es)?)?\s*(?::|\.|$)|electronic address\s*:?|\S{1,100}@\S+|https?://\S+|www\.\S+|orcid\S*"
)
_NOISY = ("@", "mail", "http", "www", "orcid", "electronic")
SIGNERS = re.compile(r"\((?:[^\W\d_]\.[ -]?){2,4}(?:(?:[,;](?: and| &)?| and| &) ?(?:[^\W\d_]\.[ -]?){2,4})*\)")
# What precedes an affiliation: a footnote's sign, number or letter, or a preposition.
_MARKER = re.compile(
    r"[\s*†‡§¶#,.(\[]*(?:(?:(?:\d{1,2}|[a-z])(?:\s*[)\].]+\s*|\s+)|\d{1,4}|[a-z])(?=[A-Z]))?(?:(?:[Ff]rom|[Aa]t|and|And)\s+(?:the\s+)?(?=[A-Z]))?"
)
# Begins with a set of characters, which the search can skip to: lookbehinds then tell what the first one is.
_SEPARATOR = re.compile(
    r"""[\d\s\[\](#,;)|•·*†‡§¶∥‖.:/](?:
      (?P<number>(?<!\S.)(?:(?<=\d)\d?|(?<=[\[(])\d{1,2})[\])])
    | (?<=\#)(?:R|N|TAB)\#
    | (?<=[,;()|\n•·*†‡§¶∥‖\#\[\]])
    | (?<=\s)(?:[-–—/:]\s?|\.\s)
    | (?<=[a-z]{3}[.:])(?<!Prof.)(?<!Univ.)(?<!Dept.)(?<!Hosp.)(?<!Inst.)\s+(?=[A-Z])
    | (?<=\w\w/)(?=[A-Z][a-z]+\ )
    )""",
    re.VERBOSE,
)
_AND = re.compile(r"\s(?:and|&|et|y|e|und)\s(?:the\s)?(?=[A-Z])")
_CONTENT = re.compile(r"\w(?:.*\w)?", re.DOTALL)
