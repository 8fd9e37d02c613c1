"""Reads MEDLINE tagged text, which PubMed saves as .nbib and Ovid and others as MEDLINE.

The tags: https://www.nlm.nih.gov/bsd/mms/medlineelements.html. A record begins with PMID and ends with an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.readers._medline_authors import TAGS, read_contributors
from kg.readers._tagged import Entry, Layout, read_records
from kg.readers._tagged_fields import Table, Tags, find_published
from kg.record import Container, Date, Fault, Grant, Heading, Identifier, Record, Relation, Section
from kg.values.identifiers import find_registrations
from kg.values.licences import names_licence
from kg.values.relations import BY_TAG

TITLE = "MEDLINE tagged text (PubMed .nbib)"
BOUNDARY = re.compile(rb"\n\r?\n(?=PMID- \d{1,9}\r?\n)")

_SIGN = re.compile(rb"PMID(?<![^\n]PMID)- ?\d")
_ISSN = re.compile(r"(\S+)\s*(?:\((.*)\))?")
_ISSNS = {"electronic": "eissn", "linking": "issnl"}
_DEPOSIT = re.compile(r"NLM:\s*(PMC)?(\w+)")
_CITED = re.compile(r"\b(?:(PMID): ?(\d+)|doi: ?(10\.\S+))", re.IGNORECASE)
_TABLE = Table(
    texts={
        "title": ("TI", "BTI", "TT"),
        "volume": ("VI",),
        "issue": ("IP",),
        "pages": ("PG",),
        "language": ("LA",),
    },
    lists={"types": ("PT",)},
    identifiers={"pmid": ("PMID",), "pmcid": ("PMC",), "mid": ("MID",)},
    dates={
        "epublish": ("DEP",),
        "entrez": ("EDAT",),
        "medline": ("MHDA",),
        "created": ("CRDT", "DA"),
        "completed": ("DCOM",),
        "updated": ("LR",),
    },
)


def _is_whole(entry: Entry) -> bool:
    """Whether the last lines are those with which PubMed ends an article's record, or a book's."""
    last = entry.elements[-1]
    ends_book = last.tag == "AID" and any(each.tag == "BTI" for each in entry.elements)
    return (last.tag == "SO" and last.text.endswith(".")) or (ends_book and last.text.endswith("]"))


_LAYOUT = Layout(
    line=re.compile(r"(?=.{4}-)([A-Z][A-Z0-9]{1,3}) *-(?: (.*)|$)"),
    more=re.compile(r" {6}"),
    opens="PMID",
    whole=_is_whole,
    prose=frozenset(("AB", "OAB")),
)


def sniff(head: bytes) -> bool:
    r"""Tell whether a line begins with PMID and its dash.

    >>> sniff(b"PMID- 26524502\nOWN - NLM\n"), sniff(b"TY  - JOUR\n")
    (True, False)
    """
    return _SIGN.search(head) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the records of a file; lines outside of them, and lines without a tag inside them, are faults."""
    return read_records(stream, file, "medline", _LAYOUT, _assemble)


def _assemble(tags: Tags) -> dict[str, Any]:
    book = tags.first("BTI") if "TI" in tags else ""
    fields = _TABLE.fill(tags)
    number = _find_number(tags)
    if number:
        fields |= {"pages": "" if fields["pages"] == number else fields["pages"], "article_number": number}
    fields["identifiers"] += tuple(_find_identifiers(tags))
    fields["dates"] = tuple(dict.fromkeys((*find_published(tags, "DP"), *fields["dates"], *_find_history(tags))))
    return fields | {
        "container": _find_container(tags, book),
        "contributors": read_contributors([tags.use(each) for each in tags.elements if each.tag in TAGS]),
        "abstract": tuple(Section("", text) for text in tags.all("AB") or tags.all("OAB")),
        "keywords": tuple(text.removeprefix("*") for text in tags.all("OT")),
        "headings": tuple(map(_read_heading, tags.all("MH"))),
        "grants": tuple(map(_read_grant, tags.peek("GR"))),
        "registrations": tuple(each for text in tags.all("SI") for each in _read_accession(text)),
        "relations": tuple(_find_relations(tags)),
        "licence": tags.first("CI") if any(map(names_licence, tags.peek("CI"))) else "",
    }


def _split_kind(text: str) -> tuple[str, str]:
    """Split "10.1000/x [doi]"; what has no kind gets an empty one."""
    value, bracket, kind = text.removesuffix("]").rpartition(" [")
    return (value.strip(), kind) if bracket and text.endswith("]") else (text, "")


def _find_number(tags: Tags) -> str:
    """Find the article number: the location that is said to be neither DOI nor publisher's identifier."""
    return next((text for text in tags.peek("LID") if not text.endswith("]")), "")


def _find_identifiers(tags: Tags) -> Iterator[Identifier]:
    """Give the article's and the manuscript's identifiers, each once."""
    found: dict[Identifier, None] = {}
    for text in tags.all("AID", "LID"):
        value, kind = _split_kind(text)
        if kind:
            found[Identifier(kind, value)] = None
    for text in tags.peek("OID"):  # "NLM: PMC4715689 [Available on 01/12/17]"
        if deposit := _DEPOSIT.match(text):
            found[Identifier("pmcid" if deposit[1] else "mid", (deposit[1] or "") + deposit[2])] = None
    yield from found


def _find_history(tags: Tags) -> Iterator[Date]:
    """Give the dates that name their own kind: "2015/05/15 00:00 [received]"."""
    for text in tags.all("PHST"):
        printed, kind = _split_kind(text)
        yield Date(kind, printed)


def _find_container(tags: Tags, book: str) -> Container | None:
    """Give the journal, or the book of a chapter, or the series of a book."""
    identifiers = [
        Identifier(_ISSNS.get((found[2] or "").lower(), "issn"), found[1])
        for found in map(_ISSN.match, tags.all("IS"))
        if found
    ]
    identifiers += [Identifier("isbn", found[1]) for found in map(_ISSN.match, tags.all("ISBN")) if found]
    identifiers += [Identifier("nlmid", text) for text in tags.all("JID")]
    title, short = tags.first("JT"), tags.first("TA")
    kind = "journal"
    if not title and not short and (book or "CTI" in tags):
        kind, title = ("book", book) if book else ("series", tags.first("CTI"))
    if not title and not short and not identifiers:
        return None
    country = tags.first("PL") if kind == "journal" else ""  # books say the town
    return Container(title or short, kind, tuple(identifiers), short if title else "", tags.first("PB"), country)


def _read_heading(text: str) -> Heading:
    """Read "Psychotropic Drugs/adverse effects/*analysis": a star marks what the article is mainly about."""
    label, *qualifiers = text.split("/")
    return Heading(
        label.removeprefix("*"),
        tuple(each.removeprefix("*") for each in qualifiers),
        major="*" in text,
        major_qualifiers=tuple(each[1:] for each in qualifiers if each.startswith("*")),
    )


def _read_grant(text: str) -> Grant:
    """Read "R01 AG1/AG/NIA NIH HHS/United States", of which number and acronym may be missing; kept as read as well."""
    *parts, agency, _ = text.split("/") if "/" in text else ("", text, "")
    if len(parts) > 1:
        parts.pop()
    return Grant("/".join(parts), agency)


def _read_accession(text: str) -> tuple[Identifier, ...]:
    """Read "ClinicalTrials.gov/NCT01234567" or "GENBANK/AB123"."""
    bank, _, number = text.partition("/")
    return find_registrations(number) or ((Identifier(bank.lower(), number),) if number else ())


def _find_relations(tags: Tags) -> Iterator[Relation]:
    for tag, kind in BY_TAG.items():
        for text in tags.all(tag):
            cited = _CITED.finditer(text)
            yield Relation(
                kind,
                text,
                tuple(Identifier("pmid", each[2]) if each[1] else Identifier("doi", each[3]) for each in cited),
            )
