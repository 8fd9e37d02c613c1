"""Splits JSON of any layout into its entries: a list, lines, one object, or the answer of a service around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, NamedTuple, TypeVar

import msgspec

from kg.readers._json_window import (
    DEEPEST,
    OPENERS,
    OVERLAP,
    BrokenError,
    DeepError,
    Window,
    find_end,
    goes_on,
)
from kg.record import Fault

PIECE = 1 << 20  # bytes of what is lost that one fault shows
_MOST_DEEP = 100  # entries nested too deeply, one in the other, after which none is looked for inside one

_GLUE = re.compile(rb"[\s,]*+")
_MEMBER = re.compile(rb'"([^"\\\n]{0,200})"\s*+:\s*+')
_SCALAR = re.compile(rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|[\w.+-]*')
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*["}]')
_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])

Parsed = TypeVar("Parsed")


class Layout(NamedTuple):
    """Where a format's entries stand.

    `wrappers` are the keys under which a service puts one entry or a list of them; the other members of an object that
    has one of these are no entries. `start` matches the beginning of most entries and of nothing inside them: where
    something is broken, the next entry is looked for by it, or on a line that begins as the broken one's did.
    """

    wrappers: frozenset[bytes]
    start: bytes


def is_json(head: bytes) -> bool:
    r"""Tell whether a text begins like an object of JSON, or a list of them.

    >>> is_json(b'\n[{"DOI": "10.1/x"}]'), is_json(b"[1] Bell S. A title.")
    (True, False)
    """
    return _JSON.match(head) is not None


def split_entries(
    stream: BinaryIO, file: str, layout: Layout, parse: Callable[[bytes], Parsed]
) -> Iterator[tuple[int, Parsed] | Fault]:
    r"""Split a stream into its entries, in memory that is bounded by the largest; gives the first line of each.

    Faults tell of all that is left out: also of an entry for which `parse` raises ValueError.

    >>> import io
    >>> stream = io.BytesIO(b'{"meta": {}, "results": [{"id": 1},\n{"id": 2}]}')
    >>> list(split_entries(stream, "f", Layout(frozenset({b"results"}), rb'\{"id"'), bytes.decode))
    [(1, '{"id": 1}'), (2, '{"id": 2}')]
    """
    window = Window(stream)
    deep = 0
    while _skip_glue(window, layout.wrappers):
        line = window.line
        try:
            end, whole = _find_entry(window, layout)
            parsed = parse(window.data[window.at : end]) if whole else None
        except ValueError as broken:
            reach = broken.reach if isinstance(broken, DeepError) else 0
            deep = deep + 1 if reach else 0
            yield from _skip(window, file, layout.start, str(broken), reach if deep > _MOST_DEEP else 1)
            continue
        deep = 0
        window.take(end)
        if parsed is None:
            window.around.append(b"{")
        else:
            yield line, parsed


def read_fields(text: bytes | memoryview) -> Mapping[str, msgspec.Raw]:
    """Give the members of an object, each still as text. Raises ValueError if it is none."""
    try:
        return _FIELDS.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _skip_glue(window: Window, wrappers: frozenset[bytes]) -> bool:
    """Go past brackets, commas and the members of wrappers to an object, or to what is none; False at the end."""
    while True:
        glue = _GLUE.match(window.data, window.at)
        window.take(glue.end() if glue else window.at)
        mark = window.data[window.at : window.at + 1]
        inside = window.around[-1:]
        if not mark:
            if not window.grow():
                return False
        elif mark == b"[" and len(window.around) < DEEPEST:
            window.around.append(mark)
            window.take(window.at + 1)
        elif mark in OPENERS:
            if inside == [OPENERS[mark]]:
                window.around.pop()
            window.take(window.at + 1)
        elif mark != b'"' or inside != [b"{"] or not _skip_member(window, wrappers):
            return True


def _skip_member(window: Window, wrappers: frozenset[bytes]) -> bool:
    """Go past a member of a wrapper, or to the entries that are its value; False if it is none."""
    while True:
        member = _MEMBER.match(window.data, window.at)
        if member and member.end() < len(window.data):
            break
        if len(window.data) - window.at > OVERLAP or not window.grow():
            return False
    window.take(member.end())
    if member[1] not in wrappers:
        _skip_value(window)
    return True


def _skip_value(window: Window) -> None:
    """Go past the value of a member of a wrapper; one that is broken is left, to become a fault."""
    if window.data[window.at : window.at + 1] in {b"{", b"["}:
        try:
            end, _ = find_end(window, frozenset())
        except BrokenError:
            return
        window.take(end)
        return
    while (scalar := _SCALAR.match(window.data, window.at)) and scalar.end() == len(window.data) and window.grow():
        continue
    window.take(scalar.end() if scalar else window.at)


def _find_entry(window: Window, layout: Layout) -> tuple[int, bool]:
    """Find the end of an entry, and True; if it is a wrapper, the place where its entries begin, and False."""
    if window.data[window.at : window.at + 1] != b"{":
        raise BrokenError("not part of an entry")
    if end := _find_line_end(window, layout.wrappers):
        return end, True
    end, whole = find_end(window, layout.wrappers, layout.start)
    if whole and window.around[-1:] != [b"{"] and goes_on(window, end):
        raise BrokenError("its brackets do not match")
    return end, whole


def _find_line_end(window: Window, wrappers: frozenset[bytes]) -> int | None:
    """Find the end of an object that fills its line, as most do: far faster than by its brackets."""
    while (newline := window.data.find(b"\n", window.at)) < 0:
        if len(window.data) - window.at > PIECE or not window.grow():
            return None
    end = newline
    while window.data[end - 1] in b"\r\t ,":
        end -= 1
    try:
        fields = read_fields(memoryview(window.data)[window.at : end])  # no copy: many entries may stand on one line
    except ValueError:
        return None
    return None if any(key.encode() in wrappers for key in fields) else end


def _skip(window: Window, file: str, start: bytes, reason: str, reach: int) -> Iterator[Fault]:
    """Go to where the next entry seems to begin, `reach` bytes on or further; what was passed is faults."""
    lead = b"" if window.lead.strip() else window.lead
    ahead = re.compile(rb"\n" + lead + rb"\{|" + start)
    while True:
        found = ahead.search(window.data, window.at + reach)
        there = len(window.data) - window.at
        reach = found.start() - window.at if found else max(reach, there - 2 * OVERLAP)  # nothing begins before
        if found is None and there <= PIECE + 2 * OVERLAP and window.grow():
            continue
        limit = min(window.at + PIECE, len(window.data))
        near = found if found and found.start() < limit else None
        end = window.data.index(b"{", near.start()) if near else limit
        reach = max(reach + window.at - end, 0)
        line = window.line
        if text := window.take(end).strip(b" \t\r\n,"):
            yield Fault(file, line, text.decode("utf-8", "replace"), reason)
        if near or end == len(window.data):
            return
