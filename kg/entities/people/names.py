"""How far two authors' names agree."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from kg.entities.people.forms import Form, transliterate
from kg.entities.verdicts import oppose

_ALIKE = 0.88  # Jaro-Winkler: "catherine"/"katherine" no, "mohammad"/"mohammed", "aleksandr"/"alexander" yes
_SHORTEST = 3  # letters that a name cut short must have to be told from another: "rob"/"robert"


class Agreement(IntEnum):
    """How two names at one place of the given names compare."""

    ABSENT = 0
    ONE_SIDED = 1
    INITIAL = 2
    ALIKE = 3
    EQUAL = 4
    CONFLICT = 5


class Comparison(NamedTuple):
    """How the first and the middle names of two authors compare."""

    first: Agreement
    middle: Agreement


Aliases = tuple[frozenset[Form], ...]  # that a person goes by, each in its forms


@lru_cache(maxsize=1 << 18)
def compare(one: tuple[str, ...], other: tuple[str, ...]) -> Comparison:
    """Compare two authors' given names, as `given_names` gives them.

    >>> compare(("josephine", "m"), ("j", "m"))
    Comparison(first=<Agreement.INITIAL: 2>, middle=<Agreement.INITIAL: 2>)
    >>> compare(("john",), ("josephine", "m")).first
    <Agreement.CONFLICT: 5>
    >>> compare(("xiao", "ming"), ("xiaoming",))
    Comparison(first=<Agreement.EQUAL: 4>, middle=<Agreement.ABSENT: 0>)
    >>> compare(("roman", "stanislaw"), ("stanislaw",)).first
    <Agreement.ALIKE: 3>
    """
    if not one or not other:
        return Comparison(Agreement.ABSENT, Agreement.ABSENT)
    if len(one) != len(other) and "".join(one) == "".join(other):
        return Comparison(Agreement.EQUAL, Agreement.ABSENT)
    short, long = sorted((one, other), key=len)
    if len(short) < len(long) and len(short[0]) >= _SHORTEST and long[-len(short) :] == short:
        return Comparison(Agreement.ALIKE, Agreement.ABSENT)  # called by the middle name, and the first left out
    return Comparison(_compare_name(one[0], other[0]), _compare_middle(one[1:], other[1:]))


@lru_cache(maxsize=1 << 18)
def resemble(one: Form, other: Form) -> bool:
    """Tell whether two names of different surnames may be one: parts of it swapped, left out, joined, or umlauts spelt out.

    All words of the shorter name are in the longer one, in full or as initials: two or more, and one of them in full.

    >>> resemble(Form("lopez ruiz", ("jose", "l")), Form("ruiz", ("jose", "luis", "lopez")))
    True
    >>> [resemble(Form("wei", ("li",)), Form("li", (given,))) for given in ("wei", "wen")]
    [True, False]
    >>> resemble(Form("mueller", ("k",)), Form("muller", ("karl",)))
    True
    """
    if transliterate(one.surname) == transliterate(other.surname):
        return Agreement.CONFLICT not in compare(one.given, other.given)
    short, long = sorted((one.tokens, other.tokens), key=len)
    rest = list(long)
    full = 0
    for token in sorted(short, key=lambda each: (-len(each), each)):
        found = next((each for each in rest if each == token), "") or next(
            (each for each in rest if (len(each) == 1 or len(token) == 1) and each[0] == token[0]), ""
        )
        if not found:
            return False
        rest.remove(found)
        full += len(found) > 1 and found == token
    return len(short) > 1 and full > 0


def contradict(one: Form, other: Form) -> bool:
    """Tell whether two signatures cannot be one person's, whatever else speaks for it.

    >>> tomio, tornio = (Form("kamada", (each,), mailbox=1) for each in ("tomio", "tornio"))
    >>> contradict(tomio, tornio), contradict(tomio, tornio._replace(mailbox=0))
    (False, True)
    """
    return part(one, other) or (differ(one, other) and not vouch(one, other))


def part(one: Form, other: Form) -> bool:
    """Tell whether people decided that two signatures are not one person's, or their ORCIDs differ."""
    barred = one.bars and oppose(one.bars, other.bars)
    return bool(barred or (one.orcid and other.orcid and one.orcid != other.orcid))


def differ(one: Form, other: Form) -> bool:
    """Tell whether two names contradict each other: their suffixes differ, or given names, or surnames that do not resemble each other."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return True
    if one.surname == other.surname:
        return Agreement.CONFLICT in compare(one.given, other.given)
    return not resemble(one, other)


def vouch(one: Form, other: Form) -> bool:
    """Tell whether an equal ORCID or an e-mail address that is one person's outweighs the names.

    It outweighs another surname or other given names, not both: then it is printed beside the wrong author. Father and
    son may share an address.
    """
    alone = one.suffix and other.suffix and one.suffix != other.suffix
    if not (one.orcid and one.orcid == other.orcid) and (not one.mailbox or one.mailbox != other.mailbox or alone):
        return False
    if one.surname == other.surname or resemble(one, other):
        return True
    return compare(one.given, other.given).first is not Agreement.CONFLICT


def unite(one: Aliases, other: Aliases) -> Aliases | None:
    """Give the names of one person who goes by all of these; None if they cannot be one person's.

    A person goes by one name, whose forms do not contradict each other. What goes by several was vouched for: then each of
    its names may be met again without what vouched.

    >>> smith, jones = (Form(each, ("ann",), orcid="1") for each in ("smith", "jones"))
    >>> both = unite((frozenset([smith]),), (frozenset([jones]),))
    >>> len(both), len(unite(both, (frozenset([smith._replace(orcid="")]),)))
    (2, 2)
    """
    pairs = [(a, b) for x in one for y in other for a in x for b in y if a is not b]
    if any(part(a, b) for a, b in pairs):
        return None
    for x in one:
        for y in other:
            if not any(differ(a, b) for a in x for b in y if a is not b):
                return (*(each for each in one if each is not x), *(each for each in other if each is not y), x | y)
    return one + other if any(vouch(a, b) for a, b in pairs) else None


def _compare_name(one: str, other: str) -> Agreement:
    if one == other:
        return Agreement.EQUAL if len(one) > 1 else Agreement.INITIAL
    if len(one) == 1 or len(other) == 1:
        return Agreement.INITIAL if one[0] == other[0] else Agreement.CONFLICT
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
    found = []
    rest = iter(long)
    for name in short:
        agreement = next(
            (each for each in map(_compare_name, [name] * len(long), rest) if each is not Agreement.CONFLICT), None
        )
        if agreement is None:
            return Agreement.CONFLICT
        found.append(agreement)
    return min(found) if len(short) == len(long) else Agreement.ALIKE
