"""The forms under which a name may be printed: as it is, without what is often left out, by its head, by its city."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from enum import IntEnum

from kg.authorities.organisation import Organisation
from kg.authorities.words import comparable, is_generic, without_titles

Words = tuple[str, ...]


class Form(IntEnum):
    """How a form was made from a name."""

    WHOLE = 0
    BARE = 1  # without brackets ("(United States)") or the company's form ("GmbH")
    HEAD = 2  # "Courant Institute", of Mathematical Sciences
    CIVIC = 3  # "University of Marburg" for the Philipps University there
    SHORT = 4  # "Stanford" for its university
    PLACELESS = 5  # "Ludwig Maximilian University", of Munich
    OWN = 6  # "Anderson Cancer Center", of the University of Texas
    UNTITLED = 7  # "Moscow University", for the Moscow State University
    PAIR = 8  # two of its telling words, "Sloan Kettering"; not made here but looked for by themselves


class Kind(IntEnum):
    """What kind of name it is."""

    NAME = 0
    LABEL = 1
    ALIAS = 2
    ACRONYM = 3


def list_names(organisation: Organisation) -> list[tuple[str, Kind]]:
    """All names of an organisation, each once, with their kinds; the place in this list is the name's number."""
    each = organisation
    kinds = (
        ((each.name,), Kind.NAME),
        (each.labels, Kind.LABEL),
        (each.aliases, Kind.ALIAS),
        (each.acronyms, Kind.ACRONYM),
    )
    named: dict[str, Kind] = {}
    for names, kind in kinds:
        for name in names:
            named.setdefault(name, kind)
    return list(named.items())


def derive_forms(
    name: str,
    kind: Kind,
    cities: frozenset[Words],
    country: Words = (),
    *,
    wholes: AbstractSet[Words] = frozenset(),
    acronyms: AbstractSet[Words] = frozenset(),
    compare: Callable[[str], Words] = comparable,
) -> Iterator[tuple[Words, Form]]:
    """Give the comparable forms under which a name may be printed; the same form may come twice.

    `cities` are the names (comparable) of the organisation's city and of those that its names mention, `wholes`
    those of what it is part of, `acronyms` those of that; `compare` reads the comparable words of a name.

    >>> list(derive_forms("Courant Institute of Mathematical Sciences", Kind.NAME, frozenset()))[-1]
    (('courant', 'institute'), <Form.HEAD: 2>)
    """
    whole = compare(name)
    plain = without_brackets(name)
    bare = compare(plain)
    if kind is Kind.ACRONYM:
        yield whole, Form.WHOLE
    elif bare:  # else all that is left are words that do not count: "E.ON (Germany)"
        yield whole, Form.WHOLE
        bare = _without_legal_form(bare)
        yield bare, Form.BARE
        yield tuple(dict.fromkeys(bare)), Form.BARE
        yield from ((head, Form.HEAD) for head in _heads(plain, compare) if head != bare)
        places = sorted({*cities, country} - {()})
        yield from ((rest, Form.PLACELESS) for place in places for rest in _without(bare, place))
        yield from _civic(bare, cities)
        for own in _without_wholes(bare, wholes):
            if own not in cities:
                yield own, Form.OWN
                yield from ((acronym + own, Form.OWN) for acronym in sorted(acronyms))
        untitled = without_titles(bare)
        if 1 < len(untitled) < len(bare) and not is_generic(untitled):
            yield untitled, Form.UNTITLED
        rest = tuple(word for word in bare if word != "university")
        if len(rest) < len(bare) <= _SHORT and not is_generic(rest):
            yield rest, Form.SHORT


def without_brackets(name: str) -> str:
    """The name without what stands in brackets."""
    return _BRACKETS.sub(" ", name)


def _without_wholes(bare: Words, wholes: AbstractSet[Words]) -> Iterator[Words]:
    """What is left of a name without that of what it is part of; of a university, its first two words are its name."""
    for whole in sorted({*wholes, bare[:2] if bare[0] == "university" else ()} - {()}):
        yield from (rest for rest in _without(bare, whole) if any(is_generic((word,)) for word in rest))


def _without(bare: Words, part: Words) -> Iterator[Words]:
    """What is left of a name that begins or ends with these words, if that tells which one is meant."""
    for rest in (
        bare[len(part) :] if bare[: len(part)] == part else (),
        bare[: -len(part)] if bare[-len(part) :] == part else (),
    ):
        if len(rest) > 1 and not is_generic(rest):
            yield rest


def _without_legal_form(bare: Words) -> Words:
    while len(bare) > 1 and bare[-1] in _COMPANIES:
        bare = bare[:-1]
    if "nhs" in bare:  # "Royal Marsden NHS Foundation Trust"
        return tuple(word for word in bare if word not in {"nhs", "foundation", "trust"}) or bare
    return bare


def _heads(plain: str, compare: Callable[[str], Words]) -> Iterator[Words]:
    for cut in _HEAD_ENDS.finditer(plain):
        head = compare(plain[: cut.start()])
        if len(head) > 1 and not is_generic(head):
            yield head


def _civic(bare: Words, cities: frozenset[Words]) -> Iterator[tuple[Words, Form]]:
    for city in sorted(cities):
        if city and set(city) < set(bare):
            civic = tuple(word for word in dict.fromkeys(bare) if word in city or is_generic((word,)))
            if len(city) < len(civic) < len(bare):
                yield civic, Form.CIVIC


_SHORT = 3  # words in a university's name whose telling part stands for it
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_HEAD_ENDS = re.compile(r",|;| [-–—/] | (?:of|for|de|für|pour|di|and)(?= )")
_COMPANIES = frozenset([
    "limited", "inc", "incorporated", "llc", "corporation", "company", "gmbh", "ag", "sa", "spa", "bv", "nv", "ab",
    "as", "oy", "plc", "kg", "srl", "sarl", "kk", "pty", "group",
])  # fmt: skip
