"""Cuts a stream of XML into the elements of its records and what stands between them, without parsing it.

A parser gives up at the first error, and with it all records that follow; cut beforehand, a broken record harms only
itself, no document type is ever seen by the parser, and each record's text is there as it was read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from kg.readers._spans import check_end, first_line, head_of
from kg.readers._streams import find_encoding

LONGEST = 1 << 23  # bytes of one record; the largest known (thousands of authors, whole articles) stay below
_OUTSIDE = 1 << 20  # bytes between two records, and of a comment, that are held at once
_CHUNK = 1 << 17  # what is looked at again and again stays in the processor's cache
_LONGEST_TAG = 64  # bytes of a start tag that decide whether it is one
_MOST_UNCLOSED = 1_000  # comments that never end, after which no other is looked for in an entry or between two
_HIDING = re.compile(rb"<!(?:--|\[CDATA\[)")
_DECLARED = re.compile(rb"\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_LEGACY = re.compile(r"iso8859-\d+|cp\d+|koi8-\w|mac-\w+|euc_\w+|gb\w+|big5\w*|shift_jis\w*|johab")


class Cut(NamedTuple):
    """A piece of the stream, in UTF-8: a record's element, or (`name` empty) what stands between two of them.

    `line` is its first line (from 1). `fault` says why an element is none that can be read.
    """

    name: str
    line: int
    text: bytes
    fault: str = ""


class _Closers:
    """Finds the end of comments and CDATA sections; remembers where there is none, so that no byte is searched twice."""

    def __init__(self) -> None:
        self._text = b""
        self._none_before: dict[bytes, int] = {}

    def find(self, text: bytes, opening: re.Match[bytes]) -> int:
        """The place after the end of what opens there; -1 if it does not end within reach."""
        if text is not self._text:
            self._text, self._none_before = text, {}
        closer = b"-->" if opening[0] == b"<!--" else b"]]>"
        reach = min(len(text), opening.end() + _OUTSIDE)
        found = text.find(closer, max(opening.end(), self._none_before.get(closer, 0)), reach)
        if found < 0:
            self._none_before[closer] = reach - len(closer) + 1
        return found + len(closer) if found >= 0 else -1


def cut(stream: BinaryIO, names: Sequence[str], behind: bytes = rb"[\s/>]") -> Iterator[Cut]:
    r"""Cut a stream at the elements of these names, in memory bounded by the longest record.

    `behind` matches what stands behind the name where a record begins, if elements of that name may be inside of records, too.

    An element that does not end before the next one begins, or is too long, has a fault. Nothing inside a comment or
    a CDATA section counts as a tag.

    >>> import io
    >>> [each[:3] for each in cut(io.BytesIO(b"<all>\n<one>a</one></all>"), ["one"])]
    [('', 1, b'<all>\n'), ('one', 2, b'<one>a</one>'), ('', 2, b'</all>')]
    """
    chunks = _Chunks(stream)
    tags = _Tags(names, behind)
    text, line = b"", first_line(stream)
    done = seen = 0  # what is before `done` has been given; no record begins between it and `seen`
    while True:
        start, seen = tags.find_start(text, seen, last=chunks.ended)
        if start is None and not chunks.ended and seen - done <= _OUTSIDE:
            text, seen, done = chunks.more(text[done:]), seen - done, 0
            continue
        if seen > done:
            end_outside = min(seen, done + _OUTSIDE)
            yield Cut("", line, text[done:end_outside])
            line += text.count(b"\n", done, end_outside)
            done = end_outside
        if start is None or done < seen:
            if done == seen and chunks.ended:
                return
            continue
        name = start[1].decode()
        while (end := tags.find_end(text, done, name, last=chunks.ended)) is None and len(text) - done <= LONGEST:
            text, done = chunks.more(text[done:]), 0
        seen, fault = end or (len(text), "")
        if seen - done > LONGEST:
            seen, fault = done + LONGEST, f"an entry longer than {LONGEST >> 20} MiB"
        yield Cut(name, line, text[done:seen], fault)
        line += text.count(b"\n", done, seen)
        done = seen


class _Chunks:
    """Reads a stream as UTF-8, whatever its encoding; `ended` says that nothing more will come."""

    def __init__(self, stream: BinaryIO) -> None:
        self.ended = False
        self._stream = stream
        self._first = stream.read(_CHUNK)
        encoding = _find_encoding(head_of(stream, self._first))
        self._decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("replace")

    def more(self, text: bytes) -> bytes:
        """Add as much as there is already, so that what is looked at again stays in proportion."""
        chunk = self._first or self._stream.read(max(_CHUNK, len(text) // 2))
        self._first = b""
        self.ended = not chunk
        if self.ended:
            check_end(self._stream, over=not text.strip())
        if self._decoder:
            chunk = self._decoder.decode(chunk, self.ended).encode()
        return text + chunk


class _Tags:
    """The tags that begin and end the elements of some names; names that share their beginning are kept apart."""

    def __init__(self, names: Sequence[str], behind: bytes) -> None:
        choice = "|".join(map(re.escape, names)).encode()
        self._starts = re.compile(rb"<(%s)(?=%s)|<!--" % (choice, behind))
        self._any = re.compile(rb"<(%s)(?=%s)" % (choice, behind))
        # the next tag of a name, and its end if it is an end tag; a pattern that begins with plain text is found ten times faster
        self._edges = {
            name: re.compile(rb"%b(?:(?<=<%b)(?=[\s/>])|(?<=</%b)(\s*>))" % ((name.encode(),) * 3)) for name in names
        }
        self._closers = _Closers()
        self._empty = re.compile(rb"<(?:%s)(?:\s[^<>]*)?/>" % choice)

    def find_start(self, text: bytes, begin: int, *, last: bool) -> tuple[re.Match[bytes] | None, int]:
        """Find the first start tag that is not in a comment, and up to where there is none."""
        found = self._starts.search(text, begin)
        unclosed = 0
        while found and not found[1]:
            closed = self._closers.find(text, found)
            if closed < 0 and not last and len(text) < found.end() + _OUTSIDE:
                return None, found.start()
            unclosed += closed < 0
            following = self._starts if unclosed < _MOST_UNCLOSED else self._any
            found = following.search(text, closed if closed >= 0 else found.end())
        if found:
            return found, found.start()
        return None, len(text) if last else max(begin, len(text) - _LONGEST_TAG)

    def find_end(self, text: bytes, start: int, name: str, *, last: bool) -> tuple[int, str] | None:
        """Find where the element that starts there ends, and what is wrong with it; None if that is yet to come."""
        if empty := self._empty.match(text, start):
            return empty.end(), ""
        begin, unclosed = start + 2, 0
        edge = self._edges[name].search(text, begin)
        while True:
            if edge and edge.start() < begin:
                edge = self._edges[name].search(text, begin)
            reach = edge.start() if edge else len(text)
            mark = text.find(b"!", begin, reach)
            hiding = _HIDING.search(text, mark - 1, reach) if mark >= 0 and unclosed < _MOST_UNCLOSED else None
            if hiding is None:
                break
            closed = self._closers.find(text, hiding)
            if closed < 0 and not last and len(text) < hiding.end() + _OUTSIDE:
                return None
            unclosed += closed < 0
            begin = closed if closed >= 0 else hiding.end()
        if edge and edge[1] is not None:
            return edge.end(), ""
        if edge:
            return self._cut_short(text, start, "breaks off: the next entry begins before it ends")
        return self._cut_short(text, start, "breaks off") if last else None

    def _cut_short(self, text: bytes, start: int, fault: str) -> tuple[int, str]:
        """End an element where the next one begins, of whatever name."""
        other = self._any.search(text, start + 1)
        return other.start() if other else len(text), fault


def _find_encoding(head: bytes) -> str:
    """Name the encoding: by its mark or its zeros, as declared, else UTF-8 (what is not is seen record by record)."""
    try:
        found = find_encoding(head[:4] if head[:3] == codecs.BOM_UTF8 or 0 not in head[:4] else head)
    except ValueError:
        found = "utf-8"
    if found.startswith(("utf-16", "utf-32", "utf-8-")):
        return found
    if not (declared := _DECLARED.match(head)):
        return "utf-8"
    try:
        named = codecs.lookup(declared[1].decode("ascii", "replace")).name
        plain = named if _LEGACY.fullmatch(named) and "<?xml".encode(named) == b"<?xml" else "utf-8"
    except LookupError:
        return "utf-8"
    return "cp1252" if plain == "iso8859-1" else plain  # what calls itself Latin-1 seldom is
