"""Reads the authors of a row of Dimensions: names, affiliations as printed, and the organisations found in these, in columns apart.

Affiliations stand in brackets behind the name: "Bo, Ann (Oita University, Japan; Keio University); Ames, Bill".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.readers._csv import Cells, split_parts
from kg.record import Affiliation, Contributor, Identifier
from kg.values.keys import fold

_PIECE = re.compile(r"([^();]*+)([();]?)")
_PRINTED, _FOUND = "Authors (Raw Affiliation)", "Authors Affiliations"
_ORGANISATIONS, _GRIDS = "Research Organizations - standardized", "GRID IDs"


def read_people(cells: Cells) -> tuple[tuple[Contributor, ...], str]:
    """Give the authors in order, and the cell of printed affiliations if it is not these authors'.

    A GRID id goes to the affiliation that names its organisation, or to the only one of an author whom Dimensions sees there;
    authors without printed affiliations have the organisations. Columns of which something found no place are kept as well.
    """
    names = cells.parts("Authors")
    printed, found = (_match(names, cells.peek(column)) for column in (_PRINTED, _FOUND))
    organisations, grids = (split_parts(cells.peek(column)) for column in (_ORGANISATIONS, _GRIDS))
    ids = dict(zip(organisations, grids, strict=True)) if len(organisations) == len(grids) else {}
    people = tuple(
        _read_person(name, tuple(_identify(texts, places, ids)))
        for name, texts, places in zip(names, printed or [()] * len(names), found or [()] * len(names), strict=True)
    )
    placed = {one.value for person in people for each in person.affiliations for one in each.identifiers}
    is_placed = bool(ids) and placed.issuperset(ids.values())
    used = {
        _PRINTED: printed,
        _FOUND: found and (is_placed or not printed),
        _ORGANISATIONS: is_placed,
        _GRIDS: is_placed,
    }
    for column in (each for each, is_used in used.items() if is_used):
        cells.first(column)
    return people, "" if printed else cells.peek(_PRINTED)


def _match(names: Sequence[str], cell: str) -> list[tuple[str, ...]]:
    """Give the affiliations of each of these authors; nothing if the cell is about others."""
    people = split_people(cell)
    return [texts for _, texts in people] if [name for name, _ in people] == list(names) else []


def _identify(texts: Sequence[str], organisations: Sequence[str], ids: Mapping[str, str]) -> Iterator[Affiliation]:
    """Give an author's affiliations with the ids of the organisations that they name."""
    for text in texts or organisations:
        folded = f" {fold(text)} "
        alone = len(texts) == 1
        named = (each for each in organisations if each == text or alone or (texts and f" {fold(each)} " in folded))
        yield Affiliation(text, tuple(Identifier("grid", ids[each]) for each in named if each in ids))


def split_people(cell: str) -> list[tuple[str, tuple[str, ...]]]:
    """Split a cell into names, each with its affiliations; nothing if its brackets are not in pairs.

    >>> split_people("Bo, Ann (Oita (Campus 2), Japan; Keio); Ames, Bill")
    [('Bo, Ann', ('Oita (Campus 2), Japan', 'Keio')), ('Ames, Bill', ())]
    """
    pieces = [""]
    depth = 0
    for text, joint in _PIECE.findall(cell):
        depth += (joint == "(") - (joint == ")")
        if depth < 0:
            return []
        pieces[-1] += text
        if joint == ";" and not depth:
            pieces.append("")
        else:
            pieces[-1] += joint
    if depth:
        return []
    people = (piece.partition("(") for piece in pieces if piece.strip())
    return [(_fold(name), _split_affiliations(inside.rstrip().removesuffix(")"))) for name, _, inside in people]


def _split_affiliations(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(split_parts(text)))


def _fold(text: str) -> str:
    return " ".join(text.split())


def _read_person(name: str, affiliations: tuple[Affiliation, ...]) -> Contributor:
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not given:
        family = given = ""
    return Contributor(name, family=family, given=given, affiliations=affiliations)
