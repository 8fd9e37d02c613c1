"""Reads the tab-delimited files of Web of Science, of any of its databases: a line of tags, then a record on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.readers._streams import read_lines
from kg.readers._tagged import Entry, Layout, finish
from kg.readers._tagged_fields import Element
from kg.readers._wos import assemble, split_cell
from kg.record import Fault, Record

TITLE = "Web of Science tab-delimited"

_SIGN = re.compile(rb"PT\t(?<![^\n]PT\t)(?=(?:[A-Z][A-Z0-9]\t)*AU\t)(?:[A-Z][A-Z0-9]\t)*TI\t")
_TYPES = frozenset("JBSPCD")
_ACCESSION = re.compile(r"WOS:\w{15}|(?!WOS:)[A-Z]+:\S+")
_LAYOUT = Layout(line=re.compile(r"(PT)(.*)"), more=re.compile(r"(?!)"), opens="PT", prose=frozenset(("AB",)))


def sniff(head: bytes) -> bool:
    r"""Tell whether there is a line of tags.

    >>> sniff(b"PT\tAU\tTI\tSO\n"), sniff(b"PT\tAN\tTI\tAU\tSO\n"), sniff(b"PT\tAN\tTI\n")
    (True, True, False)
    """
    return _SIGN.search(head) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the records of a file, or of several one after the other; a line that is none is a fault."""
    tags: Sequence[str] = ()
    for item in read_lines(stream, file):
        if isinstance(item, Fault):
            yield item
            continue
        number, line = item
        cells = line.split("\t")
        if cells[0] == "PT" and {"AU", "TI"} <= set(cells):
            tags = cells
        elif not line.strip():
            continue
        elif not tags or cells[0].strip() not in _TYPES or any(cells[len(tags) :]):
            yield Fault(file, number, line, "not part of a record" if tags else "no line of tags before it")
        else:
            yield from finish(_read_row(number, line, tags, cells), file, "wos_tab", _LAYOUT, assemble)


def _read_row(number: int, line: str, tags: Sequence[str], cells: Sequence[str]) -> Entry:
    """Read the cells of a line, of which the last may be cut."""
    elements = [Element(tag, split_cell(tag, cell.strip())) for tag, cell in zip(tags, cells, strict=False)]
    accession = dict(zip(tags, cells, strict=False)).get("UT", "").strip()
    whole = len(cells) >= len(tags) and (not accession or _ACCESSION.fullmatch(accession) is not None)
    return Entry([], [(number, line)], elements, [], closed=whole, broken=not whole)
