"""Compares files in tests, and says where they differ: pytest would look for all differences of large ones for minutes."""

import gzip
from itertools import zip_longest
from pathlib import Path

import pytest

_GZIP = b"\x1f\x8b"


def assert_same(one: Path, other: Path) -> None:
    """Fail unless both files have the same bytes; of packed ones, tell whether what is packed differs."""
    a, b = one.read_bytes(), other.read_bytes()
    if a == b:
        return
    packed = a.startswith(_GZIP) and b.startswith(_GZIP)
    if packed:
        a, b = gzip.decompress(a), gzip.decompress(b)
    differing = [pair for pair in enumerate(zip_longest(a.splitlines(), b.splitlines()), 1) if len(set(pair[1])) > 1]
    if differing:
        line, (left, right) = differing[0]
        pytest.fail(f"{len(differing)} lines of {one} and {other} differ, first line {line}:\n{left!r}\n{right!r}")
    pytest.fail(f"{one} and {other} differ, but not in their lines{' once unpacked' if packed else ''}")
