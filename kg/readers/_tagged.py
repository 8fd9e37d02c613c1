"""Splits exports made of lines "TAG value" into entries, and entries into tags and values; see `kg.readers._tagged_fields`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile
from typing import Any, BinaryIO

from msgspec import Struct

from kg.readers._spans import check_end
from kg.readers._streams import Line, Unended, read_lines, report_lines
from kg.readers._tagged_fields import Element, Tags
from kg.record import Fault, Record, Source, record_key

_MOST_CHARACTERS = 1 << 23  # of one entry: bounds memory
_MOST_LINES = 200_000
_MOST_OUTSIDE = 1_000  # lines of one fault
_OUTSIDE = "not part of a record"
_NEVER = re.compile(r"(?!)")


class Entry(Struct):
    """The lines of one entry, what they say, and those that say nothing (`stray`).

    `before` are the lines that frame it; `closed` says that its end is there, `broken` that the input ends inside it,
    `ended` that the last line of its values has an end.
    """

    before: list[Line]
    lines: list[Line]
    elements: list[Element]
    stray: list[Line]
    size: int = 0
    closed: bool = False
    broken: bool = False
    ended: bool = True


class Layout(Struct, frozen=True):
    """How the lines of a format say what they are.

    `line` matches a line with a tag (group 1) and a value (group 2); `more` one that goes on with the value before it,
    as does any line after one of the tags `loose`. `opens` and `closes` are the tags around an entry; without a
    `closes`, an empty line is the end, or whatever `whole` takes for one at the end of the input. `prose` are the tags
    of running text, of which a part is of use. `frame` matches what stands between entries and says nothing but,
    perhaps, the ordinal of the next one (group 1).
    """

    line: re.Pattern[str]
    more: re.Pattern[str]
    opens: str
    closes: str = ""
    whole: Callable[[Entry], bool] = lambda _: False
    loose: frozenset[str] = frozenset()
    prose: frozenset[str] = frozenset()
    frame: re.Pattern[str] = _NEVER


def read_records(
    stream: BinaryIO, file: str, name: str, layout: Layout, assemble: Callable[[Tags], dict[str, Any]]
) -> Iterator[Record | Fault]:
    """Read a file of the format `name`; `assemble` gives the fields of a record from its tags.

    Lines outside of records, and lines inside that are neither a tag nor part of a value, are faults, as is a missing end.
    """
    for item in split(stream, file, layout):
        if isinstance(item, Fault):
            yield item
        else:
            yield from finish(item, file, name, layout, assemble)


def split(stream: BinaryIO, file: str, layout: Layout) -> Iterator[Entry | Fault]:
    """Split a stream into entries; what is outside of them becomes faults, as does an entry too long to be one."""
    entry: Entry | None = None
    outside: list[Line] = []
    for item in read_lines(stream, file):
        if isinstance(item, Fault):
            yield item
            continue
        found = layout.line.match(item[1])
        tag = found[1].upper() if found else ""
        between = not tag and not layout.closes and layout.frame.fullmatch(item[1].strip())
        if entry is not None and (between or tag == layout.opens):
            yield entry
            entry = None
        if tag == layout.opens:
            start = _find_frame(outside, layout)
            yield from report_lines(outside[:start], file, _OUTSIDE)
            entry, outside = Entry(outside[start:], [], [], []), []
        if entry is None:
            outside.append(item)
            if len(outside) >= _MOST_OUTSIDE:
                yield from report_lines(outside, file, _OUTSIDE)
                outside = []
            continue
        _take(entry, item, tag, found[2] if found else "", layout)
        if tag and tag == layout.closes:
            yield entry
            entry = None
        elif entry.size > _MOST_CHARACTERS or len(entry.lines) > _MOST_LINES:
            yield from report_lines(entry.lines, file, "too long for one record")
            entry = None
    check_end(stream, over=not outside and (entry is None or entry.closed))
    if entry is not None:
        entry.ended = not isinstance(item, Unended) or item in entry.stray[-1:]
        entry.broken = not entry.closed and not layout.whole(entry)
        yield entry
    yield from report_lines((line for line in outside if not layout.frame.fullmatch(line[1].strip())), file, _OUTSIDE)


def _find_frame(outside: Sequence[Line], layout: Layout) -> int:
    """Find where, at the end of the lines before an entry, those begin that frame it."""
    start = len(outside)
    while start and (not outside[start - 1][1].strip() or layout.frame.fullmatch(outside[start - 1][1].strip())):
        start -= 1
    return start


def _take(entry: Entry, line: Line, tag: str, value: str | None, layout: Layout) -> None:
    """Put a line where it belongs in an entry."""
    text = line[1]
    entry.size += len(text)
    if tag:
        entry.closed = tag == layout.closes
        if not entry.closed:
            entry.elements.append(Element(tag, [(value or "").strip()]))
    elif not text:
        entry.closed = entry.closed or not layout.closes
    elif not entry.closed and (layout.more.match(text) or entry.elements[-1].tag in layout.loose):
        entry.elements[-1].texts.append(text.strip())
    else:
        entry.stray.append(line)
        return
    entry.lines.append(line)


def finish(
    entry: Entry, file: str, name: str, layout: Layout, assemble: Callable[[Tags], dict[str, Any]]
) -> Iterator[Record | Fault]:
    """Make the record of an entry, with what is wrong with it before; `assemble` gives the record's fields."""
    raw = "\n".join(text for _, text in entry.lines).rstrip()
    key = record_key(raw)
    first, opening = entry.lines[0]
    yield from report_lines(entry.stray, file, "neither a tag nor part of a value", key)
    if not (entry.closed or entry.broken or layout.whole(entry)):
        end = layout.closes or "empty line"
        yield Fault(file, first, opening, f"no {end} before the next record", layout.closes, key)
    if entry.broken and (lost := _drop_last(entry, layout)):
        yield Fault(file, entry.lines[-1][0], " ".join((lost.tag, *lost.texts)), "breaks off", lost.tag, key)
    if not any(each.text for each in entry.elements if each.tag != layout.opens or not layout.closes):
        yield Fault(file, first, raw, "a record that says nothing")
        return
    ordinals = [
        found[1] for _, text in entry.before if (found := layout.frame.fullmatch(text.strip())) and found.lastindex
    ]
    before = list(dropwhile(lambda line: not line[1].strip(), entry.before))
    framed = "\n".join((*(text for _, text in before), raw))
    tags = Tags(entry.elements)
    yield Record(
        key=key,
        source=Source(name, file, before[0][0] if before else first, framed, ordinals[-1] if ordinals else ""),
        truncated=entry.broken,
        **assemble(tags),
        extra=tags.rest(),
    )


def _drop_last(entry: Entry, layout: Layout) -> Element | None:
    """Take away what may be incomplete where the input breaks off: the last value, of running text the last word."""
    if not entry.elements:
        return None
    last = entry.elements[-1]
    if last.tag not in layout.prose or " " not in last.text:
        return entry.elements.pop()
    if len(last.texts) > 1 and not last.texts[-1].count(" "):
        last.texts.pop()
    else:
        last.texts[-1] = last.texts[-1].rpartition(" ")[0]
    return None
