"""The contributors of a MEDLINE record, from tags of which the order says who is meant."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kg.readers._tagged_fields import Element
from kg.record import Affiliation, Contributor, Identifier
from kg.values.names import parse_name

TAGS = frozenset(("FAU", "AU", "CN", "FED", "ED", "FIR", "IR", "AD", "IRAD", "AUID"))

_FULL = {"FAU": "author", "FED": "editor", "FIR": "investigator"}
_SHORT = {"AU": "author", "ED": "editor", "IR": "investigator"}


class _Person(Struct):
    """A contributor as far as it was read."""

    role: str
    full: str = ""
    name: str = ""
    collective: bool = False
    affiliations: tuple[Affiliation, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


def read_contributors(elements: Iterable[Element]) -> tuple[Contributor, ...]:
    """Read authors, editors and investigators; what follows a name is that person's, an address before all the first's.

    >>> bell, = read_contributors([Element("FAU", ["Bell, Sadie"]), Element("AU", ["Bell S"]), Element("AD", ["York"])])
    >>> bell.name, bell.given, bell.affiliations
    ('Bell S', 'Sadie', (Affiliation(text='York', identifiers=()),))
    """
    people: list[_Person] = []
    address: tuple[Affiliation, ...] = ()
    for each in elements:
        tag, text = each.tag, each.text
        last = people[-1] if people else None
        if tag in _FULL:
            people.append(_Person(_FULL[tag], full=text))
        elif tag in _SHORT and last and last.role == _SHORT[tag] and last.full and not last.name:
            last.name = text
        elif tag in _SHORT:
            people.append(_Person(_SHORT[tag], name=text))
        elif tag == "CN":
            people.append(_Person("author", name=text, collective=True))
        elif tag == "AUID" and last:
            last.identifiers += (_read_number(text),)
        elif tag in {"AD", "IRAD"} and last:
            last.affiliations += (Affiliation(text),)
        elif tag in {"AD", "IRAD"}:
            address += (Affiliation(text),)
    if people:
        people[0].affiliations = address + people[0].affiliations
    return tuple(map(_finish, people))


def _read_number(text: str) -> Identifier:
    """Read "ORCID: 0000-0002-1694-233X"; what does not say whose number it is can only be ORCID's.

    >>> _read_number("https://orcid.org/0000-0002-1694-233X").scheme, _read_number("ISNI: 0000000104627212").scheme
    ('orcid', 'isni')
    """
    scheme, colon, value = text.partition(":")
    named = colon and not value.startswith("//")
    return Identifier(scheme.strip().lower(), value.strip()) if named else Identifier("orcid", text)


def _finish(person: _Person) -> Contributor:
    """Take the family name from where the source parts it from the given names."""
    full, short = parse_name(person.full), parse_name(person.name)
    parted = "," in person.full
    return Contributor(
        name=person.name or person.full,
        full_name=person.full,
        role=person.role,
        collective=person.collective,
        family=full.family if parted else "",
        given=full.given if parted else "",
        initials=(short.initials or full.initials) if parted else "",
        suffix=(full.suffix or short.suffix) if parted else "",
        identifiers=person.identifiers,
        affiliations=person.affiliations,
    )
