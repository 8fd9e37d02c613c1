"""Writes RIS, the format that every reference manager reads.

Specification: https://en.wikipedia.org/wiki/RIS_(file_format). What RIS has no tag for (subject headings' qualifiers,
grants, relations, identifiers of people) is left out; fields that a RIS file had and our model has not are written as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.record import Contributor, Date, Field, Identifier, Record
from kg.writers import Stream
from kg.writers._texts import find_type, fold_space, join_abstract
from kg.writers._types import types_of

TITLE = "RIS"
SUFFIX = ".ris"

Line = tuple[str, str]

_ROLES = {"author": "AU", "editor": "A2", "collection-editor": "A3", "advisor": "A3", "translator": "A4"}
_DATES = {"accessed": "Y2", "epublish": "ET"}
_CONTAINERS = {"journal": "JF", "book": "BT", "conference": "T2", "series": "T2"}
# What other formats call a work -> type of reference.
_TYPES = {
    "journal article": "JOUR",
    "journal-article": "JOUR",
    "article-journal": "JOUR",
    "article": "JOUR",
    "book": "BOOK",
    "monograph": "BOOK",
    "chapter": "CHAP",
    "book-chapter": "CHAP",
    "inbook": "CHAP",
    "incollection": "CHAP",
    "proceedings-article": "CPAPER",
    "paper-conference": "CPAPER",
    "inproceedings": "CPAPER",
    "proceedings paper": "CPAPER",
    "dissertation": "THES",
    "thesis": "THES",
    "phdthesis": "THES",
    "mastersthesis": "THES",
    "report": "RPRT",
    "techreport": "RPRT",
    "dataset": "DATA",
    "webpage": "ELEC",
    "posted-content": "UNPB",
    "preprint": "UNPB",
}
_BY_CONTAINER = {"journal": "JOUR", "book": "CHAP", "conference": "CPAPER", "series": "BOOK"}
_IDENTIFIERS = {"doi": "DO", "pmcid": "C2", "mid": "C6", "wos": "AN", "isbn": "SN", "issn": "SN"}
_PUBMED = re.compile(r"medline|pubmed|nlm")
_TAG = re.compile(r"[A-Z][A-Z0-9]")
_YEAR = len("2024")
_RANGE = re.compile(r"([^\s-]+)-([^\s-]+)")


def write(records: Iterable[Record], stream: Stream) -> None:
    """Write the records in their order, in UTF-8."""
    for record in records:
        lines = "".join(f"{tag}  - {text}\n" for tag, text in _lines(record))
        stream.write(f"{lines}ER  - \n\n".encode("utf-8", "replace"))


def _lines(record: Record) -> Iterator[Line]:
    kept = [each for each in record.extra if record.source.format == "ris" and _TAG.fullmatch(each.name)]
    kind, *others = _types(record)
    yield "TY", kind
    for tag, text in _fields(record, others, kept):
        if text:
            yield tag, fold_space(text)
    for each in kept:
        first, *more = each.value.split("\n")
        yield each.name, "\n      ".join((first, *more))


def _fields(record: Record, types: Sequence[str], kept: Sequence[Field]) -> Iterator[Line]:
    yield "TI", record.title
    for each in record.contributors:
        yield from _contributor(each, as_read=record.source.format == "ris")
    yield from _dates(record)
    yield from _container(record)
    yield from (("VL", record.volume), ("IS", record.issue), *_pages(record.pages), ("C7", record.article_number))
    yield "LA", record.language
    found = record.registrations if record.source.format != "ris" else ()  # else in what is written anyhow
    for identifier in (*record.identifiers, *found):
        if identifier.scheme == "doi" or not any(identifier.value in each.value for each in kept):  # a link, a note
            yield _identifier(identifier, kept)
    yield from (("M3", each) for each in types)
    yield "AB", join_abstract(record)
    yield from (("KW", each) for each in record.keywords)
    yield from (("KW", "/".join((each.label, *each.qualifiers))) for each in record.headings)
    if record.references:
        yield "N1", "References: " + "; ".join(each.text for each in record.references)


def _types(record: Record) -> tuple[str, ...]:
    """Give the type of reference, then what else the work is said to be."""
    types = types_of(record)
    if record.source.format == "ris" and types:
        return types
    known = find_type(record, _TYPES)
    container = record.container.kind if record.container else ""
    return known or _BY_CONTAINER.get(container, "GEN"), *types


def _contributor(each: Contributor, *, as_read: bool) -> Iterator[Line]:
    """Give a name as "Family, Given, Suffix", of a group with a comma behind it, and the addresses that follow it."""
    if each.role not in _ROLES:
        return
    if each.collective:
        name = f"{each.name},"
    elif as_read or not each.family:
        name = each.name
    else:
        name = ", ".join(filter(None, (each.family, each.given or each.initials, each.suffix)))
    yield _ROLES[each.role], name
    if as_read and each.role == "author":
        yield "FA", each.full_name
    yield from (("AD", affiliation.text) for affiliation in each.affiliations)


def _dates(record: Record) -> Iterator[Line]:
    for each in record.dates:
        if each.kind == "published" and len(each.value) > _YEAR:
            yield from (("PY", each.value[:_YEAR]), ("DA", _printed(each)))
        elif each.kind == "published":
            yield "PY", _printed(each)
        elif each.kind in _DATES:
            yield _DATES[each.kind], _printed(each)


def _printed(date: Date) -> str:
    return date.printed or date.value


def _container(record: Record) -> Iterator[Line]:
    container = record.container
    if container is None:
        return
    yield _CONTAINERS.get(container.kind, "T2"), container.title
    yield "JA", container.abbreviation
    yield "PB", container.publisher
    for each in container.identifiers:
        if each.scheme == "eissn":
            yield "SN", f"{each.value} (electronic)"
        elif each.scheme in {"issn", "isbn"}:
            yield "SN", each.value


def _pages(pages: str) -> Iterator[Line]:
    """Give first and last page, of what is no plain range the whole as the first.

    >>> dict(_pages("13+")), dict(_pages("379-423")), dict(_pages("e1-e3, 5"))
    ({'SP': '13', 'EP': '+'}, {'SP': '379', 'EP': '423'}, {'SP': 'e1-e3, 5'})
    """
    found = _RANGE.fullmatch(pages)
    if found and found[1] != found[2]:
        yield from (("SP", found[1]), ("EP", found[2]))
    elif pages.endswith("+") and len(pages) > 1:
        yield from (("SP", pages[:-1]), ("EP", "+"))
    else:
        yield "SP", pages


def _identifier(each: Identifier, kept: Sequence[Field]) -> Line:
    """Give an identifier under the tag where databases put it; PubMed's id by itself, if the record says whose it is."""
    databases = " ".join(field.value.lower() for field in kept if field.name in {"DB", "DP"})
    if each.scheme == "pmid" and ("scopus" in databases or "embase" in databases):
        return "C2", each.value
    if each.scheme == "embase":
        return "AN", each.value if "embase" in databases else f"EMBASE {each.value}"
    if each.scheme == "pmid":
        return "AN", each.value if _PUBMED.search(databases) else f"PUBMED {each.value}"
    if each.scheme in _IDENTIFIERS:
        return _IDENTIFIERS[each.scheme], each.value
    return "N1", f"{each.scheme}: {each.value}"
