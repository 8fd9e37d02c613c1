"""The parts of a PubMed record that say what it is and is about: a function for each element of `kg.readers.pubmed`."""

from __future__ import annotations

import re

from kg.readers._draft import Draft
from kg.readers._tagged_fields import as_published
from kg.readers._xml import Element, print_date, text_of
from kg.record import Date, Heading, Identifier, Section
from kg.values.licences import names_licence

_SCHEMES = {"pubmed": "pmid", "pmc": "pmcid"}
_PMCID = re.compile(r"PMC\d+")
_MANUSCRIPT = re.compile(r"[A-Z]{3,6}MS\d+")
_UNTITLED = frozenset(("", "[Not Available].", "Not Available.", "[Not Available]", "Not Available"))
_ISSN = {"Print": "issn", "Electronic": "eissn"}


def read_identifiers(draft: Draft, node: Element) -> None:
    """Read ArticleIdList."""
    draft.identifiers += identifiers_in(node)


def identifiers_in(node: Element) -> list[Identifier]:
    """Give the identifiers of an ArticleIdList, each in its scheme."""
    return [found for each in node if (found := read_identifier(each)).value]


def read_identifier(node: Element) -> Identifier:
    """Give an ArticleId in its scheme; one that holds none has an empty value."""
    scheme = node.get("IdType", "pubmed")
    value = text_of(node)
    if scheme == "pmcid":  # "pmc-id: PMC123;manuscript-id: NIHMS4;"
        value = next(iter(_PMCID.findall(value)), "")
    return Identifier(_SCHEMES.get(scheme, scheme), value)


def read_pmid(draft: Draft, node: Element) -> None:
    """Read PMID; versions after the first are kept."""
    draft.identifiers.append(Identifier("pmid", text_of(node)))
    if node.get("Version", "1") != "1":
        draft.keep("PMID/@Version", node.get("Version", ""))


def read_other_id(draft: Draft, node: Element) -> None:
    """Read OtherID: what the author's manuscript is called in PubMed Central, or the record elsewhere."""
    text = text_of(node)
    if number := _PMCID.match(text):
        draft.identifiers.append(Identifier("pmcid", number[0]))
    elif number := _MANUSCRIPT.match(text):
        draft.identifiers.append(Identifier("mid", number[0]))
    draft.keep(f"OtherID/{node.get('Source', '')}", text)


def read_location(draft: Draft, node: Element) -> None:
    """Read ELocationID; one that is marked invalid identifies nothing."""
    if node.get("ValidYN") == "N":
        draft.keep("ELocationID", text_of(node))
    elif value := text_of(node):
        draft.identifiers.append(Identifier(node.get("EIdType", "doi"), value))


def read_title(draft: Draft, node: Element) -> None:
    """Read ArticleTitle; a record without one is called by its vernacular title."""
    title = text_of(node)
    draft.title = draft.title if title in _UNTITLED else title


def read_vernacular_title(draft: Draft, node: Element) -> None:
    """Read VernacularTitle."""
    title = text_of(node)
    draft.title = draft.title or title
    draft.keep("VernacularTitle", title)


def read_publication_date(draft: Draft, node: Element) -> None:
    """Read PubDate; of one in words that are no date ("2004 Supplement 1"), the year."""
    if printed := print_date(node):
        draft.dates.append(as_published(printed))


def read_history(draft: Draft, node: Element) -> None:
    """Read History."""
    draft.dates += (Date(each.get("PubStatus", ""), print_date(each)) for each in node)


def read_issn(draft: Draft, node: Element) -> None:
    """Read ISSN."""
    draft.container_identifiers.append(Identifier(_ISSN.get(node.get("IssnType", ""), "issn"), text_of(node)))


def read_medline_abbreviation(draft: Draft, node: Element) -> None:
    """Read MedlineTA; it stands for the abbreviation of ISO where there is none."""
    title = text_of(node)
    draft.abbreviation = draft.abbreviation or title
    draft.keep("MedlineTA", title)


def read_pagination(draft: Draft, node: Element) -> None:
    """Read Pagination: the range as printed, else first and last page."""
    parts = {each.tag: text_of(each) for each in node}
    pages = "-".join(filter(None, (parts.get("StartPage"), parts.get("EndPage"))))
    draft.pages = parts.get("MedlinePgn") or pages


def read_abstract(draft: Draft, node: Element) -> None:
    """Read Abstract: its sections with their labels, and whose it is."""
    for each in node:
        text = text_of(each)
        if each.tag != "AbstractText":
            draft.keep(each.tag, text)
            draft.licence = text if names_licence(text) else draft.licence
        elif text:
            draft.abstract.append(Section(each.get("Label", ""), text))


def read_headings(draft: Draft, node: Element) -> None:
    """Read MeshHeadingList; a heading is major if its descriptor or a qualifier is."""
    for each in node:
        label = code = ""
        whole = False
        qualifiers: tuple[str, ...] = ()
        major: tuple[str, ...] = ()
        for term in each:
            text = text_of(term)
            if term.tag == "DescriptorName":
                label, code, whole = text, term.get("UI", ""), term.get("MajorTopicYN") == "Y"
            else:
                qualifiers += (text,)
                if term.get("MajorTopicYN") == "Y":
                    major += (text,)
        if label:
            draft.headings.append(Heading(label, qualifiers, whole or bool(major), Identifier("mesh", code), major))


def read_supplement(draft: Draft, node: Element) -> None:
    """Read SupplMeshName: a disease, a protocol or an organism outside the descriptors."""
    draft.headings.append(Heading(text_of(node), identifier=Identifier("mesh", node.get("UI", ""))))


def read_chemical(draft: Draft, node: Element) -> None:
    """Read Chemical."""
    number = substance = term = ""
    for each in node:
        if each.tag == "NameOfSubstance":
            substance, term = text_of(each), each.get("UI", "")
        else:
            number = text_of(each)
    draft.keep("Chemical", f"{substance} ({number}, {term})")
