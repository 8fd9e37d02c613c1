"""The contributors of a BibTeX entry, with the addresses and numbers that Web of Science and Scopus give by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import msgspec
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from kg.readers._bibtex_fields import Fields
from kg.readers._signers import Signers
from kg.record import Affiliation, Contributor, Identifier
from kg.values.latex import decode_latex
from kg.values.names import is_group

_ROLES = ("author", "editor", "translator", "editora", "editorb", "editorc", "bookauthor", "annotator", "commentator")
_SCHEMES = {"orcid-numbers": "orcid", "researcherid-numbers": "researcherid"}
_CORRESPONDING = re.compile(r"\s*\((?:corresponding|reprint) author\)", re.IGNORECASE)
_LINE_END = re.compile(r"\.\s*\n")
_HOMONYM = re.compile(r"\s0\d{3}$")  # by which DBLP tells namesakes apart


# "Bell, S, Berg, AB, and Ames, C": commas stand between names, too, in what the Cochrane Library writes.
_PAIR = r"[^,{}]+, [A-Z][A-Z-]{0,5}"
_IN_PAIRS = re.compile(rf"{_PAIR}(?:, {_PAIR})*, and {_PAIR}")
_ONE_OF_PAIRS = re.compile(rf"(?:, and |, )?({_PAIR})(?=, |$)")


def read_people(fields: Fields) -> tuple[Contributor, ...]:
    """Read all who have a part in the work; what the entry says of a name goes to the author it fits, and stays as read."""
    people = [person for role in _ROLES for person in _read_names(fields, role)]
    signers = Signers(
        (n, (f"{each.family}, {each.given}",))
        for n, each in enumerate(people)
        if each.role == "author" and not each.collective
    )
    numbers: defaultdict[int, dict[Identifier, None]] = defaultdict(dict)
    for owner, number in _find_numbers(fields, signers):
        numbers[owner][number] = None
    addresses: defaultdict[int, dict[Affiliation, None]] = defaultdict(dict)
    for owner, address in _find_addresses(fields, signers):
        addresses[owner][Affiliation(address)] = None
    mails = decode_latex(fields.take_raw("author-email")).replace(";", " ").split()
    mailed = dict(zip(signers.all, mails, strict=False)) if len(mails) == len(signers.all) else {}
    for owner in numbers.keys() | addresses.keys() | mailed.keys():
        people[owner] = msgspec.structs.replace(
            people[owner],
            email=mailed.get(owner, ""),
            identifiers=tuple(numbers[owner]),
            affiliations=tuple(addresses[owner]),
        )
    return tuple(people)


def _find_numbers(fields: Fields, signers: Signers[int]) -> Iterator[tuple[int, Identifier]]:
    """Read "Marlowe, Jane/0000-0002-1825-0097; …"."""
    for name, scheme in _SCHEMES.items():
        for pair in decode_latex(fields.get(name, "")).split(";"):
            printed, _, number = pair.strip().rpartition("/")
            owner = signers.find(printed)
            if owner is not None:
                yield owner, Identifier(scheme, number)


def _find_addresses(fields: Fields, signers: Signers[int]) -> Iterator[tuple[int, str]]:
    """Read "Marlowe, Jane; Berg, Anna, Univ Newcastle, …" line by line; without names, addresses are the only author's."""
    for line in _LINE_END.split(fields.get("affiliation", "").strip("{}")):
        *names, last = _CORRESPONDING.sub("", decode_latex(line)).split(";")
        family, given, address = (*last.split(",", 2), "", "")[:3]
        owner = signers.find(f"{family},{given}") if address else None
        if owner is not None:
            found = {owner, *(each for name in names if (each := signers.find(name.strip())) is not None)}
            yield from ((each, address.strip(" .")) for each in found)
    if len(signers.all) == 1:
        yield from (
            (signers.all[0], each.strip())
            for each in decode_latex(fields.get("affiliations", "")).split(";")
            if each.strip()
        )


def _read_names(fields: Fields, role: str) -> Iterator[Contributor]:
    """Give the people of a role; a name that is wholly in braces is a group's."""
    if printed := fields.take_raw(role):
        in_pairs = _IN_PAIRS.fullmatch(" ".join(printed.split()))
        names = _ONE_OF_PAIRS.findall(in_pairs[0]) if in_pairs else split_multiple_persons_names(printed)
        yield from filter(None, (_read_name(name, role) for name in names))
    if role == "author" and (group := fields.take("collaboration")):  # where INSPIRE has it
        yield Contributor(group, role=role, collective=True)


@lru_cache(maxsize=1 << 12)  # who writes one entry of a file often writes others
def _read_name(name: str, role: str) -> Contributor | None:
    name = _HOMONYM.sub("", name)
    shown = decode_latex(name)
    if not shown or shown == "others":
        return None
    if (_is_braced(name) and "," not in name) or (" " in shown and shown == shown.lower()) or is_group(shown):
        return Contributor(shown, role=role, collective=True)
    parts = parse_single_name_into_parts(name.strip("{}") if _is_braced(name) else name, strict=False)
    given, particle, family, suffix = (
        decode_latex(" ".join(part)) for part in (parts.first, parts.von, parts.last, parts.jr)
    )
    family = " ".join(filter(None, (particle, family)))
    return Contributor(
        " ".join(filter(None, (given, family, suffix))), role=role, family=family, given=given, suffix=suffix
    )


def _is_braced(name: str) -> bool:
    """Tell whether the first brace of a name closes at its end, and there is more than a letter in it."""
    if not (name.startswith("{") and name.endswith("}")) or name.startswith("{\\"):
        return False
    depth = 0
    for place, sign in enumerate(name):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            return place == len(name) - 1
    return False
