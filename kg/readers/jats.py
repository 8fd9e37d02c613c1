"""Reads articles in JATS XML (NISO Z39.96) and its forerunner, the NLM DTD: one a file, or sets as PubMed Central gives them.

The elements: https://jats.nlm.nih.gov/archiving/tag-library/1.3/. An article's reviews, replies and translations
(sub-articles) are works it is related to; its body, and what stands behind it but for references, is part of the raw text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.readers import _jats_front as front_matter
from kg.readers._draft import Draft
from kg.readers._jats_people import read_contributors
from kg.readers._jats_references import HREF, read_parts, read_references, read_relations
from kg.readers._xml import Element, Entry, Envelope, read_entries, text_of
from kg.record import Fault, Record, Source, record_key

TITLE = "JATS XML article (PubMed Central, publishers)"

_START = re.compile(rb"<article[\s>]")
_SIGNS = (
    b"<journal-meta",
    b"<article-meta",
    b"JATS",
    b"NLM//DTD",
    b"jats.nlm.nih.gov",
    b"dtd.nlm.nih.gov",
    b"article-type=",
)
# Sets of the E-utilities, of the OAI service, of publishers; what the OAI service says of an answer and of each article.
_ENVELOPE = Envelope(
    (
        "pmc-articleset",
        "articles",
        "article-set",
        "OAI-PMH",
        "GetRecord",
        "ListRecords",
        "record",
        "header",
        "metadata",
    ),
    ("responseDate", "request", "identifier", "datestamp", "setSpec", "resumptionToken"),
)
_INSTRUCTION = re.compile(r"<\?properties ([^<>]{1,60}?)\?>")


def sniff(head: bytes) -> bool:
    """Tell whether there is an article element, and a sign that it is not one of HTML.

    >>> sniff(b'<article article-type="research-article"><front>'), sniff(b'<html><article class="post">')
    (True, False)
    """
    return _START.search(head) is not None and any(sign in head for sign in _SIGNS)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read one article, or a set of them, as records and faults in the order in which they stand."""
    yield from read_entries(stream, file, ("article",), _ENVELOPE, _read_entry)


def _read_entry(entry: Entry, file: str) -> Iterator[Record | Fault]:
    article = _drop_namespace(entry.root)
    front = next(article.iterchildren("front"), None)
    meta = next(front.iterchildren("article-meta"), None) if front is not None else None
    if front is None or meta is None:
        yield Fault(file, entry.line, entry.raw, "an article without front matter")
        return
    draft = Draft()
    for journal in front.iterchildren("journal-meta"):
        front_matter.read_journal(draft, journal)
    front_matter.read_identifiers(draft, meta)
    _read_titles(draft, meta)
    front_matter.read_dates(draft, meta)
    front_matter.read_place(draft, meta)
    draft.contributors += read_contributors(meta)
    front_matter.read_abstracts(draft, meta)
    front_matter.read_subjects(draft, article, meta)
    front_matter.read_keywords(draft, meta)
    front_matter.read_funding(draft, meta)
    front_matter.read_licence(draft, meta, _INSTRUCTION.findall(entry.raw))
    if language := article.get("{http://www.w3.org/XML/1998/namespace}lang"):
        draft.languages.append(language)
    draft.relations += (*read_relations(front), *read_parts(article))
    for part in article.iterchildren("sub-article", "response"):
        article.remove(part)
    draft.references += read_references(article)
    _keep_rest(draft, front)
    yield draft.finish(record_key(entry.text), Source("jats", file, entry.line, entry.raw))


def _drop_namespace(article: Element) -> Element:
    """Drop the body, of which nothing is read, and what namespace the article's own elements are in, if any."""
    for body in article.iterchildren("{*}body"):
        article.remove(body)
    own = article.nsmap.get(None) if article.tag[0] == "{" else None
    if own:
        for node in article.iter(f"{{{own}}}*"):
            node.tag = node.tag[len(own) + 2 :]
    return article


def _read_titles(draft: Draft, meta: Element) -> None:
    """Read the title, with its subtitle, and keep the others."""
    group = next(meta.iterchildren("title-group"), None)
    if group is None:
        return
    for each in group.iter("xref", "fn"):
        draft.keep("fn", text_of(each) if each.tag == "fn" else "")
        each.text = ""  # a footnote's mark is no part of the title
        del each[:]
    parts = [text_of(each) for each in group.iterchildren("article-title", "subtitle")]
    draft.title = ": ".join(part.rstrip(":") for part in parts if part)
    for each in group.iter("trans-title", "alt-title"):
        draft.keep(each.tag, text_of(each))


def _keep_rest(draft: Draft, front: Element) -> None:
    """Keep what the front matter says beyond the model."""
    for each in front.iter("self-uri"):
        draft.keep("self-uri", each.get(HREF, "") or text_of(each))
    for each in front.iter("custom-meta"):
        name, *values = [*map(text_of, each), ""]
        draft.keep(f"custom-meta/{name}", " ".join(values).strip())
    for tag in (
        "article-version",
        "conf-name",
        "conf-date",
        "conf-loc",
        "issue-title",
        "issue-sponsor",
        "fn",
        "corresp",
        "notes",
    ):
        for each in front.iter(tag):
            draft.keep(tag, front_matter.block_text(each).strip())
    for each in front.iter("name-alternatives", "aff-alternatives", "collab-alternatives"):
        draft.keep(each.tag, "; ".join(" ".join(" ".join(map(str, one.itertext())).split()) for one in each))
    for each in front.iter("contrib"):
        name = next(map(text_of, each.iter("surname")), "")
        for role in each.iterchildren("role", "degrees"):
            draft.keep(role.tag, f"{name}: {text_of(role)}")
    for counts in front.iter("counts"):
        for each in counts:
            draft.keep(f"counts/{each.get('count-type', each.tag)}", each.get("count", ""))
