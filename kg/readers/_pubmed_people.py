"""The authors, editors and investigators of a PubMed record, each with their affiliations and identifiers."""

from __future__ import annotations

from kg.readers._draft import Draft
from kg.readers._xml import Element, text_of
from kg.record import Affiliation, Contributor, Identifier


def read_people(draft: Draft, node: Element) -> None:
    """Read AuthorList and InvestigatorList; a name that is marked invalid is followed by the right one."""
    role = "editor" if node.get("Type") == "editors" else "author"
    for each in node:
        person = _person(each, "investigator" if each.tag == "Investigator" else role)
        if each.get("ValidYN") == "N":
            draft.keep(f"{each.tag}/@ValidYN=N", person.full_name or person.name)
        else:
            draft.contributors.append(person)
    if node.get("CompleteYN") == "N":
        draft.keep(f"{node.tag}/@CompleteYN", "N")


def _person(node: Element, role: str) -> Contributor:
    family = given = initials = suffix = group = ""
    identifiers: list[Identifier] = []
    affiliations: list[Affiliation] = []
    for child in node:
        tag = child.tag
        if tag == "LastName":
            family = text_of(child)
        elif tag == "ForeName":
            given = text_of(child)
        elif tag == "Initials":
            initials = text_of(child)
        elif tag == "AffiliationInfo":
            affiliations.append(_affiliation(child))
        elif tag == "Identifier":
            identifiers.append(_organisation_identifier(child))
        elif tag == "Suffix":
            suffix = text_of(child)
        elif tag == "CollectiveName":
            group = text_of(child)
        elif tag == "Affiliation":  # files from before 2015
            affiliations.append(Affiliation(text_of(child)))
    name = f"{family} {initials or given}".strip()
    full_name = f"{given} {family}" if given and family else ""
    return Contributor(
        group or (f"{name} {suffix}" if suffix else name),
        "" if group else f"{full_name} {suffix}" if full_name and suffix else full_name,
        role,
        bool(group),
        family,
        given,
        initials,
        suffix,
        identifiers=tuple(identifiers),
        affiliations=tuple(affiliations),
    )


def _affiliation(node: Element) -> Affiliation:
    texts: list[str] = []
    identifiers: list[Identifier] = []
    for child in node:
        if child.tag == "Affiliation":
            texts.append(text_of(child))
        elif child.tag == "Identifier":
            identifiers.append(_organisation_identifier(child))
    return Affiliation("; ".join(texts), tuple(identifiers))


def _organisation_identifier(node: Element) -> Identifier:
    return Identifier(node.get("Source", "").lower(), text_of(node))
