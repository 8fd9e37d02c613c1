"""Reads plain citations as PubMed prints them (summary format): one on a line, or wrapped, with or without numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.readers._citation_line import Citation, is_complete, join_wrapped, parse_citation
from kg.readers._streams import Line, read_lines
from kg.readers._tagged_fields import as_published
from kg.record import Container, Contributor, Fault, Field, Record, Source, record_key
from kg.values.names import is_personal

TITLE = "Citations as PubMed prints them, one on a line"

_SIGN = re.compile(rb"(?:19|20)\d\d[^\n]{0,2000}\bPMID: ?\d{1,8}(?:; ?\s?PMCID: ?PMC\d+)?\.\s*$", re.MULTILINE)
_NO_SIGN = re.compile(
    rb"^(?:PMID- |TY {1,2}-|PT |[%@<{\[])|\tAU\t|^PMID: \d+ *(?:\[|$)|\[Citation\(s\) in RCA", re.MULTILINE
)
_ORDINAL = re.compile(r"(\d{1,6}): +(?=\S)")
# How other lists number: "7. Bell S.", "[7] Bell S.", a first column. Only before a whole citation: wrapped lines may begin with the end of a range of pages.
_NUMBER = re.compile(r"\[(\d{1,6})\]\s*(?=\S)|(\d{1,8})(?:[:.)] +|[:.)]?\t\s*)(?=\S)")
_WIDEST = 100  # characters of a line of wrapped text
_MOST_LINES = 1_000  # of one citation
_DOI = re.compile(r"10\.\d{4,9}/")


def sniff(head: bytes) -> bool:
    """Tell whether lines end in a PMID after a year, and no other format's marks are there.

    >>> sniff(b"Bell S. A title. J Foo. 2021 May;2(3):4-5. doi: 10.1000/x. PMID: 12.")
    True
    """
    return b"PMID:" in head and _SIGN.search(head) is not None and _NO_SIGN.search(head) is None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read citations, each of one long line, or of short lines up to its PMID, an empty line or the next number."""
    pending: list[Line] = []
    for item in read_lines(stream, file):
        if isinstance(item, Fault):
            yield item
            continue
        line = item[1]
        begins = len(line) > _WIDEST or not line.strip() or _ORDINAL.match(line) or len(pending) >= _MOST_LINES
        if pending and begins:
            yield from _read_citation(pending, file)
            pending = []
        if line.strip():
            pending.append(item)
        if pending and (len(line) > _WIDEST or is_complete(line)):
            yield from _read_citation(pending, file)
            pending = []
    if pending:
        yield from _read_citation(pending, file)


def _read_citation(lines: list[Line], file: str) -> Iterator[Record | Fault]:
    """Make one record, or one fault, of the lines of a citation."""
    raw = "\n".join(line for _, line in lines)
    text = join_wrapped(line for _, line in lines)
    number = _NUMBER.match(text)
    text = text[number.end() :] if number else text
    citation = parse_citation(text)
    if citation is None:
        yield Fault(file, lines[0][0], raw, "title, journal and date cannot be told apart")
        return
    key = record_key(text)
    if citation.unread:
        yield Fault(file, lines[0][0], citation.unread, "notes that say nothing known", "citation", key)
    yield _make_record(
        citation, key, Source("citations", file, lines[0][0], raw, number[number.lastindex or 1] if number else "")
    )


def _make_record(citation: Citation, key: str, source: Source) -> Record:
    no_pages = _DOI.match(citation.pages)
    title, kind = (citation.journal, "journal") if citation.journal else (citation.book, "book")
    return Record(
        key=key,
        source=source,
        title=citation.title,
        identifiers=citation.identifiers,
        dates=(as_published(citation.date), *citation.dates),
        container=Container(title, kind) if title else None,
        volume=citation.volume,
        issue=citation.issue,
        pages="" if no_pages else citation.pages,
        contributors=tuple(Contributor(name, collective=not is_personal(name)) for name in citation.byline),
        language=next(iter(citation.languages), ""),
        relations=citation.relations,
        flags=citation.flags,
        extra=tuple(Field("language", each) for each in citation.languages[1:])
        + ((Field("pages", citation.pages),) if no_pages else ()),
        truncated=not citation.whole,
    )
