"""Which journals are one: the same ISSN, or the same title but for case, "&" and "The"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.entities.grouping import group
from kg.entity import Journal
from kg.record import Container
from kg.values.keys import fold, key

_ISSN = ("issn", "eissn", "issnl")
_BEHIND = re.compile(r"\s*\([^()]*\)\s*$|\.?\s*Conference:.*")
# Words that abbreviated titles leave out.
_FUNCTION_WORDS = frozenset(
    [
        "a",
        "and",
        "d",
        "das",
        "de",
        "del",
        "della",
        "der",
        "des",
        "di",
        "die",
        "du",
        "e",
        "en",
        "et",
        "for",
        "fur",
        "in",
        "l",
        "la",
        "le",
        "les",
        "of",
        "on",
        "the",
        "und",
        "y",
    ]
)


class Journals(NamedTuple):
    """The journals, sorted by key, and the key of each container that records print."""

    journals: tuple[Journal, ...]
    of: dict[Container, str]


def find_journals(containers: Iterable[Container]) -> Journals:
    """Find the journals among the containers of records, one for each record.

    Containers are one journal when they share an ISSN, or when `fold_title` gives the same for both and their ISSNs do not
    contradict each other (the same scheme, no value in common).
    """
    printed = Counter(each for each in containers if each.kind == "journal" and fold(each.title))
    containers = sorted(printed, key=_order)
    signs: defaultdict[tuple[int, str], list[Container]] = defaultdict(list)
    for each in containers:
        for issn in _issns(each):
            signs[0, issn].append(each)
        signs[1, fold_title(each.title)].append(each)
    schemes = {each: _by_scheme(each) for each in containers}
    groups = group(schemes, [signs[sign] for sign in sorted(signs)], _merge)
    journals: list[Journal] = []
    of: dict[Container, str] = {}
    for members in sorted(groups, key=lambda members: _order(members[0])):
        issns = tuple(sorted({issn for each in members for issn in _issns(each)}))
        titles = Counter[str]()
        for each in members:
            titles[each.title] += printed[each]
        title = min(titles, key=lambda text: (text.isupper(), -titles[text], text))
        name = min(fold_title(each) for each in titles)
        identity = f"issn/{issns[0]}" if issns else key(name, name)
        journals.append(Journal(identity, title, issns, tuple(sorted(titles))))
        of |= dict.fromkeys(members, identity)
    return Journals(tuple(sorted(journals, key=lambda journal: journal.key)), of)


def fold_title(title: str) -> str:
    """Fold a journal's title so that its usual variants are equal.

    >>> fold_title("HEALTH & SOCIAL CARE IN THE COMMUNITY") == fold_title("Health and Social Care in the Community")
    True
    >>> fold_title("The Lancet")
    'lancet'
    """
    words = fold(title).split()
    kept = [word for word in words if word != "and"]
    return " ".join(kept[1:] if len(kept) > 1 and kept[0] == "the" else kept)


def is_same_title(a: str, b: str) -> bool:
    """Whether one title of a journal may be the other abbreviated, or a part of it.

    >>> is_same_title("N Engl J Med", "The New England journal of medicine")
    True
    >>> is_same_title("Ai zheng = Chinese journal of cancer", "Chinese Journal of Cancer"), is_same_title("Cancer", "Cancer Cell")
    (True, False)
    """
    short, long = sorted((_words(a), _words(b)), key=lambda words: (len(words), words))
    if set(short) <= set(long):
        return len(short) > 1 or short == long
    return len(short) == len(long) and all(
        _abbreviates(*sorted(pair, key=len)) for pair in zip(short, long, strict=True)
    )


@lru_cache(1 << 16)
def _words(title: str) -> tuple[str, ...]:
    """The telling words, without the meeting or the place that some databases put behind: "Medicine (Baltimore)"."""
    return tuple(word for word in fold(_BEHIND.sub("", title) or title).split() if word not in _FUNCTION_WORDS)


def _abbreviates(short: str, long: str) -> bool:
    """Whether a word is short for another as ISO 4 shortens words: "med" and "dtsch" for "medizinische" and "deutsche"."""
    letters = iter(long)
    return short[0] == long[0] and all(letter in letters for letter in short)


def _issns(container: Container) -> list[str]:
    return sorted({each.value for each in container.identifiers if each.scheme in _ISSN})


def _by_scheme(container: Container) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in container.identifiers:
        if each.scheme in _ISSN:
            found[each.scheme].add(each.value)
    return {scheme: frozenset(values) for scheme, values in found.items()}


def _merge(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> dict[str, frozenset[str]] | None:
    shared = frozenset().union(*one.values()) & frozenset().union(*other.values())
    if not shared and one.keys() & other.keys():
        return None
    return {
        scheme: one.get(scheme, frozenset()) | other.get(scheme, frozenset()) for scheme in one.keys() | other.keys()
    }


def _order(container: Container) -> tuple[str, Sequence[str]]:
    return container.title, [each.scheme + each.value for each in container.identifiers]
