"""Reads the abstracts that publishers deposit with Crossref: pieces of JATS, or of HTML, or plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

from kg.record import Section

_OPENING = '<abstract xmlns:jats="jats" xmlns:mml="mml" xmlns:xlink="xlink" xmlns:ali="ali">'
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)\w{1,32};")
_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>")
_BLOCKS = frozenset({"p", "list", "list-item", "disp-quote", "disp-formula", "def-list", "table-wrap"})
_UNSEEN = frozenset({"tex-math", "annotation", "graphic"})  # a formula in other words


def read_abstract(printed: str) -> tuple[Section, ...]:
    """Give the sections of an abstract with their labels; the title of the abstract itself is none.

    What is not well-formed is read without its tags. No entity is expanded but those of HTML.

    >>> read_abstract("<jats:title>Abstract</jats:title><jats:sec><jats:title>Aims</jats:title><jats:p>We…</jats:p></jats:sec>")
    (Section(label='Aims', text='We…'),)
    >>> read_abstract("If p < 0.05 <b>holds")
    (Section(label='', text='If p < 0.05 holds'),)
    """
    known = _NAMED.sub(lambda entity: html.unescape(entity[0]), printed)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(f"{_OPENING}{known}</abstract>", parser)
    except (etree.XMLSyntaxError, ValueError):
        text = _fold(html.unescape(_TAG.sub(" ", printed)))
        return (Section("", text),) if text else ()
    sections = list(_read_sections(root))
    if sections and len(root.findall("{*}title")) == 1 and root[0].tag.endswith("title"):
        own = _text(root[0])
        sections = [Section("", each.text) if each.label == own else each for each in sections]
    return tuple(sections)


def _read_sections(parent: etree._Element, label: str = "") -> Iterator[Section]:
    """Give what stands under each title; paragraphs under none have no label."""
    loose = _fold(parent.text or "")
    pieces = [loose] if loose else []
    for child in parent.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if name in {"sec", "title"}:
            if pieces:
                yield Section(label, " ".join(pieces))
                pieces = []
            if name == "title":
                label = _text(child)
            else:
                yield from _read_sections(child, label)
        elif name in _BLOCKS or not pieces:
            pieces.append(_text(child))
        else:
            pieces[-1] = _fold(f"{pieces[-1]}{_text(child)}")
        if tail := child.tail and child.tail.strip():
            pieces.append(_fold(tail))
    if text := _fold(" ".join(pieces)):
        yield Section(label, text)


def _text(element: etree._Element) -> str:
    return _fold("".join(_texts(element)))


def _texts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if name not in _UNSEEN:
            gap = " " if name in _BLOCKS else ""
            yield gap
            yield from _texts(child)
            yield gap
        yield child.tail or ""


def _fold(text: str) -> str:
    return " ".join(text.split())
