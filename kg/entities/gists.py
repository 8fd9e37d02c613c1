"""What a record tells by itself, whatever the others say: worked out record by record, in any process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from kg.entities.concepts import find_mentions
from kg.entities.concepts.designs import find_designs
from kg.entities.concepts.subjects import Subject, read_subjects
from kg.entities.concepts.topics import Words, find_words
from kg.entities.institutions.organisations import Named, read_organisations
from kg.entities.people.bylines import Byline, read_byline
from kg.entities.studies.outlines import Outline, outline
from kg.entity import ConceptMention
from kg.record import Record
from kg.values.gazetteer import load_gazetteer


class Outlines(NamedTuple):
    """What of some records decides which studies there are, and which institutions: their outlines, and the organisations that their affiliations name."""

    outlines: list[Outline]
    named: list[Named]


class Gist(Struct, frozen=True, array_like=True):
    """Of the record of this key the byline, the concepts that it names (in reading order) and the designs that it claims."""

    key: str
    byline: Byline
    mentions: tuple[ConceptMention, ...]
    designs: tuple[str, ...]


class Gists(NamedTuple):
    """The gist of each of some records, and its words; the subjects that their headings name."""

    gists: list[Gist]
    words: Words
    subjects: set[Subject]


def tell_outlines(records: Sequence[Record]) -> Outlines:
    """Tell the outline of each of these records, no two of which have the same key.

    >>> from kg.record import Affiliation, Contributor, Source
    >>> abel = Contributor("Abel A", affiliations=(Affiliation("Newcastle University, Newcastle upon Tyne, UK"),))
    >>> told = tell_outlines([Record("k", Source("rca", "f", 1, ""), title="Rain in Spain", contributors=(abel,))])
    >>> [each.folded for each in told.outlines], [each.form for each in told.named]
    (['rain in spain'], ['newcastle university'])
    """
    return Outlines(list(map(outline, records)), read_organisations(records, load_gazetteer()))


def tell_gists(records: Sequence[Record]) -> Gists:
    """Tell the gist of each of these records, no two of which have the same key.

    >>> from kg.record import Source
    >>> record = Record("k", Source("rca", "f", 1, ""), title="Social prescribing: a cohort study")
    >>> [(each.key, len(each.mentions), len(each.designs)) for each in tell_gists([record]).gists]
    [('k', 2, 1)]
    """
    return Gists(list(map(_tell, records)), find_words(records), read_subjects(records))


def _tell(record: Record) -> Gist:
    mentions = tuple(find_mentions(record, ""))
    return Gist(record.key, read_byline(record), mentions, find_designs(record, mentions))
