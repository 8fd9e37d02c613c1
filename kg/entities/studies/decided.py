"""What people decided of records: which describe one study, which do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import structs

from kg.decision import Corrections, Dispute, Verdict
from kg.entities.identities import Identities
from kg.entities.studies.outlines import Outline
from kg.entities.verdicts import dispute_contradiction, oppose, settle
from kg.entity import Reason, RecordLink


class Decided(NamedTuple):
    """The outlines by record, those barred from each other marked so, the pairs of records to join, and what could not be done."""

    outlines: Mapping[str, Outline]
    joined: Sequence[tuple[str, str, Verdict]] = ()
    disputes: Sequence[Dispute] = ()


def decide(
    outlines: Mapping[str, Outline],
    corrections: Corrections,
    known: Identities,
    keys: Callable[[Outline], Iterable[str]],
) -> Decided:
    """Find the records that corrections of studies mean; a study means the first of its records.

    `keys` gives the keys that a study of one record may have.
    """
    same, different = (
        [each for each in some if each.is_of_studies] for some in (corrections.same, corrections.different)
    )
    if not same and not different:
        return Decided(outlines)
    home = {f"study/{each.key}": min(each.records) for each in known.studies}
    for record in sorted(outlines, reverse=True):
        home.update((f"study/{key}", record) for key in keys(outlines[record]))
    home.update((f"record/{record}", record) for record in outlines)
    there = {node: record for node, record in home.items() if record in outlines}
    settled = settle(same, different, there.get, "names no study or record of these")
    marked = {record: structs.replace(outlines[record], bars=bars) for record, bars in settled.bars.items()}
    return Decided({**outlines, **marked}, settled.joined, settled.disputes)


def join(decided: Decided, found: Iterable[Iterable[str]]) -> tuple[list[RecordLink], list[Dispute]]:
    """Link the records that were decided to be of one study and are in two of those found, unless others there are barred from each other."""
    home = {record: number for number, records in enumerate(found) for record in records}
    bars: defaultdict[int, set[int]] = defaultdict(set)
    for record, number in home.items() if decided.joined else ():
        bars[number].update(decided.outlines[record].bars)
    links, disputes = [], []
    for a, b, verdict in decided.joined:
        one, gone = home[a], home[b]
        if one == gone:
            continue
        if oppose(bars[one], bars[gone]):
            disputes.append(dispute_contradiction(verdict))
            continue
        bars[one] |= bars[gone]
        home |= {record: one for record, at in home.items() if at == gone}
        reason = Reason("correction", 0.0, f"decided by people{': ' if verdict.why else ''}{verdict.why}")
        links.append(RecordLink(a, b, 1.0, (reason,)))
    return links, disputes
