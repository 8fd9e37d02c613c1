"""Names of people and groups as bylines print them: "van der Berg JM", "Smith J Jr", "RAMESES II team"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import groupby, islice

from msgspec import Struct

from kg.values.keys import fold

_WORDS = tomllib.loads(files("kg.values").joinpath("name_words.toml").read_text("utf-8"))
_PARTICLES, _FUNCTION_WORDS, _LINKS = (frozenset(_WORDS[part]) for part in ("particles", "function_words", "links"))
_GROUPS = frozenset(_WORDS["groups"])
_GROUPS_AMONG_PEOPLE = _GROUPS | frozenset(_WORDS["groups_among_people"])

# Capitals, some with the second letter of a digraph: "JM", "RCh", "Yu"; bylines of old records have "Jd" as well.
_INITIALS = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ][a-z]?-?){1,5}")
# The same with full stops: "J.M.", "J.-P.", "C. E."
_DOTTED = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ][a-z]?\.[\s-]?){1,6}")
_SUFFIX = re.compile(r",?\s([JjSs][Rr]|II|III|IV|2nd|3rd|4th|5th)\.?$")
_FAMILY_WORD = re.compile(r"[^\W\d_](?:[\w’'‘`´ʼ-]|&[a-z]+;)*")
_BOUNDARY = re.compile(r"\.\s+(?=\S)")
_ABBREVIATION = re.compile(r"(?:^|[\s.])[^\W\d_]{1,2}$")
_LONGEST_ABBREVIATION = 3  # characters, with what stands before it
_MOST_STOPS = 20  # in a byline: in the names of groups
_MOST_COMMAS = 12  # in the name of a group
_MOST_WORDS = 20  # of a person's name
_FAMILY_FIRST = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_ET_AL = re.compile(r"\bet al$")
# What bibliographies print where they name no author.
_NOBODY = frozenset(
    ["anonymous", "anon", "author unknown", "no author", "no authors listed", "unknown", "unknown author"]
)


def is_nobody(printed: str) -> bool:
    """Whether what stands in an author's place says that there is none, or is no name: it has no letter.

    >>> is_nobody("[Anonymous]"), is_nobody("[No authors listed]"), is_nobody("Anon E"), is_nobody("***")
    (True, True, False, True)
    """
    if not printed[:1].isalpha() and not any(map(str.isalpha, printed)):
        return bool(printed.strip())
    if printed.isascii() and "no" not in printed.lower():  # which all of them have
        return False
    return fold(printed) in _NOBODY


class Name(Struct, frozen=True):
    """The parts of a person's name; those that were not printed are empty."""

    family: str
    given: str = ""
    initials: str = ""
    suffix: str = ""


def _cut_suffix(name: str) -> tuple[str, str]:
    """Give the name before the suffix, and the suffix; "Ismailov II" has initials, "Ismailov I II" a suffix."""
    ending = _SUFFIX.search(name)
    if ending and " " in name[: ending.start()].strip():
        return name[: ending.start()], ending[1]
    return name, ""


@lru_cache(maxsize=1 << 16)
def is_personal(name: str) -> bool:
    """Tell whether a piece of a byline has the form of a person's name: family name, initials, perhaps a suffix.

    >>> [is_personal(name) for name in ("de la Cruz-O’Neil JM", "Smith J Jr", "Link workers", "THE USE OF X")]
    [True, True, False, False]
    """
    words = _cut_suffix(name)[0].split()
    if not _INITIALS.fullmatch(words[-1] if words else ""):
        words = name.split()  # "Silva Costa IV" has initials that look like a suffix
    if not 2 <= len(words) <= 8 or not _INITIALS.fullmatch(words[-1]):
        return False
    family = words[:-1]
    if len(family) > 1 and any(word.lower() in _FUNCTION_WORDS for word in family):
        return False
    capitals = [word for word in family if any(map(str.isupper, word))]
    return bool(capitals) and all(
        word in _PARTICLES or (word in capitals and _FAMILY_WORD.fullmatch(word)) for word in family
    )


def is_group(name: str, *, among_people: bool = True) -> bool:
    """Tell whether a piece of a byline names a group: capitalised words that end in, or centre on, "Group" or the like.

    `among_people` says that personal names stand beside it, which makes more words credible.

    >>> is_group("Committee on Trauma"), is_group("RAMESES II team"), is_group("Tensions and opportunities")
    (True, True, False)
    """
    nouns = _GROUPS_AMONG_PEOPLE if among_people else _GROUPS
    words = name.replace(",", " ").split()
    if not words or len(words) > 25 or ":" in name:
        return False
    lowered = [word.strip("()’'").lower() for word in words]
    if not all(
        word[0].isupper() or not word[0].isalpha() or low in _LINKS or low in nouns
        for word, low in zip(words, lowered, strict=True)
    ):
        return False
    heads = [
        low
        for low, after in zip(lowered, [*lowered[1:], "of"], strict=True)
        if after in _LINKS or after.startswith("(")
    ]
    return any(head in nouns for head in heads)


def invert_name(printed: str, family: str, given: str, suffix: str = "") -> str:
    """The name as catalogues enter it, family name first; as printed if it has no parts or is printed so anyway (Han, kana, hangul).

    >>> invert_name("Josephine M. Wildman", "Wildman", "Josephine M."), invert_name("Guerra AA Jr", "Guerra", "AA", "Jr")
    ('Wildman, Josephine M.', 'Guerra, AA, Jr')
    >>> invert_name("王伟", "王", "伟"), invert_name("RAMESES II team", "", "")
    ('王伟', 'RAMESES II team')
    """
    if not (family and given) or _FAMILY_FIRST.match(family):
        return printed
    return ", ".join(filter(None, (family, given, suffix)))


def split_byline(text: str) -> tuple[tuple[str, ...], str]:
    """Split "Byline. Title" into the names and the title; no names if the text does not begin with a byline.

    >>> split_byline("Rothe D, Heiss R. Link workers: a review")
    (('Rothe D', 'Heiss R'), 'Link workers: a review')
    >>> split_byline("Tensions and opportunities. Developing a framework")
    ((), 'Tensions and opportunities. Developing a framework')
    """
    for boundary, abbreviated in find_stops(text):
        names = _read_names(text[: boundary.start()])
        if names:
            return names, text[boundary.end() :]
        if not abbreviated:
            break
    return (), text


def find_stops(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Find the first full stops of a text, at one of which a byline ends, each with whether an abbreviation may stand before it."""
    for stop in islice(_BOUNDARY.finditer(text), _MOST_STOPS):
        end = stop.start()
        yield stop, _ABBREVIATION.search(text, max(0, end - _LONGEST_ABBREVIATION), end) is not None


def _read_names(byline: str) -> tuple[str, ...]:
    """Read the names of a byline, or none if it is something else; a group's name may have commas inside."""
    pieces = _ET_AL.sub("", byline).rstrip(" ,").split(", ")
    people = any(map(is_personal, pieces))
    names: list[str] = []
    for personal, group in groupby(pieces, is_personal):
        run = list(group)
        found = run if personal else _read_groups(run, among_people=people)
        if not found:
            return ()
        names += found
    return tuple(names)


def _read_groups(pieces: list[str], *, among_people: bool) -> list[str]:
    """Read the groups in a part of a byline without personal names; a piece that is none belongs to its neighbour."""
    groups: list[str] = []
    parts: list[str] = []
    for piece in pieces[:_MOST_COMMAS]:
        parts.append(piece)
        if is_group(", ".join(parts), among_people=among_people and not groups):
            groups.append(", ".join(parts))
            parts = []
    if groups and parts:
        groups[-1] = ", ".join((groups[-1], *parts))
    return groups if len(pieces) <= _MOST_COMMAS else []


@lru_cache(maxsize=1 << 16)
def parse_name(name: str, full_name: str = "") -> Name:
    """Take apart a name as a byline prints it, with the help of the longer form if there is one.

    >>> parse_name("Wildman JM", "Josephine M Wildman")
    Name(family='Wildman', given='Josephine M', initials='JM', suffix='')
    >>> parse_name("van der Palen J 3rd")
    Name(family='van der Palen', given='', initials='J', suffix='3rd')
    """
    bare, suffix = _cut_suffix(name)
    family, _, initials = name.rpartition(" ")
    if suffix and not _are_initials(family, initials, full_name):
        family, _, initials = bare.rpartition(" ")
    else:
        bare, suffix = name, ""
    if not family or "," in family or not _INITIALS.fullmatch(initials):
        return _parse_full_name(bare, suffix)
    words = family.split()
    longest = min(len(words), _MOST_WORDS) if full_name else 0
    for end in range(longest, 0, -1):  # "Rocha Ade F", Amanda de Freitas Rocha: initials have particles, too
        if given := _find_given(" ".join(words[:end]), full_name):
            rest = "".join(c for c in "".join(words[end:]) if c.isupper())
            return Name(" ".join(words[:end]), given, rest + initials.replace("-", ""), suffix)
    return Name(" ".join(words), "", initials.replace("-", ""), suffix)


def _are_initials(family: str, letters: str, full_name: str) -> bool:
    """Tell whether "II", "III" or "IV" behind a family name are initials: after a particle, or as given names begin."""
    given = _find_given(family, full_name)
    begins = "".join(word[0] for word in given.replace("-", " ").split()) if given else ""
    return letters == begins or (
        family.split(maxsplit=1)[0] in _PARTICLES and not _INITIALS.fullmatch(family.rsplit(maxsplit=1)[-1])
    )


def split_full_name(name: str) -> Name:
    """Take apart a name of which it is known that the given names come first, or that a comma stands after the family's.

    >>> split_full_name("Bo Li"), parse_name("Bo Li").initials
    (Name(family='Li', given='Bo', initials='', suffix=''), 'Li')
    """
    return _parse_full_name(*_cut_suffix(name))


def _parse_full_name(name: str, suffix: str) -> Name:
    """Take apart a name without initials: "Family, Given", or the family name last, with the particles before it."""
    family, comma, given = name.partition(",")
    if comma:
        given, _, last = given.partition(",")
        return _parse_parts(" ".join(family.split()), " ".join(given.split()), suffix or last.strip())
    words = name.split()
    if len(words) > 1 and _DOTTED.fullmatch(words[-1]):  # "Fanning E."
        return _parse_parts(" ".join(words[:-1]), words[-1], suffix)
    start = max(len(words) - 1, 0)
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]), "", suffix)


def _parse_parts(family: str, given: str, suffix: str) -> Name:
    """Tell given names from initials, which may have full stops, in what stands beside the family name."""
    letters = given.replace(".", "").replace(" ", "")
    if _DOTTED.fullmatch(given) or (given.isupper() and not family.isupper() and _INITIALS.fullmatch(letters)):
        return Name(family, "", letters.replace("-", ""), suffix)
    return Name(family, given, "", suffix)


def initials_of(given: str) -> str:
    """Give the initials of given names.

    >>> initials_of("Xiang-Yu"), initials_of("Sarah R."), initials_of("JM")
    ('XY', 'SR', 'JM')
    """
    words = given.replace("-", " ").replace(".", " ").split()
    if len(words) == 1 and given.isupper() and len(given) <= 3:
        return given
    return "".join(word[0] for word in words if word[0].isupper())


def _find_given(family: str, full_name: str) -> str:
    """Give what is left of the full name without the family name at its end or at its beginning."""
    words = _cut_suffix(full_name)[0].split()
    wanted = fold(family)
    cuts = [(words[:cut], words[cut:]) for cut in range(1, len(words) if len(words) <= _MOST_WORDS else 0)]
    pairs = (*cuts, *((end, beginning) for beginning, end in cuts))
    return next((" ".join(given) for given, last in pairs if fold(" ".join(last)) == wanted), "")
