"""Words as names are compared by: the same for the names of an authority and for the affiliations that print them."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import NamedTuple

from kg.values.keys import fold


class Word(NamedTuple):
    """A word of a text: its comparable form, where it stands (characters), whether it is printed as acronyms are."""

    form: str
    start: int
    end: int
    capitals: bool


def read_words(text: str) -> list[Word]:
    """Find the words of a text that count when names are compared; an acronym of several words gives each of them.

    >>> [word.form for word in read_words("Univ. of L’Aquila & St Mary's Hosp.")]
    ['university', 'aquila', 'saint', 'marys', 'hospital']
    >>> [word.form for word in read_words("MPI für Physik, Universitätsklinikum")]
    ['max', 'planck', 'institute', 'physics', 'university', 'hospital']
    """
    words = []
    for match in _PRINTED.finditer(text):
        forms, capitals = read_word(match[2] or _BETWEEN_INITIALS.sub("", match[1]))
        words += [Word(form, match.start(), match.end(), capitals) for form in forms]
    return words


@lru_cache(1 << 18)
def read_word(word: str) -> tuple[tuple[str, ...], bool]:
    """The comparable forms of one printed word (none for articles and prepositions), and whether it may be an acronym."""
    folded = fold(word).replace(" ", "")
    tail = word[1:]
    capitals = bool(tail) and tail != tail.lower()
    if folded in _STOP and not (capitals and folded not in _OTHER_STOP):
        return (), capitals
    phrase = _PHRASES.get(folded) or (_ACRONYMS.get(folded) if capitals else None)
    if phrase:
        return phrase, capitals
    for pattern, cognate in _COGNATES.get(folded[:1], ()):
        if pattern.fullmatch(folded):
            return (cognate,), capitals
    return (_WRITTEN_OUT.get(folded, folded),), capitals


def comparable(name: str) -> tuple[str, ...]:
    """The comparable forms of a name's words."""
    return tuple(word.form for word in read_words(name))


def is_generic(form: tuple[str, ...]) -> bool:
    """Whether a comparable form says only what kind of thing it is, not which one."""
    return all(word in _GENERIC or word.isdigit() or len(word) < 2 for word in form)


def without_titles(form: tuple[str, ...]) -> tuple[str, ...]:
    """The form without words that are often left out, such as "state", or "university" of a hospital.

    >>> without_titles(("moscow", "state", "university")), without_titles(("university", "hospital", "paz"))
    (('moscow', 'university'), ('hospital', 'paz'))
    """
    titles = _TITLES | _HOSPITAL_TITLES if "hospital" in form else _TITLES
    return tuple(word for word in form if word not in titles)


def is_school(word: str) -> bool:
    """Whether it is a word for a part of a university."""
    return word in _SCHOOL


def is_care(word: str) -> bool:
    """Whether it is a word for a place of medical care."""
    return word in _CARE


def stem(word: str) -> str:
    """The beginning of a word, in which it mostly agrees with its abbreviation and with its cognates."""
    return word[:4]


@lru_cache(1 << 18)
def word_hash(word: str) -> int:
    """Hash a word to 64 bits, the same everywhere."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


_BETWEEN_INITIALS = re.compile(r"[.\s]+")
_COMMON = tomllib.loads((files("kg.values") / "organisation_words.toml").read_text("utf-8"))
_OWN = tomllib.loads((files("kg.authorities") / "words.toml").read_text("utf-8"))
_OTHER_STOP = frozenset(_COMMON["stop"])
_STOP = _OTHER_STOP | frozenset(_OWN["stop"])
_WRITTEN_OUT: dict[str, str] = _COMMON["written_out"] | _OWN["written_out"]
_COGNATES: dict[str, list[tuple[re.Pattern[str], str]]] = {}  # by first letter
for _cognate, _patterns in _OWN["cognates"].items():
    for _pattern in _patterns:
        _COGNATES.setdefault(_pattern[0], []).append((re.compile(_pattern), _cognate))
_GENERIC = frozenset(_COMMON["generic"]) | frozenset(_OWN["cognates"])
_TITLES, _HOSPITAL_TITLES = frozenset(_OWN["titles"]), frozenset(_OWN["hospital_titles"])
_SCHOOL = frozenset(_OWN["school"])
_CARE = frozenset(_OWN["care"])
_PHRASES = {word: tuple(phrase.split()) for word, phrase in _OWN["phrases"].items()}
_ACRONYMS = {word: tuple(phrase.split()) for word, phrase in _OWN["acronyms"].items()}
# Initials are one word ("M. D. Anderson", "U.S."); "Xi'an" and "St Mary's" are one word, "L'Aquila" and "dell'Insubria" are two.
_PRINTED = re.compile(
    r"(?:\b([^\W\d_](?:\.\s?[^\W\d_])+|[A-Z](?: [A-Z])+)\b\.?(?!\w))|(?:(?:[dlnDLN]|dell|nell|all|dall|sull|degl|qu)['’`´])?([^\W_]+(?:['’`´][^\W_]+)?)"
)
