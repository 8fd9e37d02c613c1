"""The contributors of a Web of Science record, with the addresses, identifiers and e-mail addresses it gives by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from kg.readers._signers import Signers
from kg.readers._tagged_fields import Tags
from kg.record import Affiliation, Contributor, Identifier
from kg.values.keys import fold
from kg.values.names import is_group, parse_name

_ADDRESS = re.compile(r"\[([^\[\]]*)\]([^\[]*)")
_CORRESPONDING = re.compile(r"\((?:corresponding|reprint) author\),\s*")
_WITH_EMAIL = re.compile(r"(.*\S)\s*\(([^\s()@]+@[^\s()@]+)\)")
_SCHEMES = {"OI": "orcid", "RI": "researcherid"}
# Names short and in full, their role, and whether they are of groups.
_BYLINES = (
    ("AU", "AF", "author", False),
    ("CA", "", "author", True),
    ("BE", "", "editor", False),
    ("BA", "BF", "container-author", False),
    ("GP", "", "container-author", True),
)


class _Person(Struct):
    """A contributor as far as it was read."""

    short: str
    full: str
    role: str
    collective: bool
    family: str
    given: str
    initials: str
    suffix: str
    email: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


def find_contributors(tags: Tags) -> tuple[Contributor, ...]:
    """Read authors, groups, editors and a book's authors; what the record says of a name goes to the author it fits.

    Addresses and identifiers of names that fit no author, or several, stay with the fields that nobody asked for.
    """
    people = [person for row in _BYLINES for person in _read_byline(tags, *row)]
    names = Signers(
        (each, (each.full or each.short, each.short))
        for each in people
        if each.role == "author" and not each.collective
    )
    _give_addresses(tags, names)
    _give_identifiers(tags, names)
    _give_emails(tags, names)
    return tuple(
        Contributor(
            name=each.short,
            full_name=each.full,
            role=each.role,
            collective=each.collective,
            family=each.family,
            given=each.given,
            initials=each.initials,
            suffix=each.suffix,
            email=each.email,
            identifiers=each.identifiers,
            affiliations=each.affiliations,
        )
        for each in people
    )


def _read_byline(tags: Tags, short: str, full: str, role: str, groups: bool) -> Iterator[_Person]:
    names, longer = tags.lines(short), tags.lines(full)
    if len(longer) != len(names):
        longer = [""] * len(names)
    for printed, long in zip(names, longer, strict=True):
        found = _WITH_EMAIL.fullmatch(printed)
        name, email = found.groups() if found else (printed, "")
        if groups or ("," not in name and is_group(name)):
            yield _Person(name, "", role, True, "", "", "", "")
            continue
        brief, parsed = parse_name(name), parse_name(long or name)
        initials = brief.initials or parsed.initials
        suffix = parsed.suffix or brief.suffix
        yield _Person(name, long, role, False, parsed.family, parsed.given, initials, suffix, email)


def _give_addresses(tags: Tags, names: Signers[_Person]) -> None:
    """Read "[Luo, ZQ; Wang, W] Huazhong Univ …", and BIOSIS's "Luo, ZQ; Huazhong Univ …"; without names, an address is the only author's."""
    if _give_led(tags, names):
        return
    for line in (each for element in tags.of("C1") for each in element.texts):
        grouped = _ADDRESS.findall(line)
        for listed, address in grouped:
            for name in listed.split(";"):
                _add_address(names.find(name), address)
        if not grouped and len(names.all) == 1:
            _add_address(names.all[0], line)
    for element in tags.of("C1"):
        if len(names.all) == 1 or all(each.startswith("[") for each in element.texts):
            tags.use(element)
    for person, address in _find_corresponding(tags, names):
        _add_address(person, address)


def _give_led(tags: Tags, names: Signers[_Person]) -> bool:
    """Give an address to the author whose name leads it; false if none does."""
    elements = tags.of("C1")
    lead, *address = [part.strip() for each in elements for text in each.texts for part in text.split(";")] or [""]
    person = names.find(lead) if address and not lead.startswith("[") else None
    if person:
        _add_address(person, "; ".join(address))
        for each in elements:
            tags.use(each)
    return person is not None


def _add_address(person: _Person | None, address: str) -> None:
    text = address.strip("; ")
    if person and text and fold(text) not in {fold(each.text) for each in person.affiliations}:
        person.affiliations += (Affiliation(text),)


def _find_corresponding(tags: Tags, names: Signers[_Person]) -> Iterator[tuple[_Person | None, str]]:
    """Read "Wang, W (corresponding author), Huazhong Univ ….; Li, X; Bo, Y (corresponding author), …"."""
    for text in tags.peek("RP"):
        listed, *parts = _CORRESPONDING.split(text)
        for part in parts:
            address, _, following = part.rpartition(".; ") if part is not parts[-1] else (part, "", "")
            yield from ((names.find(name), address) for name in listed.split(";"))
            listed = following


def _give_identifiers(tags: Tags, names: Signers[_Person]) -> None:
    """Read "Zhao, Jianyu/0000-0001-8519-6177; …", which stays as read: its names have letters that the byline has not."""
    for element in tags.elements:
        if scheme := _SCHEMES.get(element.tag):
            for pair in element.text.split(";"):
                name, _, value = pair.strip().rpartition("/")
                if person := names.find(name):
                    person.identifiers += (Identifier(scheme, value),)


def _give_emails(tags: Tags, names: Signers[_Person]) -> None:
    """Give each author an address if there are as many, or the only one to the only corresponding author."""
    addresses = [text for each in tags.all("EM") for part in each.split(";") if (text := part.strip())]
    authors = names.all
    if len(addresses) == 1:
        authors = list({id(each): each for each, _ in _find_corresponding(tags, names) if each}.values())
    if len(addresses) == len(authors):
        for author, address in zip(authors, addresses, strict=True):
            author.email = address
