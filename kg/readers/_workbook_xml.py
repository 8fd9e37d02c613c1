"""Excel workbooks of today (.xlsx): a zip archive of XML, of which a row is held at a time.

The format: ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376, part 1, 18.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast
from zipfile import ZipFile

from lxml import etree

from kg.readers._unpacking import HEAD, Packed, Unpacked
from kg.readers._workbook_values import Numbers, Row, Texts

MAIN = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff])_")
_COLUMN = re.compile(r"[A-Z]{1,3}")


class Event(NamedTuple):
    """The beginning or the end of an element, its name without namespace, the element."""

    ends: bool
    name: str
    element: etree._Element


class XmlBook:
    """A workbook in XML."""

    def __init__(self, archive: ZipFile) -> None:
        """Take an archive that has a workbook."""
        self._archive = archive
        self._texts = Texts()
        self._numbers = Numbers()
        self._styles = [0]

    def read_sheets(self) -> Iterator[Iterator[Row]]:
        """Give the rows of each sheet."""
        targets = {
            each.element.get("Id", ""): posixpath.normpath(posixpath.join("/xl", each.element.get("Target", "")))[1:]
            for each in walk(self._archive, _RELATIONS)
            if each.name == "Relationship" and not each.ends
        }
        sheets = [targets[each] for each in self._find_sheets()]
        for name in targets.values():
            if name.endswith("/styles.xml"):
                self._styles = list(self._read_styles(name)) or self._styles
            elif name.endswith("/sharedStrings.xml"):
                self._read_texts(name)
        return map(self._read_rows, sheets)

    def _read_rows(self, sheet: str) -> Iterator[Row]:
        row = Row()
        texts: list[str] = []
        place = 0
        for ends, name, element in walk(self._archive, sheet):
            if name == "row" and not ends:
                row = Row()
            elif name == "row":
                yield row
            elif name == "c" and not ends:
                texts = []
                place = _find_place(element.get("r", ""), len(row))
            elif name in {"v", "t"} and ends:
                texts.append(_read_text(element))
            elif name == "c" and (shown := self._show(element.get("t", ""), element.get("s", ""), "".join(texts))):
                row.put(place, shown)

    def _show(self, kind: str, style: str, value: str) -> str:
        """Give the value of a cell as its sheet shows it, or as it is; `kind` and `style` are its attributes t and s."""
        try:
            if kind == "s":
                return self._texts[int(value)]
            if kind in {"", "n"} and value:
                return self._numbers.show(float(value), self._styles[int(style or 0)]) or value
        except (ValueError, LookupError, OverflowError):
            return value
        return {"0": "FALSE", "1": "TRUE"}.get(value, value) if kind == "b" else value

    def _find_sheets(self) -> Iterator[str]:
        for each in walk(self._archive, MAIN):
            if each.name == "workbookPr" and each.element.get("date1904") in {"1", "true"}:
                self._numbers.count_from_1904()
            if each.name == "sheet" and not each.ends:
                yield next(str(value) for name, value in each.element.items() if str(name).endswith("}id"))

    def _read_styles(self, name: str) -> Iterator[int]:
        """Give the number of the form for each of the styles of cells."""
        within = False
        for each in walk(self._archive, name):
            if each.name == "numFmt" and not each.ends:
                self._numbers.define(int(each.element.get("numFmtId", "0")), each.element.get("formatCode", ""))
            elif each.name == "cellXfs":
                within = not each.ends
            elif each.name == "xf" and within and not each.ends:
                yield int(each.element.get("numFmtId", "0"))

    def _read_texts(self, name: str) -> None:
        """Keep the texts that cells share; how one is to be pronounced is no part of it."""
        spoken = False
        for each in walk(self._archive, name):
            if each.name == "rPh":
                spoken = not each.ends
            elif each.name == "t" and each.ends and not spoken:
                self._texts.add(_read_text(each.element))
            elif each.name == "si" and each.ends:
                self._texts.end()


def walk(archive: ZipFile, name: str) -> Iterator[Event]:
    """Give what begins and ends in a member; an element that has ended is empty then, and those before it are gone."""
    for each in parse(archive, name):
        yield each
        if each.ends:
            drop(each.element)


def drop(element: etree._Element) -> None:
    """Empty an element, and remove those before it."""
    element.clear()
    while (before := element.getprevious()) is not None and (around := before.getparent()) is not None:
        around.remove(before)


def parse(archive: ZipFile, name: str) -> Iterator[Event]:
    """Give what begins and ends in a member, without a document type. Raises ValueError where it is damaged."""
    info = archive.getinfo(name)
    with archive.open(info) as member:
        unpacked = Unpacked(cast("Packed", member), lambda: info.compress_size)
        stream = io.BufferedReader(unpacked, HEAD)
        if b"<!DOCTYPE" in stream.peek(HEAD)[:HEAD]:
            raise ValueError(f"{name} has a document type, which is not read")
        parsing = etree.iterparse(
            cast("BinaryIO", stream),
            ("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        try:
            for event, element in parsing:
                yield Event(event == "end", str(element.tag).rpartition("}")[2], element)
        except etree.XMLSyntaxError as error:
            raise ValueError(f"{name}: {unpacked.reason or error}") from error
        if unpacked.reason:
            raise ValueError(f"{name}: {unpacked.reason}")


def _read_text(element: etree._Element) -> str:
    """Give the text of an element, of which control characters are written as "_x000D_"."""
    text = element.text or ""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _find_place(reference: str, following: int) -> int:
    """Find the column, from 0, that a reference tells; without one it is the following.

    >>> _find_place("B7", 0), _find_place("AA1", 3), _find_place("", 3)
    (1, 26, 3)
    """
    found = _COLUMN.match(reference)
    place = 0
    for letter in found[0] if found else "":
        place = place * 26 + ord(letter) - ord("A") + 1
    return max(place - 1, following) if found else following
