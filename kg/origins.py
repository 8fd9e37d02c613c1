"""What a page tells of a build besides its graph: what was read, what could not be, what is least certain, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeAlias

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
_MOST_STEPS = 100  # of the merges that made a node; the page shows some and offers the rest
_MOST_REASONS = 3  # of a doubt
LONGEST = 160  # characters of a reason
_Link: TypeAlias = Link | RecordLink | AuthorityLink


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
            reasons = tuple(reason[:LONGEST] for reason in each.reasons[:_MOST_REASONS])
            yield Doubt(each.kind, each.what, each.nodes, each.score, reasons, each.paste)


def _merges(identities: Identities, minter: Minter) -> Iterator[tuple[str, Merge]]:
    studies = {record: minter.node("study", study.key) for study in identities.studies for record in study.records}
    made: list[tuple[str, str, Sequence[_Link]]]
    made = [("person", each.key, each.links) for each in identities.people]
    made += [("study", each.key, each.links) for each in identities.studies]
    made += [("institution", each.key, each.links) for each in identities.institutions]
    for kind, key, links in made:
        if links:
            least = sorted(links, key=lambda link: (link.score, *_ends(link)))[:_MOST_STEPS]
            yield minter.node(kind, key), Merge(len(links), tuple(_step(link, studies) for link in least))


def _ends(link: _Link) -> tuple[object, object]:
    return (link.printed, link.iri) if isinstance(link, AuthorityLink) else (link.a, link.b)


def _step(link: _Link, studies: Mapping[str, str]) -> Step:
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
