"""What a record tells by itself, whatever the others say: worked out record by record, in any process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, structs

from kg.entities.concepts import find_mentions
from kg.entities.concepts.designs import find_designs
from kg.entities.concepts.subjects import Subject, read_subjects
from kg.entities.concepts.topics import Words, find_words
from kg.entities.institutions.organisations import Named, merge_named, read_organisations
from kg.entities.once import Once
from kg.entities.people.bylines import Byline, read_byline
from kg.entities.studies.outlines import Outline, outline
from kg.entity import AffiliationMention, ConceptMention, Study
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


def put_together(told: Iterable[Outlines]) -> Outlines:
    """Put together what is told of several lots of records: what they print alike is held once."""
    outlines: list[Outline] = []
    once = Once()

    def tell_named() -> Iterator[Named]:
        for some in told:
            outlines.extend(_hold_outline(each, once) for each in some.outlines)
            keys = {each.record: each.record for each in some.outlines}
            for each in some.named:
                mentions = [AffiliationMention(keys[record], *place) for record, *place in each.mentions]
                yield structs.replace(each, mentions=tuple(mentions))

    return Outlines(outlines, merge_named(tell_named()))


def hold_mentions(study: Study, mentions: Iterable[ConceptMention], once: Once) -> Iterator[ConceptMention]:
    """Give what the shown record of a study mentions as mentions of the study; texts that many have are held once."""
    for each in mentions:
        part, exact = once[each.part], once[each.exact]
        yield ConceptMention(
            study.key, once[each.concept], study.chosen, part, each.start, each.end, exact, each.sentence, each.score
        )


def tell_gists(records: Sequence[Record]) -> Gists:
    """Tell the gist of each of these records, no two of which have the same key.

    >>> from kg.record import Source
    >>> record = Record("k", Source("rca", "f", 1, ""), title="Social prescribing: a cohort study")
    >>> [(each.key, len(each.mentions), len(each.designs)) for each in tell_gists([record]).gists]
    [('k', 2, 1)]
    """
    return Gists(list(map(_tell, records)), find_words(records), read_subjects(records))


def _hold_outline(each: Outline, once: Once) -> Outline:
    return structs.replace(
        each,
        container=once[each.container],
        kind=once[each.kind],
        identifiers=tuple([(once[scheme], value) for scheme, value in each.identifiers]),
    )


def _tell(record: Record) -> Gist:
    mentions = tuple(find_mentions(record, ""))
    return Gist(record.key, read_byline(record), mentions, find_designs(record, mentions))
