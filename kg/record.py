"""The waist of the hourglass: what every reader gives and every later stage takes.

A `Record` is one bibliographic entry as one source gave it; a `Fault` is a piece of input that could not become
a record or a field. Both are frozen: later stages make new values, they never change these.

Text stays as printed. Fields named `value`, `family`, `given`, `initials` … start empty and are filled by `kg.clean`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import b32encode

from msgspec import Struct

_ASCII = bytes(range(0x80))
_SPACES = tuple(each.encode() for each in "\n\t\r\v\f\x1c\x1d\x1e\x1f")
_AS_SPACES = bytes.maketrans(b"".join(_SPACES), b" " * len(_SPACES))
_TWO_SPACES = re.compile(b"  ")  # found in half of the time that "in" takes
_FOREIGN_SPACE = re.compile(f"[{''.join(filter(str.isspace, map(chr, range(0x80, 0x10000))))}]")
# Among these are all that NFC changes, joins to or exchanges with what stands before them; none is in most texts.
_COMPOSING = re.compile(
    "[\u0300-\u0387\u0483-\u0487\u0591-\u2001\u20d0-\u20ff\u2126-\u212b\u2329-\u33ff\ua000-\uabff\ud7a4-\U0010ffff]"
)


class Identifier(Struct, frozen=True, order=True):
    """An identifier and its scheme: doi, pmid, pmcid, issn, eissn, isbn, orcid, ror, …; values are plain strings."""

    scheme: str
    value: str


class Date(Struct, frozen=True, omit_defaults=True):
    """A dated event of the entry: published, received, revised, accepted, indexed.

    `value` is ISO 8601 as far as it is known ("2022", "2022-12", "2022-12-28"), empty until cleaned unless
    the source's way of writing dates tells it.
    """

    kind: str
    printed: str
    value: str = ""


class Container(Struct, frozen=True, omit_defaults=True):
    """What the entry appeared in: a journal, a book, a conference, with its identifiers (ISSN, ISBN).

    `country` is where it is published, as printed.
    """

    title: str
    kind: str = "journal"
    identifiers: tuple[Identifier, ...] = ()
    abbreviation: str = ""
    publisher: str = ""
    country: str = ""


class Affiliation(Struct, frozen=True, omit_defaults=True):
    """One affiliation of one contributor, as printed, with the organisation identifiers the source gave."""

    text: str
    identifiers: tuple[Identifier, ...] = ()


class Contributor(Struct, frozen=True, omit_defaults=True):
    """One name at one position of the byline.

    `name` is the form in the byline ("Wildman JM"), `full_name` the longer form printed beside an affiliation
    ("Josephine M Wildman"). `collective` marks a group or organisation that signs as an author.
    """

    name: str
    full_name: str = ""
    role: str = "author"
    collective: bool = False
    family: str = ""
    given: str = ""
    initials: str = ""
    suffix: str = ""
    email: str = ""
    identifiers: tuple[Identifier, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()


class Section(Struct, frozen=True):
    """A part of the abstract: its label as printed (empty for an unlabelled part) and its text."""

    label: str
    text: str


class Metric(Struct, frozen=True):
    """A number that the source states about the entry, as a canonical decimal string ("4.3", "12")."""

    kind: str
    value: str


class Heading(Struct, frozen=True, omit_defaults=True):
    """A subject heading of a controlled vocabulary, with its qualifiers.

    `major` says that it is a main topic of the work; if only some of its qualifiers are, these are `major_qualifiers`.
    """

    label: str
    qualifiers: tuple[str, ...] = ()
    major: bool = False
    identifier: Identifier | None = None
    major_qualifiers: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The heading as MEDLINE prints it: qualifiers behind slashes, a star before what is a main topic.

        >>> Heading("Walking", ("physiology", "psychology"), major=True, major_qualifiers=("psychology",)).printed
        'Walking/physiology/*psychology'
        """
        whole = self.major and not self.major_qualifiers
        parts = ("*" * (each in self.major_qualifiers) + each for each in self.qualifiers)
        return "/".join(("*" * whole + self.label, *parts))


class Grant(Struct, frozen=True, omit_defaults=True):
    """A grant: its number and the agency that gave it, either of them empty if not stated."""

    number: str = ""
    agency: str = ""


class Relation(Struct, frozen=True, omit_defaults=True):
    """A relation to another work: retracts, corrects, preprint-of, … and what it points to."""

    kind: str
    target: str
    identifiers: tuple[Identifier, ...] = ()


class Reference(Struct, frozen=True, omit_defaults=True):
    """A cited work as the entry lists it."""

    text: str
    identifiers: tuple[Identifier, ...] = ()


class Field(Struct, frozen=True):
    """A field that our model has no place for, kept as read."""

    name: str
    value: str


class Source(Struct, frozen=True, omit_defaults=True):
    """Where an entry stands: reader, file, first line (1-based), ordinal as printed, and its raw text."""

    format: str
    file: str
    line: int
    raw: str
    ordinal: str = ""


class Record(Struct, frozen=True, omit_defaults=True):
    """One bibliographic entry as one source file gave it.

    `key` is a hash of the raw text (see `record_key`), the same wherever the entry stands.
    `truncated` says that the entry visibly breaks off.
    """

    key: str
    source: Source
    title: str = ""
    identifiers: tuple[Identifier, ...] = ()
    dates: tuple[Date, ...] = ()
    container: Container | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    article_number: str = ""
    contributors: tuple[Contributor, ...] = ()
    abstract: tuple[Section, ...] = ()
    keywords: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    types: tuple[str, ...] = ()
    language: str = ""
    grants: tuple[Grant, ...] = ()
    registrations: tuple[Identifier, ...] = ()
    references: tuple[Reference, ...] = ()
    relations: tuple[Relation, ...] = ()
    licence: str = ""
    open_access: bool | None = None
    metrics: tuple[Metric, ...] = ()
    flags: tuple[str, ...] = ()
    extra: tuple[Field, ...] = ()
    truncated: bool = False

    def identifier(self, scheme: str) -> str:
        """The first identifier of that scheme, or an empty string."""
        for each in self.identifiers:
            if each.scheme == scheme:
                return each.value
        return ""

    def date(self, kind: str) -> str:
        """The ISO value of the first date of that kind, or an empty string."""
        for each in self.dates:
            if each.kind == kind:
                return each.value
        return ""

    def metric(self, kind: str) -> str:
        """The value of the first metric of that kind, or an empty string."""
        for each in self.metrics:
            if each.kind == kind:
                return each.value
        return ""

    @property
    def year(self) -> int | None:
        """The year of publication."""
        published = self.date("published")
        return int(published[:4]) if published else None


class Fault(Struct, frozen=True):
    """A piece of input that could not become a record or a field, and why.

    `record` is empty when the whole piece was lost as a record; else it is the key of the record that was kept
    without, or with an unread, `field`.
    """

    file: str
    line: int
    raw: str
    reason: str
    field: str = ""
    record: str = ""


class Deletion(Fault, frozen=True, kw_only=True):
    """A source's word that it has withdrawn the record of an identifier: no record, and none to be read any longer."""

    identifier: Identifier


def record_key(text: str | bytes) -> str:
    r"""Hash the text of an entry (without its ordinal), which may be in UTF-8, to 20 characters (100 bits) of a-z2-7.

    The text is normalised first (NFC, runs of white space folded to one space, ends trimmed), so that line ends and
    indentation do not matter.

    >>> record_key("A  title.\r\n") == record_key("A title.")
    True
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if not data.isascii():
        foreign = data.translate(None, _ASCII).decode("utf-8", "surrogatepass")  # the few to be looked at
        for space in set(_FOREIGN_SPACE.findall(foreign)):
            data = data.replace(space.encode(), b" ")
        if _COMPOSING.search(foreign):
            composed = unicodedata.normalize("NFC", data.decode("utf-8", "surrogatepass"))
            data = composed.encode("utf-8", "surrogatepass")
    if any(map(data.__contains__, _SPACES)):
        data = data.translate(_AS_SPACES)
    while _TWO_SPACES.search(data):
        data = data.replace(b"  ", b" ")
    digest = hashlib.sha256(data.strip(b" ")).digest()
    return b32encode(digest[:15]).decode().lower()[:20]
