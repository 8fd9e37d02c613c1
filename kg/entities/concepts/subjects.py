"""Which MeSH descriptor a label means: what the build's own records say that print labels with ids."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from kg.record import Record
from kg.values.keys import fold

Subject = tuple[str, str]
"""A folded label and the id of the MeSH descriptor it means."""


def read_subjects(records: Iterable[Record]) -> set[Subject]:
    """Read which descriptors the headings with ids name, under their folded labels."""
    return {
        (label, heading.identifier.value)
        for record in records
        for heading in record.headings
        if heading.identifier and heading.identifier.scheme == "mesh" and (label := fold(heading.label))
    }


def settle_subjects(told: Iterable[Subject]) -> tuple[Subject, ...]:
    """Sort by label what records tell; a label under which they mean several descriptors tells none.

    >>> settle_subjects({("walking", "D016138"), ("ice", "D007053"), ("ice", "C004742")})
    (('walking', 'D016138'),)
    """
    found = sorted(set(told))
    doubtful = {one for (one, _), (other, _) in pairwise(found) if one == other}
    return tuple(each for each in found if each[0] not in doubtful)
