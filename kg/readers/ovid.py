"""Reads Ovid's tagged text: what Ovid saves for EndNote, Citavi and others as .cgi, .ovd or .txt ("Medlars").

A record begins with the vendor's name (VN) and ends with an empty line. The tags are those of Ovid's database guides
(https://ospguides.ovid.com/OSPguides/medline.htm and its like); most databases tell journal, volume, issue and pages only in one
line, the source (SO), which each writes in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from kg.readers._accessions import find_accessions
from kg.readers._ris_contributors import find_contributors
from kg.readers._tagged import Entry, Layout, read_records
from kg.readers._tagged_fields import Table, Tags, find_published, make_exact
from kg.record import Affiliation, Container, Contributor, Fault, Heading, Identifier, Record, Section
from kg.values.emails import take_emails
from kg.values.identifiers import find_registrations

TITLE = "Ovid tagged text (.cgi, .ovd)"
BOUNDARY = re.compile(rb"\n\r?\n(?=<\d{1,9}\. ?>\r?\n)")

_SIGN = re.compile(rb"VN {1,2}- Ovid Technologies")
_ENDS = {
    "CR": re.compile(r".+\."),
    "YR": re.compile(r"\d{4}"),
    "UP": re.compile(r"\d{6,}.*"),
    "XL": re.compile(r"http.+"),
}


def _is_whole(entry: Entry) -> bool:
    """Whether the last line is one of those with which Ovid ends a record."""
    last = entry.elements[-1]
    return last.tag in _ENDS and _ENDS[last.tag].fullmatch(last.text) is not None


_LAYOUT = Layout(
    line=re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)"),
    more=re.compile(r"\s"),
    opens="VN",
    whole=_is_whole,
    loose=frozenset(("AB", "IN")),
    prose=frozenset(("AB",)),
    frame=re.compile(r"<(\d{1,9})\s*\.\s*>"),
)
_TABLE = Table(
    texts={
        "title": ("TI",),
        "volume": ("VI", "VO"),
        "issue": ("IP",),
        "pages": ("PG",),
        "language": ("LG", "LA"),
    },
    dates={"epublish": ("EP",)},
)
_NUMBERS = {"IS": "issn", "ES": "eissn", "IL": "issnl", "IB": "isbn"}
_NUMBER = re.compile(r"\b[\dXx][\dXx-]{7,16}\b")
_MARKS = re.compile(
    r"(?:\s+[\d,+*]+|\s*\[[^\[\]]*\])+$"
)  # behind names: "Zhang, Wei 1,2,+", "Werner, S. M. [Reprint Author]"
_DEGREES = re.compile(r"(?<=[a-z.])(?:,? (?:MD|Ph\.?D\.?|MSc|MPH|RN|DrPH|MBBS|MBChB))+$")
_LONGEST = 1_000  # characters of a name or a source that are looked into
_NAMES = ("AU", "FA", "ED")
_PMID = re.compile(r"\d{1,8}\b")
_PMCID = re.compile(r"\bPMC\d+")
_QUALIFIER = re.compile(r"(\*?)(?:\w\w )?\[?([^\[\]]+)\]?")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)"
# What ends the journal in a source: its place, or the meeting that it reports, or the month before the year.
_JOURNAL = re.compile(
    rf"(.+?)(?:\.\s+(?=Conference: |Vol\.? ?\d|\(?\d|{_MONTH}[a-z.]* \d)|\s+(?={_MONTH}[a-z]*(?:/\w+)?(?: \d+,)? \d{{4}};))"
)
_PLACE = re.compile(r"(?:\bVol\.? ?|[.;] ?)(\d+[A-Z]?)(?: ?\((?!pp|no pag)([^()]+)\))?(?=[ ,:(]|$)")
_PAGES = (
    re.compile(r"\bpp\.? ?([\w.]+(?:-[\w.]*\w)?)"),
    re.compile(r"\):? ?([A-Za-z]?\d[\w.]*(?:-\w+)?)(?=[.,]|$)"),
    re.compile(r":([A-Za-z]?\d[\w.]*(?:-\w+)?)(?=[.,]|$)"),
)
_ARTICLE = re.compile(r"\bArticle Number: (\S+?)\.(?:\s|$)")
_PUBLISHED = (re.compile(r"Date of Publication: ([^.]+)"), re.compile(rf"(\d{{4}} {_MONTH}[a-z]*(?: \d+)?)\.?$"))


def sniff(head: bytes) -> bool:
    r"""Tell whether a line names the vendor.

    >>> sniff(b"<1. >\nVN  - Ovid Technologies\nDB  - Embase\n")
    True
    """
    return _SIGN.search(head) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the records of a file, or of several one after the other."""
    return read_records(stream, file, "ovid", _LAYOUT, _assemble)


def _assemble(tags: Tags) -> dict[str, Any]:
    for each in tags.of("VN"):
        tags.use(each)
    for each in tags.of(*_NAMES):
        if len(each.text) < _LONGEST:
            each.texts = [_DEGREES.sub("", _MARKS.sub("", each.text))]
    printed = next(iter(tags.peek("SO")), "")[:_LONGEST]
    fields = _TABLE.fill(tags)
    published = next(find_published(tags, "YR", "DP", "DG"), None)
    return (
        fields
        | _read_place(printed, fields)
        | {
            "container": _find_container(tags, printed),
            "identifiers": tuple(dict.fromkeys(_find_identifiers(tags))),
            "registrations": tuple(
                each for tag in ("SI", "CN") for text in tags.peek(tag) for each in find_registrations(text)
            ),
            "dates": (*make_exact(published, _find_dates(printed)), *fields["dates"]),
            "contributors": tuple(map(_drop_repeated, find_contributors(tags, ""))),
            "abstract": tuple(Section("", text) for text in tags.all("AB")),
            "keywords": tuple(
                dict.fromkeys(word for text in tags.all("KW") for part in text.split(";") if (word := part.strip(" *")))
            ),
            "headings": tuple(map(_read_heading, tags.all("MH"))),
            "types": tuple(dict.fromkeys(text.rstrip(".") for text in tags.all("PT", "DT"))),
            "language": fields["language"].rstrip("."),
        }
    )


def _read_place(printed: str, fields: dict[str, Any]) -> dict[str, str]:
    """Read volume, issue and pages, where no tags of their own tell them, behind the journal in a source."""
    journal = _JOURNAL.match(printed)
    rest = re.sub(r"^\.?\s*Conference: .*\.(?= \d+[ (])", ".", printed[journal.end(1) :]) if journal else printed
    place = _PLACE.search(rest)
    pages = next((found[1] for form in _PAGES if (found := form.search(rest))), "")
    article = _ARTICLE.search(printed)
    return {
        "volume": fields["volume"] or (place[1] if place else ""),
        "issue": fields["issue"] or (place[2] or "" if place else ""),
        "pages": fields["pages"] or pages,
        "article_number": article[1] if article else "",
    }


def _find_dates(printed: str) -> Iterator[str]:
    """Find the dates of publication in a source."""
    yield from (found[1] for form in _PUBLISHED if (found := form.search(printed)))


def _find_container(tags: Tags, printed: str) -> Container | None:
    """Give the journal, which is the beginning of the source, or the book."""
    journal = _JOURNAL.match(printed)
    numbers = tuple(
        Identifier(scheme, number)
        for tag, scheme in _NUMBERS.items()
        for text in tags.all(tag)
        for number in _NUMBER.findall(text)
    )
    book = tags.first("BT")
    title = tags.first("JT", "JN", "NJ") or (journal[1] if journal else "") or book
    if not title and not numbers:
        return None
    kind = "book" if title == book else "journal"
    return Container(
        title, kind, tuple(dict.fromkeys(numbers)), tags.first("TA", "IO"), tags.first("PB"), tags.first("CP")
    )


def _find_identifiers(tags: Tags) -> Iterator[Identifier]:
    """Give the DOI, PubMed's numbers and the database's own."""
    yield from (Identifier("doi", text) for text in tags.all("DO", "DI"))
    for text in tags.peek("PM"):
        yield from (Identifier("pmid", found[0]) for found in _PMID.finditer(text[:9]))
    for text in tags.peek("OI"):
        yield from (Identifier("pmcid", found) for found in _PMCID.findall(text))
    database = " ".join(tags.peek("DB"))
    for text in tags.peek("UI") + tags.peek("AN"):
        yield from find_accessions(text, database)


def _drop_repeated(author: Contributor) -> Contributor:
    """Leave out an address for letters that repeats the author's own but for the e-mail address, which is kept."""
    kept: dict[str, Affiliation] = {}
    email = author.email
    for each in sorted(author.affiliations, key=lambda each: "@" in each.text):
        plain, emails = take_emails(each.text) if len(each.text) < _LONGEST else (each.text, ())
        if kept.setdefault(plain.strip(" .;,"), each) is not each:
            email = email or next(iter(emails), "")
    return msgspec.structs.replace(author, affiliations=tuple(kept.values()), email=email)


def _read_heading(text: str) -> Heading:
    """Read "*Walking/px [Psychology]": a star marks what the article is mainly about, letters and a name the qualifier."""
    label, *printed = text.split("/")
    found = [match for each in printed if (match := _QUALIFIER.fullmatch(each.strip()))]
    if len(found) < len(printed):
        label, found = text, []
    return Heading(
        label.strip().removeprefix("*"),
        tuple(each[2].strip().lower() for each in found),
        major=text.startswith("*") or any(each[1] for each in found),
        major_qualifiers=tuple(each[2].strip().lower() for each in found if each[1]),
    )
