"""What a page tells of a build besides its graph: what was read, what could not be, what is least certain, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from kg.entities.identities import Identities
from kg.entity import Link, RecordLink
from kg.folder import BuildFolder, Source
from kg.iri import Minter
from kg.record import Fault
from kg.review import Question, read_questions
from kg.views.model import Doubt, Input, Merge, Origins, Unread

MOST_FAULTS = 200
MOST_DOUBTS = 50  # of each kind
MOST_REASONS = 3
LONGEST = 160  # characters of a reason


def tell_origins(inputs: Iterable[Source], folder: BuildFolder, minter: Minter) -> Origins:
    """Tell what the build in a folder comes from; of many faults the first, of many merges of a node the least certain."""
    questions = read_questions(folder.review)
    return Origins(
        inputs=tuple(Input(each.name, each.format, each.records, each.faults, each.remaining) for each in inputs),
        unread=tuple(_unread(folder.faults)),
        merges=dict(_merges(Identities.read(folder.identities), minter)),
        doubts=tuple(_doubts(questions)),
        doubtful=Counter(each.kind for each in questions),
    )


def _unread(faults: Path) -> Iterator[Unread]:
    decoder = msgspec.json.Decoder(Fault)
    with faults.open("rb") as lines:
        for line in islice(lines, MOST_FAULTS):
            fault = decoder.decode(line)
            yield Unread(fault.file, fault.line, fault.reason, fault.field)


def _doubts(questions: Iterable[Question]) -> Iterator[Doubt]:
    given = Counter[str]()
    for each in questions:
        given[each.kind] += 1
        if given[each.kind] <= MOST_DOUBTS:
            reasons = tuple(reason[:LONGEST] for reason in each.reasons[:MOST_REASONS])
            yield Doubt(each.kind, each.what, each.nodes, each.score, reasons, each.paste)


def _merges(identities: Identities, minter: Minter) -> Iterator[tuple[str, Merge]]:
    for person in identities.people:
        yield from _merge(minter.node("person", person.key), person.links)
    for study in identities.studies:
        yield from _merge(minter.node("study", study.key), study.links)


def _merge(iri: str, links: Sequence[Link | RecordLink]) -> Iterator[tuple[str, Merge]]:
    if links:
        weakest = min(links, key=lambda link: link.score)
        yield iri, Merge(len(links), weakest.score, _reasons(weakest))


def _reasons(link: Link | RecordLink) -> tuple[str, ...]:
    ranked = sorted(link.reasons, key=lambda reason: (-abs(reason.weight), reason.feature))
    return tuple(f"{each.note[:LONGEST]} ({each.weight:+.1f})" for each in ranked[:MOST_REASONS])
