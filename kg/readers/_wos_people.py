"""The contributors of a Web of Science record, with the addresses, identifiers and e-mail addresses it gives by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kg.readers._tagged_fields import Tags
from kg.record import Affiliation, Contributor, Identifier
from kg.values.keys import fold
from kg.values.names import is_group, parse_name

_ADDRESS = re.compile(r"\[([^\[\]]*)\]([^\[]*)")
_CORRESPONDING = re.compile(r"\((?:corresponding|reprint) author\),\s*")
_SCHEMES = {"OI": "orcid", "RI": "researcherid"}
_FEWEST_WORDS = 2  # that two forms of a name share
_LONG_WORD = 5  # letters from which one word is a name in full: ", Ridhima"
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
    names = _Names([each for each in people if each.role == "author" and not each.collective])
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
    for name, long in zip(names, longer, strict=True):
        if groups or ("," not in name and is_group(name)):
            yield _Person(name, "", role, True, "", "", "", "")
            continue
        brief, parsed = parse_name(name), parse_name(long or name)
        initials = brief.initials or parsed.initials
        yield _Person(name, long, role, False, parsed.family, parsed.given, initials, parsed.suffix or brief.suffix)


class _Names:
    """The authors by the forms of their names; a form that two have is nobody's."""

    def __init__(self, authors: Sequence[_Person]) -> None:
        self.authors = authors
        self._forms: defaultdict[str, dict[int, _Person]] = defaultdict(dict)
        for each in authors:
            for form in _forms(each.short) | _forms(each.full):
                self._forms[form][id(each)] = each

    def find(self, name: str) -> _Person | None:
        """Find the only author with that name, or else with its surname and first initial, or else with its words."""
        for form in sorted(_forms(name), key=len, reverse=True):
            found = self._forms.get(form, {})
            if len(found) == 1:
                return next(iter(found.values()))
        words = set(fold(name).split())
        alike = [each for each in self.authors if _is_part(words, set(fold(each.full or each.short).split()))]
        return alike[0] if len(alike) == 1 else None


def _is_part(one: set[str], other: set[str]) -> bool:
    """Whether a name has all words of the other, some as initials, and at least two: "López Ruiz, José Luis", "Ruiz, Jose L. Lopez"; or all of one long word."""
    common = one & other
    if len(common) < _FEWEST_WORDS:
        return one == common and max(map(len, one), default=0) >= _LONG_WORD
    few, many = sorted((one - common, other - common), key=len)
    return all(any(a[0] == b[0] and 1 in {len(a), len(b)} for b in many) for a in few)


def _forms(name: str) -> set[str]:
    """Give the folded name, and its surname, without spaces, with the first initial."""
    family, _, given = name.partition(",")
    folded = fold(given)
    if not folded or not family.strip():
        return {fold(name)} - {""}
    return {fold(name), f"{fold(family).replace(' ', '')} {folded[0]}"}


def _give_addresses(tags: Tags, names: _Names) -> None:
    """Read "[Luo, ZQ; Wang, W] Huazhong Univ …"; without names, an address is the only author's."""
    for line in (each for element in tags.of("C1") for each in element.texts):
        grouped = _ADDRESS.findall(line)
        for listed, address in grouped:
            for name in listed.split(";"):
                _add_address(names.find(name), address)
        if not grouped and len(names.authors) == 1:
            _add_address(names.authors[0], line)
    for element in tags.of("C1"):
        if len(names.authors) == 1 or all(each.startswith("[") for each in element.texts):
            tags.use(element)
    for person, address in _find_corresponding(tags, names):
        _add_address(person, address)


def _add_address(person: _Person | None, address: str) -> None:
    text = address.strip("; ")
    if person and text and fold(text) not in {fold(each.text) for each in person.affiliations}:
        person.affiliations += (Affiliation(text),)


def _find_corresponding(tags: Tags, names: _Names) -> Iterator[tuple[_Person | None, str]]:
    """Read "Wang, W (corresponding author), Huazhong Univ ….; Li, X; Bo, Y (corresponding author), …"."""
    for text in tags.peek("RP"):
        listed, *parts = _CORRESPONDING.split(text)
        for part in parts:
            address, _, following = part.rpartition(".; ") if part is not parts[-1] else (part, "", "")
            yield from ((names.find(name), address) for name in listed.split(";"))
            listed = following


def _give_identifiers(tags: Tags, names: _Names) -> None:
    """Read "Zhao, Jianyu/0000-0001-8519-6177; …"."""
    for element in tags.elements:
        if scheme := _SCHEMES.get(element.tag):
            owners = [pair.strip().rpartition("/") for pair in element.text.split(";") if pair.strip()]
            found = [(names.find(name), value) for name, _, value in owners]
            for person, value in found:
                if person:
                    person.identifiers += (Identifier(scheme, value),)
            if all(person for person, _ in found):
                tags.use(element)


def _give_emails(tags: Tags, names: _Names) -> None:
    """Give each author an address if there are as many, or the only one to the only corresponding author."""
    addresses = [text for each in tags.all("EM") for part in each.split(";") if (text := part.strip())]
    authors = names.authors
    if len(addresses) == 1:
        authors = list({id(each): each for each, _ in _find_corresponding(tags, names) if each}.values())
    if len(addresses) == len(authors):
        for author, address in zip(authors, addresses, strict=True):
            author.email = address
