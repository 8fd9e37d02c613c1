"""Reads EndNote XML, as EndNote exports its libraries.

The elements follow the DTD that EndNote ships (RSXML.dtd). Texts stand in `style` elements, several lines of one field are
parted by carriage returns, and a group that signs has a comma at the end of its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.readers._draft import Draft
from kg.readers._xml import OUTSIDE, Element, Entry, Envelope, all_text, read_entries, text_of
from kg.record import Affiliation, Contributor, Date, Fault, Field, Identifier, Record, Section, Source, record_key
from kg.values.dates import parse_date

TITLE = "EndNote XML"
BOUNDARY = re.compile(rb"</record>\s*(?=<record>)")

_START = re.compile(rb"<record[\s>]")
_SIGNS = (b'name="EndNote"', b"<rec-number", b"<ref-type", b"<foreign-keys")
_ENVELOPE = Envelope(("xml", "records"))
# What says where the record stands in somebody's library, and nothing of the work.
_PLACE = ("database", "source-app", "rec-number", "foreign-keys")

_ROLES = {"authors": "author", "secondary-authors": "editor", "tertiary-authors": "series-editor"}
_SERIALS = frozenset(("journal article", "electronic article", "magazine article", "newspaper article"))
_KINDS = {
    "book section": "book",
    "electronic book section": "book",
    "conference paper": "conference",
    "conference proceedings": "conference",
}
_SELF_CONTAINED = frozenset(("book", "edited book", "electronic book", "thesis", "report", "web page", "patent"))
_PUBMED = re.compile(r"medline|pubmed|\bNLM\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<issn>\b\d{4}-\d{3}[\dXx]\b)|(?P<isbn>\b97[89][\d -]{10,14}\b|\b[\d-]{9,12}[\dXx]\b)|\((?P<medium>\w+)\)"
)
_MEDIA = {"electronic": "eissn", "linking": "issnl"}
_DOI = re.compile(r"\b10\.\d{4,9}\S*/\S+")
_PMCID = re.compile(r"PMC\d+")
_MANUSCRIPT = re.compile(r"[A-Z]{3,6}MS\d+")
_ACCESSIONS = {"wos": re.compile(r"WOS:\w+"), "scopus": re.compile(r"2-s2\.0-\d+")}
_READ = frozenset(
    (*_PLACE, "ref-type", "contributors", "titles", "periodical", "alt-periodical", "dates", "keywords", "urls")
)
_READ |= {"pages", "volume", "number", "isbn", "abstract", "language", "electronic-resource-num", "accession-num"}
_READ |= {"auth-address", "custom2", "custom6", "publisher"}


def sniff(head: bytes) -> bool:
    """Tell whether there is a record with what only EndNote says of one.

    >>> sniff(b'<xml><records><record><database name="a.enl">a.enl</database><source-app name="EndNote">')
    True
    """
    return _START.search(head) is not None and any(sign in head for sign in _SIGNS)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read a library's records and faults in the order in which they stand."""
    yield from read_entries(stream, file, ("record",), _ENVELOPE, _read_entry)


def _read_entry(entry: Entry, file: str) -> Iterator[Record | Fault]:
    root = entry.root
    parts = {each.tag: each for each in root}
    kind = parts["ref-type"].get("name", "") if "ref-type" in parts else ""
    draft = Draft()
    if kind:
        draft.types.append(kind)
    _read_titles(draft, root, kind)
    _read_contributors(draft, root)
    draft.volume, draft.issue, draft.pages = (_first(root, tag) for tag in ("volume", "number", "pages"))
    draft.publisher = _first(root, "publisher")
    _read_identifiers(draft, root)
    _read_serials(draft, root)
    _read_dates(draft, root)
    draft.keywords += (text.removeprefix("*") for each in root.iterfind("keywords/keyword") if (text := text_of(each)))
    draft.languages += filter(None, map(text_of, root.iterchildren("language")))
    for each in root.iterchildren("abstract"):
        draft.abstract += (Section("", text) for text in _lines(each))
    for each in root.iterfind("urls//url"):
        draft.keep("url", text_of(each))
    for each in root:
        if each.tag not in _READ:
            draft.keep(each.tag, "\n".join(_lines(each)))
    if not (draft.title or draft.contributors or draft.container):
        yield Fault(file, entry.line, entry.raw, f"{OUTSIDE}: it names neither title nor author")
        return
    ordinal = text_of(parts["rec-number"]) if "rec-number" in parts else ""
    source = Source("endnote", file, entry.line, entry.raw, ordinal)
    yield draft.finish(record_key(_without_place(entry.raw)), source)


def _without_place(raw: str) -> str:
    """Leave out the elements that would make the same record another one in another library."""
    for tag in _PLACE:
        start = raw.find(f"<{tag}")
        end = raw.find(f"</{tag}>", start)
        if 0 <= start < end:
            raw = raw[:start] + raw[end + len(tag) + 3 :]
    return raw


def _lines(node: Element) -> list[str]:
    """Give the lines of a field, which carriage returns part."""
    return [text for text in (" ".join(line.split()) for line in all_text(node).splitlines()) if text]


def _first(root: Element, *paths: str) -> str:
    return next((text for path in paths for each in root.iterfind(path) if (text := text_of(each))), "")


def _read_titles(draft: Draft, root: Element, kind: str) -> None:
    """Read titles; the second is what the work appeared in, unless the work stands for itself."""
    draft.title = _first(root, "titles/title", "titles/translated-title")
    second = _first(
        root, "periodical/full-title", "titles/secondary-title", "titles/alt-title", "alt-periodical/full-title"
    )
    short = _first(
        root, "periodical/abbr-1", "alt-periodical/abbr-1", "titles/short-title" if kind.lower() in _SERIALS else "-"
    )
    if kind.lower() in _SELF_CONTAINED:
        draft.keep("secondary-title", second)
    else:
        draft.container, draft.abbreviation = second, short
    draft.kind = _KINDS.get(kind.lower(), "journal")
    for tag in ("tertiary-title", "alt-title", "translated-title", "short-title"):
        for each in root.iterfind(f"titles/{tag}"):
            if (text := text_of(each)) not in {draft.title, draft.container, draft.abbreviation}:
                draft.keep(tag, text)


def _read_contributors(draft: Draft, root: Element) -> None:
    """Read authors and editors; an address is an author's if there is only one author, else nobody can say whose it is."""
    people: list[Contributor] = []
    for group in root.iterfind("contributors/*"):
        for each in group:
            name = text_of(each)
            collective = name.endswith(",") or bool(each.get("corp-name"))
            if name:
                role = _ROLES.get(group.tag, group.tag.removesuffix("s"))
                people.append(Contributor(name.rstrip(" ,"), role=role, collective=collective))
    addresses = [line for each in root.iterchildren("auth-address") for line in _lines(each)]
    if sum(each.role == "author" for each in people) == 1 and addresses:
        owner = next(index for index, each in enumerate(people) if each.role == "author")
        given = people[owner]
        people[owner] = Contributor(
            given.name, role="author", collective=given.collective, affiliations=tuple(map(Affiliation, addresses))
        )
    else:
        draft.extra += (Field("auth-address", each) for each in addresses)
    draft.contributors += people


def _read_identifiers(draft: Draft, root: Element) -> None:
    """Read DOI, and accession numbers, of which the database says what they are."""
    for each in root.iterchildren("electronic-resource-num"):
        for line in _lines(each):
            if doi := _DOI.search(line):
                draft.identifiers.append(Identifier("doi", doi[0]))
            else:
                draft.keep("electronic-resource-num", line)
    if number := _first(root, "accession-num"):
        provider = " ".join((_first(root, "remote-database-name"), _first(root, "remote-database-provider")))
        known = next((name for name, form in _ACCESSIONS.items() if form.fullmatch(number)), "accession")
        pubmed = number.isdecimal() and len(number) <= 8 and _PUBMED.search(provider)
        draft.identifiers.append(Identifier("pmid" if pubmed else known, number))
    for tag, scheme, form in (("custom2", "pmcid", _PMCID), ("custom6", "mid", _MANUSCRIPT)):
        for each in root.iterchildren(tag):
            text = text_of(each)
            if form.fullmatch(text):
                draft.identifiers.append(Identifier(scheme, text))
            else:
                draft.keep(tag, text)


def _read_serials(draft: Draft, root: Element) -> None:
    """Read ISSNs and ISBNs, which share a field: "1234-5678 (Print) 2345-6789 (Electronic)"."""
    found: list[Identifier] = []
    for each in root.iterchildren("isbn"):
        text = " ".join(_lines(each))
        for match in _NUMBER.finditer(text):
            if not match["medium"]:
                found.append(Identifier(match.lastgroup or "", match[0].strip()))
            elif found and found[-1].scheme == "issn":
                found[-1] = Identifier(_MEDIA.get(match["medium"].lower(), "issn"), found[-1].value)
        if not _NUMBER.search(text):
            draft.keep("isbn", text)
    (draft.container_identifiers if draft.container else draft.identifiers).extend(found)


def _read_dates(draft: Draft, root: Element) -> None:
    """Read the year, with month and day if they make a date of it."""
    year = _first(root, "dates/year")
    when = _first(root, "dates/pub-dates/date")
    printed = f"{year} {when}".strip() if year not in when else when or year
    try:
        parse_date(printed)
    except ValueError:
        draft.keep("pub-dates", when)
        printed = year
    if printed:
        draft.dates.append(Date("published", printed))
