"""Reads RefWorks's tagged format, as RefWorks, CNKI, Zotero and publishers export it.

A line is a tag of two characters, a space and a value; RT begins a record. Specification:
https://knowledge.exlibrisgroup.com/RefWorks/Legacy_RefWorks/05Managing_References/020RefWorks_Tagged_Format. Most tags say the
same as others of RIS, and are read as those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.readers._ris import assemble_as
from kg.readers._tagged import Layout, read_records
from kg.readers._tagged_fields import Element, Tags
from kg.record import Fault, Identifier, Record

TITLE = "RefWorks tagged"

_SIGN = re.compile(rb"RT (?<![^\n ]RT )[A-Z][^\n]*\n(?:[^\n]+\n){0,8}?[ ]?(?:A1|T1) [^\n]*[^\n\s]")
_LAYOUT = Layout(
    line=re.compile(
        r"\s?(RT|SR|ID|A[1-6]|T[1-3]|J[FO]|YR|FD|V[Oo]|vo|IS|[SO]P|K1|AB|NO|ED|P[BPAN]|SN|A[VDN]|LA|C[LNR]|SF|O[TL]|LK|DO|D[BS]|IP|RD"
        r"|ST|U[1-9L]|U1[0-5]|[SL]L|W[TVP]|PMC?ID)(?: (.*)|$)"
    ),
    more=re.compile(r"(?!)"),
    opens="RT",
    closes="none",  # an empty line may stand in an abstract
    whole=lambda entry: entry.ended,
    loose=frozenset(("AB", "NO")),
    prose=frozenset(("AB",)),
)
_TAGS = {
    "RT": "TY", "A1": "AU", "T1": "TI", "JO": "JA", "YR": "PY", "FD": "DA", "VO": "VL", "OP": "EP", "K1": "KW", "NO": "N1",
    "ED": "ET", "PP": "CY", "LK": "UR", "UL": "UR", "DS": "DP", "RD": "Y2",
}  # fmt: skip
_KINDS = {
    "book, section": "CHAP",
    "book, whole": "BOOK",
    "book, edited": "EDBOOK",
    "monograph": "BOOK",
    "conference proceedings": "CONF",
}
_THESIS = re.compile(r"dissertation|thesis", re.IGNORECASE)
_NAMES = frozenset(("A1", "A2", "A3", "A4"))
_STYLED = "RW1S34RfeSDcfkexd09rT"  # how RefWorks says where bold and italic letters begin and end
_STYLE = re.compile(rf"[01]{_STYLED}[0-4]")


def sniff(head: bytes) -> bool:
    r"""Tell whether a line names a type, and one of the next has the first author or the title.

    >>> sniff(b"RT Journal Article\nSR Electronic(1)\nA1 Bell,Sadie\n"), sniff(b"RT @walker: so true\n")
    (True, False)
    """
    return _SIGN.search(head) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read the records of a file; a last line without an end may be half of one, and is a fault."""
    return read_records(stream, file, "refworks", _LAYOUT, _assemble)


def _assemble(tags: Tags) -> dict[str, Any]:
    pairs = [(own, each) for own in tags.elements for each in _rename(own)]
    kind = next(iter(tags.peek("RT")), "")
    fields = assemble_as(tags, pairs, "THES" if _THESIS.search(kind) else _KINDS.get(kind.lower(), "JOUR"))
    fields["identifiers"] += tuple(Identifier(tag.lower(), each) for tag in ("PMID", "PMCID") for each in tags.all(tag))
    return fields


def _rename(own: Element) -> list[Element]:
    """Give an element its tag in RIS; names that stand in one line, parted by semicolons as in CNKI's, get one each."""
    tag, texts = _TAGS.get(own.tag, own.tag), own.texts
    if _STYLED in own.text:
        texts = [_STYLE.sub("", each) for each in texts]
    if own.tag in _NAMES:
        return [Element(tag, [name]) for text in texts for each in text.split(";") if (name := each.strip())]
    if own.tag in {"AD", "OP"}:
        texts = [each.rstrip(";- ") for each in texts]
    return [Element(tag, texts)]
