"""Which authorships are one person's: all of a corpus, block by block.

`bylines`, `names`, `fields` and `authorships` put together what is printed, `corpus` tabulates it, with how rare it is (`rarity`, `recurrence`,
`likeness`, `mailboxes`). `blocks` and `across` find pairs worth comparing, `features` measures them, `weights` scores them and `partition` groups
them, in `jobs` that run anywhere; `reasons` puts the scores in words. `decided` adds what people said, `drafts` and this door say who was
found, `evidence` keeps what `comparison` needs to tell about any two later on.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from kg.decision import NO_CORRECTIONS, Corrections, Dispute
from kg.entities.identities import Claim, Identities, assign_keys
from kg.entities.people.authorships import Signature
from kg.entities.people.corpus import Tabulation
from kg.entities.people.decided import decide, join
from kg.entities.people.drafts import Draft, Drafts, give_orcids
from kg.entities.people.evidence import Evidence
from kg.entities.people.jobs import Settled, join_parts, settle
from kg.entities.people.names import Form, contradict
from kg.entities.people.partition import Partition, link
from kg.entities.people.reasons import explain_pairs, probability
from kg.entities.people.weights import Weights, read_weights
from kg.entities.ragged import Ints
from kg.entity import Authorship, Doubt, Person
from kg.sharing import Run

_DOUBTS = 1000  # that are kept, the most valuable ones


class People(NamedTuple):
    """The people, sorted by key; whose each authorship is, sorted by study and rank; known keys replaced; who may be one."""

    people: tuple[Person, ...]
    authorships: tuple[Authorship, ...]
    replaced: dict[str, str]
    doubts: tuple[Doubt, ...]
    disputes: tuple[Dispute, ...]


def find_people(
    signatures: Iterable[Signature],
    known: Identities,
    run: Run = map,
    *,
    corrections: Corrections = NO_CORRECTIONS,
    scratch: Path | None = None,
    evidence: Path | None = None,
) -> People:
    """Find the people behind the authorships. A person who is known keeps their key; what people decided holds.

    `run` maps over the processes that share the work, and in `scratch` they find what it is about. In the file `evidence` is
    kept what was known of the authorships.
    """
    ordered = sorted(signatures, key=lambda each: each.order)
    weights = read_weights()
    decisions = decide([each for each in ordered if not each.author.collective], corrections, known)
    tabulation = Tabulation(decisions.signatures)
    if evidence:
        Evidence.of(tabulation).write(evidence)
    parts: list[tuple[Ints, Settled]] = []
    drafts = Drafts(decisions.signatures)
    for chosen, part in settle(tabulation.corpus, weights, run, wording=tabulation.wording, scratch=scratch):
        drafts.add(chosen, part)  # while other processes are at work on the next
        parts.append((chosen, part._replace(reasons=[])))
    settled = join_parts(parts, len(decisions.signatures)).partition
    found, decided, disputes = join(decisions, settled)
    doubts = tuple(_find_doubts(tabulation, found, weights))
    del tabulation, parts  # hundreds of megabytes, before people take as many
    drafts.unite(settled, found.home, decided)
    drafted = drafts.finish(ordered)
    orcids = give_orcids(drafted)
    claims = list(map(_claim, drafted, orcids))
    assigned = assign_keys(claims, _remember(known, drafted), known.gone("person"))
    people = [
        replace(each.person, key=key, orcid=orcid)
        for each, key, orcid in zip(drafted, assigned.keys, orcids, strict=True)
    ]
    authorships = [
        Authorship(each.work.study, each.rank, key, each.author.name, each.mentions, score)
        for key, draft in zip(assigned.keys, drafted, strict=True)
        for each, score in zip(draft.members, draft.scores, strict=True)
    ]
    return People(
        tuple(sorted(people, key=lambda person: person.key)),
        tuple(sorted(authorships, key=lambda each: (each.study, each.rank))),
        assigned.replaced,
        doubts,
        (*decisions.disputes, *disputes),
    )


def _find_doubts(tabulation: Tabulation, found: Partition, weights: Weights) -> list[Doubt]:
    """The people who may be one, those first whose merging would most likely put most authorships together."""
    sizes = np.bincount(found.home, minlength=len(found.home))[found.home]
    pairs = found.doubts
    value = [
        probability(score) * one * other
        for score, one, other in zip(
            pairs.score.tolist(), sizes[pairs.a].tolist(), sizes[pairs.b].tolist(), strict=True
        )
    ]
    by_value = sorted(range(len(value)), key=lambda n: (-value[n], pairs.a[n], pairs.b[n]))
    open_to_doubt = _Openness(tabulation.signatures, found.home)
    order = list(islice((n for n in by_value if open_to_doubt(pairs.a[n], pairs.b[n])), _DOUBTS))
    chosen = pairs.take(np.array(order, np.int64))
    reasons = explain_pairs(tabulation.corpus, tabulation.wording, chosen.a, chosen.b, weights)
    links = link([each.mentions for each in tabulation.signatures], chosen, reasons)
    return [
        Doubt(each.a, each.b, each.score, each.reasons, round(value[n], 4))
        for n, each in zip(order, links, strict=True)
    ]


class _Openness:
    """Whether the people of two authorships can be one: not if any of the one cannot be any of the other, as by their ORCIDs."""

    def __init__(self, signatures: Sequence[Signature], home: Ints) -> None:
        self._signatures = signatures
        self._home = home
        self._by_home = np.argsort(home, kind="stable")

    def __call__(self, a: int, b: int) -> bool:
        one, other = self._profile(a), self._profile(b)
        return not one.keys() & other.keys() and not any(
            contradict(x, y) for x in {*one.values()} for y in {*other.values()}
        )

    def _profile(self, of: int) -> dict[str, Form]:
        """The forms by which a person signs, by study."""
        start, end = np.searchsorted(self._home, [self._home[of], self._home[of] + 1], sorter=self._by_home)
        theirs = (self._signatures[each] for each in self._by_home[start:end].tolist())
        return {each.work.study: each.form for each in theirs}


def _remember(known: Identities, drafted: Iterable[Draft]) -> dict[str, Sequence[Hashable]]:
    """What each known person is known again by: authorships of records; their ranks only in studies all of whose records have changed.

    Where a record was added, somebody else may stand at a rank.
    """
    if not known.people:
        return {}
    study = {mention: each.work.study for draft in drafted for each in draft.members for mention in each.mentions}
    remembered: dict[str, Sequence[Hashable]] = {}
    for each in known.people:
        there = {study.get(mention) for mention in each.mentions}
        remembered[each.key] = (*each.mentions, *(rank for rank in each.ranks if rank[0] not in there))
    return remembered


def _claim(draft: Draft, orcid: str) -> Claim:
    ranks = ((each.work.study, each.rank) for each in draft.members)
    return Claim(chain(draft.person.mentions, ranks), [f"orcid/{orcid}", draft.key] if orcid else [draft.key])
