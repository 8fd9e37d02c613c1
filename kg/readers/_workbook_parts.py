"""The parts of an Excel workbook: which sheets it has, the texts that cells share, how numbers are shown, cells as texts.

The format: ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376, part 1, 18.
"""

from __future__ import annotations

import io
import posixpath
import re
from array import array
from collections.abc import Iterator
from datetime import date, timedelta
from typing import BinaryIO, NamedTuple, cast
from zipfile import ZipFile

from lxml import etree

from kg.readers._unpacking import HEAD, Packed, Unpacked

MAIN = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MOST_TEXTS = 1 << 27  # bytes of texts that cells share
_FORMS = {
    14: "%Y-%m-%d",
    15: "%Y-%m-%d",
    16: "%d-%b",
    17: "%b-%y",
    22: "%Y-%m-%d",
}  # of the numbers that need no definition
_SHOWN = {"ymd": "%Y-%m-%d", "ym": "%b-%y", "md": "%d-%b", "y": "%Y"}
_NO_DATE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|[hs].*', re.IGNORECASE)  # in a form: text, colours, places, times
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff])_")
_BEFORE = date(1899, 12, 30)  # the day 0
_LARGEST = 1e15  # of whole numbers that a sheet keeps exactly
_MACINTOSH = 1462  # days by which some workbooks begin later


class Event(NamedTuple):
    """The beginning or the end of an element, its name without namespace, the element."""

    ends: bool
    name: str
    element: etree._Element


class Book:
    """What the cells of a workbook refer to. Raises ValueError or KeyError if it is no workbook."""

    def __init__(self, archive: ZipFile) -> None:
        """Read all but the sheets."""
        self._archive = archive
        self._texts = bytearray()
        self._ends = array("Q", (0,))
        self._forms = [""]
        self._first = _BEFORE
        targets = {
            each.element.get("Id", ""): posixpath.normpath(posixpath.join("/xl", each.element.get("Target", "")))[1:]
            for each in self.walk(_RELATIONS)
            if each.name == "Relationship" and not each.ends
        }
        self.sheets = [targets[each] for each in self._find_sheets()]
        for name in targets.values():
            if name.endswith("/styles.xml"):
                self._forms = list(self._read_forms(name)) or self._forms
            elif name.endswith("/sharedStrings.xml"):
                self._read_texts(name)

    def walk(self, name: str) -> Iterator[Event]:
        """Give what begins and ends in a member; an element that has ended is empty then, and those before it are gone."""
        info = self._archive.getinfo(name)
        with self._archive.open(info) as member:
            unpacked = Unpacked(cast("Packed", member), lambda: info.compress_size)
            stream = io.BufferedReader(unpacked, HEAD)
            if b"<!DOCTYPE" in stream.peek(HEAD)[:HEAD]:
                raise ValueError(f"{name} has a document type, which is not read")
            try:
                yield from _walk(cast("BinaryIO", stream))
            except etree.XMLSyntaxError as error:
                raise ValueError(f"{name}: {unpacked.reason or error}") from error
            if unpacked.reason:
                raise ValueError(f"{name}: {unpacked.reason}")

    def show(self, kind: str, form: str, value: str) -> str:
        """Give the value of a cell as its sheet shows it, or as it is; `kind` and `form` are its attributes t and s."""
        try:
            if kind == "s":
                return self._texts[self._ends[int(value)] : self._ends[int(value) + 1]].decode()
            if kind in {"", "n"} and value:
                return self._show_number(float(value), self._forms[int(form or 0)]) or value
        except (ValueError, LookupError, OverflowError):
            return value
        return {"0": "FALSE", "1": "TRUE"}.get(value, value) if kind == "b" else value

    def _show_number(self, number: float, form: str) -> str:
        """Show a date, or a whole number; empty for others."""
        if form:
            return (self._first + timedelta(days=number)).strftime(form).lstrip("0")
        return str(int(number)) if number.is_integer() and abs(number) < _LARGEST else ""

    def _find_sheets(self) -> Iterator[str]:
        for each in self.walk(MAIN):
            if each.name == "workbookPr" and each.element.get("date1904") in {"1", "true"}:
                self._first = _BEFORE + timedelta(days=_MACINTOSH)
            if each.name == "sheet" and not each.ends:
                yield next(str(value) for name, value in each.element.items() if str(name).endswith("}id"))

    def _read_forms(self, name: str) -> Iterator[str]:
        """Give the form of the dates, empty if it is none, for each of the styles of cells."""
        own = dict(_FORMS)
        within = False
        for each in self.walk(name):
            if each.name == "numFmt" and not each.ends:
                own[int(each.element.get("numFmtId", "0"))] = _read_form(each.element.get("formatCode", ""))
            elif each.name == "cellXfs":
                within = not each.ends
            elif each.name == "xf" and within and not each.ends:
                yield own.get(int(each.element.get("numFmtId", "0")), "")

    def _read_texts(self, name: str) -> None:
        """Keep the texts that cells share; how one is to be pronounced is no part of it."""
        spoken = False
        for each in self.walk(name):
            if each.name == "rPh":
                spoken = not each.ends
            elif each.name == "t" and each.ends and not spoken:
                self._texts += read_text(each.element).encode()
            elif each.name == "si" and each.ends:
                self._ends.append(len(self._texts))
            if len(self._texts) > _MOST_TEXTS:
                raise ValueError(f"its texts are more than {_MOST_TEXTS >> 20} MiB: save the sheet as CSV")


def read_text(element: etree._Element) -> str:
    """Give the text of an element, of which control characters are written as "_x000D_", with plain line ends."""
    text = element.text or ""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _walk(stream: BinaryIO) -> Iterator[Event]:
    parsing = etree.iterparse(
        stream, ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for event, element in parsing:
        ends = event == "end"
        yield Event(ends, str(element.tag).rpartition("}")[2], element)
        if ends:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _read_form(code: str) -> str:
    r"""Tell how a date is shown; empty if the code is for other numbers.

    >>> _read_form("dd/mm/yyyy;@"), _read_form("[$-409]mmm\\-yy"), _read_form("0.00"), _read_form('"day" 0')
    ('%Y-%m-%d', '%b-%y', '', '')
    """
    letters = {each for each in _NO_DATE.sub("", code.partition(";")[0]).lower() if each in "ymd"}
    return _SHOWN.get("".join(each for each in "ymd" if each in letters), "")
