"""Sorted N-Quads in files, made piece by piece and joined to one sorted file.

An external sort for quads that come nearly in order: a run is a gzip file of sorted lines, and runs that do not overlap
only have to be put behind each other, since gzip files stand behind each other in one as well (RFC 1952, 2.2). A line has
its end only where it is written: without it lines of N-Quads sort the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

from isal import igzip, isal_zlib
from msgspec import Struct

_END = " .\n"
_LEVEL = 1  # a ninth of the time of zlib's default for a fifth more bytes
_GZIP = 31  # that the window is as large as can be, and that a gzip header stands before


class Run(Struct, frozen=True):
    """A gzip file of sorted lines, each once: its first and last line, and how many there are."""

    path: Path
    first: str
    last: str
    lines: int


class _Block(NamedTuple):
    """Sorted lines, each once, as one text: thousands of them by themselves would have left the processor's cache when they are written.

    It is encoded at once: one letter that is not Latin would make a string of many blocks twice as large.
    """

    text: bytes
    first: str
    last: str
    lines: int


_Span = TypeVar("_Span", Run, _Block)


def write_runs(path: Path, pieces: Iterable[list[str]], base: str = "") -> list[Run]:
    """Write pieces of sorted lines to files beside `path`, one for each kind of subject: what stands up to the first / after `base`.

    Each piece of a graph holds few kinds; a run of several would overlap those of each. It is quick if pieces are small and
    hardly overlap.
    """
    start = len(base) + 1

    def kind(line: str) -> str:
        return line[: line.find("/", start)]

    blocks: defaultdict[str, list[_Block]] = defaultdict(list)
    for lines in filter(None, pieces):
        if kind(lines[0]) == kind(lines[-1]):
            blocks[kind(lines[0])].append(_form_block(lines))
        else:
            for each, same in groupby(lines, key=kind):
                blocks[each].append(_form_block(list(same)))
    return [_write_run(path.with_name(f"{path.name}-{n}"), each) for n, each in enumerate(blocks.values())]


def _form_block(lines: list[str]) -> _Block:
    return _Block(_END.join((*lines, "")).encode(), lines[0], lines[-1], len(lines))


def _write_run(path: Path, blocks: Iterable[_Block]) -> Run:
    ordered = [
        group[0] if len(group) == 1 else _form_block(sorted({line for each in group for line in _split(each.text)}))
        for group in _overlapping(blocks)
    ]
    with path.open("wb") as out:
        _write((each.text for each in ordered), out)
    return Run(path, ordered[0].first, ordered[-1].last, sum(each.lines for each in ordered))


def join_runs(runs: Iterable[Run], others: list[str], out: IO[bytes]) -> int:
    """Write the lines of all runs and the other (sorted) lines in order, each once, and give how many there are.

    Only runs that overlap each other, or have other lines between theirs, are read.
    """
    count = done = 0
    for group in _overlapping(runs):
        start = bisect_left(others, group[0].first, done)
        end = bisect_right(others, max(run.last for run in group), start)
        _write_lines(others[done:start], out)
        if len(group) == 1 and start == end:
            out.write(group[0].path.read_bytes())
            count += group[0].lines
        else:
            lines = {
                *others[start:end],
                *(line for run in group for line in _split(igzip.decompress(run.path.read_bytes()))),
            }
            _write_lines(sorted(lines), out)
            count += len(lines) - (end - start)
        done = end
    _write_lines(others[done:], out)
    return count + len(others)


def _overlapping(spans: Iterable[_Span]) -> Iterator[list[_Span]]:
    """Put those that overlap together, in order."""
    group: list[_Span] = []
    last = ""
    for span in sorted(spans, key=lambda span: span.first):
        if group and span.first > last:
            yield group
            group = []
        group.append(span)
        last = max(last, span.last)
    if group:
        yield group


def _split(text: bytes) -> list[str]:
    return text.decode().removesuffix(_END).split(_END)


def _write_lines(lines: list[str], out: IO[bytes]) -> None:
    if lines:
        _write([_form_block(lines).text], out)


def _write(texts: Iterable[bytes], out: IO[bytes]) -> None:
    compressor = isal_zlib.compressobj(_LEVEL, wbits=_GZIP)
    out.writelines(map(compressor.compress, texts))
    out.write(compressor.flush())
