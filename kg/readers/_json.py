"""Reads JSON entries member by member: what a format knows by its type, the rest as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import lru_cache
from typing import Any, BinaryIO, TypeVar, cast

import msgspec

from kg.readers._json_split import Layout, read_fields, split_entries
from kg.readers._streams import strip_controls
from kg.record import Fault, Field, Record, Source, record_key

Value = TypeVar("Value")
Text = str | int | float | None
"""What services print as a text or as a number, at their pleasure."""

_SUSPECT = re.compile(
    rb"\\(?:u(?:00[0189][0-9a-f]|007f|d[89a-f]..|fd[de].|feff|fff[ef]|20(?:2[89a-e]|6[6-9]))|[bf])", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\(?:ud[89ab]..\\ud[c-f]..|u([0-9a-f]{4})|.)", re.IGNORECASE)
_TEXT: Any = Text
_EMPTY = frozenset({b"null", b'""', b"[]", b"{}"})


class Entry:
    """An object of a file: its text and its members, of which those that are taken do not end up in `rest`."""

    def __init__(self, file: str, line: int, raw: str, fields: Mapping[str, msgspec.Raw]) -> None:
        self.file = file
        self.line = line
        self.raw = raw
        self.key = record_key(raw)
        self.faults: list[Fault] = []
        self._fields = dict(fields)

    def take(self, name: str, kind: type[Value]) -> Value | None:
        """Give the member's value; None if it is missing, null, or not of that kind, which is a fault."""
        raw = self._fields.pop(name, None)
        if raw is None or bytes(raw) == b"null":
            return None
        try:
            return cast("Value", _decoder(cast("Hashable", kind)).decode(raw))
        except (ValueError, RecursionError) as error:
            self.report(name, bytes(raw).decode("utf-8", "replace"), str(error))
            return None

    def take_own(self, name: str, kind: type[Value]) -> Value | None:
        """Give the value of a member that everybody uses in their own way; what is not of that kind stays, as others'."""
        try:
            value = cast("Value", _decoder(cast("Hashable", kind)).decode(self._fields[name]))
        except (KeyError, ValueError, RecursionError):
            return None
        del self._fields[name]
        return value

    def text(self, name: str) -> str:
        """Give a member that is a text or a number, as text; empty if it is missing."""
        return printed(self.take(name, _TEXT))

    def report(self, field: str, raw: str, reason: str) -> None:
        """Note that a field could not be read, or not all of it."""
        self.faults.append(Fault(self.file, self.line, raw, reason, field, self.key))

    def source(self, reader: str) -> Source:
        """Say where the entry stands."""
        return Source(reader, self.file, self.line, self.raw)

    def rest(self) -> tuple[Field, ...]:
        """Give the members that nobody took, as they stand; a text without its quotes."""
        return tuple(Field(name, _show(bytes(raw))) for name, raw in self._fields.items() if bytes(raw) not in _EMPTY)


def read_entries(
    stream: BinaryIO,
    file: str,
    layout: Layout,
    is_entry: Callable[[Mapping[str, msgspec.Raw]], bool],
    convert: Callable[[Entry], Record],
) -> Iterator[Record | Fault]:
    """Read the entries of a stream: the faults of each, then its record; an object that is no entry is a fault."""
    for found in split_entries(stream, file, layout, _parse):
        if isinstance(found, Fault):
            yield found
            continue
        line, (raw, fields, notes) = found
        if not is_entry(fields):
            yield Fault(file, line, raw, "not an entry of this format")
            continue
        entry = Entry(file, line, raw, fields)
        for shown, reason in notes:
            entry.report("encoding", shown, reason)
        record = convert(entry)
        yield from entry.faults
        yield record


def printed(value: Text) -> str:
    r"""Give a text, or a number as text, with white space folded.

    >>> printed(12), printed(None), printed("a\n  b")
    ('12', '', 'a b')
    """
    return "" if value is None else " ".join(str(value).split())


@lru_cache(maxsize=256)
def _decoder(kind: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _show(raw: bytes) -> str:
    if raw[:1] == b'"':
        return cast("str", msgspec.json.decode(raw))
    return raw.decode("utf-8", "replace")


def _parse(text: bytes) -> tuple[str, Mapping[str, msgspec.Raw], list[tuple[str, str]]]:
    repaired, notes = _repair(text)
    return repaired.decode(), read_fields(repaired), notes


def _repair(text: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    """Make a text decodable and clean; gives it, and what was wrong: a piece of it and the reason."""
    notes: list[tuple[str, str]] = []
    try:
        decoded = text.decode()
    except UnicodeDecodeError as error:
        clean = decoded = _strip_lines(text.decode("utf-8", "surrogateescape"))
        notes.append((_around(text, error.start), "not UTF-8: read as Windows-1252"))
    else:
        clean = decoded if decoded.isprintable() else _strip_lines(decoded)
    if found := _SUSPECT.search(text):
        clean = _ESCAPE.sub(_unescape, clean)
    if clean == decoded:
        return (clean.encode(), notes) if notes else (text, notes)
    notes.append((_around(text, found.start() if found else 0), "control or half characters were taken out"))
    return clean.encode("utf-8", "replace"), notes


def _strip_lines(text: str) -> str:
    return "\n".join(map(strip_controls, text.split("\n")))


def _around(text: bytes, place: int) -> str:
    return strip_controls(text[max(0, place - 40) : place + 40].decode("utf-8", "replace"))


def _unescape(escape: re.Match[str]) -> str:
    """Leave an escaped character as it is, unless it is a control character or half a character."""
    if not escape[1]:
        return {"\\b": "", "\\f": " "}.get(escape[0], escape[0])
    code = int(escape[1], 16)
    if 0xD800 <= code < 0xE000:
        return ""
    kept = strip_controls(chr(code))
    return escape[0] if kept == chr(code) else kept
