"""What a page tells of a build besides its graph: the files read, what could not be, and why nodes were merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from kg.entities.identities import Identities
from kg.entity import Link, RecordLink
from kg.folder import BuildFolder, Source
from kg.iri import Minter
from kg.record import Fault
from kg.views.model import Input, Merge, Origins, Unread

MOST_FAULTS = 200
MOST_REASONS = 3
LONGEST = 160  # characters of a reason


def tell_origins(inputs: Iterable[Source], folder: BuildFolder, minter: Minter) -> Origins:
    """Tell what the build in a folder comes from; of many faults the first, of many merges of a node the least certain."""
    return Origins(
        inputs=tuple(Input(each.name, each.format, each.records, each.faults, each.remaining) for each in inputs),
        unread=tuple(_unread(folder.faults)),
        merges=dict(_merges(Identities.read(folder.identities), minter)),
    )


def _unread(faults: Path) -> Iterator[Unread]:
    decoder = msgspec.json.Decoder(Fault)
    with faults.open("rb") as lines:
        for line in islice(lines, MOST_FAULTS):
            fault = decoder.decode(line)
            yield Unread(fault.file, fault.line, fault.reason, fault.field)


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
