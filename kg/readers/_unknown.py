"""Says of a file that no reader claims what it is, and what its user may do, as far as its first bytes tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.readers._csv import split_header
from kg.readers._streams import decode_head
from kg.readers._unpacking import GZIP

_SIGNS = {
    b"PK\x03\x04": "is a zip archive inside another file, which is not opened",
    GZIP: "is gzipped twice, which is not unpacked",
    b"BZh": "is packed by bzip2, which is not unpacked: gzip and zip are",
    b"\xfd7zXZ": "is packed by xz, which is not unpacked: gzip and zip are",
    b"7z\xbc\xaf": "is packed by 7-Zip, which is not unpacked: gzip and zip are",
    b"Rar!": "is packed by RAR, which is not unpacked: gzip and zip are",
    b"\xd0\xcf\x11\xe0": "is an old Word document, or a damaged old workbook: save what it lists as text or CSV",
    b"{\\rtf": "is a document in rich text: save it as plain text",
    b"%PDF": "is a PDF: export the records themselves, for example as RIS",
    b"SQLite format 3": "is a reference manager's own library: export it there, Zotero's as RIS, EndNote's as XML",
    b"---\nreferences:": "is CSL as YAML: convert it with `pandoc -f markdown -t csljson`",
}
# Lists made for reading, whose databases export the same records for programs.
_LISTS = (
    (re.compile(rb"^Record #\d+ of \d+\n(?:.*\n){0,9}?ID: ", re.MULTILINE), "the Cochrane Library", "RIS"),
    (
        re.compile(rb"^<\d+>\s*\n(?:Unique Identifier|Accession Number|Title|Authors?)\s*\n", re.MULTILINE),
        "Ovid",
        "RIS",
    ),
)
_WITHIN = (b"PMID- ", b"TY  - ", b"@article{")  # what a browser saved as a page may hold
_ROOTS = {
    "rdf:RDF": "RDF of no layout known here; of Zotero's two, Zotero RDF is read",
    "modsCollection": "MODS: export as RIS, BibTeX or CSL-JSON instead",
    "refworks": "RefWorks's own XML: export as RIS or BibTeX instead",
    "feed": "an Atom feed: arXiv gives BibTeX as well",
    "responseWrapper": "an answer of Europe PMC: ask for JSON (format=json&resultType=core)",
    "esearchresult": "an answer of PubMed's with numbers alone: fetch the articles themselves (EFetch)",
}
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html)", re.IGNORECASE)
_ROOT = re.compile(rb"\s*(?:<(?:\?|!--|!DOCTYPE)[^>]*>\s*)*<([A-Za-z_][\w.:-]{0,60})[\s/>]")
_MEMBER = re.compile(rb'"([^"\\\n]{1,60})"\s*:')
_MOST_NAMES = 5  # of columns or members that are told
_LONGEST_NAME = 60  # characters; longer cells are no names of columns


def describe(head: bytes) -> str:
    r"""Describe a file that begins so.

    >>> describe(b"<html><body>Please sign in")
    'is a web page, perhaps one to sign in, instead of an export'
    >>> describe(b"Title,Notes,Year\nOn walks,,2021")
    'is a table of no format known here, with the columns Title, Notes, Year'
    """
    text = decode_head(head).replace(b"\r\n", b"\n")
    if not text.strip():
        return "is empty"
    for sign, said in _SIGNS.items():
        if head.startswith(sign) or text.startswith(sign):
            return said
    if _PAGE.match(text) or _ROOT.match(text):
        return f"is {_describe_markup(text)}"
    return f"is {_describe_text(text)}"


def _describe_markup(text: bytes) -> str:
    """Describe a web page, or XML by its root."""
    if _PAGE.match(text):
        around = any(sign in text for sign in _WITHIN)
        return (
            "a web page around an export: save it again as text, or copy what it shows into a text file"
            if around
            else "a web page, perhaps one to sign in, instead of an export"
        )
    root = _ROOT.match(text)
    name = root[1].decode() if root else ""
    return _ROOTS.get(name, f"XML of no format known here: its root is <{name}>")


def _describe_text(text: bytes) -> str:
    """Describe a list, JSON by its members, a table by its columns."""
    if told := next(((source, form) for sign, source, form in _LISTS if sign.search(text)), None):
        return f"a list for reading from {told[0]}: export the same records as {told[1]}"
    if members := _MEMBER.findall(text) if text.lstrip().startswith((b"{", b"[")) else ():
        names = dict.fromkeys(each.decode("utf-8", "replace") for each in members)
        return f"JSON of no format known here, with the members {_list(list(names))}"
    if columns := _find_columns(text):
        return f"a table of no format known here, with the columns {_list(columns)}"
    return "of no format known here"


def _list(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMES]) + ", …" * (len(names) > _MOST_NAMES)


def _find_columns(text: bytes) -> list[str]:
    """Find the names of at least three columns in the first line; none if it is no line of names."""
    line = text.lstrip(b"\n").split(b"\n", 1)[0].decode("utf-8", "replace")
    found = split_header(line, lambda names: len(names) > 2 and all(map(_may_name, names)))
    return found[1] if found else []


def _may_name(cell: str) -> bool:
    return 0 < len(cell.strip()) < _LONGEST_NAME and cell.isprintable()
