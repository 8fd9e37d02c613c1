"""What a record tells by itself, whatever the others say: worked out record by record, in any process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from kg.entities.bylines import Byline, read_byline
from kg.entities.concepts import find_mentions
from kg.entities.designs import find_designs
from kg.entities.organisations import Named, read_organisations
from kg.entities.outlines import Outline, outline
from kg.entities.subjects import Subject, read_subjects
from kg.entities.topics import Words, find_words
from kg.entity import ConceptMention
from kg.record import Record
from kg.values.gazetteer import load_gazetteer


class Gist(Struct, frozen=True):
    """A record's outline and byline, the concepts that it names (in reading order) and the designs that it claims."""

    outline: Outline
    byline: Byline
    mentions: tuple[ConceptMention, ...]
    designs: tuple[str, ...]


class Gists(NamedTuple):
    """The gist of each of some records, and its words; the organisations that their affiliations name, and the subjects that their headings do."""

    gists: list[Gist]
    words: Words
    named: list[Named]
    subjects: set[Subject]


def tell_gists(records: Sequence[Record]) -> Gists:
    """Tell the gist of each of these records, no two of which have the same key.

    >>> from kg.record import Source
    >>> record = Record("k", Source("rca", "f", 1, ""), title="Social prescribing: a cohort study")
    >>> [(each.outline.record, len(each.mentions), len(each.designs)) for each in tell_gists([record]).gists]
    [('k', 2, 1)]
    """
    named = read_organisations(records, load_gazetteer())
    return Gists([_tell(record) for record in records], find_words(records), named, read_subjects(records))


def _tell(record: Record) -> Gist:
    mentions = tuple(find_mentions(record, ""))
    return Gist(outline(record), read_byline(record), mentions, find_designs(record, mentions))
