"""Abstracts -> labelled sections, whether the labels stand in the text, in capitals or not, or on lines of their own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kg.record import Section

# What stands before the capital is looked at after it: five times as fast.
_BEGINNING = re.compile(r"[A-Z](?<![^\s.?!;:)\]\"'”’][A-Z])[\w'’]*")
_SENTENCE_END = re.compile(r"(?:^|\n|[.?!;:][\"'”’)\]]*|[)\]\"”])\s*\Z")
_SEPARATOR = re.compile(r"\s*[:.]\s+|:|\s+[-–—]\s+|\s+")
_ENUMERATOR = re.compile(r"\(\d{1,2}\)\s*\Z")
_LONGEST = 12  # words of a label on a line of its own
_LONGEST_WORD = 40


class Label(NamedTuple):
    """A place in a text that looks like a label: where it starts, and where the text after it does.

    `bounded`: a sentence ends before it. `certain`: no sentence looks so (a colon follows, or no space parts it from
    the sentence before). `opens`: a word that often begins sentences follows. `weak`: neither that, nor a word that
    is never part of a longer term.
    """

    start: int
    text: int
    printed: str
    capitals: bool
    bounded: bool
    certain: bool
    opens: bool
    weak: bool


def split_sections(paragraphs: Sequence[str]) -> tuple[Section, ...]:
    """Split an abstract, given line by line, into its sections; a part without a label has an empty one.

    A phrase is a label if it is made of the words in section_labels.toml, a sentence ends before it and another one
    begins after it, and the abstract has more of them.

    >>> split_sections(["Aims To test x. Methods We asked. Findings were few. Results Yes.Conclusion It is."])[1:3]
    (Section(label='Methods', text='We asked. Findings were few.'), Section(label='Results', text='Yes.'))
    """
    lines = [line for line in map(str.strip, paragraphs) if line]
    own = _find_own_lines(lines)
    return tuple(_split_lines(lines, own) if own else _split_text("\n".join(lines)))


def _find_own_lines(lines: list[str]) -> frozenset[int]:
    """Find the lines that are labels: short, no sentence, text after them; one of them at least is made of known words."""
    known = False
    found: list[int] = []
    for index, line in enumerate(lines[:-1]):
        if (
            len(line.split()) <= _LONGEST
            and line[0].isupper()
            and line[-1] not in ".;,?!"
            and [index - 1] != found[-1:]
        ):
            found.append(index)
            known = known or _match_label(line.rstrip(": "), 0) == len(line.rstrip(": "))
    return frozenset(found) if known else frozenset()


def _split_lines(lines: list[str], own: frozenset[int]) -> Iterator[Section]:
    label, texts = "", list[str]()
    for index, line in enumerate(lines):
        if index in own:
            if label or texts:
                yield Section(label, "\n".join(texts))
            label, texts = line.rstrip(": "), []
        else:
            texts.append(line)
    yield Section(label, "\n".join(texts))


def _split_text(text: str) -> Iterator[Section]:
    labels = _choose(list(_find_labels(text)))
    before = text[: labels[0].start] if labels else text
    yield from (Section("", line.strip()) for line in before.split("\n") if line.strip())
    ends = [label.start for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=False):
        yield Section(label.printed, text[label.text : end].strip())


def _choose(labels: list[Label]) -> list[Label]:
    """Keep those that the company they are in makes credible."""
    capitals = [label for label in labels if label.capitals and label.bounded]
    small = [label for label in labels if not label.capitals and not label.weak]
    strong = [label for label in small if label.bounded]
    if len(capitals) > 1 and len(capitals) >= len(strong):
        chosen = {label.printed.lower() for label in labels if label.capitals}
        return [label for label in labels if label.capitals or (label.certain and label.printed.lower() not in chosen)]
    if len(strong) > 1 and (strong[0].start == 0 or len(strong) > 2):
        chosen = {label.printed for label in strong}
        return [label for label in small if label.bounded or label.printed not in chosen]
    return [
        label for label in capitals + strong if label.certain or (label.start == 0 and (label.opens or label.capitals))
    ]


def _find_labels(text: str) -> Iterator[Label]:
    """Find all places that have the form of a label."""
    done = 0
    grammar = _grammar()
    for beginning in _BEGINNING.finditer(text):
        start = beginning.start()
        if start < done or beginning[0] not in grammar.first_words:
            continue
        end = _match_label(text, start)
        separator = _SEPARATOR.match(text, end) if end else None
        if separator is None or separator.end() == len(text):
            continue
        printed = text[start:end]
        follows = text[separator.end() : separator.end() + _LONGEST_WORD].split(maxsplit=1)[0]
        if enumerator := _ENUMERATOR.search(text, max(0, start - 6), start):
            start = enumerator.start()
        bounded = _SENTENCE_END.search(text, max(0, start - 8), start) is not None
        opens = follows.lower().strip(",;:") in grammar.openers
        begins = _may_begin(follows)
        capitals = printed.isupper()
        if not begins and not (capitals and bounded and _once(printed, text)):  # an acronym would come again
            continue
        if not bounded and not opens:
            continue
        glued = bounded and start > 0 and not text[start - 1].isspace()
        weak = not opens and printed.lower() in grammar.weak
        done = separator.end()
        yield Label(start, done, printed, capitals, bounded, glued or ":" in separator[0], opens, weak)


def _once(printed: str, text: str) -> bool:
    return text.find(printed, text.find(printed) + 1) < 0


def _may_begin(word: str) -> bool:
    """Whether a sentence can begin with this word: it is no plain lower-case one ("qRT-PCR" is none)."""
    return (
        not (word[0].islower() and word[0].isascii())
        or not word.rstrip(".,;:").islower()
        or any(map(str.isdigit, word))
    )


def _match_label(text: str, start: int) -> int:
    """Find where the longest label that starts there ends, or give 0."""
    grammar = _grammar()
    forms = grammar.small if text[start + 1 : start + 2].islower() else grammar.capitals
    return max((match.end() for form in forms if (match := form.match(text, start))), default=0)


class _Grammar(NamedTuple):
    capitals: tuple[re.Pattern[str], ...]
    small: tuple[re.Pattern[str], ...]
    first_words: frozenset[str]
    weak: frozenset[str]
    openers: frozenset[str]


@cache
def _grammar() -> _Grammar:
    """Build the forms of a label: in capitals, like a sentence, like a title; and the words that can begin one."""
    words: dict[str, list[str]] = tomllib.loads(files("kg.values").joinpath("section_labels.toml").read_text("utf-8"))
    words["heads"] += [f"{word[:-1]}(s)" for word in words["heads"] if word.endswith("s")]  # Ovid's "Method(s)"

    def form(first: Callable[[str], str], rest: Callable[[str], str]) -> re.Pattern[str]:
        def any_of(part: str, change: Callable[[str], str]) -> str:
            return "|".join(re.escape(change(word)) for word in sorted(words[part], key=len, reverse=True))

        def phrase(change: Callable[[str], str]) -> str:
            modifiers = f"(?:(?:{any_of('modifiers', rest)})\\s+)*"
            opened = f"(?:{any_of('modifiers', change)})\\s+{modifiers}(?:{any_of('heads', rest)})"
            return f"(?:{any_of('fixed', change)}|{opened}|{any_of('heads', change)})"

        joint = rf"(?:\s*[,/&+]\s*(?:{rest('and')}\s+|&\s*)?|\s+(?:{any_of('links', rest)}|{any_of('links', str)})\s+(?:(?:the|THE)\s+)?)"
        return re.compile(rf"{phrase(first)}(?:{joint}{phrase(rest)})*(?!\w)")

    def capitalise(word: str) -> str:
        return word[:1].upper() + word[1:]

    small = (form(capitalise, str), form(capitalise, capitalise))
    opening = [re.split(r"[ .(]", word)[0] for part in ("heads", "modifiers", "fixed") for word in words[part]]
    openings = frozenset(map(str.upper, opening)) | frozenset(map(capitalise, opening))
    weak = frozenset(words["heads"]) & frozenset(words["modifiers"])
    return _Grammar((form(str.upper, str.upper),), small, openings, weak, frozenset(words["openers"]))
