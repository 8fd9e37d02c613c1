"""Reads the authors of a row of Scopus: names, ids, full names, affiliations and addresses stand in columns apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import structs

from kg.readers._csv import Cells, split_parts
from kg.record import Affiliation, Contributor, Identifier
from kg.values.emails import take_emails

_FULL = re.compile(r"(.*?)\s*\((\d{5,15})\)")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?")
_COMMA = re.compile(r", ")
_NEXT_EDITOR = re.compile(r"(?<=[^\W\d_]\.)(?=[^\W\d_]{2})")

Lost = tuple[str, str]
"""A text that could not be read, and why."""


def read_authors(cells: Cells) -> tuple[tuple[Contributor, ...], tuple[Lost, ...]]:
    """Give the authors of a row in order, and what of the columns about them belongs to none.

    >>> authors, _ = read_authors(Cells({"Authors": "Bell S., Dow C.", "Author(s) ID": "571;572;"}))
    >>> [(each.name, each.identifiers[0].value) for each in authors]
    [('Bell S.', '571'), ('Dow C.', '572')]
    """
    full = split_parts(cells.first("Author full names"))
    ids = split_parts(cells.first("Author(s) ID"))
    names = _split_names(cells.first("Authors"), len(ids))
    lost = [
        (cells.peek(column), f"{len(values)} values for {len(names)} authors")
        for column, values in (("Author(s) ID", ids), ("Author full names", full))
        if values and len(values) != len(names)
    ]
    texts, strays = _align(split_parts(cells.first("Authors with affiliations")), names)
    lost += [(text, "no such author") for text in strays]
    known = sorted(split_parts(cells.first("Affiliations")), key=len, reverse=True)
    emails = _find_emails(cells.peek("Correspondence Address"))
    authors: list[Contributor] = []
    for place, name in enumerate(names):
        author = _name(name, full[place] if len(full) == len(names) else "")
        if len(ids) == len(names):
            author = structs.replace(author, identifiers=(Identifier("scopus", ids[place]),))
        email = next((emails[form] for form in _forms(name) if form in emails), "")
        affiliations = tuple(Affiliation(text) for text in _split_affiliations(texts.get(place, ""), known))
        authors.append(structs.replace(author, email=email, affiliations=affiliations))
    return tuple(authors), tuple(lost)


def read_editors(cell: str) -> tuple[Contributor, ...]:
    """Give the editors, whose names stand without anything between them.

    >>> [each.name for each in read_editors("Yang L.T.Guo M.de Paz Santana J.F.")]
    ['Yang L.T.', 'Guo M.', 'de Paz Santana J.F.']
    """
    names = split_parts(cell) if ";" in cell else _NEXT_EDITOR.split(cell)
    return tuple(Contributor(name.strip(" ,"), role="editor") for name in names if name.strip(" ,"))


def _split_names(cell: str, count: int) -> list[str]:
    """Split the names at semicolons, or, in the old form, at commas, of which one may stand before a suffix."""
    names = split_parts(cell)
    if ";" in cell and len(names) == (count or len(names)):
        return names
    old: list[str] = []
    for part in filter(None, (" ".join(part.split()) for part in re.split("[,;]", cell))):
        if old and _SUFFIX.fullmatch(part):
            old[-1] += f", {part}"
        else:
            old.append(part)
    return old if len(old) == count or ";" not in cell else names


def _name(name: str, full: str) -> Contributor:
    """Put a name together with its full form, "Family, Given (id)"."""
    found = _FULL.fullmatch(full)
    family, comma, given = (found[1] if found else full).partition(", ")
    if not comma:
        return Contributor(name)
    return Contributor(name, full_name=f"{given} {family}", family=family, given=given)


def _forms(name: str) -> tuple[str, ...]:
    """Give the forms a name has in other columns: "Bell S.", "Bell, S.", "S. Bell"; a suffix stays at its end."""
    bare, comma, suffix = name.partition(", ")
    family, _, initials = bare.rpartition(" ")
    return (name, f"{family}, {initials}{comma}{suffix}", f"{initials} {family}{comma}{suffix}") if family else (name,)


def _align(entries: Sequence[str], names: Sequence[str]) -> tuple[dict[int, str], list[str]]:
    """Give the affiliations by the author's place; an entry that begins with no name goes on with the one before."""
    texts: dict[int, str] = {}
    strays: list[str] = []
    place = -1
    places: dict[str, list[int]] = {}
    for n, name in enumerate(names):
        for form in _forms(name):
            places.setdefault(form, []).append(n)
    longest = max(map(len, places), default=0)
    for entry in entries:
        ends = [*(comma.start() for comma in _COMMA.finditer(entry, 0, longest + len(", "))), len(entry)]
        named = ((n, end) for end in ends for n in _after(place, places.get(entry[:end], ())))
        found = min(named, default=None)
        if found:
            place = found[0]
            texts[place] = entry[found[1] :].removeprefix(", ")
        elif place >= 0:
            texts[place] = "; ".join(filter(None, (texts[place], entry)))
        else:
            strays.append(entry)
    return texts, strays


def _after(place: int, places: Sequence[int]) -> Sequence[int]:
    """Give the first of the places, which are sorted, behind another."""
    at = bisect_right(places, place)
    return places[at : at + 1]


def _split_affiliations(text: str, known: Sequence[str]) -> Iterator[str]:
    """Cut an author's affiliations, which commas join, at those that the row lists, longest first."""
    while text:
        found = next((each for each in known if text == each or text.startswith((f"{each}, ", f"{each}; "))), text)
        yield found
        text = text[len(found) :].lstrip(",; ")


def _find_emails(cell: str) -> dict[str, str]:
    """Find the address of each corresponding author, who is named first on a line."""
    found: dict[str, str] = {}
    for line in cell.split("\n"):
        if emails := take_emails(line)[1]:
            found[line.partition(";")[0].strip()] = emails[0]
    return found
