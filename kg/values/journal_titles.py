"""Titles of journals in their variants: abbreviated (ISO 4, NLM), in capitals, with a place or a subtitle behind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from kg.values.keys import fold

Home = TypeVar("Home", bound=Hashable)


class Title(NamedTuple):
    """A title as the telling words of its name, of what is in brackets behind it, and of its subtitle."""

    words: tuple[str, ...]
    place: tuple[str, ...] = ()
    subtitle: tuple[str, ...] = ()


@lru_cache(1 << 16)
def read_title(title: str) -> Title:
    """Divide a title of a journal; articles, prepositions and conjunctions are left out.

    A title in a second language, after "=", in square brackets, or after a full stop and "The", counts as a subtitle.

    >>> read_title("Medicine (Baltimore)").place, read_title("Academic psychiatry : the journal of many").subtitle
    (('baltimore',), ('journal', 'many'))
    """
    bare = _MEETING.sub("", _SPACES.sub(" ", title))
    place = _BRACKETS.search(bare)
    name, *subtitle = _SUBTITLE.split(_SPACES.sub(" ", _BRACKETS.sub(" ", bare)) if place else bare, maxsplit=1)
    words = _tell(name) or _tell(title)
    return Title(words, _tell(place[1]) if place and _tell(name) else (), _tell("".join(subtitle)))


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


def sign_title(title: str) -> tuple[str, ...]:
    """Give the squeezed forms of a title: in one that is in capitals throughout, a lone "A" or "I" may be a small word.

    >>> sign_title("BRAIN A JOURNAL OF NEUROLOGY"), sign_title("Brain : a journal of neurology")
    (('brainajournalneurology', 'brainjournalneurology'), ('brainjournalneurology',))
    """
    if not title.isupper():
        return (squeeze_title(title),)
    return tuple(dict.fromkeys((squeeze_title(title), squeeze_title(_LONE.sub(lambda found: found[0].lower(), title)))))


def squeeze_title(title: str) -> str:
    """Write a title's telling words as one, so that hyphens and small words make no difference.

    >>> squeeze_title("Psycho-Oncology"), squeeze_title("The Journal of Immunology. Series A")
    ('psychooncology', 'journalimmunologya')
    """
    return "".join(_tell(title)) or fold(title)


def abbreviates(short: Title, full: Title) -> bool:
    """Whether a title may be short for another: all its words, in order, for all the words of the other.

    What stands in brackets or after a colon may be left out; if both have it, it has to agree.

    >>> abbreviates(read_title("N Engl J Med"), read_title("The New England journal of medicine"))
    True
    >>> abbreviates(read_title("J Clin Med"), read_title("Journal of Clinical Medicine Research"))
    False
    """
    if len(short.words) != len(full.words) or not all(map(_shortens, short.words, full.words)):
        return False
    if len(short.words) == 1 and short.words != full.words:  # a title of one word is printed in full
        return False
    return _agree(short, full)


def find_variants(titles: Iterable[tuple[str, Home]]) -> Iterator[tuple[str, str]]:
    """Find titles that are short for another, each with that other; `titles` have a sign of the journals known to be one.

    A title that may be short for titles of several journals is short for none: "J Nurs" where there are both "Journal of
    Nursing" and "Journal of Nurses". The pairs are sorted.
    """
    homes: dict[str, set[Home]] = defaultdict(set)
    for title, home in titles:
        homes[title].add(home)
    blocks: dict[str, list[str]] = defaultdict(list)
    for each in sorted(homes):
        blocks["".join(word[0] for word in read_title(each).words)].append(each)
    for _, block in sorted(blocks.items()):
        shortened: dict[tuple[int, str], list[str]] = defaultdict(list)  # titles by all that is short for their words
        for each in block:
            for n, word in enumerate(read_title(each).words):
                for form in _short_forms(word):
                    shortened[n, form].append(each)
        for each in block:
            here = read_title(each)
            near = min((shortened[word] for word in enumerate(here.words)), key=len, default=block)
            longer = [other for other in near if homes[other] != homes[each] and abbreviates(here, read_title(other))]
            longest = [other for other in longer if not any(_is_shorter(other, more) for more in longer)]
            if len(set().union(*(homes[other] for other in longest)) - homes[each]) == 1:
                full = read_title(longest[0])
                rivals = (read_title(other) for other in block)
                if all(
                    _agree(here, other) for other in rivals if other.words == here.words and abbreviates(other, full)
                ):
                    yield each, longest[0]


def _is_shorter(short: str, full: str) -> bool:
    a, b = read_title(short), read_title(full)
    return abbreviates(a, b) and (
        a.words != b.words or len("".join(a.place + a.subtitle)) < len("".join(b.place + b.subtitle))
    )


def _agree(a: Title, b: Title) -> bool:
    """Whether what stands in brackets and after a colon is the same wherever both have it; places may be shortened."""
    places = not (a.place and b.place) or all(
        map(_shortens, *sorted((a.place, b.place), key=lambda place: len("".join(place))))
    )
    return places and (not (a.subtitle and b.subtitle) or a.subtitle == b.subtitle)


def is_same_title(a: str, b: str) -> bool:
    """Whether one title of a journal may be the other abbreviated, or a part of it.

    >>> is_same_title("N Engl J Med", "The New England journal of medicine")
    True
    >>> is_same_title("Ai zheng = Chinese journal of cancer", "Chinese Journal of Cancer"), is_same_title("Cancer", "Cancer Cell")
    (True, False)
    >>> is_same_title("Annals of the New York Academy of …", "Annals of the New York Academy of Sciences")
    True
    """
    short, long = sorted((_tell_all(a), _tell_all(b)), key=lambda words: (len(words), words))
    if set(short) <= set(long):
        return len(short) > 1 or short == long
    return len(short) == len(long) and all(_shortens(*sorted(pair, key=len)) for pair in zip(short, long, strict=True))


def _tell_all(title: str) -> tuple[str, ...]:
    """The telling words, without the meeting or the place that some databases put behind: "Medicine (Baltimore)"."""
    words = _tell(_BEHIND.sub("", _SPACES.sub(" ", title)) or title)
    if title.endswith(("…", "...")):  # cut off, perhaps behind a small word
        words = tuple(each for each in words if each not in _SMALL_WORDS) or words
    return words


@lru_cache(1 << 16)
def _tell(text: str) -> tuple[str, ...]:
    """The words that tell a title, without those that abbreviated titles leave out; what has a hyphen is one word.

    A capital on its own tells a section ("Part A"), and initials at the start are one word ("A.M.A. Archives").
    """
    text = _INITIALS.sub(lambda initials: initials[0].replace(".", "") + " ", text)
    found = [
        (word[0], _LIGATURE.sub("e", fold(word[0])))
        for word in _WORD.finditer(_HYPHEN.sub("", _POSSESSIVE.sub("s", text)))
    ]
    last = len(found) - 1
    return tuple(
        folded
        for n, (word, folded) in enumerate(found)
        if folded
        and (
            n == last
            or folded not in (_SMALL_WORDS if n else _ARTICLES)
            or (n and len(word) == 1 and word.isupper())
            or (folded in _PARTS and len(found[n + 1][0]) > _LONGEST_NUMBER)
        )
    )


def _shortens(short: str, long: str) -> bool:
    """Whether a word is short for another as ISO 4 shortens words: cut ("med"), contracted ("natl"), or without vowels.

    >>> [_shortens(*each.split()) for each in ("med medizinische", "natl national", "dtsch deutsche", "biom biochemical")]
    [True, True, True, False]
    """
    return short in _short_forms(long)


@lru_cache(1 << 12)
def _short_forms(word: str) -> frozenset[str]:
    """All that is short for a word, and the word itself; without a plural's s it is another word."""
    if len(word) > _LONGEST_WORD:
        return frozenset((word,))
    consonants = word[:1] + _VOWEL.sub("", word[1:])
    forms = {each[:end] for each in (word, consonants) for end in range(1, len(each) + 1)}
    if len(word) >= _NO_ABBREVIATION:
        forms |= {word[:end] + word[-1] for end in range(1, len(word) - 1)}
    return frozenset((forms - ({word[:-1]} if word.endswith("s") else set())) | {word})


_NO_ABBREVIATION = 8  # letters: what is so long is a word, which may be contracted
_LONGEST_WORD = 100  # letters: what is longer is none, and all that is short for it would take gigabytes
_MEETING = re.compile(r"\.?\s*Conference:.*")
_BEHIND = re.compile(r"\s*\([^()]*\)\s*$|\.?\s*Conference:.*")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s+")
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_INITIALS = re.compile(r"^(?:[A-Z]\.\s?){2,}")
_VOWEL = re.compile(r"[aeiou]")
# Behind a colon that no space precedes a capital begins a part of the name ("Nature: New biology").
_SUBTITLE = re.compile(r"\s+[:;]\s+|(?<=\w):\s+(?=[a-z])|(?<=\w);\s+|\s*=\s+|(?<=\w{2})\.\s+(?=The\b)|\s+(?=\[)")
# In capitals throughout: a lone letter that is a small word in some language, unless it numbers a part.
_LONE = re.compile(r"(?<!PART )(?<!SECTION )(?<!SERIES )(?<=\w )[ADEILY](?= \w)")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b|(?<=[A-Z]{3}) S\b(?! \w$)")
_LIGATURE = re.compile(r"[ao]e")  # which British English has where American English has e
_PARTS = frozenset(["part", "pt", "sect", "section", "ser", "series"])
_LONGEST_NUMBER = 2  # characters of what numbers a part: "B", "II"
_ARTICLES = frozenset(["a", "das", "der", "die", "el", "il", "l", "la", "le", "les", "the"])
_SMALL_WORDS = _ARTICLES | _PARTS | {
    "an", "and", "aus", "aux", "d", "da", "dal", "dall", "de", "dei", "del", "dell", "della", "delle", "den", "des",
    "di", "do", "dos", "du", "e", "ed", "en", "et", "for", "fra", "fur", "het", "i", "ihrer", "in", "na", "nell",
    "nella", "och", "of", "og", "on", "per", "po", "pour", "s", "sa", "ses", "sui", "sul", "sulla", "sur", "their",
    "to", "und", "van", "von", "voor", "y", "za", "zum", "zur",
}  # fmt: skip
