"""Decides which records do not stand: PubMed's that it has withdrawn, or replaced by a later version.

An update file of PubMed names the records that are deleted: those of that PMID that were read before, from any of PubMed's
formats, do not stand; one that is read afterwards does. It also gives changed records again: of two in PubMed XML with one
PMID, the one with the lower version does not stand, nor, of one version, the one revised earlier
(https://www.nlm.nih.gov/databases/download/pubmed_medline_faq.html). Where that does not decide, both stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.reading.parts import Part, Row


class _Place(NamedTuple):
    part: int
    number: int
    row: Row


class Succession:
    """What does not stand of the records of some parts, in the order in which they were read.

    `withdrawn` counts the records of each part (by its number) that their source has deleted; `successor` gives, for the
    key of each record that was replaced, the key of the one that took its place.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self.withdrawn: Counter[int] = Counter()
        self.successor: dict[str, str] = {}
        self._fallen: set[tuple[int, int]] = set()
        concerned = _find_concerned(parts)
        standing: dict[str, list[_Place]] = {}
        for pmid, place in _follow(parts) if concerned else ():
            if place is None:
                self._withdraw(standing.pop(pmid, []))
            elif hash(pmid) in concerned:
                standing.setdefault(pmid, []).append(place)
        for places in standing.values():
            if from_xml := [each for each in places if each.row.version]:
                self._replace(from_xml)

    def stands(self, part: int, row: int) -> bool:
        """Whether the record in that row of that part stands."""
        return (part, row) not in self._fallen

    def _withdraw(self, places: list[_Place]) -> None:
        for each in places:
            self.withdrawn[each.part] += 1
            self._fallen.add((each.part, each.number))

    def _replace(self, places: list[_Place]) -> None:
        latest = max((each.row for each in places), key=lambda row: (row.version, row.revised))
        for each in places:
            row = each.row
            if row.version < latest.version or (row.version == latest.version and "" < row.revised < latest.revised):
                self._fallen.add((each.part, each.number))
                self.successor[row.key] = latest.key


def _follow(parts: Sequence[Part]) -> Iterator[tuple[str, _Place | None]]:
    """Give each record of PubMed's (its PMID and place) and each deletion (no place) in the order in which they were read."""
    for number, part in enumerate(parts):
        before = 0
        for notes in (block.notes for block in part.blocks()):
            deletions = list(reversed(notes.deletions))
            for index, row in enumerate(notes.rows):
                while deletions and deletions[-1][0] <= index:
                    yield deletions.pop()[1].identifier.value, None
                if row.pmid:
                    yield row.pmid, _Place(number, before + index, row)
            for _, deletion in reversed(deletions):
                yield deletion.identifier.value, None
            before += len(notes.rows)


def _find_concerned(parts: Sequence[Part]) -> set[int]:
    """Hashes of the PMIDs that are read more than once, or deleted: of most, nothing has to be remembered."""
    seen: set[int] = set()
    again: set[int] = set()
    for pmid, place in _follow(parts):
        number = hash(pmid)
        if place is None or number in seen:
            again.add(number)
        seen.add(number)
    return again
