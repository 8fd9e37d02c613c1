"""Decides which records do not stand: PubMed's that it has withdrawn, or replaced by a later version.

An update file of PubMed names the records that are deleted: those of that PMID that were read before, from any of PubMed's
formats, do not stand; one that is read afterwards does. It also gives changed records again: of two in PubMed XML with one
PMID, the one with the lower version does not stand, nor, of one version, the one revised earlier
(https://www.nlm.nih.gov/databases/download/pubmed_medline_faq.html). Where that does not decide, both stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kg.parts import Part, Row


class _Reading(NamedTuple):
    part: int
    number: int
    row: Row


class Succession:
    """What does not stand of the records of some parts, in the order in which they were read.

    `withdrawn` counts the records of each part (by its number) that their source has deleted; `successor` gives, for the key of each record that was
    replaced, the key of the one that took its place.
    """

    def __init__(self, parts: Iterable[Part]) -> None:
        self.withdrawn: Counter[int] = Counter()
        self.successor: dict[str, str] = {}
        self._fallen: set[tuple[int, int]] = set()
        standing: dict[str, list[_Reading]] = {}
        for number, part in enumerate(parts):
            before = 0
            for block in part.blocks():
                notes = block.notes
                deletions = iter(notes.deletions)
                place, deletion = next(deletions, (len(notes.rows), None))
                for index in range(len(notes.rows) + 1):
                    while deletion and place == index:
                        self._withdraw(standing.pop(deletion.identifier.value, []))
                        place, deletion = next(deletions, (0, None))
                    if index < len(notes.rows) and (pmid := notes.rows[index].pmid):
                        standing.setdefault(pmid, []).append(_Reading(number, before + index, notes.rows[index]))
                before += len(notes.rows)
        for readings in standing.values():
            if len(readings) > 1:
                self._replace(readings)

    def stands(self, part: int, row: int) -> bool:
        """Whether the record in that row of that part stands."""
        return (part, row) not in self._fallen

    def _withdraw(self, readings: list[_Reading]) -> None:
        for each in readings:
            self.withdrawn[each.part] += 1
            self._fallen.add((each.part, each.number))

    def _replace(self, readings: list[_Reading]) -> None:
        latest = max(readings, key=lambda each: each.row.edition)
        for each in readings:
            (version, revised), (last_version, last_revised) = each.row.edition, latest.row.edition
            if version < last_version or (version == last_version and revised and revised < last_revised):
                self._fallen.add((each.part, each.number))
                self.successor[each.row.key] = latest.row.key
