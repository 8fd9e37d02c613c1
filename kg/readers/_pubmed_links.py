"""What a PubMed record says of other works and things: grants, data banks, corrections, references."""

from __future__ import annotations

from collections.abc import Iterator

from kg.readers._draft import Draft
from kg.readers._pubmed_fields import read_identifier
from kg.readers._xml import Element, text_of
from kg.record import Grant, Identifier, Reference, Relation
from kg.values.identifiers import find_registrations
from kg.values.relations import BY_REF_TYPE


def read_grant(draft: Draft, node: Element) -> None:
    """Read Grant; its acronym and country are kept as PubMed prints them."""
    parts = {child.tag: text_of(child) for child in node}
    draft.grants.append(Grant(parts.get("GrantID", ""), parts.get("Agency", "")))
    draft.keep("Grant", "/".join(filter(None, map(parts.get, ("GrantID", "Acronym", "Agency", "Country")))))


def read_data_bank(draft: Draft, node: Element) -> None:
    """Read DataBank: the numbers of trials by the register they name, others by their data bank."""
    bank = ""
    for each in node.iter():
        if each.tag == "DataBankName":
            bank = text_of(each).lower()
        elif each.tag == "AccessionNumber":
            number = text_of(each)
            draft.registrations += find_registrations(number) or (Identifier(bank, number),)


def read_comment_or_correction(draft: Draft, node: Element) -> None:
    """Read CommentsCorrections: a relation to another work, or a work that is cited."""
    kind = node.get("RefType", "")
    parts = {child.tag: text_of(child) for child in node}
    identifiers = tuple(Identifier(s, parts[tag]) for s, tag in (("pmid", "PMID"), ("doi", "DOI")) if parts.get(tag))
    target = " ".join(filter(None, (parts.get("RefSource"), parts.get("Note"))))
    if kind == "Cites":
        draft.references.append(Reference(target, identifiers))
    else:
        draft.relations.append(Relation(BY_REF_TYPE.get(kind, kind), target, identifiers))


def read_references(draft: Draft, node: Element) -> None:
    """Read ReferenceList, which may hold others; of what CommentsCorrections cites already it tells more."""
    found = list(_find_references(node))
    told = {each.identifiers for each in found if each.identifiers}
    draft.references = [*(each for each in draft.references if each.identifiers not in told), *found]


def _find_references(node: Element) -> Iterator[Reference]:
    text, identifiers = "", list[Identifier]()
    for each in node.iter("Reference", "Citation", "ArticleId"):
        if each.tag == "Citation":
            text = text_of(each)
        elif each.tag == "ArticleId":
            identifiers.append(read_identifier(each))
        else:
            if text or identifiers:
                yield Reference(text, tuple(identifiers))
            text, identifiers = "", []
    if text or identifiers:
        yield Reference(text, tuple(identifiers))
