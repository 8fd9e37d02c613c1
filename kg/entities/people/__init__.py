"""Which authorships are one person's: all of a corpus, block by block.

`bylines`, `forms`, `fields` and `authorships` put together what is printed, `names` compares names, `corpus` tabulates it, with how rare it is (`rarity`, `recurrence`,
`likeness`, `mailboxes`). `blocks` and `across` find pairs worth comparing, `features` measures them, `weights` scores them and `partition` groups
them, in `jobs` that run anywhere; `reasons` puts the scores in words. `decided` adds what people said, `drafts` and this door say who was
found, `evidence` keeps what `comparison` needs to tell about any two later on.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from kg.decision import NO_CORRECTIONS, Corrections, Dispute
from kg.entities.identities import Claim, Identities, assign_keys
from kg.entities.people.authorships import Signature, forget
from kg.entities.people.corpus import Tabulation
from kg.entities.people.decided import decide, join
from kg.entities.people.drafts import Draft, Drafts, give_orcids
from kg.entities.people.evidence import Evidence
from kg.entities.people.forms import Form
from kg.entities.people.jobs import Settled, join_parts, settle
from kg.entities.people.names import contradict
from kg.entities.people.partition import Partition, link
from kg.entities.people.reasons import explain_pairs, probability
from kg.entities.people.weights import Weights, read_weights
from kg.entities.sets import Ints
from kg.entity import Authorship, Doubt, Link, Person
from kg.processes.memory import give_back
from kg.processes.sharing import Run
from kg.rows.aside import Aside

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

    `run` maps over the processes that share the work, and in `scratch` they find what it is about; there the links of people stand
    as well, to be read when they are looked at. In the file `evidence` is kept what was known of the authorships.
    """
    ordered = sorted(signatures, key=lambda each: each.order)
    weights = read_weights()
    decisions = decide([each for each in ordered if not each.author.collective], corrections, known)
    tabulation = Tabulation(decisions.signatures)
    tabulation.forget()
    decisions = decisions._replace(signatures=tabulation.signatures)
    everybody = [*tabulation.signatures, *forget(each for each in ordered if each.author.collective)]
    del ordered
    settling = settle(tabulation.corpus, weights, run, wording=tabulation.wording, scratch=scratch)
    if evidence:  # till the drafts, while other processes are at work on the first parts
        Evidence.of(tabulation).write(evidence)
    give_back()  # what tabulating took
    drafts = Drafts(everybody, Aside(scratch / "links", Link).put if scratch else tuple)
    by_study = sorted(range(len(everybody)), key=lambda n: (everybody[n].work.study, everybody[n].rank))
    parts: list[tuple[Ints, Settled]] = []
    for chosen, part in settling:
        drafts.add(chosen, part)
        parts.append((chosen, part._replace(reasons=[])))
    settled = join_parts(parts, len(decisions.signatures)).partition
    found, decided, disputes = join(decisions, settled)
    doubts = tuple(_find_doubts(tabulation, found, weights))
    del tabulation, parts  # hundreds of megabytes, before people take as many
    give_back()
    drafts.unite(settled, found.home, decided)
    drafted = drafts.finish()
    orcids = give_orcids(drafted)
    claims = [
        Claim(_hold(each, everybody), [f"orcid/{orcid}", each.key] if orcid else [each.key])
        for each, orcid in zip(drafted, orcids, strict=True)
    ]
    assigned = assign_keys(claims, _remember(known, everybody), known.gone("person"))
    people = [
        replace(each.person, key=key, orcid=orcid)
        for each, key, orcid in zip(drafted, assigned.keys, orcids, strict=True)
    ]
    whose = [""] * len(everybody)
    for draft, key in zip(drafted, assigned.keys, strict=True):
        for number in draft.members:
            whose[number] = key
    return People(
        tuple(sorted(people, key=lambda person: person.key)),
        tuple(_attribute(everybody[number], whose[number], drafts.scores[number]) for number in by_study),
        assigned.replaced,
        doubts,
        (*decisions.disputes, *disputes),
    )


def _find_doubts(tabulation: Tabulation, found: Partition, weights: Weights) -> list[Doubt]:
    """The people who may be one, those first whose merging would most likely put most authorships together."""
    sizes = np.bincount(found.home, minlength=len(found.home))[found.home]
    pairs = found.doubts
    scores, score = np.unique(pairs.score, return_inverse=True)
    value = np.array([*map(probability, scores.tolist())])[score] * sizes[pairs.a] * sizes[pairs.b]
    by_value = np.lexsort((pairs.b, pairs.a, -value))
    open_to_doubt = _Openness(tabulation.signatures, found.home)
    order = list(islice((n for n in by_value if open_to_doubt(pairs.a[n], pairs.b[n])), _DOUBTS))
    chosen = pairs.take(np.array(order, np.int64))
    reasons = explain_pairs(tabulation.corpus, tabulation.wording, chosen.a, chosen.b, weights)
    mentions = {each: tabulation.signatures[each].mentions for each in np.concatenate(chosen[:2]).tolist()}
    links = link(mentions, chosen, reasons)
    return [
        Doubt(each.a, each.b, each.score, each.reasons, round(float(value[n]), 4))
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


def _remember(known: Identities, signatures: Iterable[Signature]) -> dict[str, Sequence[Hashable]]:
    """What each known person is known again by: authorships of records; their ranks only in studies all of whose records have changed.

    Where a record was added, somebody else may stand at a rank.
    """
    if not known.people:
        return {}
    study = {mention: each.work.study for each in signatures for mention in each.mentions}
    remembered: dict[str, Sequence[Hashable]] = {}
    for each in known.people:
        there = {study.get(mention) for mention in each.mentions}
        remembered[each.key] = (*each.mentions, *(rank for rank in each.ranks if rank[0] not in there))
    return remembered


def _attribute(one: Signature, person: str, score: float) -> Authorship:
    return Authorship(one.work.study, one.rank, person, one.author.name, one.mentions, score)


def _hold(draft: Draft, signatures: Sequence[Signature]) -> Iterator[Hashable]:
    """Give the authorships of records and the ranks of studies that are a person's."""
    yield from draft.person.mentions
    yield from ((signatures[each].work.study, signatures[each].rank) for each in draft.members)
