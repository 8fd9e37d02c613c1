"""Names as short as a title must be: shortened where they are too long, lengthened where two are alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kg.values.organisations import QUOTATION_MARKS

LONGEST = 40  # letters of a name
_SHORT = 3  # letters up to which a word is no end of a name: "of", "and", "the"
# As addresses in bibliographic databases abbreviate them, in the languages that share the stem.
_ABBREVIATIONS = (
    (re.compile(r"\bUniversi\w+"), "Univ."),
    (re.compile(r"\b(?:Hospital\w*|Hôpital)"), "Hosp."),
    (re.compile(r"\bInstitu\w+"), "Inst."),
    (re.compile(r"\bLaborato\w+"), "Lab."),
    (re.compile(r"\bDepart[ae]m\w+"), "Dept."),
    (re.compile(r"\bM[eé]di[cz]\w+"), "Med."),
    (re.compile(r"\bResearch\b"), "Res."),
    (re.compile(r"\bNa[tc]ion\w+"), "Natl"),
    (re.compile(r"\b[CZ]ent(?:er|re|ro|rum)\b"), "Ctr"),
    (re.compile(r"\b(?:Science|Ciencia)s?\b"), "Sci."),
    (re.compile(r"\bTe(?:ch|c)nolog\w+"), "Tech."),
)

_OPEN = re.compile(r"(?<=\S) \([^()]*$")  # a bracket that is cut off


class Ladder(NamedTuple):
    """What names a thing, given as many letters as there is room for, and what else can be said of it, the best first."""

    name: Callable[[int], str]
    details: Sequence[str]


def fit(text: str, room: int = LONGEST) -> str:
    """Shorten a text to so many letters: abbreviate its general words, then cut it after a word that may stand last.

    >>> fit("London School of Hygiene & Tropical Medicine", 20)
    'London School…'
    >>> fit("Maggiore Policlinico Hospital Foundation", 37)
    'Maggiore Policlinico Hosp. Foundation'
    """
    if len(text) > room:
        text = abbreviate(text)
    if len(text) <= room:
        return text
    words = text[:room].rpartition(" ")[0].split()
    while len(words) > 1 and len(words[-1]) <= _SHORT:
        words.pop()
    cut = _OPEN.sub("", " ".join(words)).rstrip(" .,;/&(")
    return (cut or text[: room - 1]) + "…"


def abbreviate(text: str) -> str:
    """Abbreviate the general words of an institution's name, and do without quotation marks."""
    text = text.translate(QUOTATION_MARKS)
    for word, short in _ABBREVIATIONS:
        text = word.sub(short, text)
    return text


def tell_apart(ladders: Sequence[Ladder]) -> list[str]:
    """Name each thing, adding to names that are alike one detail after the other, at last the thing's number.

    >>> walking = Ladder(lambda room: "walking", ["Leeds"])
    >>> tell_apart([walking, Ladder(lambda room: "walking", []), Ladder(lambda room: "sleep", [])])
    ['walking (Leeds)', 'walking (2)', 'sleep']
    """
    names = [name(LONGEST) for name, _ in ladders]
    for step in range(max((len(details) for _, details in ladders), default=0) + 1):
        times = Counter(names)
        for i, ladder in enumerate(ladders):
            if times[names[i]] > 1:
                names[i] = _add(ladder.name, ladder.details[step] if step < len(ladder.details) else str(i + 1))
    return names


def _add(name: Callable[[int], str], detail: str) -> str:
    """Add a detail in brackets: half of the room is its, and what the name leaves."""
    room = LONGEST - len(" ()")
    detail = fit(detail, max(room - len(name(LONGEST)), room // 2))
    return f"{name(room - len(detail))} ({detail})"
