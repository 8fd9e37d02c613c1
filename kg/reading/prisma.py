"""The counts of a PRISMA 2020 flow diagram: what each source gave, and what was removed as a duplicate.

Page and others (2021), https://doi.org/10.1136/bmj.n71: records identified from each source, and duplicate records removed before
screening. A study found by several sources is counted for the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kg.entity import Study


class Flow(Struct, frozen=True):
    """Of one source: records removed since the same source, or an earlier one, has their study, and those left."""

    duplicates_within: int = 0
    duplicates_across: int = 0
    remaining: int = 0


def count_flow(sources: Iterable[Iterable[str]], studies: Iterable[Study]) -> list[Flow]:
    """Count for each source, given the keys of its records; `studies` says which of them are one.

    >>> studies = [Study("s", ("a", "b"), "a", ""), Study("t", ("c",), "c", "")]
    >>> count_flow([["a", "b"], ["b", "c"]], studies)[1]
    Flow(duplicates_within=0, duplicates_across=1, remaining=1)
    """
    study_of = {record: study.key for study in studies for record in study.records}
    seen: set[str] = set()
    flows = []
    for keys in sources:
        given = [study_of[key] for key in keys]
        here = set(given)
        flows.append(Flow(len(given) - len(here), len(here & seen), len(here - seen)))
        seen |= here
    return flows
