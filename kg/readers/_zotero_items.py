"""The properties of an item of Zotero RDF, and of what it refers to, as fields of a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from kg.readers._draft import Draft
from kg.readers._links import find_in_link
from kg.readers._xml import Element, text_of
from kg.readers._zotero import find_noted, split_numbers
from kg.record import Contributor, Date, Identifier, Section
from kg.values.names import is_group

_ROLES = {"seriesEditor": "collection-editor", "bookAuthor": "container-author", "reviewedAuthor": "reviewed-author"}
_PLURAL = re.compile(r"(?:bib|z):(\w+)s")
_NUMBER = re.compile(r"(ISSN|ISBN|DOI)\s+(\S.*)")
_TEXTS = {"dc:title": "title", "prism:volume": "volume", "prism:number": "issue", "bib:pages": "pages"}
_OF_CONTAINER = _TEXTS | {"dc:title": "container", "dcterms:alternative": "abbreviation"}
_DATES = {"dc:date": "published", "dcterms:dateSubmitted": "accessed"}


def read_property(draft: Draft, element: Element) -> None:
    """Read what an item says of itself."""
    name, text = name_of(element), text_of(element)
    role = _PLURAL.fullmatch(name)
    if role and len(element) and name_of(element[0]) == "rdf:Seq":
        draft.contributors += _read_people(element[0], role[1])
    elif name in _PROPERTIES:
        _PROPERTIES[name](draft, element, text)
    elif name in _DATES and text:
        draft.dates.append(Date(_DATES[name], text))
    elif not _fill(draft, _TEXTS.get(name, ""), text):
        draft.keep(name.partition(":")[2], text)


def _read_subject(draft: Draft, element: Element, text: str) -> None:
    if len(element) and name_of(element[0]) != "z:AutomaticTag":
        draft.keep("call number", text)
    else:
        draft.keywords.append(text)


def _read_publisher(draft: Draft, element: Element, text: str) -> None:
    draft.publisher = text_at(element[0], "foaf:name") if len(element) else text
    draft.keep("place", " ".join(text_of(each) for one in element for each in one if name_of(each) == "vcard:adr"))


def _read_conference(draft: Draft, _: Element, text: str) -> None:
    if not _fill(draft, "container", text):
        draft.keep("conference", text)


def _read_note(draft: Draft, element: Element, text: str) -> None:
    draft.identifiers += find_noted(element.text or "")
    draft.keep("extra", text)


def _read_containers(draft: Draft, element: Element, _: str) -> None:
    for each in element:
        read_container(draft, each)


def read_container(draft: Draft, element: Element) -> None:
    """Read the journal, book, website, series or section that an item is in, which may be in another."""
    is_series, is_part = name_of(element) == "bib:Series", name_of(element) == "bib:Part"
    for each in element:
        name, text = name_of(each), text_of(each)
        if name == "dcterms:isPartOf" and len(each):
            read_container(draft, each[0])
        elif is_series and name == "dc:title" and not draft.container:
            draft.container, draft.kind = text, "series"
        elif is_series or is_part:
            draft.keep("series" if is_series else "section", text)
        elif name == "dc:title" and draft.kind == "series":
            draft.keep("series", draft.container)
            draft.container, draft.kind = text, "journal"
        elif name == "dc:identifier":
            _read_identifier(draft, draft.container_identifiers, text)
        elif not _fill(draft, _OF_CONTAINER.get(name, ""), text):
            draft.keep(name.partition(":")[2], text)


def _fill(draft: Draft, field: str, text: str) -> bool:
    """Fill a field that is empty; False if there is none, or it says something else."""
    if not field or getattr(draft, field) not in {"", text}:
        return False
    setattr(draft, field, text)
    return True


def _read_identifier(draft: Draft, numbers: list[Identifier], text: str, *, is_address: bool = False) -> None:
    """Read "ISSN 1472-6963", "DOI 10.1000/1", an address, a number of a database."""
    found = _NUMBER.fullmatch(text)
    if found and found[1] == "DOI":
        draft.identifiers.append(Identifier("doi", found[2]))
    elif found:
        numbers += split_numbers(found[1].lower(), found[2])
    else:
        draft.identifiers += find_in_link(text) if is_address else ()
        draft.keep("url" if is_address else "accession number", text)


def _read_people(listed: Element, role: str) -> Iterator[Contributor]:
    """Give the people of a role; a name in one piece is a group if its words say so."""
    for person in chain.from_iterable(listed):
        family = text_at(person, "foaf:surname")
        given = text_at(person, "foaf:givenName") or text_at(person, "foaf:givenname")
        if name := ", ".join(filter(None, (family, given))):
            yield Contributor(name, role=_ROLES.get(role, role), collective=not given and is_group(name))


def describe(element: Element) -> str:
    """Give what a note says, or the title, the address and the path of a file."""
    paths = (find_attribute(each, "resource") for each in element.iter())
    texts = (text_of(each) for each in element.iter() if name_of(each) in {"dc:title", "rdf:value"})
    return " ".join(dict.fromkeys(filter(None, (*texts, *paths))))


def text_at(element: Element, name: str) -> str:
    """Give the text of the first element of that name."""
    return next((text_of(each) for each in element if name_of(each) == name), "")


def find_attribute(element: Element, attribute: str) -> str:
    """Give the value of an attribute, of whatever namespace."""
    return next((str(value) for name, value in element.items() if str(name).endswith(f"}}{attribute}")), "")


def name_of(element: Element) -> str:
    """Give an element's name as it is printed."""
    return f"{element.prefix}:{str(element.tag).rpartition('}')[2]}"


_PROPERTIES: Mapping[str, Callable[[Draft, Element, str], object]] = {
    "bib:presentedAt": _read_conference,
    "dc:description": _read_note,
    "dc:identifier": lambda draft, each, text: _read_identifier(
        draft, draft.identifiers, text, is_address=len(each) > 0
    ),
    "dc:publisher": _read_publisher,
    "dc:subject": _read_subject,
    "dcterms:abstract": lambda draft, _, text: draft.abstract.append(Section("", text)),
    "dcterms:isPartOf": _read_containers,
    "z:itemType": lambda draft, _, text: draft.types.insert(0, text),
    "z:language": lambda draft, _, text: draft.languages.append(text),
}
