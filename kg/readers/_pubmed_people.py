"""The authors, editors and investigators of a PubMed record, each with their affiliations and identifiers."""

from __future__ import annotations

from kg.readers._draft import Draft
from kg.readers._xml import Element, text_of
from kg.record import Affiliation, Contributor, Identifier

_ROLES = {"editors": "editor", "InvestigatorList": "investigator"}  # by the type of the list, else by its name


def read_people(draft: Draft, node: Element) -> None:
    """Read AuthorList and InvestigatorList; a name that is marked invalid is followed by the right one."""
    role = _ROLES.get(node.get("Type", node.tag), "author")
    for each in node:
        person = _person(each, role)
        if each.get("ValidYN") == "N":
            draft.keep(f"{each.tag}/@ValidYN=N", person.full_name or person.name)
        else:
            draft.contributors.append(person)
    if node.get("CompleteYN") == "N":
        draft.keep(f"{node.tag}/@CompleteYN", "N")


def _person(node: Element, role: str) -> Contributor:
    family = given = initials = suffix = group = ""
    identifiers: tuple[Identifier, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    for child in node:
        tag = child.tag
        if tag == "LastName":
            family = text_of(child)
        elif tag == "ForeName":
            given = text_of(child)
        elif tag == "Initials":
            initials = text_of(child)
        elif tag == "AffiliationInfo":
            affiliations += (_affiliation(child),)
        elif tag == "Identifier":
            identifiers += (_read_identifier(child),)
        elif tag == "Suffix":
            suffix = text_of(child)
        elif tag == "CollectiveName":
            group = text_of(child)
        elif tag == "Affiliation":  # files from before 2015
            affiliations += (Affiliation(text_of(child)),)
    name, full_name = (group, "") if group else _print_name(family, given, initials, suffix)
    return Contributor(
        name, full_name, role, bool(group), family, given, initials, suffix, "", identifiers, affiliations
    )


def _print_name(family: str, given: str, initials: str, suffix: str) -> tuple[str, str]:
    """Give the name as bylines print it, and in full if that is known."""
    name = f"{family} {initials or given}".strip()
    full_name = f"{given} {family}" if given and family else ""
    return (f"{name} {suffix}", full_name and f"{full_name} {suffix}") if suffix else (name, full_name)


def _affiliation(node: Element) -> Affiliation:
    texts: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    for child in node:
        if child.tag == "Affiliation":
            texts += (text_of(child),)
        else:
            identifiers += (_read_identifier(child),)
    return Affiliation("; ".join(texts), identifiers)


def _read_identifier(node: Element) -> Identifier:
    return Identifier(node.get("Source", "").lower(), text_of(node))
