"""Reads the text pages of Reference Citation Analysis (RCA).

A record is its ordinal, a bar, one line of citation (byline, title, journal, bracketed details), and the blocks
"Abstract" and "Affiliation(s)", each closed by "Collapse"; a bar closes the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from msgspec import Struct

from kg.readers._rca_affiliations import align, read_slots
from kg.readers._rca_citation import Citation, is_citation, parse_citation
from kg.readers._streams import Line, read_lines, report_lines
from kg.record import Container, Fault, Field, Record, Section, Source, record_key

TITLE = "Reference Citation Analysis (RCA) text page"

_ORDINAL = re.compile(r"\d{1,9}\.?")
_BAR, _CLOSER = "|", "Collapse"
_ABSTRACT, _AFFILIATIONS = "Abstract", "Affiliation(s)"
_SIGNS = (b"[Citation(s) in RCA", b"[Impact Index Per Article", b"[Reference Citation Analysis]")
_SCAFFOLDING = 8  # lines before a citation among which its ordinal and bar are looked for; some are empty
_MOST_LINES = 5_000  # of one record, or of one fault: bounds memory
_OUTSIDE = "not part of a record"


class Blocks(Struct):
    """What follows a citation: the lines of each named block, and where the record ends.

    `kept` is the record's own text; `stray` are lines that belong to none of its blocks; `open` is the block that
    was not closed; `ended` says that the record's closing bar is there.
    """

    texts: dict[str, list[str]]
    kept: list[str]
    stray: list[Line]
    last: int
    open: str = ""
    ended: bool = False


def sniff(head: bytes) -> bool:
    """Tell whether the page's own brackets are there.

    >>> sniff(b"Bell S. A title. J Foo 2021; 29:1. [DOI: 10.1/x] [Citation(s) in RCA: 6]")
    True
    """
    return any(sign in head for sign in _SIGNS)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read a page, or several one after the other, as records and faults in the order in which they stand.

    Whatever is outside the records is a fault; a record that breaks off is `truncated`, and has nothing that may be
    incomplete but the last words of its abstract.
    """
    lines: list[Line] = []
    for item in read_lines(stream, file):
        if isinstance(item, Fault):
            yield item
            continue
        if is_citation(item[1]):
            start = _find_opening(lines)
            yield from _read_piece(lines[:start], file)
            lines = lines[start:]
        elif len(lines) >= _MOST_LINES:
            yield from _read_piece(lines, file)
            lines = []
        lines.append(item)
    yield from _read_piece(lines, file)


def _find_opening(lines: Sequence[Line]) -> int:
    """Find where the next record's ordinal and bar begin, at the end of the lines before its citation."""
    filled = [n for n in range(max(0, len(lines) - _SCAFFOLDING), len(lines)) if lines[n][1].strip()]
    texts = [lines[n][1].strip() for n in filled[-2:]]
    if texts and _ORDINAL.fullmatch(texts[0] if texts[-1] == _BAR else texts[-1]):
        return filled[-len(texts)] if texts[-1] == _BAR else filled[-1]
    if texts in ([_BAR], [_BAR, _BAR]):  # without ordinal; a single bar after text closes the record before
        return filled[-1]
    return len(lines)


def _read_piece(lines: Sequence[Line], file: str) -> Iterator[Record | Fault]:
    """Read the lines from one record's beginning to the next one's: at most a record, and faults for all else."""
    head = next((n for n, (_, line) in enumerate(lines[: _SCAFFOLDING + 1]) if is_citation(line)), None)
    if head is None:
        yield from report_lines(lines, file, _OUTSIDE, apart=_SCAFFOLDING)
        return
    citation = parse_citation(lines[head][1].strip())
    if citation is None:
        yield from report_lines(lines, file, "title, journal and year cannot be told apart", apart=_SCAFFOLDING)
        return
    yield from _read_record(lines, head, citation, file)


def _read_record(lines: Sequence[Line], head: int, citation: Citation, file: str) -> Iterator[Record | Fault]:
    """Put a record together from its citation and the blocks after it; its faults come first."""
    blocks = _read_blocks(lines, head, citation.flags)
    first, opening = lines[0]
    ordinal = opening.strip().rstrip(".") if _ORDINAL.fullmatch(opening.strip()) else ""
    key = record_key("\n".join(blocks.kept))
    broken = blocks.open == _AFFILIATIONS
    slots, count = read_slots(blocks.texts.pop(_AFFILIATIONS, ()), broken=broken)
    contributors, lost = align(citation.byline, slots, count, broken=broken)
    for slot in lost:
        raw = "\n".join((slot.full_name, *slot.affiliations))
        yield Fault(file, lines[head][0], raw, "no such author in the byline", "affiliations", key)
    if citation.unread:
        yield Fault(file, lines[head][0], citation.unread, "text after the citation's brackets", "citation", key)
    yield Record(
        key=key,
        source=Source("rca", file, first, "\n".join(line for _, line in lines[: blocks.last + 1]), ordinal),
        title=citation.title,
        identifiers=citation.identifiers,
        dates=citation.dates,
        container=Container(citation.journal),
        volume=citation.volume,
        pages=citation.pages,
        contributors=contributors,
        abstract=tuple(Section("", text) for text in blocks.texts.pop(_ABSTRACT, ())),
        open_access=citation.open_access if citation.open_access or blocks.last > head else None,
        metrics=citation.metrics,
        flags=citation.flags,
        extra=citation.extra + tuple(Field(name, "\n".join(texts)) for name, texts in blocks.texts.items()),
        truncated=bool(blocks.open) or not (blocks.ended and citation.whole),
    )
    yield from report_lines(blocks.stray, file, _OUTSIDE, apart=_SCAFFOLDING)


def _read_blocks(lines: Sequence[Line], head: int, flags: Sequence[str]) -> Blocks:
    """Read the lines after a citation; a block may be named like any of the record's flags."""
    blocks = Blocks({}, [lines[head][1].strip()], [], head)
    final = next((n for n in range(len(lines) - 1, head, -1) if lines[n][1].strip()), head)
    for number in range(head + 1, final + 1):
        text = lines[number][1].strip()
        if not text:
            continue
        if text == _BAR and not blocks.ended and (blocks.open != _AFFILIATIONS or number == final):
            blocks.ended = True
            blocks.last = number
            continue
        if blocks.ended or not _take(blocks, text, flags):
            blocks.stray.append(lines[number])
            continue
        blocks.kept.append(text)
        blocks.last = number
    return blocks


def _take(blocks: Blocks, text: str, flags: Sequence[str]) -> bool:
    """Put a line where it belongs; False if it belongs nowhere."""
    if text == _CLOSER and blocks.open:
        blocks.open = ""
    elif text == _AFFILIATIONS or (not blocks.open and (text == _ABSTRACT or text in flags)):
        blocks.open = text
        blocks.texts.setdefault(text, [])
    elif blocks.open:
        blocks.texts[blocks.open].append(text)
    else:
        return False
    return True
