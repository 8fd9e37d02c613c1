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
from kg.values.misread import READ_ANEW, keep_bytes

Value = TypeVar("Value")
Text = str | int | float | None
"""What services print as a text or as a number, at their pleasure."""

_SUSPECT = re.compile(
    rb"\\(?:u(?:00[0189][0-9a-f]|007f|d[89a-f]..|fd[de].|feff|fff[ef]|20(?:2[89a-e]|6[6-9]))|[bf])", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\(?:ud[89ab]..\\ud[c-f]..|u([0-9a-f]{4})|.)", re.IGNORECASE)
# Several in a row, which may be the bytes of characters that were misread.
_ESCAPES = re.compile(r"(?:\\u(?!00[0-7]|d[89a-f])[0-9a-f]{4}){2,}|\\.", re.IGNORECASE)
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
        read = text.decode()
    except UnicodeDecodeError as error:
        read = _strip_lines(text.decode("utf-8", "surrogateescape"))
        notes.append((_around(text, error.start), "not UTF-8: read as Windows-1252"))
    suspect = _SUSPECT.search(text)
    if not suspect and read.isprintable():
        return (read.encode(), notes) if notes else (text, notes)
    around = _around(text, suspect.start() if suspect else 0)
    kept = keep_bytes(_ESCAPES.sub(_read_escapes, read) if suspect else read)
    clean = _strip_lines(kept)
    if suspect:
        clean = _ESCAPE.sub(_unescape, clean)
    if kept != read:
        notes.append((around, READ_ANEW))
    if clean != kept:
        notes.append((around, "control or half characters were taken out"))
    return (clean.encode("utf-8", "replace"), notes) if notes else (text, notes)


def _strip_lines(text: str) -> str:
    return "\n".join(map(strip_controls, text.split("\n")))


def _around(text: bytes, place: int) -> str:
    return strip_controls(text[max(0, place - 40) : place + 40].decode("utf-8", "replace"))


def _read_escapes(run: re.Match[str]) -> str:
    """Read anew what is misread with control characters in it, all of it escaped."""
    if len(run[0]) == len("\\n"):
        return run[0]
    text = re.sub(r"\\u(....)", lambda each: chr(int(each[1], 16)), run[0], flags=re.IGNORECASE)
    kept = keep_bytes(text)
    return run[0] if kept == text else kept


def _unescape(escape: re.Match[str]) -> str:
    """Leave an escaped character as it is, unless it is a control character or half a character."""
    if not escape[1]:
        return {"\\b": "", "\\f": " "}.get(escape[0], escape[0])
    code = int(escape[1], 16)
    if 0xD800 <= code < 0xE000:
        return ""
    kept = strip_controls(chr(code))
    return escape[0] if kept == chr(code) else kept
