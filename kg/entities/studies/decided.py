"""What people decided of studies: which records are of one, and which are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from msgspec import structs

from kg.decision import Corrections, Dispute, Verdict
from kg.entities.identities import Identities
from kg.entities.studies.outlines import Outline
from kg.entity import Reason, RecordLink


class Decided(NamedTuple):
    """The outlines by record, those barred from each other marked so, the records to join, and what could not be done."""

    outlines: Mapping[str, Outline]
    joined: list[tuple[list[str], str]]
    disputes: list[Dispute]


def decide(
    outlines: Mapping[str, Outline],
    corrections: Corrections,
    known: Identities,
    keys: Callable[[Outline], Iterable[str]],
) -> Decided:
    """Find the records that corrections of studies mean; a study means the first of its records.

    `keys` gives the keys that a study of one record may have.
    """
    wanted = [each for each in (*corrections.same, *corrections.different) if each.is_of_studies]
    if not wanted:
        return Decided(outlines, [], [])
    home = {f"study/{each.key}": min(each.records) for each in known.studies}
    for record in sorted(outlines, reverse=True):
        home.update((f"study/{key}", record) for key in keys(outlines[record]))
    home.update((f"record/{record}", record) for record in outlines)
    disputes: list[Dispute] = []
    found: dict[Verdict, list[str]] = {}
    for verdict in wanted:
        found[verdict] = sorted({home[node] for node in verdict.nodes if home.get(node) in outlines})
        disputes += (
            Dispute(verdict.line, node, "names no study or record of these")
            for node in verdict.nodes
            if home.get(node) not in outlines
        )
    marked = dict(outlines)
    for bar, verdict in enumerate(corrections.different):
        for record in found.get(verdict, ()):
            marked[record] = structs.replace(marked[record], bars=(*marked[record].bars, bar))
    joined = []
    for verdict in corrections.same:
        records = found.get(verdict, [])
        if any({*marked[a].bars} & {*marked[b].bars} for a, b in combinations(records, 2)):
            reason = "another correction says that they are different"
            disputes.append(Dispute(verdict.line, " and ".join(verdict.nodes), reason))
        elif records:
            joined.append((records, verdict.why))
    return Decided(marked, joined, disputes)


def join(decided: Decided, found: Iterable[Iterable[str]]) -> Iterator[RecordLink]:
    """Link the records that were decided to be of one study and are in two of those found."""
    home = {record: number for number, records in enumerate(found) for record in records}
    for (first, *others), why in decided.joined:
        for other in others:
            one, gone = home[first], home[other]
            if one != gone:
                home |= {record: one for record, at in home.items() if at == gone}
                reason = Reason("correction", 0.0, f"decided by people{': ' if why else ''}{why}")
                yield RecordLink(min(first, other), max(first, other), 1.0, (reason,))
