"""Which of its printed names an institution is shown under, in full and in short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from kg.values.organisations import in_capitals_only, in_mixed_case, name_form, short_name


def choose_name(names: Counter[str]) -> str:
    """Choose the form most often printed (ties: the longest, then the first), in mixed case if any is.

    >>> choose_name(Counter({"UNIV LEEDS": 3, "Univ. of Leeds": 1, "University of Leeds": 1}))
    'University of Leeds'
    """
    best = min(names, key=lambda name: (in_capitals_only(name), -names[name], -len(name), name))
    return in_mixed_case(best) if in_capitals_only(best) else best


def name_shortly(names: Sequence[str], places: Sequence[str], units: AbstractSet[int]) -> list[str]:
    """Make short names that tell the organisations apart: where two would share one, both keep more of their name.

    `places` are the names of their cities or countries, empty where unknown; `units` (by number) may share theirs.

    >>> name_shortly(["University of Newcastle", "Newcastle University", "York University"], ["", "", ""], {2})
    ['University of Newcastle', 'Newcastle University', 'York']
    """
    short = [short_name(name) for name in names]
    longer = [f"{name}, {place}" if place else name for name, place in zip(names, places, strict=True)]
    for fuller in (names, longer):
        shared = Counter(name_form(name) for n, name in enumerate(short) if n not in units)
        short = [fuller[n] if n not in units and shared[name_form(name)] > 1 else name for n, name in enumerate(short)]
    return short
