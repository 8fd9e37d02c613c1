"""Text -> the spans of its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop after these goes on with the sentence, whatever follows; after "no." and the like only before a number.
_OPEN = re.compile(
    r"(?:^|[\s(\[])(?:e\.g|i\.e|viz|cf|vs|approx|ca|resp|Dr|Prof|Mr|Mrs|Ms|St|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_NUMBERED = re.compile(r"(?:^|[\s(\[])(?:no|nos|fig|figs|vol|pp?|eq|ref|refs|suppl|ch|sec|et al)\.$", re.IGNORECASE)
# Where a sentence may end: its mark and closing quotes or brackets, then white space, or a capital that was set without.
# (It is found by its first character, in half the time.)
_END = re.compile(r"[.!?\n](?:(?<=\n)|[.!?]*[\"'”’)\]]*(?=\s)|(?<=[a-z)%][.!?])(?=[A-Z][a-z]))\s*")
_START = re.compile(r"[\"'“‘(\[]*[A-Z0-9À-ÖØ-Þ<>≥≤£$€–-]")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give the start and end of each sentence, in characters, without the white space around it.

    A full stop in a number, an abbreviation ("et al.", "e.g.", "vol. 2") or before a small letter ends nothing; a line
    end always does.

    >>> text = "Risk fell by 1.5 points (n = 44; cf. Smith et al. 2010). No effect, e.g. on HbA1c, was seen! Why?"
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['Risk fell by 1.5 points (n = 44; cf. Smith et al. 2010).', 'No effect, e.g. on HbA1c, was seen!', 'Why?']
    """
    start = len(text) - len(text.lstrip())
    for mark in _END.finditer(text):
        if mark.start() < start or not _ends(text, start, mark):
            continue
        end = start + len(text[start : mark.end()].rstrip())
        if end > start:
            yield start, end
        start = mark.end()
    end = len(text.rstrip())
    if end > start:
        yield start, end


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    if "\n" in mark.group():
        return True
    after = text[mark.end() : mark.end() + 4]
    if not _START.match(after):
        return False
    if mark.group().rstrip() != ".":
        return True
    before = text[max(start, mark.start() - 12) : mark.start() + 1]
    if _OPEN.search(before):
        return False
    return not (_NUMBERED.search(before) and after.lstrip("([")[:1].isdigit())
