"""Decodes input: everything between unpacked bytes and lines of clean text."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from charset_normalizer import from_bytes

from kg.readers._spans import check_end, first_line, head_of
from kg.readers._unpacking import HEAD, buffer
from kg.record import Fault
from kg.values.controls import UNFIT, WHITE
from kg.values.misread import READ_ANEW, keep_bytes

Line = tuple[int, str]
"""The number of a line, from 1, and its text."""

# The ends of lines of which line feeds give the number.
_COUNTED = (None, "\n", "\r\n", ("\n", "\r\n"))

LONGEST_LINE = 1 << 20  # characters; real lines of any format stay far below

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The mark of UTF-8, as a program that misread it wrote it: "ï»¿".
_MISREAD_MARK = re.compile(rb"(?:\xef\xbb\xbf)?\xc3\xaf\xc2\xbb\xc2\xbf")
_USUAL = "cp1252"
_LEGACY = (
    _USUAL, "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "koi8_r", "cp932", "euc_jp", "gb18030", "big5", "cp949",
)  # fmt: skip
_LATIN = {_USUAL, "cp1250", "cp1254", "cp1257"}
_OLD_MAC = "mac_roman"
# Letters within words as a Mac wrote them, and as Windows did: what is a letter to one is a sign or a capital to the other.
_MAC = re.compile(rb"(?<=[a-z])(?:\x8e|\xd5(?=[a-z]))|(?<=[A-Za-z])[\x80-\x84\x86-\x90\x95\x98\x9b\x9d\x9f](?=[a-z])")
_WINDOWS = re.compile(rb"(?<=[A-Za-z])[\xb3\xb9\xbe\xbf\xdf-\xff](?=[a-z])")
_HIGH = bytes(range(0x80, 0x100))
_CUT = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")  # what may be a part of a character in UTF-8
_FEW = 8  # letters are too few to guess from
_DAMAGED = 20  # one byte in so many, or fewer, may be damage; text in letters other than Latin has more
_FOREIGN = re.compile(rb"\S*[\x80-\xff]\S*")
_BREAKS = re.compile(r"[\t\n\r]")
_SPACING = re.compile(rf"[{WHITE}\u2028\u2029]")
_CONTROL = re.compile(f"[{UNFIT}]+")
_UNDECODED = re.compile(r"[\udc80-\udcff]")
_UNDECODED_RUN = re.compile(r"[\udc80-\udcff]{16,}")
UNDECODED = {0xDC00 + byte: bytes((byte,)).decode(_USUAL, "replace") for byte in _HIGH}


def find_encoding(head: bytes) -> str:
    """Name the encoding of the text that begins with `head`: by its mark, as UTF-8, by its zeros, else by its letters.

    Raises ValueError if no encoding makes text of it.

    >>> find_encoding("Núñez".encode("utf-16")), find_encoding(b"plain")
    ('utf-16', 'utf-8')
    """
    return _tell_encoding(head)[0]


def _tell_encoding(head: bytes) -> tuple[str, float]:
    """Name the encoding and say how sure that is: 1, or less if it was guessed by the letters."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, 1
    if 0 in head and (wide := _find_wide(head)):
        return wide, 1
    foreign = [line for line in _CUT.sub(b"", head).split(b"\n") if not line.isascii()]
    if sum(map(_is_utf8, foreign)) * 2 >= len(foreign):
        return "utf-8", 1
    try:
        return _guess_encoding(b"\n".join(foreign))
    except ValueError:
        if _count_high(head) * _DAMAGED > len(head):
            raise
        return "utf-8", 1  # the few bytes that fit nothing are damage, which harms its own lines only


def _find_wide(head: bytes) -> str:
    """Tell UTF-16 without a mark by the zeros of its line ends and ASCII letters, which all stand on one side."""
    first, second = head[::2].count(0), head[1::2].count(0)
    most, least = max(first, second), min(first, second)
    if len(head) < 4 or least > most // 16 or most <= len(head) // 64:
        return ""
    if most <= len(head) // 4 and _is_utf8(head[:-4].translate(None, b"\0")):
        return ""  # plain text with a few zeros in it
    found = "utf-16-le" if second > first else "utf-16-be"
    try:
        head[: len(head) // 4 * 4 - 2].decode(found)  # the end may cut a character
    except UnicodeDecodeError:
        return ""
    return found


def _count_high(text: bytes) -> int:
    return len(text) - len(text.translate(None, _HIGH))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _guess_encoding(text: bytes) -> tuple[str, float]:
    """Tell a legacy encoding by the letters: Windows-1252, by far the most frequent, unless another fits better.

    How sure that is: of the usual one and a Mac's the share of letters that speak for it, with three and one beforehand;
    of others what of the text they make no mess of.
    """
    for_mac, for_windows = len(_MAC.findall(text)), len(_WINDOWS.findall(text))
    mac = for_mac > max(2, for_windows)
    share = (for_mac + 1) / (for_mac + for_windows + 4)
    plain = (_OLD_MAC, share) if mac else (_USUAL, 1 - share)
    if _count_high(text) < _FEW:
        return plain
    fitting = from_bytes(b" ".join(_FOREIGN.findall(text)), cp_isolation=list(_LEGACY))
    best = fitting.best()
    if mac and (best is None or best.encoding in _LATIN):
        return plain
    if best is None:
        raise ValueError("no known text encoding fits its first bytes")
    usual = (match for match in fitting if match.encoding == _USUAL and match.chaos <= best.chaos)
    found = next(usual, best)
    return found.encoding, 1 - found.chaos


def decode_head(head: bytes) -> bytes:
    """Give the same text in UTF-8, for telling formats apart; the bytes as they are if they are not text."""
    try:
        encoding = find_encoding(head)
    except ValueError:
        return head
    if misread := _MISREAD_MARK.match(head):
        return head[misread.end() :]
    return head if encoding == "utf-8" else head.decode(encoding, "ignore").encode()


class Unended(NamedTuple):
    """The number and text of a last line that has no end: it may be half of one."""

    number: int
    text: str


def read_lines(stream: BinaryIO, file: str) -> Iterator[Line | Fault]:
    r"""Decode a stream line by line, in bounded memory; yields the number (from 1) and text of each, without its end.

    A last line that has no end is `Unended`.

    Faults tell of a legacy encoding (it can only be guessed), of lines that the encoding does not fit (they are read as
    Windows-1252), of control characters (they are left out; those in letters that were misread are read anew), of a mark
    of UTF-8 that was misread, of lines longer than a mebibyte (they come piece by piece, as faults only), and of a stream
    in no known encoding (nothing else comes of it).

    >>> list(read_lines(io.BytesIO(b"one\r\ntwo"), "f"))
    [(1, 'one'), Unended(number=2, text='two')]
    """
    buffered = buffer(stream)
    try:
        encoding, score = _tell_encoding(head_of(buffered, buffered.peek(HEAD)))
    except ValueError as error:
        check_end(stream, over=False)
        yield Fault(file, 0, "", f"not read: {error}")
        return
    if first_line(stream) == 1:
        yield from _report_encoding(buffered, file, encoding, score)
    wide = encoding.startswith(("utf-16", "utf-32"))  # these cannot escape single bytes
    text = io.TextIOWrapper(buffered, encoding, "replace" if wide else "surrogateescape", newline=None)
    number, overlong = first_line(stream) - 1, False
    for line in iter(partial(text.readline, LONGEST_LINE), ""):
        bare = line.removesuffix("\n")
        ended = len(bare) < len(line)
        if ended and not overlong and bare.isprintable():
            number += 1
            yield number, bare
            continue
        number += not overlong
        if overlong or (not ended and len(line) == LONGEST_LINE):
            yield Fault(file, number, strip_controls(line), "a line longer than 1 MiB is no part of a record")
            overlong = not ended
            continue
        if not bare.isprintable():
            kept = keep_bytes(bare)
            if _UNDECODED.search(bare):
                yield Fault(file, number, strip_controls(bare), f"not {encoding}: read as Windows-1252", "encoding")
            elif kept != bare:
                yield Fault(file, number, strip_controls(bare), READ_ANEW, "encoding")
            elif _CONTROL.search(bare):
                yield Fault(file, number, strip_controls(bare), "control characters were left out", "encoding")
            bare = strip_controls(kept)
        yield (number, bare) if ended else Unended(number, bare)
    check_end(stream, over=text.newlines in _COUNTED)


def _report_encoding(
    stream: io.BufferedReader[io.RawIOBase], file: str, encoding: str, score: float
) -> Iterator[Fault]:
    """Tell at a file's beginning that its encoding was guessed, or its mark misread, which is passed over."""
    if misread := _MISREAD_MARK.match(stream.peek(HEAD)):
        yield Fault(file, 1, stream.read(misread.end()).decode("utf-8-sig"), READ_ANEW, "encoding")
    if encoding in {*_LEGACY, _OLD_MAC}:
        reason = (
            f"not UTF-8: read as {encoding} by its letters (score {score:.2f}); if they look wrong, save it as UTF-8"
        )
        yield Fault(file, 0, "", reason, "encoding")


def report_lines(lines: Iterable[Line], file: str, reason: str, record: str = "", *, apart: int = 2) -> Iterator[Fault]:
    """Make one fault of each run of lines that stand together: those less than `apart` empty ones from each other."""
    run: list[Line] = []
    for number, text in lines:
        if not text.strip():
            continue
        if run and number - run[-1][0] > apart:
            yield Fault(file, run[0][0], "\n".join(line for _, line in run), reason, "", record)
            run = []
        run.append((number, text))
    if run:
        yield Fault(file, run[0][0], "\n".join(line for _, line in run), reason, "", record)


def _decode_run(run: re.Match[str]) -> str:
    return run[0].encode("utf-8", "surrogateescape").decode(_USUAL, "replace")


def show_name(name: str) -> str:
    r"""Give a file's name as it is shown: on one line, without control characters.

    >>> show_name("a\nb\x1b.ris")
    'a b.ris'
    """
    return strip_controls(_BREAKS.sub(" ", name))


def strip_controls(line: str) -> str:
    r"""Remove control characters, also those that turn the direction of text, and decode what was left undecoded.

    >>> strip_controls("a\x00b\u202ec")
    'abc'
    """
    if _UNDECODED.search(line):
        line = _UNDECODED_RUN.sub(_decode_run, line)  # a tenth of the time that translating takes
        if _UNDECODED.search(line):
            line = line.translate(UNDECODED)
    return line if line.isprintable() else _CONTROL.sub("", _SPACING.sub(" ", line))
