"""Who is who: which records are one study, which authorships one person, which affiliations one institution.

In come cleaned records as what each tells of it (`outlines`, `gists`, `bylines`), the `identities` of an earlier build and
what people decided; out come `kg.entity.Entities`.

- `studies`: which records are one published work; `journals`: which titles and ISSNs are one journal.
- `institutions`: which affiliations name one institution, what is part of what, and what an authority calls it.
- `people`: which authorships are one person's.
- `concepts`: what studies are about, and of which design they are.

Each room's door tells what its files do. `gists` puts together what one record tells all of them; `identities` and `signs` keep
keys from build to build; `clustering`, `grouping`, `once`, `ragged` and `verdicts` are shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from msgspec import structs

from kg.authorities.index import Index
from kg.decision import NO_CORRECTIONS, Corrections, Dispute
from kg.entities.concepts.subjects import Subject, settle_subjects
from kg.entities.concepts.topics import Topics
from kg.entities.gists import Gist, Gists, Outlines, hold_mentions, put_together, tell_gists, tell_outlines
from kg.entities.identities import Identities, write_identities
from kg.entities.institutions import Affiliated, make_institutions
from kg.entities.institutions.organisations import place_organisations
from kg.entities.journals import Journals, find_journals
from kg.entities.once import Once
from kg.entities.people import find_people
from kg.entities.people.authorships import Signature, Whereabouts, Work, align, describe_work, place, sign
from kg.entities.people.decided import Reading
from kg.entities.studies import find_studies
from kg.entity import AffiliationMention, AffiliationOf, ConceptMention, Entities, Replacement, Study
from kg.processes.sharing import Run
from kg.record import Record
from kg.rows.aside import Aside, Sorted

__all__ = [
    "Gists",
    "Identities",
    "Outlines",
    "conclude",
    "describe",
    "gather",
    "resolve",
    "tell_gists",
    "tell_outlines",
    "write_identities",
]


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


T = TypeVar("T")
Told = TypeVar("Told", bound=_Keyed)


class Descriptions(NamedTuple):
    """All that is concluded from records before it is known who is who; `merged` are the keys of studies that are gone."""

    studies: Sequence[Study]
    merged: dict[str, str]
    journals: Journals
    institutions: Affiliated
    mentions: Sequence[ConceptMention]
    subjects: set[Subject]
    affiliations: Sequence[AffiliationOf]
    signatures: list[Signature]
    disputes: list[Dispute]


def resolve(
    records: Iterable[Record],
    known: Identities | None = None,
    *,
    authority: Index | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> Entities:
    """Conclude from cleaned records what they are about, as `describe` and `conclude` do; records of equal key are one record."""
    distinct = list({record.key: record for record in records}.values())
    told = [tell_outlines(distinct)], [tell_gists(distinct)]
    found = describe(*told, known, authority=authority, corrections=corrections)
    return conclude(found, known, corrections=corrections)


def describe(
    outlined: Iterable[Outlines],
    gists: Iterable[Gists],
    known: Identities | None = None,
    *,
    authority: Index | None = None,
    corrections: Corrections = NO_CORRECTIONS,
    scratch: Path | None = None,
) -> Descriptions:
    """Conclude from the outlines and gists of cleaned records, of which no two are one record, all but who is who.

    `known` are the identities of an earlier build: whatever is still there keeps its key. Institutions are linked to the
    `authority`, if one is given. What `corrections` say holds against all evidence. What nobody else needs before all is
    described is put aside in `scratch`.
    """
    known = known or Identities()
    outlines, named = put_together(outlined)
    journals = find_journals((each.container for each in outlines if each.container), known)
    studies, merged, disputes = find_studies(outlines, journals.of, known, corrections)
    outlines.clear()  # what institutions are made of is as large again
    placed, unmet = place_organisations(named, corrections.institutions)
    keep = Aside(scratch / "named", AffiliationMention).put if scratch else tuple
    found = make_institutions(placed, authority, known, keep)
    named.clear()
    whereabouts = Whereabouts(found.institutions, found.places, found.of)
    described = Sorted(Study, scratch and scratch / "studies")
    mentions = Sorted(ConceptMention, scratch and scratch / "mentions")
    affiliations = Sorted(AffiliationOf, scratch and scratch / "affiliations")
    signatures: list[Signature] = []
    subjects: set[Subject] = set()
    topics, once = Topics(), Once()
    reading = Reading(corrections.names)
    works: dict[str, Work] = {}

    def tell() -> Iterator[Gist]:
        for some in gists:
            subjects.update(some.subjects)
            topics.add([each.key for each in some.gists], some.words)
            yield from some.gists

    for study, told in gather(studies, tell()):
        shown = told[study.chosen]
        mentions.add(study.key, tuple(sorted(hold_mentions(study, shown.mentions, once))))
        described.add(study.key, (structs.replace(study, designs=shown.designs),))
        slots = align(study, {key: reading.rename(told[key].byline) for key in study.records})
        concepts = once.each(sorted({each.concept for each in shown.mentions}))
        work = describe_work(study, shown.byline.background, concepts, once)
        signatures.extend(sign(work, slots, whereabouts, once))
        affiliations.add(study.key, tuple(place(study, slots, whereabouts, once)))
        works[study.chosen] = work
    for record, words in topics.pick():
        if record in works:
            works[record].topic += words
    return Descriptions(
        described.finish(),
        merged,
        journals._replace(of={}),
        structs.replace(found, of={}),
        mentions.finish(),
        subjects,
        affiliations.finish(),
        signatures,
        [*disputes, *unmet, *reading.unmet()],
    )


def conclude(
    found: Descriptions,
    known: Identities | None = None,
    run: Run = map,
    *,
    scratch: Path | None = None,
    evidence: Path | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> Entities:
    """Conclude who is who in what `describe` found, whose signatures are given up on the way.

    `run` maps over the processes that share the work; for `scratch` and `evidence` see `find_people`.
    """
    known = known or Identities()
    signatures = _give_up(found.signatures)
    persons = find_people(signatures, known, run, corrections=corrections, scratch=scratch, evidence=evidence)
    gone = {
        "study": found.merged,
        "person": persons.replaced,
        "institution": found.institutions.replaced,
        "journal": found.journals.replaced,
    }
    return Entities(
        studies=found.studies,
        people=persons.people,
        authorships=persons.authorships,
        institutions=found.institutions.institutions,
        affiliations=found.affiliations,
        places=found.institutions.places,
        journals=found.journals.journals,
        mentions=found.mentions,
        subjects=settle_subjects(found.subjects),
        replaced=tuple(
            sorted(
                {*known.replaced, *(Replacement(kind, *keys) for kind, pairs in gone.items() for keys in pairs.items())}
            )
        ),
        doubts=persons.doubts,
        disputes=tuple(sorted((*found.disputes, *persons.disputes))),
    )


def gather(studies: Iterable[Study], records: Iterable[Told]) -> Iterator[tuple[Study, dict[str, Told]]]:
    """Give each study with its records, or what is told of them, as soon as they have all come by; only unfinished studies are held."""
    home = {key: study for study in studies for key in study.records}
    waiting: dict[str, dict[str, Told]] = {}
    for record in records:
        study = home[record.key]
        if len(study.records) == 1:
            yield study, {record.key: record}
            continue
        described = waiting.setdefault(study.key, {})
        described[record.key] = record
        if len(described) == len(study.records):
            yield study, waiting.pop(study.key)


def _give_up(things: list[T]) -> Iterator[T]:
    """Give what is in a list, which is empty then."""
    yield from things
    things.clear()
