"""Puts statements in order without holding all of them in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from pyoxigraph import Quad, RdfFormat, Triple, serialize

_HELD = 300_000  # lines in memory


def sort_lines(statements: Iterator[Triple] | Iterator[Quad], syntax: RdfFormat) -> Iterator[bytes]:
    """Give the statements as sorted lines of N-Triples or N-Quads; of more than 300,000 most are on disk meanwhile."""
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        iterator: Iterator[Any] = iter(statements)
        while piece := list(islice(iterator, _HELD)):
            lines = sorted((serialize(piece, format=syntax) or b"").splitlines(keepends=True))
            if len(piece) < _HELD:
                runs.append(lines)
            else:
                run = files.enter_context(TemporaryFile())
                run.writelines(lines)
                run.seek(0)
                runs.append(run)
        yield from merge(*runs)
