"""Who is who: which records are one study, which authorships one person, which affiliations one institution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from kg.authorities.index import Index
from kg.decision import NO_CORRECTIONS, Corrections, Dispute
from kg.entities.authorships import Signature, Slot, Whereabouts, align, describe_work, sign
from kg.entities.decided_people import Reading
from kg.entities.gists import Gists, tell_gists
from kg.entities.identities import Identities
from kg.entities.institutions import Affiliated, make_institutions
from kg.entities.journals import Journals, find_journals
from kg.entities.organisations import Named, place_organisations
from kg.entities.people import find_people
from kg.entities.studies import Outline, find_studies
from kg.entities.subjects import Subject, settle_subjects
from kg.entities.topics import Topics
from kg.entity import AffiliationMention, AffiliationOf, ConceptMention, Entities, Replacement, Study
from kg.record import Record
from kg.sharing import Run

__all__ = ["Gists", "Identities", "describe", "gather", "resolve", "tell_gists"]


class Descriptions(NamedTuple):
    """All that is concluded from records before it is known who is who; `merged` are the keys of studies that are gone."""

    studies: list[Study]
    merged: dict[str, str]
    journals: Journals
    institutions: Affiliated
    mentions: list[ConceptMention]
    subjects: tuple[Subject, ...]
    affiliations: list[AffiliationOf]
    signatures: list[Signature]
    disputes: list[Dispute]


def resolve(
    records: Iterable[Record],
    known: Identities | None = None,
    gists: Iterable[Gists] | None = None,
    run: Run = map,
    *,
    scratch: Path | None = None,
    evidence: Path | None = None,
    authority: Index | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> Entities:
    """Conclude from cleaned records what they are about; records of equal key are one record.

    `records` is read twice, so give it something that can be read again (a sequence, the spool); a plain iterator is kept in memory.
    `known` are the identities of an earlier build: whoever is still there keeps their key. `gists` are those of all
    records, each once, if other processes have told them; `run` maps over such processes, too; for `scratch` and `evidence` see
    `find_people`.
    Institutions are linked to the `authority`, if one is given. What `corrections` say holds against all evidence.
    """
    known = known or Identities()
    found = describe(records, known, gists, authority=authority, corrections=corrections)
    persons = find_people(found.signatures, known, run, corrections=corrections, scratch=scratch, evidence=evidence)
    found.signatures.clear()
    gone = {
        "study": found.merged,
        "person": persons.replaced,
        "institution": found.institutions.replaced,
        "journal": found.journals.replaced,
    }
    return Entities(
        studies=tuple(sorted(found.studies, key=lambda each: each.key)),
        people=persons.people,
        authorships=persons.authorships,
        institutions=found.institutions.institutions,
        affiliations=tuple(sorted(found.affiliations, key=lambda each: (each.study, each.rank, each.index))),
        places=found.institutions.places,
        journals=found.journals.journals,
        mentions=tuple(sorted(found.mentions)),
        subjects=found.subjects,
        replaced=tuple(
            sorted(
                {*known.replaced, *(Replacement(kind, *keys) for kind, pairs in gone.items() for keys in pairs.items())}
            )
        ),
        doubts=persons.doubts,
        disputes=tuple(sorted((*found.disputes, *persons.disputes))),
    )


def describe(
    records: Iterable[Record],
    known: Identities,
    gists: Iterable[Gists] | None = None,
    *,
    authority: Index | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> Descriptions:
    """Conclude from cleaned records all but who is who, as `resolve` does."""
    again = list(records) if isinstance(records, Iterator) else records
    topics = Topics()
    outlines: list[Outline] = []
    named: list[Named] = []
    subjects: set[Subject] = set()
    concepts: dict[str, tuple[tuple[ConceptMention, ...], tuple[str, ...]]] = {}
    for some in [tell_gists(list(_distinct(again)))] if gists is None else gists:
        named += some.named
        subjects |= some.subjects
        topics.add([each.outline.record for each in some.gists], some.words)
        for each in some.gists:
            outlines.append(each.outline)
            concepts[each.outline.record] = each.mentions, each.designs
    journals = find_journals((each.container for each in outlines if each.container), known)
    studies, merged, disputes = find_studies(outlines, journals.of, known, corrections)
    outlines.clear()
    placed, unmet = place_organisations(named, corrections.institutions)
    found = make_institutions(placed, authority, known)
    named.clear()
    whereabouts = Whereabouts(found.institutions, found.places, found.of)
    described = Descriptions(
        [], merged, journals, structs.replace(found, of={}), [], settle_subjects(subjects), [], [], [*disputes, *unmet]
    )
    reading = Reading(corrections.names)
    for study, records_of in gather(studies, _distinct(again)):
        shown = records_of[study.chosen]
        in_shown, designs = concepts.pop(study.chosen)
        described.mentions.extend(structs.replace(each, study=study.key) for each in in_shown)
        described.studies.append(structs.replace(study, designs=designs))
        slots = align(study, {key: reading.rename(record) for key, record in records_of.items()})
        topic = topics.of(study.chosen) | {each.concept for each in in_shown}
        described.signatures.extend(sign(describe_work(study, shown, topic), slots, whereabouts))
        described.affiliations.extend(_affiliations(study, slots, whereabouts))
    described.disputes.extend(reading.unmet())
    return described


def _distinct(records: Iterable[Record]) -> Iterator[Record]:
    seen: set[str] = set()
    for record in records:
        if record.key not in seen:
            seen.add(record.key)
            yield record


def gather(studies: Iterable[Study], records: Iterable[Record]) -> Iterator[tuple[Study, dict[str, Record]]]:
    """Give each study with its records as soon as they have all come by; only unfinished studies are held."""
    home = {key: study for study in studies for key in study.records}
    waiting: dict[str, dict[str, Record]] = {}
    for record in records:
        study = home[record.key]
        described = waiting.setdefault(study.key, {})
        described[record.key] = record
        if len(described) == len(study.records):
            yield study, waiting.pop(study.key)


def _affiliations(study: Study, slots: Iterable[Slot], whereabouts: Whereabouts) -> Iterator[AffiliationOf]:
    """Gather the affiliations of each authorship of a study, those that records print alike as one."""
    for slot in slots:
        printed: dict[str, list[AffiliationMention]] = {}
        for mention, author in slot.authors:
            for index, each in enumerate(author.affiliations, 1):
                printed.setdefault(each.text, []).append(AffiliationMention(*mention, index))
        for index, (text, theirs) in enumerate(printed.items(), 1):
            institutions = sorted({key for each in theirs for key in whereabouts.of.get(each, ())})
            yield AffiliationOf(study.key, slot.rank, index, text, tuple(institutions), tuple(sorted(theirs)))
