"""The front matter of a JATS article but for its people: identifiers, dates, journal, abstract, funding, licence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.readers._draft import Draft
from kg.readers._jats_references import HREF
from kg.readers._xml import Element, print_date, text_of
from kg.record import Date, Grant, Heading, Identifier, Section

_LICENCE_REF = "{http://www.niso.org/schemas/ali/1.0/}license_ref"
_FREE = "{http://www.niso.org/schemas/ali/1.0/}free_to_read"
_OPEN = re.compile(r"creativecommons\.org|\bCC[ -]BY|\bCC0\b|open[- ]?access", re.IGNORECASE)
_ARTICLE_IDS = {"pmc": "pmcid", "accession": "pmcid", "manuscript": "mid", "pmc-uid": "pmcid", "pmcaid": "pmcid"}
_PMCID = re.compile(r"(?:PMC)?\d+")
_ISSN = {"epub": "eissn", "electronic": "eissn", "linking": "issnl"}
# The date of the issue counts as that of publication, as in PubMed; the first of these that is there.
_ISSUE = ("ppub", "print", "epub-ppub", "collection", "pub", "epub", "electronic", "epreprint", "")
_EVENTS = {"rev-recd": "revised", "epub": "epublish", "pub": "epublish", "electronic": "epublish", "ppub": "ppublish"}
_BLOCKS = frozenset(("p", "list", "list-item", "title", "sec", "disp-quote", "def-item", "tr", "td", "th", "label"))


def read_journal(draft: Draft, meta: Element) -> None:
    """Read journal-meta."""
    for each in meta.iter(
        "journal-title",
        "abbrev-journal-title",
        "issn",
        "issn-l",
        "isbn",
        "journal-id",
        "publisher-name",
        "publisher-loc",
    ):
        text = text_of(each)
        if each.tag == "journal-title":
            draft.container = draft.container or text
        elif each.tag == "abbrev-journal-title" or each.get("journal-id-type") in {"nlm-ta", "iso-abbrev"}:
            draft.abbreviation = draft.abbreviation or text
        elif each.tag == "journal-id":
            draft.keep(f"journal-id/{each.get('journal-id-type', '')}", text)
        elif each.tag == "publisher-loc":
            draft.keep(each.tag, text)
        elif each.tag == "publisher-name":
            draft.publisher = draft.publisher or text
        elif text:
            medium = each.get("pub-type") or each.get("publication-format") or ""
            scheme = {"issn-l": "issnl", "isbn": "isbn"}.get(each.tag) or _ISSN.get(medium, "issn")
            draft.container_identifiers.append(Identifier(scheme, text))


def read_identifiers(draft: Draft, meta: Element) -> None:
    """Read article-id; numbers of PubMed Central come under several names."""
    for each in meta.iterchildren("article-id"):
        kind, text = each.get("pub-id-type", "other"), text_of(each)
        scheme = _ARTICLE_IDS.get(kind, kind)
        if scheme == "pmcid" and not _PMCID.fullmatch(text):
            draft.keep(f"article-id/{kind}", text)
        elif text:
            value = f"PMC{text.removeprefix('PMC')}" if scheme == "pmcid" else text
            draft.identifiers.append(Identifier(scheme, value))


def read_dates(draft: Draft, meta: Element) -> None:
    """Read pub-date, of which one is that of publication, and the history."""
    printed = [(_kind_of(each), _print(each)) for each in meta.iterchildren("pub-date")]
    chosen = min((kind for kind, _ in printed if kind in _ISSUE), key=_ISSUE.index, default="")
    published = next((when for kind, when in printed if kind == chosen), "")
    if published:
        draft.dates.append(Date("published", published))
    draft.dates += (Date(_EVENTS.get(kind, kind), when) for kind, when in printed if (kind or "pub") != "pub")
    for each in (*meta.iterfind("history/date"), *meta.iterfind("pub-history/event/date")):
        kind = each.get("date-type", "history")
        draft.dates.append(Date(_EVENTS.get(kind, kind), _print(each)))


def _kind_of(date: Element) -> str:
    kind = date.get("pub-type") or date.get("date-type") or ""
    return date.get("publication-format") or kind if kind == "pub" else kind


def _print(date: Element) -> str:
    return date.get("iso-8601-date") or print_date(date)


def read_place(draft: Draft, meta: Element) -> None:
    """Read volume, issue, pages or article number."""
    parts = {each.tag: text_of(each) for each in meta.iterchildren("volume", "issue", "fpage", "lpage", "elocation-id")}
    draft.volume, draft.issue = parts.get("volume", ""), parts.get("issue", "")
    draft.article_number = parts.get("elocation-id", "")
    first, last = parts.get("fpage", ""), parts.get("lpage", "")
    ranges = next(meta.iterchildren("page-range"), None)
    draft.pages = text_of(ranges) if ranges is not None else f"{first}-{last}" if last and last != first else first


def read_abstracts(draft: Draft, meta: Element) -> None:
    """Read the abstract with its sections; summaries, highlights and translations are kept beside it."""
    for each in meta.iterchildren("abstract", "trans-abstract"):
        kind = each.get("abstract-type") or ("" if each.tag == "abstract" else "translation")
        sections = [section for section in _sections(each) if section.text]
        if not draft.abstract and kind in {"", "primary", "section", "structured", "summary"}:
            draft.abstract += sections
        else:
            text = "\n".join(f"{one.label}: {one.text}" if one.label else one.text for one in sections)
            draft.keep(f"abstract/{kind or 'further'}", text)


def _sections(node: Element, label: str = "") -> Iterator[Section]:
    """Give each section with its title; paragraphs that stand together are one."""
    texts: list[str] = []
    for child in node:
        if child.tag == "sec":
            if texts:
                yield Section(label, "\n".join(texts))
                texts = []
            title = next(child.iterchildren("title"), None)
            yield from _sections(child, text_of(title).rstrip(":") if title is not None else "")
        elif child.tag not in {"title", "label", "object-id", "fig", "graphic"} and (text := block_text(child)):
            texts.append(text)
    if texts:
        yield Section(label, "\n".join(texts))


def block_text(node: Element) -> str:
    """Give the text of an element that may hold paragraphs and lists, which a space then sets apart."""
    texts = [node.text or ""]
    for child in node:
        apart = " " if child.tag in _BLOCKS else ""
        texts += apart, block_text(child) if len(child) else child.text or "", apart, child.tail or ""
    return " ".join("".join(texts).split()) if node.tag in _BLOCKS else "".join(texts)


def read_subjects(draft: Draft, article: Element, meta: Element) -> None:
    """Read article type and categories: what a journal's own headings say is kept, subjects are headings."""
    if kind := article.get("article-type"):
        draft.types.append(kind)
    for group in meta.iterfind("article-categories/subj-group"):
        kind = group.get("subj-group-type", "heading")
        for each in group.iter("subject", "compound-subject"):
            text = _compound(each, "; ")
            if kind == "heading":
                draft.keep("subject", text)
            elif text:
                draft.headings.append(Heading(text))


def read_keywords(draft: Draft, meta: Element) -> None:
    """Read the keywords; those of a vocabulary are headings."""
    for group in meta.iterchildren("kwd-group"):
        kind = group.get("kwd-group-type", "author").lower()
        for each in group.iter("kwd", "compound-kwd"):
            text = _compound(each, ": ")
            if "abbr" in kind:
                draft.keep("abbreviation", text)
            elif text and (group.get("vocab") or "mesh" in kind or kind.endswith("subject")):
                draft.headings.append(Heading(text))
            elif text:
                draft.keywords.append(text)


def _compound(node: Element, joint: str) -> str:
    return joint.join(map(text_of, node)) if str(node.tag).startswith("compound") else text_of(node)


def read_funding(draft: Draft, meta: Element) -> None:
    """Read the grants: each number of an award with its agency, or the agency alone."""
    for award in meta.iter("award-group"):
        sources = [_agency(each) for each in award.iterchildren("funding-source")]
        numbers = [text_of(each) for each in award.iterchildren("award-id")]
        draft.grants += (Grant(number, agency) for agency in sources or [""] for number in numbers or [""])
        for each in award.iter("institution-id"):
            draft.keep("funder", ": ".join((*sources, text_of(each))))
    for tag in ("funding-statement", "open-access"):
        for each in meta.iterfind(f"funding-group/{tag}"):
            draft.keep(tag, text_of(each))
    sponsors = [text_of(each) for each in meta.iterchildren("contract-sponsor", "grant-sponsor")]  # before JATS 1.0
    numbers = [text_of(each) for each in meta.iterchildren("contract-num", "grant-num")]
    if len(sponsors) == 1:
        draft.grants += (Grant(number, sponsors[0]) for number in numbers or [""])
    else:
        draft.grants += (*(Grant(number) for number in numbers), *(Grant(agency=name) for name in sponsors))


def _agency(source: Element) -> str:
    names = [text_of(each) for each in source.iter("institution")]
    return ", ".join(names) or text_of(source)


def read_licence(draft: Draft, meta: Element, instructions: Iterable[str]) -> None:
    """Read the permissions: the address of the licence, else its words; what is said to be free is open access."""
    for licence in meta.iterfind("permissions/license"):
        links = [text_of(each) for each in licence.iter(_LICENCE_REF)]
        links += [link for each in (licence, *licence.iter("ext-link", "uri")) if (link := each.get(HREF, ""))]
        known = (link for link in links if "creativecommons.org" in link)
        draft.licence = draft.licence or next(known, "") or next(iter(links), "") or text_of(licence)
        said = " ".join((licence.get("license-type", ""), draft.licence, text_of(licence)))
        draft.open_access = True if _OPEN.search(said) else draft.open_access
    if next(meta.iter(_FREE), None) is not None or any("open_access" in each for each in instructions):
        draft.open_access = True
    for tag in ("copyright-statement", "copyright-holder"):
        for each in meta.iterfind(f"permissions/{tag}"):
            draft.keep(tag, text_of(each))
