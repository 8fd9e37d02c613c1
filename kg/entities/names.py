"""How far two authors' given names agree."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from kg.record import Contributor
from kg.values.keys import fold

_ALIKE = 0.92  # Jaro-Winkler: "catherine"/"katherine" no, "mohammad"/"mohammed" yes
_SHORTEST = 3  # letters that a name cut short must have to be told from another: "rob"/"robert"


class Agreement(Enum):
    """How two names at one place of the given names compare."""

    EQUAL = "equal"
    ALIKE = "alike"
    INITIAL = "initial"
    ONE_SIDED = "one-sided"
    ABSENT = "absent"
    CONFLICT = "conflict"


class Comparison(NamedTuple):
    """How the first and the middle names of two authors compare."""

    first: Agreement
    middle: Agreement


def given_names(author: Contributor) -> tuple[str, ...]:
    """Fold the given names of an author in order, each in full as far as it is known, else its initial.

    >>> given_names(Contributor("Wildman JM", given="Josephine M", initials="JM"))
    ('josephine', 'm')
    >>> given_names(Contributor("Wildman JM", initials="JM"))
    ('j', 'm')
    """
    names = fold(author.given).split()
    initials = fold(author.initials).replace(" ", "")
    if not names or not initials.startswith(names[0][0]):
        return tuple(initials) or tuple(names)
    if initials.startswith("".join(name[0] for name in names)):
        names += initials[len(names) :]
    return tuple(names)


@lru_cache(maxsize=1 << 18)
def compare(one: tuple[str, ...], other: tuple[str, ...]) -> Comparison:
    """Compare two authors' given names, as `given_names` gives them.

    >>> compare(("josephine", "m"), ("j", "m"))
    Comparison(first=<Agreement.INITIAL: 'initial'>, middle=<Agreement.EQUAL: 'equal'>)
    >>> compare(("john",), ("josephine", "m")).first
    <Agreement.CONFLICT: 'conflict'>
    >>> compare(("xiao", "ming"), ("xiaoming",))
    Comparison(first=<Agreement.EQUAL: 'equal'>, middle=<Agreement.ABSENT: 'absent'>)
    """
    if not one or not other:
        return Comparison(Agreement.ABSENT, Agreement.ABSENT)
    if len(one) != len(other) and "".join(one) == "".join(other):
        return Comparison(Agreement.EQUAL, Agreement.ABSENT)
    return Comparison(_compare_name(one[0], other[0]), _compare_middle(one[1:], other[1:]))


def _compare_name(one: str, other: str) -> Agreement:
    if len(one) == 1 or len(other) == 1:
        return Agreement.INITIAL if one[0] == other[0] else Agreement.CONFLICT
    if one == other:
        return Agreement.EQUAL
    short, long = sorted((one, other), key=len)
    cut = len(short) >= _SHORTEST and long.startswith(short)
    alike = len(short) > _SHORTEST and JaroWinkler.similarity(one, other) >= _ALIKE
    return Agreement.ALIKE if cut or alike else Agreement.CONFLICT


def _compare_middle(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    if not one and not other:
        return Agreement.ABSENT
    if not one or not other:
        return Agreement.ONE_SIDED
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    if all(any(_compare_name(name, each) is not Agreement.CONFLICT for each in rest) for name in short):
        return Agreement.EQUAL if len(short) == len(long) else Agreement.ALIKE
    return Agreement.CONFLICT
