"""Reads the tagged text that Web of Science saves as "plain text" (.txt, .ciw): a record begins with PT and ends with ER."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.readers._tagged import Layout, read_records
from kg.readers._wos import assemble
from kg.record import Fault, Record

TITLE = "Web of Science tagged text"
BOUNDARY = re.compile(rb"\nER ?\r?\n")

_SIGN = re.compile(rb"PT (?<![^\n]PT )[A-Z]\s*(?:\n|\Z)")
_LAYOUT = Layout(
    line=re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)"),
    more=re.compile(r" {2}"),
    opens="PT",
    closes="ER",
    prose=frozenset(("AB",)),
    frame=re.compile(r"(?:FN|VR) .*|EF"),
)


def sniff(head: bytes) -> bool:
    r"""Tell whether there is a line with the type of a publication.

    >>> sniff(b"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Bell, S\n")
    True
    """
    return _SIGN.search(head) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the records of a file, or of several one after the other."""
    return read_records(stream, file, "wos", _LAYOUT, assemble)
