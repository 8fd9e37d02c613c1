"""Reads zip archives member by member as streams; nothing of one is ever written to disk, what could do harm is refused.

The format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. The standard library lists the members, from the
directory at an archive's end; where that is missing, as the archive was cut off, they are found one after the other.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from msgspec import Struct

from kg.readers import Unpacked, is_bomb, show_name
from kg.record import Fault

SIGNS = (b"PK\x03\x04", b"PK\x05\x06")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZE_FOLLOWS = 0x1, 0x8
_DIRECTORY = 4 << 20  # bytes: tens of thousands of members, and the memory that listing them may take
_MOST_SCANNED = 1 << 16  # members of an archive without a directory
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_MEMBER = struct.Struct("<4s5H3L2H")
_TAIL = _END.size + (1 << 16) + _END_64.size + 20
_OUTWARD = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
_HIDDEN = re.compile(r"\.+[^.\\]|__MACOSX$")
_DOCUMENT = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"}
_CHUNK = 1 << 16


class Member(Struct, frozen=True):
    """A file in an archive: its name there, where its header begins, its size in bytes as packed, its checksum if known."""

    name: str
    start: int
    size: int
    crc: int | None = None


def list_members(path: Path, file: str) -> Iterator[Member | Fault]:
    """List the files in an archive shown as `file`, and faults for those not to be read, in the order of its directory.

    Left out are folders and what is hidden. Faults are names that lead out of the archive, links, encrypted members, ways
    of packing other than deflate, second members of a name; and, for the whole archive, members that share bytes (a
    bomb), a directory larger than 4 MiB, an office document, and an end that is missing: then what is there is listed.
    """
    with path.open("rb") as stream:
        try:
            if _directory_size(stream) > _DIRECTORY:
                yield Fault(
                    file, 0, "", f"an archive whose directory is larger than {_DIRECTORY >> 20} MiB is not read"
                )
                return
            with ZipFile(stream) as archive:
                infos = archive.infolist()
        except (BadZipFile, LargeZipFile, NotImplementedError, OSError, ValueError, struct.error, EOFError) as error:
            yield Fault(file, 0, "", f"a damaged archive, read as far as it goes: {error}")
            infos = list(islice(_scan(stream), _MOST_SCANNED))
    if reason := _find_harm(infos):
        yield Fault(file, 0, "", reason)
        return
    seen: set[str] = set()
    for info in infos:
        name = show_name(info.filename)
        if info.is_dir() or any(map(_HIDDEN.match, name.split("/"))):
            continue
        if reason := "a second file of this name" if name in seen else _refuse(info):
            yield Fault(f"{file}!{name}", 0, "", f"not read: {reason}")
        else:
            seen.add(name)
            yield Member(name, info.header_offset, info.compress_size, info.CRC)


def _directory_size(stream: BinaryIO) -> int:
    """The size in bytes that an archive says its directory has; raises BadZipFile if there is none."""
    end = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, end - _TAIL))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise BadZipFile("its end is missing")
    size = int(_END.unpack_from(tail, at)[5])
    at = tail.rfind(b"PK\x06\x06", 0, at)
    if at >= 0 and len(tail) - at >= _END_64.size:
        size = max(size if size != 0xFFFFFFFF else 0, int(_END_64.unpack_from(tail, at)[8]))
    return size


def _find_harm(infos: list[ZipInfo]) -> str:
    """Say why an archive is not to be read at all; empty if it may be."""
    if any(info.filename in _DOCUMENT for info in infos):
        if any(info.filename.startswith("xl/") for info in infos):
            return "an Excel workbook: save it as text (tab-delimited) or CSV"
        if any(info.filename.startswith("word/") for info in infos):
            return "a Word document: save what it lists as plain text, or export the records themselves, for example as RIS"
        return "an office document or a program, not an archive of exports"
    if any(info.filename.endswith(".enl") for info in infos):
        return "an EndNote library: export it from EndNote as XML or RIS"
    ordered = sorted(infos, key=lambda info: info.header_offset)
    for info, following in pairwise(ordered):
        if info.header_offset + _MEMBER.size + info.compress_size > following.header_offset:
            return "an archive whose members overlap, as those of bombs do, is not read"
    return ""


def _refuse(info: ZipInfo) -> str:
    """Say why a member is not to be read; empty if it may be."""
    if _OUTWARD.search(info.orig_filename):
        return "its name leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted"
    if info.compress_type not in {_STORED, _DEFLATED}:
        return f"packed by method {info.compress_type}; only deflate is read"
    return ""


def _scan(stream: BinaryIO) -> Iterator[ZipInfo]:
    """Find members by their own headers, one after the other, up to what cannot be followed."""
    start = 0
    while len(header := _seek(stream, start).read(_MEMBER.size)) == _MEMBER.size and header[:4] == SIGNS[0]:
        _, _, flags, method, _, _, crc, size, _, named, extra = _MEMBER.unpack(header)
        info = ZipInfo(stream.read(named).decode("utf-8" if flags & 0x800 else "cp437", "replace") or "unnamed")
        info.header_offset, info.flag_bits, info.compress_type = start, flags, method
        content = start + _MEMBER.size + named + extra
        info.compress_size, info.CRC = size, crc
        if flags & _SIZE_FOLLOWS and not size:
            if method != _DEFLATED or flags & _ENCRYPTED:
                return
            info.compress_size, info.CRC = _measure(_seek(stream, content))
        yield info
        start = content + info.compress_size
        if flags & _SIZE_FOLLOWS:  # the sizes stand behind, with or without a sign, short or long
            behind = _seek(stream, start).read(_MEMBER.size)
            start += max(behind.find(SIGNS[0]), 0)


def _measure(stream: BinaryIO) -> tuple[int, int]:
    """The number of bytes that deflated data takes, up to its own end, the file's, or where it is no use; its checksum."""
    unpacker, taken, given, crc = zlib.decompressobj(-zlib.MAX_WBITS), 0, 0, 0
    with suppress(zlib.error):
        while not unpacker.eof and not is_bomb(given, taken):
            left = unpacker.unconsumed_tail
            packed = left or stream.read(_CHUNK)
            if not packed:
                break
            chunk = unpacker.decompress(packed, _CHUNK)
            taken += len(packed) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
            given += len(chunk)
            crc = zlib.crc32(chunk, crc)
    return taken, crc


def _seek(stream: BinaryIO, place: int) -> BinaryIO:
    stream.seek(place)
    return stream


class _Packed:
    """The bytes of one member, unpacked; raises what `kg.readers.Unpacked` takes for damage."""

    def __init__(self, stream: BinaryIO, member: Member) -> None:
        self.consumed = 0
        self._stream = stream
        self._member = member
        self._unpacker: Any = None
        self._crc = 0
        self._started = False

    def read1(self, size: int, /) -> bytes:
        """Give up to so many bytes, none at the end."""
        if not self._started:
            self._start()
        unpacker = self._unpacker
        if unpacker is None:
            chunk = self._take(size)
        else:
            chunk = b""
            while not chunk and not unpacker.eof:
                packed = unpacker.unconsumed_tail or self._take(_CHUNK)
                chunk = unpacker.decompress(packed, size)  # of nothing: what did not fit before
                if not (packed or chunk or unpacker.eof):
                    raise EOFError("it ends before its end was marked")
        self._crc = zlib.crc32(chunk, self._crc)
        if not chunk and self._member.crc not in {self._crc, None}:
            raise OSError("its checksum is another")
        return chunk

    def _start(self) -> None:
        self._started = True
        header = _seek(self._stream, self._member.start).read(_MEMBER.size)
        if len(header) < _MEMBER.size or header[:4] != SIGNS[0]:
            raise OSError("no member begins where one should")
        _, _, _, method, *_, named, extra = _MEMBER.unpack(header)
        self._stream.seek(named + extra, io.SEEK_CUR)
        if method == _DEFLATED:
            self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)

    def _take(self, size: int) -> bytes:
        """Read packed bytes, no further than the member goes."""
        packed = self._stream.read(min(size, self._member.size - self.consumed))
        self.consumed += len(packed)
        return packed


@contextmanager
def open_member(path: Path, member: Member) -> Iterator[Unpacked]:
    """Open a member for reading, once, from its beginning to its end."""
    with path.open("rb") as stream:
        packed = _Packed(stream, member)
        yield Unpacked(packed, lambda: packed.consumed)
