"""The contributors of a RIS record, with the addresses of which the order, or a name before them, says whose they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.readers._signers import Signers
from kg.readers._tagged_fields import Element, Tags
from kg.record import Affiliation, Contributor
from kg.values.identifiers import find_registrations
from kg.values.names import is_group, parse_name

_ROLES = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A3": "collection-editor", "A4": "translator"}
_OF_THESIS = {"A3": "advisor"}
_ADDRESS = "AD"
_LED = ("IN", "AD", "AV", "ID", "M1")  # by the names of those whose address follows
SURNAMES_FIRST = "eppi-reviewer4"
"""A keyword that marks what a tool exports that prints no commas in names."""

_INVERTED = re.compile(r"((?:[a-z'’]+ )*\S+) (.+)", re.DOTALL)
_LEADS = (
    re.compile(r"\(([^()]{2,2000})\)\s*(\S.*)"),  # Ovid: "(Marlowe, Wildman) Department of …"
    re.compile(r"([^:]{2,80}):\s+(\S.*)"),  # APA: "Marlowe, Jane: Department of …"
    re.compile(r"([^.,]{2,40},[^.,]{2,40}\.?)\s+(\S.*)"),  # Ovid: "Marlowe, Jane. Department of …"
    re.compile(r"((?:\w\.[ -]?){1,4}[^,.]{2,40}),\s+(\S.*)"),  # Embase: "J. Marlowe, Department of …"
)


def find_contributors(tags: Tags, kind: str) -> tuple[Contributor, ...]:
    """Read authors, editors, series editors and translators; the authors of an edited book are its editors.

    Addresses are given to authors only where they stand between them, where a name stands before them, or where there
    is one author only; all others stay with the fields that nobody asked for. A name that ends in a comma, or names a
    group, is collective; the number of a trial is no name.
    """
    people = [each for each in tags.elements if each.tag in _ROLES and _names_somebody(each.text)]
    signed = {each.text for each in people if each.tag == "AU"}
    people = [each for each in people if each.tag != "A1" or tags.use(each).text not in signed]
    roles = _ROLES | (_OF_THESIS if kind == "THES" else {})
    addresses = _find_led(tags, [each for each in people if _ROLES[each.tag] == "author"]) or _find_addresses(
        tags, people
    )
    longer = _find_full_names(tags, people)
    inverted = any(SURNAMES_FIRST in each.texts for each in tags.of("KW"))
    found: list[Contributor] = []
    for each in people:
        name, role = tags.use(each).text, roles[each.tag]
        collective = name.endswith(",") or ("," not in name and is_group(name))
        family, given = _split_inverted(name) if inverted and not collective else ("", "")
        found.append(
            Contributor(
                name=name.rstrip(", "),
                full_name=longer.get(id(each), ""),
                role="editor" if role == "author" and kind == "EDBOOK" else role,
                collective=collective,
                family=family,
                given=given,
                affiliations=addresses.get(id(each), ()),
            )
        )
    return tuple(found)


def _split_inverted(name: str) -> tuple[str, str]:
    """Split a name that begins with the surname, as far as that is one word behind its particles.

    >>> _split_inverted("van den Berg Anna M"), _split_inverted("Berg, Anna")
    (('van den Berg', 'Anna M'), ('', ''))
    """
    found = _INVERTED.fullmatch(name) if "," not in name else None
    return (found[1], found[2]) if found else ("", "")


def _names_somebody(text: str) -> bool:
    """Whether a value may be a name: no number of a trial, and no date, which Ovid has under the tag of editors."""
    return not text.isdecimal() and not find_registrations(text)


def _find_full_names(tags: Tags, people: Sequence[Element]) -> dict[int, str]:
    """Find the names in full that Ovid lists beside the short ones, if they are as many."""
    short = [each for each in people if each.tag == "AU"]
    if len(tags.peek("FA")) != len(short):
        return {}
    return {id(each): name for each, name in zip(short, tags.all("FA"), strict=True)}


def _find_led(tags: Tags, authors: Sequence[Element]) -> dict[int, tuple[Affiliation, ...]]:
    """Find the addresses that the names of their authors lead."""
    found: defaultdict[int, tuple[Affiliation, ...]] = defaultdict(tuple)
    signers = Signers((id(each), (each.text, parse_name(each.text).family)) for each in authors)
    for element in tags.of(*_LED):
        for owners, address in _split_led(element, signers):
            tags.use(element)
            for owner in owners:
                found[owner] += (Affiliation(address),)
    return found


def _split_led(element: Element, signers: Signers[int]) -> Iterator[tuple[set[int], str]]:
    """Split each line of a value into those whose address it is, and the address."""
    for line in element.texts:
        for lead in _LEADS:
            if match := lead.fullmatch(line):
                names = re.split(r"[;,]", match[1]) if match[0].startswith("(") else [match[1].rstrip(".")]
                owners = {owner for name in names if (owner := signers.find(name.strip())) is not None}
                if owners:
                    yield owners, match[2]
                    break


def _find_addresses(tags: Tags, people: Sequence[Element]) -> dict[int, tuple[Affiliation, ...]]:
    """Find the addresses that stand behind the one whose they are; those behind all are the only author's, if there is one."""
    known = {id(each) for each in people}
    order = [each for each in tags.elements if each.tag == _ADDRESS or id(each) in known]
    places = [n for n, each in enumerate(order) if each.tag != _ADDRESS]
    if len(places) > 1 and places[-1] - places[0] == len(places) - 1:
        authors = [order[n] for n in places if _ROLES[order[n].tag] == "author"]
        order, places = [*authors, *order[places[-1] + 1 :]], [0] * (len(authors) == 1)
    found: dict[int, tuple[Affiliation, ...]] = {}
    for place, after in pairwise((*places, len(order)) if places else ()):
        texts = [line for each in order[place + 1 : after] for line in tags.use(each).texts if line]
        found[id(order[place])] = tuple(map(Affiliation, texts))
    return found
