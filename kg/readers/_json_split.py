"""Splits JSON of any layout into its entries: a list, lines, one object, or the answer of a service around them."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple, cast

import msgspec

from kg.readers._streams import HEAD, find_encoding
from kg.record import Fault

MOST = 1 << 24  # bytes of one entry; works with thousands of authors have a few mebibytes
DEEPEST = 64  # brackets inside brackets
PIECE = 1 << 20  # bytes of what is lost that one fault shows
_OVERLAP = 512

_GLUE = re.compile(rb"[\s,\]}]*+(?:\[[\s,\]}]*+)*+")
_MEMBER = re.compile(rb'"([^"\\\n]{0,200})"\s*+:\s*+')
_SCALAR = re.compile(rb'"(?:[^"\\\n]|\\.)*+"|[\w.+-]*')
_INSIDE = re.compile(rb'[^"{}\[\]]*+(?:"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"[^"{}\[\]]*+)*+')
_OPEN_STRING = re.compile(rb'"(?:[^"\\\n]|\\.)*+\\?\Z')
_KEY_BEFORE = re.compile(rb'"(\w{1,40})"\s{0,200}:\s{0,200}\Z')
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*["}]')
_OPENERS = {b"}": b"{", b"]": b"["}
_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Layout(NamedTuple):
    """Where a format's entries stand.

    `wrappers` are the keys under which a service puts one entry or a list of them; the other members of an object that
    has one of these are no entries. `start` matches the beginning of most entries and of nothing inside them: where
    something is broken, the next entry is looked for by it, or on a line that begins as the broken one's did.
    """

    wrappers: frozenset[bytes]
    start: bytes


class Piece(NamedTuple):
    """The text of an object, and the line on which it begins."""

    line: int
    text: bytes


class _BrokenError(ValueError):
    """An object that cannot be told from what is around it."""


class _Window:
    """The part of a stream that is looked at: `data` from `at` on; `line` is the line that `at` is on.

    `lead` is what stands before `at` on its line.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.data = b""
        self.at = 0
        self.line = 1
        self.lead = b""

    def grow(self) -> bool:
        """Forget what was taken and read at least as much as there is left; False at the end."""
        parts = [self.data[self.at :]]
        least, size = len(parts[0]), 0
        for chunk in self._chunks:
            parts.append(chunk)
            size += len(chunk)
            if size >= least:
                break
        self.data, self.at = b"".join(parts), 0
        return size > 0

    def take(self, end: int) -> bytes:
        """Take the text up to `end`."""
        text = self.data[self.at : end]
        before, ended, last = text.rpartition(b"\n")
        self.line += before.count(b"\n") + len(ended)
        self.lead = (last if ended else self.lead + last)[-_OVERLAP:]
        self.at = end
        return text


def is_json(head: bytes) -> bool:
    r"""Tell whether a text begins like an object of JSON, or a list of them.

    >>> is_json(b'\n[{"DOI": "10.1/x"}]'), is_json(b"[1] Bell S. A title.")
    (True, False)
    """
    return _JSON.match(head) is not None


def split_entries(stream: BinaryIO, file: str, layout: Layout) -> Iterator[Piece | Fault]:
    r"""Split a stream into its entries, in memory that is bounded by the largest; faults tell of all that is left out.

    >>> stream = io.BytesIO(b'{"meta": {}, "results": [{"id": 1},\n{"id": 2}]}')
    >>> [tuple(piece) for piece in split_entries(stream, "f", Layout(frozenset({b"results"}), rb'\{"id"'))]
    [(1, b'{"id": 1}'), (2, b'{"id": 2}')]
    """
    chunks, faults = _read_chunks(stream, file)
    yield from faults
    window = _Window(chunks)
    while _skip_glue(window, layout.wrappers):
        try:
            if window.data[window.at : window.at + 1] != b"{":
                raise _BrokenError("not part of an entry")
            end, whole = _find_end(window, layout.wrappers)
        except _BrokenError as broken:
            yield from _skip(window, file, layout.start, str(broken))
            continue
        line = window.line
        text = window.take(end)
        if whole:
            yield Piece(line, text)


def read_fields(text: bytes) -> Mapping[str, msgspec.Raw]:
    """Give the members of an object, each still as text. Raises ValueError if it is none."""
    try:
        return _FIELDS.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _read_chunks(stream: BinaryIO, file: str) -> tuple[Iterator[bytes], list[Fault]]:
    """Give the stream in UTF-8, in pieces."""
    buffered = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream), HEAD)
    )
    try:
        encoding = find_encoding(buffered.peek(HEAD)[:HEAD])
    except ValueError as error:
        return iter(()), [Fault(file, 0, "", f"not read: {error}")]
    chunks = iter(lambda: buffered.read(HEAD), b"")
    if encoding == "utf-8":
        return chunks, []
    if encoding == "utf-8-sig":
        buffered.read(len(codecs.BOM_UTF8))
        return chunks, []
    faults = [] if encoding.startswith("utf") else [Fault(file, 0, "", f"not UTF-8: read as {encoding}", "encoding")]
    return (text.encode() for text in codecs.iterdecode(chunks, encoding, "replace")), faults


def _skip_glue(window: _Window, wrappers: frozenset[bytes]) -> bool:
    """Go past brackets, commas and the members of wrappers to an object, or to what is none; False at the end."""
    while True:
        glue = _GLUE.match(window.data, window.at)
        window.take(glue.end() if glue else window.at)
        if window.at == len(window.data):
            if not window.grow():
                return False
            continue
        member = _MEMBER.match(window.data, window.at)
        if (member is None or member.end() == len(window.data)) and len(window.data) - window.at < HEAD:
            near_end = window.data[window.at : window.at + 1] == b'"' and window.grow()
            if near_end:
                continue
        if member is None:
            return True
        window.take(member.end())
        if member[1] not in wrappers:
            _skip_value(window)


def _skip_value(window: _Window) -> None:
    """Go past the value of a member of a wrapper; one that is broken is left, to become a fault."""
    if window.data[window.at : window.at + 1] in {b"{", b"["}:
        try:
            end, _ = _find_end(window, frozenset())
        except _BrokenError:
            return
        window.take(end)
        return
    while (scalar := _SCALAR.match(window.data, window.at)) and scalar.end() == len(window.data) and window.grow():
        continue
    window.take(scalar.end() if scalar else window.at)


def _find_end(window: _Window, wrappers: frozenset[bytes]) -> tuple[int, bool]:
    """Find the end of an object, and True; if it is a wrapper, the place where its entries begin, and False."""
    if end := _find_line_end(window, wrappers):
        return end, True
    fence, searched = _find_fence(window), window.at + 1
    stack: list[bytes] = []
    place, limit = window.at, -1
    while True:
        inside = _INSIDE.match(window.data, place)
        place = inside.end() if inside else place
        if fence and limit < 0:
            found = fence.search(window.data, searched)
            limit = found.start() if found else -1
        if -1 < limit < place:
            raise _BrokenError("not closed before the next entry begins")
        mark = window.data[place : place + 1]
        if mark in {b"", b'"'}:
            if mark and not _OPEN_STRING.match(window.data, place):
                raise _BrokenError("a string is not closed on its line")
            if place - window.at > MOST:
                raise _BrokenError("longer than 16 MiB")
            place -= window.at
            searched = max(len(window.data) - window.at - _OVERLAP, 1)
            if not window.grow():
                raise _BrokenError("the file ends inside it")
            continue
        if mark in {b"{", b"["}:
            if len(stack) == 1 and wrappers:
                key = _KEY_BEFORE.search(window.data, max(window.at, place - _OVERLAP), place)
                if key and key[1] in wrappers:
                    return place, False
            stack.append(mark)
            if len(stack) > DEEPEST:
                raise _BrokenError("nested too deeply")
        elif stack.pop() != _OPENERS[mark]:
            raise _BrokenError("its brackets do not match")
        place += 1
        if not stack:
            return place, True


def _find_line_end(window: _Window, wrappers: frozenset[bytes]) -> int | None:
    """Find the end of an object that fills its line, as most do: far faster than by its brackets."""
    newline = window.data.find(b"\n", window.at)
    if newline < 0:
        return None
    text = window.data[window.at : newline].rstrip(b"\r\t ,")
    try:
        fields = read_fields(text)
    except ValueError:
        return None
    return None if any(key.encode() in wrappers for key in fields) else window.at + len(text)


def _find_fence(window: _Window) -> re.Pattern[bytes] | None:
    """Give what the next entry's line begins with if this one stands on lines of its own, its members further in."""
    if window.lead.strip() or re.compile(rb"\{\s*\n" + window.lead + rb"[^ \t]").match(window.data, window.at):
        return None
    return re.compile(rb"\n" + window.lead + rb"\{")


def _skip(window: _Window, file: str, start: bytes, reason: str) -> Iterator[Fault]:
    """Go to where the next entry seems to begin; what was passed is faults."""
    lead = b"" if window.lead.strip() else window.lead
    ahead = re.compile(rb"\n" + lead + rb"(?=\{)|(?=" + start + rb")")
    first = window.at + 1
    while True:
        found = ahead.search(window.data, first)
        long = len(window.data) - window.at > PIECE
        if found is None and not long:
            first = 1
            if window.grow():
                continue
        end = found.end() if found else len(window.data) - _OVERLAP * long
        line = window.line
        if text := window.take(end).strip(b" \t\r\n,"):
            yield Fault(file, line, text.decode("utf-8", "replace"), reason)
        if found or not long:
            return
        first = window.at
