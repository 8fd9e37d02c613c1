"""What a page tells of a build besides its graph: what was read, what could not be, what is least certain, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from kg.entities.identities import Identities
from kg.entity import AuthorityLink, Link, Mention, Reason, RecordLink
from kg.files import read_jsonl
from kg.folder import BuildFolder, Source
from kg.iri import Minter
from kg.record import Fault
from kg.review import Question
from kg.views.model import Doubt, Input, Merge, Origins, Step, Unread

MOST_FAULTS = 200
MOST_DOUBTS = 50  # of each kind
MOST_STEPS = 100  # of the merges that made a node; the page shows some and offers the rest
MOST_REASONS = 3  # of a doubt
LONGEST = 160  # characters of a reason


def tell_origins(inputs: Iterable[Source], folder: BuildFolder, minter: Minter) -> Origins:
    """Tell what the build in a folder comes from; of many faults the first, of a node's many merges the least certain."""
    questions = list(read_jsonl(folder.review, Question))
    return Origins(
        inputs=tuple(Input(each.name, each.format, each.records, each.faults, each.remaining) for each in inputs),
        unread=tuple(_unread(folder.faults)),
        merges=dict(_merges(Identities.read(folder.identities), minter)),
        doubts=tuple(_doubts(questions)),
        doubtful=Counter(each.kind for each in questions),
    )


def _unread(faults: Path) -> Iterator[Unread]:
    for fault in islice(read_jsonl(faults, Fault), MOST_FAULTS):
        yield Unread(fault.file, fault.line, fault.reason, fault.field)


def _doubts(questions: Iterable[Question]) -> Iterator[Doubt]:
    given = Counter[str]()
    for each in questions:
        given[each.kind] += 1
        if given[each.kind] <= MOST_DOUBTS:
            reasons = tuple(reason[:LONGEST] for reason in each.reasons[:MOST_REASONS])
            yield Doubt(each.kind, each.what, each.nodes, each.score, reasons, each.paste)


def _merges(identities: Identities, minter: Minter) -> Iterator[tuple[str, Merge]]:
    studies = {record: minter.node("study", study.key) for study in identities.studies for record in study.records}
    for person in identities.people:
        if person.links:
            yield minter.node("person", person.key), _merge(person.links, studies)
    for study in identities.studies:
        if study.links:
            yield minter.node("study", study.key), _merge(study.links, {})
    for institution in identities.institutions:
        if institution.links:
            yield minter.node("institution", institution.key), _merge(institution.links, {})


_Links = Sequence[Link] | Sequence[RecordLink] | Sequence[AuthorityLink]


def _merge(links: _Links, studies: Mapping[str, str]) -> Merge:
    return Merge(len(links), tuple(_step(link, studies) for link in sorted(links, key=_certainty)[:MOST_STEPS]))


def _certainty(link: Link | RecordLink | AuthorityLink) -> tuple[float, object, object]:
    return (link.score, *_ends(link))


def _ends(link: Link | RecordLink | AuthorityLink) -> tuple[object, object]:
    return (link.printed, link.iri) if isinstance(link, AuthorityLink) else (link.a, link.b)


def _step(link: Link | RecordLink | AuthorityLink, studies: Mapping[str, str]) -> Step:
    return Step(
        score=link.score,
        studies=tuple(
            studies[each.record] for each in _ends(link) if isinstance(each, Mention) and each.record in studies
        ),
        reasons=tuple((each.note[:LONGEST], each.weight) for each in sorted(link.reasons, key=_strength)),
        printed=link.printed[:LONGEST] if isinstance(link, AuthorityLink) else "",
    )


def _strength(reason: Reason) -> tuple[float, str]:
    return -abs(reason.weight), reason.feature
