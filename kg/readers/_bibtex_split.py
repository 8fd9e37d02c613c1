"""Splits BibTeX into its entries, and an entry into its fields: broken ones harm only themselves.

bibtexparser 2 reads the whole file into memory, takes an entry in parentheses for a comment, does not put together
what `#` joins, and reads on into the next field where a comma is missing; so it is used for the rules of names alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple

from kg.readers._streams import Line, read_lines
from kg.record import Fault

_START = re.compile(r"(?<![\w.@-])@\s*([A-Za-z]+)\s*([{(])")
_CERTAIN = re.compile(r"\s*@\s*[A-Za-z]+\s*[{(]\s*[^\s,{}\"#%=()]+\s*(?:[,=]|$)")
_FILLED = re.compile(r"\S")
_BETWEEN = re.compile(r"[ ,]*+")
_MARK = re.compile(r'[{}()"]')
_KEY = re.compile(r"\s*+([^\s,{}\"#%=]*+)\s*+(?:,|\Z)")
_NAME = re.compile(r"(?<![^\s,}\"])([^\s=,{}\"#%()]{1,100}+)\s*+=\s*+")
_WORD = re.compile(r"[^\s,{}\"#%()=]+")
_COUNT = re.compile(r"Record #\d+ of \d+")  # what the Cochrane Library writes before each entry
_JOIN = re.compile(r"\s*#\s*")
_MOST_LINES = 5_000  # of one entry, or of one fault: bounds memory
_MOST = 1 << 22  # characters of one entry
_MOST_JOINED = 1 << 16  # characters that strings put into a value: doubling them again and again would fill memory


class Block(NamedTuple):
    """An entry: its first line, its text, its type in lower case, and what is between its braces."""

    line: int
    raw: str
    kind: str
    body: str


class _Open:
    """An entry whose end has not been seen."""

    def __init__(self, line: int, kind: str, closer: str) -> None:
        self.line = line
        self.kind = kind
        self.lines: list[str] = []
        self.size = 0
        self._closer = closer
        self._depth = 0
        self._in_quotes = False

    def find_end(self, line: str, place: int) -> int | None:
        """Find the place after the bracket that closes the entry, if it is on the line, from that place on."""
        for mark in _MARK.finditer(line, place):
            sign = mark[0]
            if sign == self._closer and self._depth == 0 and not self._in_quotes:
                return mark.end()
            if sign == "{":
                self._depth += 1
            elif sign == "}":
                self._depth = max(self._depth - 1, 0)
            elif sign == '"' and self._closer == ")" and self._depth == 0:
                self._in_quotes = not self._in_quotes
        return None


def split_blocks(stream: BinaryIO, file: str) -> Iterator[Block | Fault]:
    """Split a file into its blocks; free text between them is a fault, unless it is a comment (%)."""
    splitter = _Splitter(file)
    for item in read_lines(stream, file):
        if isinstance(item, Fault):
            yield item
        else:
            yield from splitter.take(*item)
    yield from splitter.finish()


class _Splitter:
    """Takes lines and gives the blocks that end on them."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._open: _Open | None = None
        self._stray: list[Line] = []

    def take(self, number: int, line: str) -> Iterator[Block | Fault]:
        """Give the blocks and faults that end on the line."""
        if self._open and _CERTAIN.match(line):
            yield from self._give_up("not closed before the next entry begins")
        place = 0
        while filled := _FILLED.search(line, place):
            if self._open is None:
                start = None if filled[0] == "%" else _START.search(line, place)
                if start is None:
                    self._set_aside(number, line[place:])
                    break
                self._set_aside(number, line[place : start.start()])
                yield from self._report()
                self._open = _Open(number, start[1].lower(), "}" if start[2] == "{" else ")")
                self._open.lines.append(start[0])
                place = start.end()
            end = self._open.find_end(line, place)
            self._open.lines[-1] += line[place:end]
            self._open.size += len(line) - place
            if end is None:
                break
            yield self._close()
            between = _BETWEEN.match(line, end)
            place = between.end() if between else end
        if self._open:
            self._open.lines.append("")
            if len(self._open.lines) > _MOST_LINES or self._open.size > _MOST:
                yield from self._give_up("longer than an entry can be")
        elif len(self._stray) > _MOST_LINES:
            yield from self._report()

    def finish(self) -> Iterator[Fault]:
        """Give what is left at the end of the file."""
        yield from self._give_up("the file ends inside it")
        yield from self._report()

    def _close(self) -> Block:
        assert self._open is not None
        raw = "\n".join(self._open.lines)
        opener = _START.match(raw)
        body = raw[opener.end() if opener else 0 : -1]
        block = Block(self._open.line, raw, self._open.kind, body)
        self._open = None
        return block

    def _give_up(self, reason: str) -> Iterator[Fault]:
        if self._open:
            yield Fault(self._file, self._open.line, "\n".join(self._open.lines).rstrip(), reason)
            self._open = None

    def _set_aside(self, number: int, text: str) -> None:
        if text.strip() and not text.lstrip().startswith("%") and not _COUNT.fullmatch(text.strip()):
            self._stray.append((number, text.strip()))

    def _report(self) -> Iterator[Fault]:
        if self._stray:
            raw = "\n".join(text for _, text in self._stray)
            yield Fault(self._file, self._stray[0][0], raw, "outside of any entry")
            self._stray = []


def split_fields(body: str, strings: Mapping[str, str]) -> tuple[str, list[tuple[str, str]], list[tuple[str, str]]]:
    """Give the key of an entry, its fields (names in lower case, strings put in), and what could not be read, and why.

    >>> split_fields('k, title = {A {B}} # " c" # x, year = 1999', {"x": "!"})
    ('k', [('title', 'A {B} c!'), ('year', '1999')], [])
    """
    key = _KEY.match(body)
    place = key.end() if key else 0
    fields: list[tuple[str, str]] = []
    lost: list[tuple[str, str]] = []
    while name := _NAME.search(body, place):
        if skipped := body[place : name.start()].strip(" \t\n,"):
            lost.append((skipped, "not a field"))
        value, place, unknown = _read_value(body, name.end(), strings)
        fields.append((name[1].lower(), value))
        lost += [(word, "a string that is not defined") for word in unknown]
    if rest := body[place:].strip(" \t\n,"):
        lost.append((rest, "not a field"))
    return key[1] if key else "", fields, lost


def _read_value(body: str, place: int, strings: Mapping[str, str]) -> tuple[str, int, list[str]]:
    """Read a value of one or more parts; gives it, the place after it, and the names of strings that are not known."""
    parts: list[str] = []
    unknown: list[str] = []
    size = 0
    while True:
        opener = body[place : place + 1]
        if opener in {"{", '"'}:
            end = _find_close(body, place)
            parts.append(body[place + 1 : end])
            place = end + 1
        elif word := _WORD.match(body, place):
            known = strings.get(word[0].lower())
            if known is None and not word[0].isdecimal():
                unknown.append(word[0])
            size += len(known or "")
            parts.append(word[0] if known is None else known if size < _MOST_JOINED else "")
            place = word.end()
        if (join := _JOIN.match(body, place)) is None:
            return "".join(parts), place, unknown
        place = join.end()


def _find_close(body: str, start: int) -> int:
    """Find the brace or quotation mark that closes the one at `start`; the end if there is none."""
    quoted = body[start] == '"'
    depth = 0
    for mark in _MARK.finditer(body, start + 1):
        sign = mark[0]
        if sign == '"' and quoted and depth == 0:
            return mark.start()
        if sign == "{":
            depth += 1
        elif sign == "}":
            if depth == 0:
                return mark.start() if not quoted else len(body)
            depth -= 1
    return len(body)
