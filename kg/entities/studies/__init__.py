"""Which records describe one published work.

`outlines` and `titles` read what decides that, `blocks` finds pairs worth comparing, `pairs` weighs them by `weights` and `places` (volume,
issue, pages), `decided` adds what people said; what is likely one is clustered here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from kg.decision import NO_CORRECTIONS, Corrections, Dispute
from kg.entities.clustering import Pair, cluster
from kg.entities.identities import Claim, Identities, assign_keys
from kg.entities.studies.blocks import find_candidates
from kg.entities.studies.decided import decide, join
from kg.entities.studies.outlines import STRONG, Outline, outline
from kg.entities.studies.pairs import Bar, bar, compare, rule_out
from kg.entities.studies.weights import LEAST, probability
from kg.entity import RecordLink, Study
from kg.record import Container
from kg.values.keys import key

__all__ = ["STRONG", "Outline", "Studies", "find_studies", "outline"]

_UNSEEN = 0.0  # of a pair that shares no sign: a chain of strong links may join it, weak ones may not
_State = tuple[Bar, ...]


class Studies(NamedTuple):
    """The studies, sorted by key, the known keys that were replaced by others, and the corrections not carried out."""

    studies: list[Study]
    replaced: dict[str, str]
    disputes: list[Dispute]


def find_studies(
    outlines: Iterable[Outline],
    journals: Mapping[Container, str],
    known: Identities,
    corrections: Corrections = NO_CORRECTIONS,
) -> Studies:
    """Find the studies that records describe.

    Candidates (`kg.entities.studies.blocks`) are scored (`kg.entities.studies.pairs`) and clustered by average log-odds, best first. No two records of a study
    are such that `rule_out` rules it out, and every merge is kept with its reasons. The study shows the values of its
    richest record. A study that is known keeps its key.
    """
    by_record = {each.record: each for each in outlines}
    decided = decide(by_record, corrections, known, lambda each: _keys([each], each))
    ordered = [decided.outlines[record] for record in sorted(by_record)]
    links = _link(ordered, journals)
    joined, unjoined = join(decided, _gather(ordered, links))
    links += joined
    found = _gather(ordered, links)
    members = [[by_record[record] for record in records] for records in found]
    chosen = [max(each, key=lambda one: one.richness) for each in members]  # the first of equals, by record key
    claims = [Claim(records, _keys(each, shown)) for records, each, shown in zip(found, members, chosen, strict=True)]
    assigned = assign_keys(claims, {each.key: each.records for each in known.studies}, known.gone("study"))
    linked: defaultdict[str, list[RecordLink]] = defaultdict(list)
    home = {record: records[0] for records in found for record in records}
    for link in links:
        linked[home[link.a]].append(link)
    studies = [
        Study(
            key=identity,
            records=tuple(records),
            chosen=shown.record,
            title=shown.title,
            year=shown.year if shown.year is not None else next((one.year for one in each if one.year), None),
            journal=journals.get(shown.container, "") if shown.container else "",
            links=tuple(sorted(linked[records[0]], key=lambda link: (link.a, link.b))),
            identifiers=tuple(sorted({identifier for one in each for identifier in one.identifiers})),
        )
        for identity, records, each, shown in zip(assigned.keys, found, members, chosen, strict=True)
    ]
    return Studies(sorted(studies, key=lambda study: study.key), assigned.replaced, [*decided.disputes, *unjoined])


def _link(outlines: Sequence[Outline], journals: Mapping[Container, str]) -> list[RecordLink]:
    """Give the merges that make the studies: n - 1 for a study of n records."""
    copies, distinct = _collapse(outlines, journals)
    candidates = find_candidates(distinct)
    bars = {number: bar(distinct[number]) for number in {*chain.from_iterable(candidates)}}
    scores: dict[Pair, float] = {}
    for i, j in candidates:
        if not rule_out(bars[i], bars[j]):
            scores[i, j] = compare(distinct[i], distinct[j], journals)[0]
    near = sorted({number for pair, score in scores.items() if score >= LEAST for number in pair})
    place = {number: n for n, number in enumerate(near)}
    among = {(place[i], place[j]): score for (i, j), score in scores.items() if i in place and j in place}
    states: list[_State] = [(bars[number],) for number in near]
    merges = cluster(among, states, _merge, _UNSEEN, LEAST).merges
    pairs = [*copies, *((distinct[near[i]], distinct[near[j]]) for i, j in merges)]
    links = []
    for a, b in pairs:
        score, reasons = compare(a, b, journals)
        links.append(RecordLink(a.record, b.record, probability(score), reasons))
    return links


def _collapse(
    outlines: Sequence[Outline], journals: Mapping[Container, str]
) -> tuple[list[tuple[Outline, Outline]], list[Outline]]:
    """Pair records of equal content with the first of them, wherever so little as it says is enough; give those left."""
    titled = Counter(each.folded for each in outlines)
    first: dict[tuple[object, ...], Outline] = {}
    copies: list[tuple[Outline, Outline]] = []
    distinct: list[Outline] = []
    for each in outlines:
        same = first.setdefault(each.content, each) if titled[each.folded] > 1 else each
        if same is not each and compare(same, each, journals)[0] >= LEAST:
            copies.append((same, each))
        else:
            distinct.append(each)
    return copies, distinct


def _merge(one: _State, other: _State) -> _State | None:
    """Join what bars two groups, unless a record of one bars a record of the other."""
    if any(rule_out(a, b) for a in one for b in other):
        return None
    return tuple(dict.fromkeys((*one, *other)))


def _gather(outlines: Sequence[Outline], links: Iterable[RecordLink]) -> list[list[str]]:
    """Gather the records that links join, sorted."""
    members = {each.record: [each.record] for each in outlines}
    home = {each.record: each.record for each in outlines}
    for link in links:
        kept, gone = sorted((home[link.a], home[link.b]), key=lambda record: (-len(members[record]), record))
        for record in members[gone]:
            home[record] = kept
        members[kept] += members.pop(gone)
    return sorted(sorted(each) for each in members.values())


def _keys(members: Sequence[Outline], chosen: Outline) -> Iterable[str]:
    """Give the keys that a study may have, best first: two studies that claim one identifier cannot both have it."""
    known = {scheme: value for each in (*members, chosen) for scheme, value in reversed(each.identifiers)}
    for scheme in STRONG:
        if scheme in known:
            yield f"{scheme}/{known[scheme]}"
    yield key(chosen.title, chosen.folded, chosen.year, chosen.first)
