"""The names in PubMed's text for reading, with the marks that tell whose each numbered address is: "Bell S(1)(2), Dow C(#)(3)."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.record import Affiliation, Contributor
from kg.values.names import is_group, is_nobody, is_personal

_MARKED = re.compile(r"(.{1,200}?\S)((?:\((?:\d{1,4}|#)\))+)")
_MARK = re.compile(r"\((\d+)\)")
_ADDRESS = re.compile(r"(?:(?<![^\n])|(?<= ))\((\d{1,4}|#)\)")


def is_byline(text: str) -> bool:
    """Whether a text is a list of names, or says that there are none.

    >>> is_byline("Kenry(1), Yeo T(2)."), is_byline("Bell S; Walking Study Group."), is_byline("We (1) walked.")
    (True, True, False)
    """
    pieces = list(_split(text))
    people = [each for each in pieces if _is_person(each)]
    return is_nobody(text) or (bool(people) and all(_is_person(each) or is_group(each) for each in pieces))


def read_names(text: str, addresses: Mapping[str, str], role: str = "author") -> Iterator[Contributor]:
    """Read the names of a byline, or of a list of collaborators, with the addresses that their marks tell."""
    for piece in _split(text):
        found = _MARKED.fullmatch(piece)
        name, marks = found.groups() if found else (piece, "")
        if not is_nobody(name):
            known = (addresses[each] for each in _MARK.findall(marks) if each in addresses)
            collective = not is_personal(name) and " " in name
            yield Contributor(name, role=role, collective=collective, affiliations=tuple(map(Affiliation, known)))


def _split(text: str) -> Iterator[str]:
    """Split a byline into names; groups stand between semicolons, and may have commas."""
    for part in text.rstrip().removesuffix(".").split("; "):
        pieces = part.split(", ")
        yield from [part] if is_group(part) and not all(map(_is_person, pieces)) else filter(None, pieces)


def _is_person(piece: str) -> bool:
    return is_personal(piece) or _MARKED.fullmatch(piece) is not None


def read_addresses(text: str) -> Iterator[tuple[str, str]]:
    r"""Read addresses by number, each on a line or all in running text; what has another mark ("#"), or none, is a note.

    >>> list(read_addresses("(1)Oita, Japan. (2)Town (5)\nHall.\n(#)Contributed equally"))
    [('', ''), ('1', 'Oita, Japan.'), ('2', 'Town (5)\nHall.'), ('#', 'Contributed equally')]
    """
    mark, start, number = "", 0, 0
    for each in _ADDRESS.finditer(text):
        if each[1] == "#" or int(each[1]) == number + 1:
            yield mark, text[start : each.start()].strip()
            mark, start, number = each[1], each.end(), number + (each[1] != "#")
    yield mark, text[start:].strip()
