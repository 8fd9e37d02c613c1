"""Writes MEDLINE tagged text (.nbib) as PubMed does: https://www.nlm.nih.gov/bsd/mms/medlineelements.html.

A record without a PubMed id has an empty PMID. Fields that a MEDLINE file had and our model has not are written as they were.
References, flags, measures of citation and relations that PubMed does not know have no tag and are left out.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from kg.record import Contributor, Grant, Identifier, Record, Relation
from kg.values.names import initials_of
from kg.values.relations import BY_TAG
from kg.writers import Stream
from kg.writers._texts import fold_space, join_abstract
from kg.writers._types import types_of

TITLE = "MEDLINE tagged text (PubMed .nbib)"
SUFFIX = ".nbib"

Line = tuple[str, str]

_WIDTH = 88
_FULL = {"author": "FAU", "editor": "FED", "investigator": "FIR"}
_SHORT = {"author": "AU", "editor": "ED", "investigator": "IR"}
_ISSNS = {"issn": "(Print)", "eissn": "(Electronic)", "issnl": "(Linking)"}
_NUMBERS = {"pmid": "PMID", "pmcid": "PMC", "mid": "MID"}
_DATES = {
    "epublish": "DEP",
    "entrez": "EDAT",
    "medline": "MHDA",
    "created": "CRDT",
    "completed": "DCOM",
    "updated": "LR",
}
_UNSTOPPED = frozenset(("DEP", "DCOM", "LR"))
_BANKS = {"nct": "ClinicalTrials.gov", "isrctn": "ISRCTN"}
_RELATIONS = {relation: tag for tag, relation in BY_TAG.items()}
_TWICE = frozenset(("GR", "OID"))  # read, and kept as read, since our model has not all that they say
_TAG = re.compile(r"[A-Z][A-Z0-9]{1,3}")


def write(records: Iterable[Record], stream: Stream) -> None:
    """Write the records in their order, in UTF-8."""
    for record in records:
        text = "".join(f"{tag:<4}- {_wrap(value)}\n" for tag, value in _lines(record))
        stream.write(f"{text}\n".encode("utf-8", "replace"))


def _wrap(value: str) -> str:
    """Break a value at spaces; the lines that follow are indented."""
    if "\n" in value:  # as read
        return value.replace("\n", "\n      ")
    lines = textwrap.wrap(value, _WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    return "\n      ".join(lines)


def _lines(record: Record) -> Iterator[Line]:
    """Give tags and values; what is written as it was read is not told again."""
    own = record.source.format == "medline"
    kept = [each for each in record.extra if own and _TAG.fullmatch(each.name)]
    as_read = _TWICE & {each.name for each in kept}
    yield "PMID", record.identifier("pmid")
    for tag, text in _fields(record, own=own):
        if tag and text and tag not in as_read:
            yield tag, fold_space(text)
    yield from ((each.name, each.value) for each in kept if each.name != "SO")
    closing = next((each.value for each in kept if each.name == "SO"), "" if own else _cite(record))
    if closing:
        yield "SO", closing


def _fields(record: Record, *, own: bool) -> Iterator[Line]:
    told = any(each.kind == "retracted-by" for each in record.relations)  # by RIN
    yield from (("PT", each) for each in (record.types if told else types_of(record)))
    yield from _container(record)
    yield from (("VI", record.volume), ("IP", record.issue), ("PG", record.pages), ("LID", record.article_number))
    yield from _dates(record)
    yield "AB", join_abstract(record)
    for each in record.contributors:
        yield from _contributor(each, own=own)
    yield "LA", record.language
    yield from (("GR", _grant(each)) for each in record.grants)
    yield from (("SI", f"{_BANKS.get(each.scheme, each.scheme)}/{each.value}") for each in record.registrations)
    tagged = list(_NUMBERS)
    ordered = sorted(record.identifiers, key=lambda each: tagged.index(each.scheme) if each.scheme in tagged else 9)
    yield from map(_identifier, ordered)
    yield from (_relation(each) for each in record.relations)
    yield from (("MH", each.printed) for each in record.headings)
    yield from (("OT", each) for each in record.keywords)
    yield "CI", record.licence


def _container(record: Record) -> Iterator[Line]:
    """Give the title, and what it is in: of a chapter the book, of a book its series."""
    container = record.container
    if container is None:
        yield "TI", record.title
        return
    if container.kind == "series":
        yield from (("BTI", record.title), ("CTI", container.title))
    elif container.kind == "book":
        yield from (("TI", record.title), ("BTI", container.title))
    else:
        yield "TI", record.title
        yield from (("TA", container.abbreviation), ("JT", container.title))
    for each in container.identifiers:
        if each.scheme in _ISSNS:
            yield "IS", f"{each.value} {_ISSNS[each.scheme]}"
        elif each.scheme == "isbn":
            yield "ISBN", each.value
        elif each.scheme == "nlmid":
            yield "JID", each.value
    yield from (("PB", container.publisher), ("PL", container.country))


def _dates(record: Record) -> Iterator[Line]:
    """Give the dates that have a tag, the first of each; PubMed's own days have no stops, unlike those of the history."""
    told = set()
    for each in record.dates:
        printed = each.printed or each.value
        tag = "DP" if each.kind == "published" else _DATES.get(each.kind, "")
        if tag == "CRDT" and "/" not in printed:
            tag = "DA"  # before 2014
        if tag and tag not in told and not (tag in _UNSTOPPED and "/" in printed):
            yield tag, printed
        else:
            yield "PHST", f"{printed} [{each.kind}]"
        told.add(tag)


def _contributor(each: Contributor, *, own: bool) -> Iterator[Line]:
    """Give the full and the short name, then what is that person's."""
    if each.collective and each.role == "author":
        yield "CN", each.name
    elif each.role in _FULL:
        full, short = (each.full_name, each.name) if own else _names(each)
        yield _FULL[each.role], full
        if short != full:
            yield _SHORT[each.role], short
    else:
        return
    address = "IRAD" if each.role == "investigator" else "AD"
    yield from ((address, affiliation.text) for affiliation in each.affiliations)
    yield from (("AUID", f"{number.scheme.upper()}: {number.value}") for number in each.identifiers)


def _names(each: Contributor) -> Line:
    """Give a name as "Wildman, Josephine M" and "Wildman JM"."""
    if not each.family:
        return "", each.name
    full = ", ".join(filter(None, (each.family, each.given, each.suffix))) if each.given else ""
    return full, " ".join(filter(None, (each.family, each.initials or initials_of(each.given), each.suffix)))


def _grant(each: Grant) -> str:
    """Give "R01 AG1/Agency/": number, acronym (not known), agency, country (not known)."""
    return f"{each.number}//{each.agency}/" if each.number else each.agency


def _identifier(each: Identifier) -> Line:
    if each.scheme in _NUMBERS:
        return _NUMBERS[each.scheme], each.value if each.scheme != "pmid" else ""
    return "AID", f"{each.value} [{each.scheme}]"


def _relation(each: Relation) -> Line:
    numbers = (
        f"{number.scheme.upper()}: {number.value}" for number in each.identifiers if number.value not in each.target
    )
    return _RELATIONS.get(each.kind, ""), " ".join(filter(None, (each.target, *numbers)))


def _cite(record: Record) -> str:
    """Give the line that ends a record: "J Foo. 2021;2(3):4-5."."""
    container = record.container
    name = (container.abbreviation or container.title) if container else ""
    issue = f"({record.issue})" if record.issue else ""
    place = ":".join(filter(None, (f"{record.volume}{issue}", record.pages or record.article_number)))
    when = ";".join(filter(None, (record.date("published")[:4], place)))
    return ". ".join(filter(None, (name.rstrip("."), when))) + "."
