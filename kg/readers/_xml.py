"""Reads XML record by record: each is cut out, cleaned of what no text may have, and parsed on its own.

The parser never sees a document type, so there are no entities to expand and nothing to fetch; it has a depth limit, and
its input a size and a number of nodes. What cannot be parsed becomes a fault and harms no other record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html.entities import html5
from typing import BinaryIO, NamedTuple, TypeAlias

from lxml import etree

from kg.readers._streams import UNDECODED
from kg.readers._xml_cutting import Cut, cut
from kg.record import Fault, Record
from kg.values.controls import UNFIT, WHITE
from kg.values.misread import READ_ANEW, keep_bytes

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no other name for it
OUTSIDE = "not part of a record"
_MOST_NODES = 500_000  # tags, attributes and references of one record: bounds memory and time, as each takes far more than its text

_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)
# Prefixes that a document type, or an element around the record, declares for it.
_PREFIXES = {
    "ali": "http://www.niso.org/schemas/ali/1.0/",
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "mml": "http://www.w3.org/1998/Math/MathML",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "vcard": "http://nwalsh.com/rdf/vCard#",
    "vcard2": "http://www.w3.org/2006/vcard/ns#",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "z": "http://www.zotero.org/namespaces/export#",
}
_WRAPPER = "<x {}>{{}}</x>".format(" ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _PREFIXES.items()))

_UNFIT_TEXT = re.compile(rf"[{UNFIT}{WHITE}\ud800-\udfff]")
_NEWLINES = re.compile(f"[{WHITE}]")
# The same in UTF-8, those that the parser lets pass, by their first byte; a pattern that begins with a plain byte is ten times faster.
_UNFIT_BYTES = (
    (b"\xc2", re.compile(b"\xc2[\x80-\x9f]")),
    (b"\xe2", re.compile(b"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")),
)
_NUMBERED = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}));")
_NAMED = re.compile(r"&(?:([A-Za-z_:][\w.:-]{0,60};)|(?!#))")
_OWN = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_SPACES = re.compile(r"[ \t\r\n]+")


class Entry(NamedTuple):
    """A record's element, parsed: its name, first line, text as read (and in UTF-8), root, and what had to be mended in it."""

    name: str
    line: int
    raw: str
    text: bytes
    root: Element
    mended: tuple[str, ...]


class Envelope:
    """What may stand between records: the declaration, a plain document type, comments and some tags."""

    def __init__(self, tags: Sequence[str], leaves: Sequence[str] = ()) -> None:
        """Allow the tags of some elements; and of `leaves` also the text."""
        self._tags = re.compile(
            rf"<!DOCTYPE[^\[\]<>]*>|</?(?:{'|'.join(tags)})(?:\s[^<>]*)?>"
            + (rf"|<({'|'.join(leaves)})(?:\s[^<>]*)?>[^<>]*</\1\s*>" if leaves else "")
        )

    def drop(self, text: str) -> str:
        """Give what else there is, with all line ends."""
        for opening, closing in (("<!--", "-->"), ("<?", "?>")):
            text = _drop_between(text, opening, closing)
        return self._tags.sub(_keep_lines, text.removeprefix("\ufeff"))


def _drop_between(text: str, opening: str, closing: str) -> str:
    kept: list[str] = []
    done = 0
    while (start := text.find(opening, done)) >= 0 and (end := text.find(closing, start)) >= 0:
        kept += text[done:start], "\n" * text.count("\n", start, end)
        done = end + len(closing)
    return "".join(kept) + text[done:]


def _keep_lines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def read_entries(
    stream: BinaryIO,
    file: str,
    names: Sequence[str],
    envelope: Envelope,
    convert: Callable[[Entry, str], Iterator[Record | Fault]],
    *,
    behind: bytes = rb"[\s/>]",
) -> Iterator[Record | Fault]:
    """Read the elements of these names, one after the other, and convert each, given the file's name, to a record.

    `behind` tells those of records from others of the same name (`kg.readers._xml_cutting.cut`).

    Faults tell of what stands between them that is not in the envelope, of elements that break off, are longer than
    8 MiB, have too many nodes or are not well-formed, and of what was mended: bytes that are not UTF-8 (read as
    Windows-1252), characters that no text may have (left out), ampersands that begin no reference.
    """
    for piece in cut(stream, names, behind):
        raw, mended = _decode(piece.text)
        if piece.name:
            entry = piece.fault or _parse(piece, raw, mended)
            if isinstance(entry, str):
                yield Fault(file, piece.line, _clean(raw)[0], entry)
                continue
            for item in convert(entry, file):
                if entry.mended and isinstance(item, Record):
                    yield from (Fault(file, piece.line, entry.raw, each, "text", item.key) for each in entry.mended)
                yield item
        elif not raw.isspace():
            text = envelope.drop(raw)
            rest, mended = _clean(text)
            if rest := rest.strip():
                line = piece.line + text.count("\n", 0, len(text) - len(text.lstrip()))
                reason = "entities of a document type are not read" if "<!ENTITY" in rest else OUTSIDE
                yield Fault(file, line, rest, reason)
            else:
                yield from (Fault(file, piece.line, "", each) for each in mended)


def _parse(piece: Cut, raw: str, mended: tuple[str, ...]) -> Entry | str:
    """Parse an element, mended if need be; or say why it cannot be."""
    if len(piece.text) > _MOST_NODES and sum(map(piece.text.count, (b"<", b"=", b"&"))) > _MOST_NODES:
        return f"an entry of more than {_MOST_NODES} tags, attributes and references"
    if _may_be_unfit(piece.text, raw):
        raw, found = _clean(raw)
        mended += found
    text = raw.encode() if mended else piece.text
    try:
        return Entry(piece.name, piece.line, raw, text, etree.fromstring(text, _PARSER), mended)
    except etree.XMLSyntaxError:
        pass
    raw, more = _clean(raw)
    readable, most = _read_references(raw)
    mended += tuple(each for each in (*more, *most) if each not in mended)
    try:
        (root,) = etree.fromstring(_WRAPPER.format(readable).encode(), _PARSER)
    except etree.XMLSyntaxError as error:
        return f"not well-formed XML: {error.msg.partition(', line ')[0]}"
    return Entry(piece.name, piece.line, raw, raw.encode(), root, mended)


def _may_be_unfit(text: bytes, raw: str) -> bool:
    """Tell at once that a text has neither unfit characters nor references to any, as nearly all have not."""
    if b"\x7f" in text or (b"#" in text and b"&#" in text):
        return True
    return not raw.isascii() and (
        b"\xef" in text or any(first in text and pattern.search(text) for first, pattern in _UNFIT_BYTES)
    )


def _decode(text: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode UTF-8, and single bytes that are not UTF-8 as Windows-1252."""
    try:
        return text.decode(), ()
    except UnicodeDecodeError:
        legacy = text.decode("utf-8", "surrogateescape").translate(UNDECODED)
        return legacy, ("not UTF-8: read as Windows-1252",)


def _clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Leave out characters that no text may have, and references to them; letters that were misread as such are read anew."""
    kept = keep_bytes(text)
    fit = _NUMBERED.sub(_keep_fit, _UNFIT_TEXT.sub("", _NEWLINES.sub(" ", kept)))
    found = (READ_ANEW, kept != text), ("control characters were left out", fit != kept)
    return fit, tuple(reason for reason, true in found if true)


def _keep_fit(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return "" if number > 0x10FFFF or _UNFIT_TEXT.match(chr(number)) else reference[0]


def _read_references(text: str) -> tuple[str, tuple[str, ...]]:
    """Read references to characters by name, as HTML and the document types of publishers have them; escape lone "&"."""
    if "&" not in text or "<![CDATA[" in text:
        return text, ()
    lone = 0

    def read(reference: re.Match[str]) -> str:
        nonlocal lone
        if not reference[1]:
            lone += 1
            return "&amp;"
        if reference[1] in _OWN:
            return reference[0]
        return "".join(f"&#{ord(each)};" for each in html5.get(reference[1], "")) or reference[0]

    readable = _NAMED.sub(read, text)
    return readable, ("an ampersand that begins no reference",) if lone else ()


def all_text(element: Element) -> str:
    """Give an element's text without the marks in it, spaces and line ends as they are."""
    return str(etree.tostring(element, encoding="unicode", method="text", with_tail=False))


def text_of(element: Element) -> str:
    r"""Give an element's text without the marks in it, on one line.

    >>> text_of(etree.fromstring("<t>CO<sub>2</sub>\n  of</t>"))
    'CO2 of'
    """
    if len(element):
        text = all_text(element)
    elif (text := element.text or "").isalnum():  # most texts are a name or a number
        return text
    if "\n" in text or "  " in text or "\r" in text or "\t" in text:
        text = _SPACES.sub(" ", text)
    return text.strip()


def print_date(element: Element) -> str:
    """Print a date from its elements year, month, day and season: "2020 Jul 3", "2020-07-03", "2020 Spring".

    >>> print_date(etree.fromstring("<PubDate><Year>2020</Year><Month>07</Month></PubDate>"))
    '2020-07'
    """
    year = month = day = season = ""
    for child in element:
        tag = child.tag
        if tag in {"Year", "year"}:
            year = text_of(child)
        elif tag in {"Month", "month"}:
            month = text_of(child)
        elif tag in {"Day", "day"}:
            day = text_of(child)
            if month:  # else the day comes first; hours and minutes come last
                break
        elif tag in {"Season", "season"}:
            season = text_of(child)
    if not year:
        return " ".join(filter(None, map(text_of, element))) or text_of(element)
    if not month:
        return f"{year} {season}".strip()
    joint = "-" if month.isdecimal() else " "
    return f"{year}{joint}{month}{joint}{day}" if day else f"{year}{joint}{month}"
