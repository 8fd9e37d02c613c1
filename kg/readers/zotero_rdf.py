"""Reads Zotero RDF, the form in which Zotero exports libraries whole.

Elements as Zotero's own translator writes them (https://github.com/zotero/translators/blob/master/Zotero%20RDF.js). What an item refers
to, its journal, its notes and its files, stands inside of it or some way behind, under a name of its own: so an item waits for it. In
which collections an item is says where it stands in somebody's library, and nothing of the work.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from kg.readers._draft import Draft
from kg.readers._xml import OUTSIDE, Entry, Envelope, read_entries
from kg.readers._zotero import KINDS
from kg.readers._zotero_items import describe, find_attribute, name_of, read_container, read_property, text_at
from kg.record import Fault, Record, Source, record_key

TITLE = "Zotero RDF"

_NAMES = (
    *(f"bib:{each}" for each in (
        "Article", "BookSection", "Book", "Thesis", "Letter", "Manuscript", "Interview", "MotionPicture", "Illustration", "Document",
        "Memo", "Report", "Legislation", "Patent", "Image", "Recording", "ConferenceProceedings", "Data", "Journal", "Periodical",
        "Newspaper", "CourtReporter",
    )),
    *(f"z:{each}" for each in ("Attachment", "Collection", "Website", "Blog", "Forum")),
    "rdf:Description",
)  # fmt: skip
_ENVELOPE = Envelope(("rdf:RDF",))
_NAMESPACE = b"http://www.zotero.org/namespaces/export#"
_LOCAL = re.compile(r'(?<!\s)\s+rdf:(?:about|resource)\s*=\s*"#[^"]*"')  # numbers of one library
_REFERRING = ("dcterms:isPartOf", "dcterms:isReferencedBy", "link:link")
_MOST_WAITING = 1_000
_NO_WORK = frozenset(("note", "attachment"))


class _Item(NamedTuple):
    """An item that may wait: its element, the record's key, the names that it refers to."""

    entry: Entry
    key: str
    wanted: tuple[str, ...]


class _Library:
    """The items that wait, in their order, and what they may refer to; a name may come again in another file's export."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._waiting: deque[_Item] = deque()
        self._named: dict[str, Entry] = {}
        self._journals: dict[str, Entry] = {}

    def take(self, entry: Entry, file: str) -> Iterator[Record | Fault]:
        """Take an element; for an item give a record that only says that it is there."""
        name, kind = find_attribute(entry.root, "about"), text_at(entry.root, "z:itemType")
        if kind and kind not in _NO_WORK:
            wanted = (find_attribute(each, "resource") for each in entry.root if name_of(each) in _REFERRING)
            item = _Item(entry, record_key(_LOCAL.sub("", entry.raw)), tuple(filter(None, wanted)))
            self._waiting.append(item)
            yield Record(item.key, Source("zotero_rdf", file, entry.line, ""))
        elif name and entry.name != "z:Collection":
            self._named[name] = entry
        elif entry.name != "z:Collection":
            yield Fault(file, entry.line, entry.raw, f"{OUTSIDE}: it is of no type of Zotero's")

    def release(self, *, all_: bool = False) -> Iterator[Record | Fault]:
        """Give the first items, as long as all that they refer to is there, or they have waited for long."""
        while self._waiting:
            item = self._waiting[0]
            if not (all_ or len(self._waiting) > _MOST_WAITING or all(each in self._named for each in item.wanted)):
                return
            yield from self._finish(self._waiting.popleft())
        if all_:
            for entry in self._named.values():
                yield Fault(self._file, entry.line, entry.raw, f"{OUTSIDE}: no item refers to it")

    def _finish(self, item: _Item) -> Iterator[Record | Fault]:
        entry, draft = item.entry, Draft()
        for each in entry.root:
            name = find_attribute(each, "resource") if name_of(each) in _REFERRING else ""
            other = self._named.pop(name, None)
            if name_of(each) == "dcterms:isPartOf" and (other or name in self._journals):
                self._read_journal(draft, name, other)
            elif other:
                draft.keep("note" if other.name == "bib:Memo" else "attachment", describe(other.root))
            elif name:
                yield Fault(self._file, entry.line, name, "what it refers to is not there", name_of(each), item.key)
            else:
                read_property(draft, each)
        kind = draft.types[0]
        draft.kind = "series" if draft.kind == "series" else KINDS.get(kind, "journal")
        if not (draft.container or draft.abbreviation):
            draft.identifiers += draft.container_identifiers
            draft.container_identifiers = []
        source = Source(
            "zotero_rdf", self._file, entry.line, entry.raw, find_attribute(entry.root, "about").partition("#item_")[2]
        )
        yield draft.finish(item.key, source)

    def _read_journal(self, draft: Draft, name: str, journal: Entry | None) -> None:
        """Read the journal of an item; of another that refers to it, too, it does not tell volume, issue and DOI."""
        if journal:
            self._journals[name] = journal
            read_container(draft, journal.root)
            return
        known = Draft()
        read_container(known, self._journals[name].root)
        draft.container, draft.abbreviation = known.container, known.abbreviation
        draft.container_identifiers += known.container_identifiers


def sniff(head: bytes) -> bool:
    """Tell by Zotero's namespace.

    >>> sniff(b'<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#"><bib:Article><z:itemType>journalArticle</z:itemType>')
    True
    """
    return _NAMESPACE in head and b"<z:itemType>" in head


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read a library's items in the order in which they stand."""
    library = _Library(file)
    for item in read_entries(stream, file, _NAMES, _ENVELOPE, library.take, behind=rb"\s+rdf:about"):
        if isinstance(item, Fault):
            yield item
        else:
            yield from library.release()
    yield from library.release(all_=True)
