"""Text -> the acronyms it defines: "quality of life (QoL)", "RCT (randomised controlled trial)".

After Schwartz & Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text (2003), widened
to definitions that stand the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_SHORT = r"[^\W_](?:[^\W_]|[-&/](?=[^\W_])){0,9}"
_SHORT_INSIDE = re.compile(rf"\(\s*[\"'“‘]?({_SHORT})[\"'”’]?\s*(?=[);,:])")
_BEFORE = re.compile(rf"(?<!\w){_SHORT}$")
_LONGEST = 19  # characters of what that finds
_INSIDE = re.compile(r"\(([^()]+)\)")
_PLURAL = re.compile(r"(?<=[A-Z0-9])['’]?s$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FAR = 160  # characters that the words may be away
_CLAUSE = re.compile(r"[;:!?]|[.)]\W|\s\(")


class Definition(NamedTuple):
    """An acronym in the singular, where it stands, and where the words are that it stands for (in characters)."""

    acronym: str
    start: int
    end: int
    long_start: int
    long_end: int


def find_definitions(text: str) -> Iterator[Definition]:
    """Find the acronyms that a text defines in brackets, in the order of the brackets.

    An acronym is one word of 2 to 10 characters with two capitals, or a capital and a digit. The words it stands for
    are the shortest run that begins with its first letter and has the others in their order.

    >>> text = "The role of link workers (SPs) and general practice (n = 5)."
    >>> list(find_definitions(text))
    []
    >>> text = "Social prescribing link workers (SPs) connect people."
    >>> [(each.acronym, text[each.long_start : each.long_end]) for each in find_definitions(text)]
    [('SP', 'Social prescribing link workers')]
    """
    for match in _SHORT_INSIDE.finditer(text):
        short = singular_acronym(match[1])
        if is_acronym(short):
            end = len(text[: match.start()].rstrip(" \t\n\"'”’").removesuffix("(s)"))
            start = _expand(short, text, end)
            if start is not None:
                yield Definition(short, *match.span(1), start, end)
    for match in _INSIDE.finditer(text):
        inside = match[1].rstrip()
        if " " not in inside.lstrip():
            continue
        stop = len(text[: match.start()].rstrip())
        before = _BEFORE.search(text, max(0, stop - _LONGEST), stop)
        short = singular_acronym(before[0]) if before else ""
        start = match.start(1)
        end = start + len(inside)
        if before and is_acronym(short) and _expand(short, text, end) == start:
            yield Definition(short, *before.span(), start, end)


def is_acronym(word: str) -> bool:
    """Say whether a word is shaped like an acronym.

    >>> [word for word in ("NHS", "HbA1c", "T2", "QoL", "UK", "Oxford", "2020") if is_acronym(word)]
    ['NHS', 'HbA1c', 'T2', 'QoL', 'UK']
    """
    capitals = sum(letter.isupper() for letter in word)
    return len(word) >= 2 and (capitals >= 2 or (capitals == 1 and any(letter.isdigit() for letter in word)))


def singular_acronym(word: str) -> str:
    """Take the s of a plural or possessive off an acronym.

    >>> [singular_acronym(word) for word in ("RCTs", "GP's", "SAS")]
    ['RCT', 'GP', 'SAS']
    """
    return _PLURAL.sub("", word) if word.endswith("s") else word


def _expand(short: str, text: str, end: int) -> int | None:
    """Find where the words begin that end at `end` and that `short` can stand for."""
    letters = [letter for letter in short.lower() if letter.isalnum()]
    at = end
    for letter in reversed(letters):
        at = _find_before(letter, text, at, end)
    while at > 0 and text[at - 1].isalnum():
        at = _find_before(letters[0], text, at, end)
    if at < 0:
        return None
    words = _WORD.findall(text, at, end)
    if len(words) > min(len(letters) + 5, 2 * len(letters)) or words[-1] == short:
        return None
    return None if _CLAUSE.search(text, at, end) else at


def _find_before(letter: str, text: str, at: int, end: int) -> int:
    """Find a letter, of either case, next before a place; -1 if none is, or too far from the end."""
    first = max(0, end - _FAR)
    return max(text.rfind(letter, first, at), text.rfind(letter.upper(), first, at)) if at > 0 else -1
