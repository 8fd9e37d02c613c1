"""The reference list of a JATS article, and the works that it says it is related to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kg.readers._xml import Element, text_of
from kg.record import Identifier, Reference, Relation

HREF = "{http://www.w3.org/1999/xlink}href"
_CITATIONS = ("mixed-citation", "element-citation", "citation", "nlm-citation")
_SCHEMES = {"pmc": "pmcid", "pubmed": "pmid", "medline": "pmid"}

# What stands within a word; nothing at all does, too.
_WITHIN = frozenset(("", "bold", "italic", "overline", "sc", "strike", "styled-content", "sub", "sup", "underline"))
_LOOSE = re.compile(r" (?=[,;.](?: |$))")
_DANGLING = re.compile(r"(?:[ ,;.]{0,3}\b(?:doi|pmid|pmcid)\b[ :.]{0,3}){1,4}$", re.IGNORECASE)  # without its number

# What this article is to the other one (https://jats.nlm.nih.gov/archiving/tag-library/1.3/attribute/related-article-type.html).
_RELATIONS = {
    "addended-article": "adds-to",
    "addendum": "added-to-by",
    "article-reference": "related-to",
    "commentary": "commented-by",
    "commentary-article": "comments-on",
    "concurrent-pub": "published-with",
    "corrected-article": "corrects",
    "correction": "corrected-by",
    "correction-forward": "corrected-by",
    "expression-of-concern": "concern-expressed-in",
    "letter": "commented-by",
    "object-of-concern": "expresses-concern-about",
    "partial-retraction": "partially-retracted-by",
    "partially-retracted-article": "partially-retracts",
    "peer-review": "reviewed-by",
    "peer-reviewed-article": "reviews",
    "preprint": "has-preprint",
    "preprint-of": "preprint-of",
    "reprint": "reprinted-in",
    "reply": "replied-to-by",
    "republished-article": "republishes",
    "retracted-article": "retracts",
    "retraction-forward": "retracted-by",
    "retraction": "retracted-by",
    "reviewed-article": "reviews",
    "update": "updated-by",
    "updated-article": "updates",
}


def read_references(article: Element) -> Iterator[Reference]:
    """Read each cited work of each list, as printed; one that is only in parts is put together like a citation."""
    for listed in article.iter("ref"):
        found = [
            each for node in listed for each in (islice(node, 1) if node.tag == "citation-alternatives" else (node,))
        ]
        for citation in [each for each in found if each.tag in _CITATIONS] or [listed]:
            text = _compose(citation) if citation.tag == "element-citation" else _printed(citation)
            if text:
                yield Reference(text, tuple(dict.fromkeys(_identify(citation))))


def _identify(citation: Element) -> Iterator[Identifier]:
    for each in citation.iter("pub-id"):
        kind = each.get("pub-id-type", "other")
        if value := text_of(each):
            yield Identifier(_SCHEMES.get(kind, kind), value)


def _printed(citation: Element) -> str:
    """Give a citation's text, its label and identifiers left out."""
    text = _LOOSE.sub("", " ".join(_set_apart(citation).split()))
    return _DANGLING.sub("", text).strip(" ,;")


def _set_apart(node: Element) -> str:
    """Give an element's text, with a space between parts of it between which nothing stands."""
    texts = [node.text or ""]
    before = ""  # the part that ends right here
    for child in node:
        if child.tag not in {"label", "pub-id"}:
            texts.append(" " * (before not in _WITHIN and child.tag not in _WITHIN))
            texts.append(", ".join(_names(child)) if _is_bare(child) else _set_apart(child))
        texts.append(child.tail or "")
        before = "" if child.tail else str(child.tag)
    return "".join(texts)


def _is_bare(group: Element) -> bool:
    """Whether a group of persons has nothing between their names that would set them apart."""
    return group.tag == "person-group" and not any((each.tail or "").strip() for each in group)


def _names(group: Element) -> Iterator[str]:
    for each in group:
        if each.tag == "etal":
            yield text_of(each) or "et al."
        elif len(each):
            parts = {part.tag: text_of(part) for part in each}
            printed = (parts.get(tag, "") for tag in ("surname", "given-names", "suffix"))
            yield " ".join(filter(None, printed)) or text_of(each)
        elif text := text_of(each):
            yield text


def _compose(citation: Element) -> str:
    """Put a citation together from its parts: names, title, source, year, volume(issue): pages."""
    parts: dict[str, str] = {}
    for child in citation:
        parts.setdefault(child.tag, text_of(child))
    groups = [", ".join(_names(each)) for each in citation.iterchildren("person-group")]
    names = [text_of(each) for each in citation.iterchildren("collab", "name", "string-name")]
    titles = [parts.get(tag, "") for tag in ("article-title", "chapter-title", "part-title", "data-title", "source")]
    place = parts.get("volume", "") + (f"({parts['issue']})" if parts.get("issue") else "")
    pages = "-".join(filter(None, (parts.get("fpage"), parts.get("lpage")))) or parts.get("elocation-id", "")
    imprint = ": ".join(filter(None, (parts.get("publisher-loc"), parts.get("publisher-name"))))
    when = "; ".join(filter(None, (parts.get("year", ""), ":".join(filter(None, (place, pages))))))
    further = ("series", "conf-name", "edition", "institution", "comment", "uri", "ext-link", "date-in-citation")
    rest = [parts.get(tag, "") for tag in further]
    pieces = (*groups, ", ".join(names), *titles, imprint, when, *rest)
    return " ".join(piece if piece[-1] in ".?!" else f"{piece}." for piece in pieces if piece)


def read_relations(front: Element) -> Iterator[Relation]:
    """Read the related articles and objects of an article's front matter."""
    for each in front.iter("related-article", "related-object"):
        printed = each.get("related-article-type") or each.get("link-type") or each.get("content-type") or "related-to"
        scheme = each.get("ext-link-type") or each.get("document-id-type") or "uri"
        value = each.get(HREF) or each.get("document-id") or ""
        if value:
            found = Identifier(_SCHEMES.get(scheme, scheme), value)
            yield Relation(_RELATIONS.get(printed, printed), text_of(each) or value, (found,))


def read_parts(article: Element) -> Iterator[Relation]:
    """Give the articles that are part of this one (peer reviews, replies, translations) as works it is related to."""
    for each in article.iter("sub-article", "response"):
        title = next(each.iterfind("front-stub/title-group/article-title"), None)
        found = tuple(
            Identifier(_SCHEMES.get(kind, kind), text_of(number))
            for number in each.iterfind("front-stub/article-id")
            if (kind := number.get("pub-id-type", "other"))
        )
        name = each.get("article-type") or each.tag
        yield Relation(f"has-{name}", text_of(title) if title is not None else "", found)
