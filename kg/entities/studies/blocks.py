"""Which records are worth comparing: those that share a sign, in numbers that grow with the records and not their square."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.entities.studies.outlines import Outline, volume_number

Pair = tuple[int, int]

_WHOLE = 30  # records of a block, up to which each is compared with each
_WINDOW = 10  # neighbours that a record of a larger block is compared with
_ENDS = 25  # letters at a title's beginning and end


def find_candidates(outlines: Sequence[Outline]) -> list[Pair]:
    """Give the pairs (i < j, sorted) that share an identifier, a title, its beginning or end, or a place.

    Records of a sign that many share ("Editorial") are sorted by what they say, and each is compared with its neighbours.
    """
    first: dict[tuple[object, ...], int] = {}
    blocks: dict[tuple[object, ...], list[int]] = {}  # of signs that several have: few
    for number, each in enumerate(outlines):
        for sign in _signs(each):
            if (one := first.setdefault(sign, number)) != number:
                members = blocks.setdefault(sign, [one])
                if members[-1] != number:
                    members.append(number)
    pairs: set[Pair] = set()
    for members in blocks.values():
        pairs.update(_pair_up(members, outlines))
    return sorted(pairs)


def _signs(each: Outline) -> Iterator[tuple[object, ...]]:
    yield from each.identifiers
    letters = each.form.letters
    if letters:
        yield "title", letters
    if len(letters) > _ENDS:
        yield "beginning", letters[:_ENDS]
        yield "end", letters[-_ENDS:]
    first = each.surnames[0] if each.surnames else ()
    volume = volume_number(each.volume)
    for year in each.years:
        if volume and each.start:
            yield "place", year, volume, each.start
        if first and each.start:
            yield "author", year, first, each.start
    if first and len(each.form.words) > 1:
        yield "words", first, *sorted(sorted(sorted(set(each.form.words)), key=len, reverse=True)[:2])


def _pair_up(members: Sequence[int], outlines: Sequence[Outline]) -> Iterable[Pair]:
    if len(members) <= _WHOLE:
        return ((i, j) for n, j in enumerate(members) for i in members[:n])
    near = sorted(members, key=lambda number: _order(outlines[number]))
    return ((min(i, j), max(i, j)) for n, i in enumerate(near) for j in near[n + 1 : n + 1 + _WINDOW])


def _order(each: Outline) -> tuple[object, ...]:
    """By what sets works of one title apart: when, by whom, where."""
    first = each.surnames[0] if each.surnames else ()
    return each.form.letters, each.years, first, volume_number(each.volume), each.start, each.identifiers, each.record
