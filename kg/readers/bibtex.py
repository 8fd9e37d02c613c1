"""Reads BibTeX and BibLaTeX, by hand or as exported: strings, crossref, LaTeX accents, braces.

http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf and BibLaTeX's manual say what the fields mean; grants and references stand
where Web of Science puts them when it exports BibTeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg.readers._bibtex_fields import (
    MONTHS,
    WHOLES,
    Fields,
    read_container,
    read_dates,
    read_identifiers,
    read_list,
    read_metrics,
    read_pages,
    read_volume,
)
from kg.readers._bibtex_people import read_people
from kg.readers._bibtex_split import Block, split_blocks, split_fields
from kg.readers._wos import read_grants, read_reference
from kg.record import Fault, Field, Heading, Record, Section, Source, record_key
from kg.values.identifiers import find_registrations

TITLE = "BibTeX and BibLaTeX"

_SIGN = re.compile(
    rb"^[ \t]*@[ \t]*(?:[A-Za-z]{3,30}[ \t]*\{[ \t]*[^\s,{}\"#%=]*[ \t]*(?:,|=|\"|[{(]|\r?$)"
    # In round brackets it may be a program's decorator, unless a field follows.
    rb"|(?i:(?:string|preamble|comment)[ \t]*\(|[a-z]{3,30}[ \t]*\([ \t]*[^\s,{}\"#%=()]+[ \t]*,\s*[a-z][\w-]*\s*=\s*[{\"\d]))",
    re.MULTILINE,
)
_OTHERS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*[<{\[]|^[A-Z][A-Z0-9 ]{1,3}- |^FN ", re.MULTILINE
)  # that may quote an entry
_SETTINGS = frozenset({"comment", "preamble", "ieeetranbstctl", "control", "set"})  # for programs, about no work
_SHARED = "xdata"  # an entry of fields that others take over: no work either
_PARTS = frozenset(
    {"incollection", "inbook", "inproceedings", "conference", "inreference", "suppbook", "suppcollection"}
)
_OWN = frozenset(
    {"crossref", "title", "subtitle", "key", "doi", "url", "eprint", "abstract", "keywords", "note", "pages"}
)
_MOST_WAITING = 10_000  # entries that wait for one they refer to, or may be referred to: bounds memory


class _Entry:
    """An entry with its fields and their faults, and the keys of those whose fields it is still to inherit."""

    def __init__(self, block: Block, strings: Mapping[str, str]) -> None:
        self.block = block
        self.name, found, self.lost = split_fields(block.body, strings)
        self.fields: dict[str, str] = {}
        self.repeated: list[Field] = []
        for name, value in found:
            if name in self.fields:
                self.repeated.append(Field(name, value))
            else:
                self.fields[name] = value
        named = f"{self.fields.get('crossref', '')},{self.fields.get(_SHARED, '')}".lower()
        self.parents = [name for each in named.split(",") if (name := each.strip())]

    def inherit(self, parent: _Entry) -> None:
        """Fill what is missing from the parent; its title is the title of the book that this is a part of."""
        self.parents.pop(0)
        shared = parent.block.kind == _SHARED
        if (
            not shared
            and self.block.kind in _PARTS
            and (title := parent.fields.get("booktitle") or parent.fields.get("title"))
        ):
            self.fields.setdefault("booktitle", title)
        for name, value in parent.fields.items():
            if shared or name not in _OWN:
                self.fields.setdefault(name, value)


class _References:
    """Entries that wait for the one whose fields they inherit, and books that may be inherited from."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[_Entry]] = {}
        self._count = 0
        self._wholes: dict[str, _Entry] = {}

    def receive(self, entry: _Entry) -> Iterator[_Entry]:
        """Give the entries that are complete with this one: those that waited for it, and itself unless it waits."""
        for child in self._waiting.pop(entry.name.lower(), ()) if entry.name else ():
            self._count -= 1
            child.inherit(entry)
            yield from self._settle(child)
        yield from self._settle(entry)

    def _settle(self, entry: _Entry) -> Iterator[_Entry]:
        """Fill an entry from those it refers to, and give it; it waits for the first that has not come."""
        while entry.parents and (parent := self._wholes.get(entry.parents[0])):
            entry.inherit(parent)
        if entry.parents and self._count < _MOST_WAITING:
            self._waiting.setdefault(entry.parents[0], []).append(entry)
            self._count += 1
            return
        if entry.block.kind in {*WHOLES, _SHARED} and len(self._wholes) < _MOST_WAITING:
            self._wholes[entry.name.lower()] = entry
        if entry.block.kind != _SHARED:
            yield entry

    def finish(self) -> Iterator[_Entry]:
        """Give those that waited in vain."""
        for name, children in self._waiting.items():
            for child in children:
                child.lost.append((name, "refers to an entry that is not in the file"))
                yield child


def sniff(head: bytes) -> bool:
    r"""Tell by a line that begins an entry.

    >>> sniff(b"% mine\n@Article{key,\n title = {X}}"), sniff(b"mail to @you(all) now")
    (True, False)
    """
    return _SIGN.search(head) is not None and _OTHERS.search(head) is None


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read entries, each with its faults before it; one that refers to a later one comes just before that.

    Comments, preambles, sets and settings of styles are passed over; other text between entries is a fault.
    """
    strings = dict(MONTHS)
    references = _References()
    for block in split_blocks(stream, file):
        if isinstance(block, Fault):
            yield block
        elif block.kind == "string":
            yield from _define(block, strings, file)
        elif block.kind not in _SETTINGS:
            for entry in references.receive(_Entry(block, strings)):
                yield from _read_entry(entry, file)
    for entry in references.finish():
        yield from _read_entry(entry, file)


def _define(block: Block, strings: dict[str, str], file: str) -> Iterator[Fault]:
    """Take down what a string stands for."""
    _, fields, lost = split_fields("," + block.body, strings)
    strings.update(fields)
    for raw, reason in lost:
        yield Fault(file, block.line, raw, f"in a string: {reason}")


def _read_entry(entry: _Entry, file: str) -> Iterator[Record | Fault]:
    block, fields = entry.block, Fields(entry.fields)
    key = record_key(block.raw)
    for raw, reason in entry.lost:
        yield Fault(file, block.line, raw, reason, "fields", key)
    identifiers = tuple(read_identifiers(fields))
    container, numbers = read_container(fields, block.kind)
    title, subtitle = fields.take("title"), fields.take("subtitle")
    in_journal = container is not None and container.kind == "journal"
    volume, issue = read_volume(fields, *(("number", "issue") if in_journal else ("issue",)))
    indexed = "author_keywords" in fields  # Scopus has its own beside the authors'
    keywords = fields.take(*(("author_keywords",) if indexed else ("keywords", "keyword")))
    abstract, licence = fields.take("abstract"), fields.take("license", "licence", "copyright")
    yield Record(
        key=key,
        source=Source("bibtex", file, block.line, block.raw),
        title=f"{title}: {subtitle}" if title and subtitle else title or subtitle,
        identifiers=(*identifiers, *numbers),
        dates=tuple(read_dates(fields)),
        container=container,
        volume=volume,
        issue=issue,
        pages=read_pages(fields),
        article_number=fields.take("eid", "articleno", "article-number", "art_number"),
        contributors=read_people(fields),
        abstract=(Section("", abstract),) if abstract else (),
        keywords=read_list(keywords),
        headings=tuple(map(Heading, read_list(fields.take("keywords")))) if indexed else (),
        grants=tuple(read_grants(fields.take("funding-acknowledgement"))),
        registrations=find_registrations(fields.get("note", "")),
        references=tuple(map(read_reference, fields.take_lines("cited-references"))),
        types=tuple(dict.fromkeys(filter(None, (block.kind, fields.take("type", "document_type"))))),
        language=fields.take("language", "langid"),
        licence=licence,
        metrics=tuple(read_metrics(fields)),
        extra=tuple(
            Field(name, value)
            for name, value in (
                ("citation key", entry.name),
                *fields.items(),
                *((f.name, f.value) for f in entry.repeated),
            )
            if value.strip()
        ),
    )
