"""Reads the text that PubMed saves as "Abstract (text)", and that EFetch gives for rettype=abstract.

A record is a number and the source, then blocks with an empty line between them (`kg.readers._pubmed_blocks`); two empty
lines end it. No specification is published: the layout is that of files saved since 2014.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from msgspec.structs import replace

from kg.readers._draft import Draft
from kg.readers._pubmed_blocks import cut_off, split_blocks
from kg.readers._pubmed_text_fields import fill
from kg.readers._streams import Line, Unended, read_lines, report_lines
from kg.record import Fault, Record, Source, record_key

TITLE = "PubMed abstracts as text (Save, Abstract)"

_OPENS = re.compile(rb"^\d{1,6}\. [^\n]*\S[^\n]*\n(?:[^\n]+\n){0,20}[ ]*\n", re.MULTILINE)
_ENDS = re.compile(rb"^PMID: \d{1,8}(?: +\[[^\]\n]*\])?[ ]*$|^Author information:[ ]*\n\(1\)", re.MULTILINE)
_NO_SIGN = re.compile(rb"^(?:PMID- |TY {1,2}-|PT [A-Z]$|%0 |@\w+\{|<)", re.MULTILINE)
_NUMBER = re.compile(r"(\d{1,6})\. +(?=\S)")
_SOURCE = re.compile(r"\. (?:1[89]|20)\d\d\b")
_PMID = re.compile(r"PMID: \d")
_BETWEEN = 2  # empty lines between records
_MOST_LINES = 100_000  # of one record, or of one fault
_MOST_CHARACTERS = 1 << 23
_OUTSIDE, _TOO_LONG = "not part of a record", "too long for one record"
_APART = 3  # lines between which there are as many empty ones are apart


def sniff(head: bytes) -> bool:
    r"""Tell whether a block begins with a number, and a line is a PMID and nothing else, or addresses are listed by number.

    >>> sniff(b"1. J Walk. 2021 May;2(3):4-5.\n\nOn walks.\n\nBell S.\n\nPMID: 12 [Indexed for MEDLINE]\n")
    True
    """
    return all(map(re.Pattern.search, (_ENDS, _OPENS), (head, head))) and _NO_SIGN.search(head) is None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the records of a file; what stands before the first, and what is too long to be a record, is a fault."""
    lines: list[Line] = []
    gap, size = _BETWEEN, 0
    is_open = closed = False
    for item in read_lines(stream, file):
        if isinstance(item, Fault):
            yield item
            continue
        text = item[1]
        # Where a copy lost an empty line, a record still begins with its source, behind another's PMID.
        alone = gap >= _BETWEEN or (gap and (closed or not is_open) and _SOURCE.search(text))
        begins = bool(alone and _NUMBER.match(text))
        ends = begins or (is_open and closed and gap >= _BETWEEN)
        if ends or len(lines) >= _MOST_LINES or size > _MOST_CHARACTERS:
            if is_open and ends:
                yield from _read_record(lines, file)
            else:
                yield from report_lines(lines, file, _TOO_LONG if is_open else _OUTSIDE, apart=_APART)
            lines, size, is_open, closed = [], 0, begins, False
        gap = 0 if text.strip() else gap + 1
        size += len(text)
        closed = closed or _PMID.match(text) is not None
        if is_open or not gap:
            lines.append(item)
    if is_open:
        yield from _read_record(lines, file)
    else:
        yield from report_lines(lines, file, _OUTSIDE, apart=_APART)


def _read_record(lines: Sequence[Line], file: str) -> Iterator[Record | Fault]:
    """Make a record of its lines, after what is wrong with it."""
    first, opening = lines[0]
    number = _NUMBER.match(opening)
    ordinal, start = (number[1], number.end()) if number else ("", 0)
    raw = "\n".join(text for _, text in lines).rstrip()
    key = record_key(raw[start:])
    blocks = split_blocks([opening[start:], *(text for _, text in lines[1:])])
    lost = cut_off(blocks, ended=not isinstance(lines[-1], Unended)) if lines[-1][1].strip() else None
    if lost:
        last = lines[-len(lost.lines) :]
        printed = "\n".join(text for _, text in last)
        yield Fault(file, last[0][0], printed, "breaks off", lost.role if blocks else "", key if blocks else "")
    if not blocks:
        return
    draft = Draft()
    citation = fill(draft, blocks)
    if unread := citation.unread if citation else blocks[0].text * (blocks[0].role == "source"):
        yield Fault(file, first, unread, "journal, date and place cannot all be told apart", "source", key)
    record = draft.finish(key, Source("pubmed_text", file, first, raw, ordinal))
    yield replace(
        record,
        flags=record.flags + (citation.flags if citation else ()),
        truncated=lost is not None or not record.identifier("pmid"),
    )
