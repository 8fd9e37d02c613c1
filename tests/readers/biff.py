"""Writes Excel workbooks of 1993 to 2003, to test reading them: records, and the compound file around them."""

import struct
from collections.abc import Iterable, Sequence

SECTOR, SHORT = 512, 64
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_CUTOFF = 4096
_LONGEST = 8224  # bytes of a record


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(content)) + content


def text(value: str, length: str = "<H", *, rich: bytes = b"", spoken: bytes = b"") -> bytes:
    """A text as it stands in a record, in one byte a character if it can be."""
    wide = any(ord(each) > 0xFF for each in value)
    flags = wide | (4 if spoken else 0) | (8 if rich else 0)
    head = struct.pack(length, len(value.encode("utf-16-le")) // 2) + bytes((flags,))
    head += (struct.pack("<H", len(rich) // 4) if rich else b"") + (struct.pack("<I", len(spoken)) if spoken else b"")
    return head + value.encode("utf-16-le" if wide else "latin-1") + rich + spoken


def shared(texts: Sequence[str], longest: int = _LONGEST) -> bytes:
    """The texts that cells share, cut into records wherever one is full, also within texts."""
    out, now = [], struct.pack("<2I", len(texts), len(texts))
    for each in texts:
        wide = any(ord(one) > 0xFF for one in each)
        units = each.encode("utf-16-le" if wide else "latin-1")
        size = 1 + wide
        if len(now) + 3 > longest:  # no record ends in the head of a text
            out, now = [*out, now], b""
        now += struct.pack("<HB", len(units) // size, wide)
        while units:
            fits = (longest - len(now)) // size * size
            now, units = now + units[:fits], units[fits:]
            if units:
                out, now = [*out, now], bytes((wide,))
    return b"".join(record(0x003C if n else 0x00FC, each) for n, each in enumerate([*out, now]))


def sheet(*cells: bytes, version: int = 0x0600) -> bytes:
    return record(0x0809, struct.pack("<2H4x", version, 0x0010)) + b"".join(cells) + record(0x000A)


def book(*parts: bytes, sheets: Iterable[bytes], version: int = 0x0600) -> bytes:
    """The stream of a workbook."""
    begin = record(0x0809, struct.pack("<2H4x", version, 0x0005))
    return begin + b"".join(parts) + record(0x000A) + b"".join(sheets)


def cell(kind: int, place: tuple[int, int], content: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<3H", *place, style) + content)


def table(rows: Sequence[Sequence[str]], longest: int = _LONGEST) -> bytes:
    """A workbook of one sheet of texts."""
    texts = list(dict.fromkeys(each for row in rows for each in row))
    cells = (
        cell(0x00FD, (at, place), struct.pack("<I", texts.index(each)))
        for at, row in enumerate(rows)
        for place, each in enumerate(row)
        if each
    )
    return compound(book(shared(texts, longest), sheets=[sheet(*cells)]))


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file of one stream, short or long."""
    is_short = len(stream) < _CUTOFF
    short = _pad(stream, SHORT) if is_short else b""
    content = _pad(short or stream, SECTOR)
    fat, parts, at = [], [], 0
    shorts = [*range(1, len(short) // SHORT), _END] if short else []
    shorts_packed = _pad(b"".join(struct.pack("<I", each) for each in shorts), SECTOR, b"\xff")
    starts = []
    for part in (content, shorts_packed, b"\0" * SECTOR):
        count = len(part) // SECTOR
        starts.append(at if count else _END)
        fat += [*range(at + 1, at + count), _END] if count else []
        parts.append(part)
        at += count
    first = 0 if is_short else starts[0]
    parts[2] = _pad(
        _entry("Root Entry", 5, starts[0] if is_short else _END, len(short)) + _entry(name, 2, first, len(stream)),
        SECTOR,
    )
    count = next(n for n in range(1, 110) if n * (SECTOR // 4) >= len(fat) + n)
    tables = list(range(at, at + count))
    fat += [_FAT] * count
    packed = _pad(b"".join(struct.pack("<I", each) for each in fat), SECTOR, b"\xff")
    header = struct.pack("<8s16x5H10x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<8I", count, starts[2], 0, _CUTOFF, starts[1], len(shorts_packed) // SECTOR, _END, 0)
    header += struct.pack("<109I", *tables, *[_FREE] * (109 - count))
    return header + b"".join(parts) + packed


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    packed = name.encode("utf-16-le")
    return struct.pack("<64sHB49x2I4x", packed, len(packed) + 2, kind, first, size)


def _pad(content: bytes, size: int, filling: bytes = b"\0") -> bytes:
    return content + filling * (-len(content) % size)
