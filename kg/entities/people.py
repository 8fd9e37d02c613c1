"""Which authorships are one person's: all of a corpus, block by block."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from kg.decision import NO_CORRECTIONS, Corrections, Dispute
from kg.entities.authorships import Signature
from kg.entities.corpus import Tabulation
from kg.entities.decided_people import decide, join
from kg.entities.evidence import Evidence
from kg.entities.identities import Claim, Identities, assign_keys
from kg.entities.jobs import Settled, settle
from kg.entities.names import Form, contradict
from kg.entities.partition import Partition, link
from kg.entities.ragged import Ints
from kg.entities.reasons import explain_pairs, probability
from kg.entities.weights import Weights, read_weights
from kg.entity import Authorship, Doubt, Link, Person, Reason
from kg.sharing import Run
from kg.values.keys import fold, key

_DOUBTS = 1000  # that are kept, the most valuable ones

Order = tuple[int, str, int]


class People(NamedTuple):
    """The people, sorted by key; whose each authorship is, sorted by study and rank; known keys replaced; who may be one."""

    people: tuple[Person, ...]
    authorships: tuple[Authorship, ...]
    replaced: dict[str, str]
    doubts: tuple[Doubt, ...]
    disputes: tuple[Dispute, ...]


class _Group(NamedTuple):
    """The authorships of one person, oldest first, how sure each is, and the links that made them one."""

    members: Sequence[Signature]
    scores: Sequence[float]
    links: Sequence[Link]


def find_people(
    signatures: Iterable[Signature],
    known: Identities,
    run: Run = map,
    *,
    weights: Weights | None = None,
    corrections: Corrections = NO_CORRECTIONS,
    scratch: Path | None = None,
    evidence: Path | None = None,
) -> People:
    """Find the people behind the authorships. A person who is known keeps their key; what people decided holds.

    `run` maps over the processes that share the work, and in `scratch` they find what it is about. `weights` are those that
    come with kg unless others are given. In the file `evidence` is kept what was known of the authorships.
    """
    ordered = sorted(signatures, key=lambda each: each.order)
    weights = weights or read_weights()
    decisions = decide([each for each in ordered if not each.author.collective], corrections, known)
    tabulation = Tabulation(decisions.signatures)
    if evidence:
        Evidence.of(tabulation).write(evidence)
    settled = settle(tabulation.corpus, weights, run, wording=tabulation.wording, scratch=scratch)
    found, decided, disputes = join(decisions, settled.partition)
    groups = [*_gather(decisions.signatures, Settled(found, settled.reasons), decided), *_gather_collectives(ordered)]
    groups.sort(key=lambda group: group.members[0].order)
    orcids = _owners(group.members for group in groups)
    people = [_describe(group, orcids) for group in groups]
    claims = [_claim(person, group.members) for person, group in zip(people, groups, strict=True)]
    assigned = assign_keys(
        claims, {each.key: (*each.mentions, *each.ranks) for each in known.people}, known.gone("person")
    )
    people = [replace(person, key=key) for key, person in zip(assigned.keys, people, strict=True)]
    authorships = [
        Authorship(each.work.study, each.rank, key, each.author.name, each.mentions, score)
        for key, group in zip(assigned.keys, groups, strict=True)
        for each, score in zip(group.members, group.scores, strict=True)
    ]
    return People(
        tuple(sorted(people, key=lambda person: person.key)),
        tuple(sorted(authorships, key=lambda each: (each.study, each.rank))),
        assigned.replaced,
        tuple(_find_doubts(tabulation, found, weights)),
        (*decisions.disputes, *disputes),
    )


def _gather(signatures: Sequence[Signature], settled: Settled, decided: Mapping[int, list[Link]]) -> Iterator[_Group]:
    found = settled.partition
    links: defaultdict[int, list[Link]] = defaultdict(list, decided)
    made_links = link([each.mentions for each in signatures], found.merges, settled.reasons)
    for at, made in zip(found.home[found.merges.a].tolist(), made_links, strict=True):
        links[at].append(made)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number, at in enumerate(found.home.tolist()):
        members[at].append(number)
    scores = found.score.tolist()
    for at, theirs in members.items():
        yield _Group(
            [signatures[each] for each in theirs],
            [probability(scores[each]) for each in theirs] if len(theirs) > 1 else [1.0],
            links[at] if len(theirs) > 1 else (),
        )


def _gather_collectives(signatures: Iterable[Signature]) -> Iterator[_Group]:
    """Put collectives together whose folded names are equal."""
    groups: defaultdict[str, list[Signature]] = defaultdict(list)
    for each in signatures:
        if each.author.collective:
            groups[fold(each.author.name)].append(each)
    reason = (Reason("name", 0.0, "the same collective name"),)
    for one in groups.values():
        links = [
            Link(min(pair), max(pair), 1.0, reason)
            for pair in ((one[0].mentions[0], each.mentions[0]) for each in one[1:])
        ]
        yield _Group(one, [1.0] * len(one), links)


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


def _claim(person: Person, members: Sequence[Signature]) -> Claim:
    first = members[0]
    minted = key(person.name, first.work.year, first.work.study, first.rank)
    keys = [f"orcid/{person.orcid}", minted] if person.orcid else [minted]
    return Claim([*person.mentions, *((each.work.study, each.rank) for each in members)], keys)


def _describe(group: _Group, orcids: Mapping[str, Order]) -> Person:
    """Make a person, still without a key; the fullest form among their authorships gives the name."""
    members = group.members
    author = max((each.author for each in members), key=lambda each: (len(each.initials), len(each.given)))
    same = [
        Link(each.mentions[0], mention, 1.0, (Reason("study", 0.0, "the same place in the byline of the same study"),))
        for each in members
        for mention in each.mentions[1:]
    ]
    return Person(
        key="",
        name=author.name,
        family=author.family,
        given=author.given,
        suffix=author.suffix,
        orcid=next(
            (each.form.orcid for each in members if each.form.orcid and orcids[each.form.orcid] == members[0].order), ""
        ),
        collective=author.collective,
        mentions=tuple(sorted(mention for each in members for mention in each.mentions)),
        links=tuple(sorted((*group.links, *same), key=lambda link: (link.a, link.b))),
    )


def _owners(groups: Iterable[Sequence[Signature]]) -> dict[str, Order]:
    """Whose each ORCID is: the one who signs with it most often, then first."""
    claims: defaultdict[str, list[tuple[int, Order]]] = defaultdict(list)
    for members in groups:
        for orcid, times in Counter(each.form.orcid for each in members if each.form.orcid).items():
            claims[orcid].append((-times, members[0].order))
    return {orcid: min(found)[1] for orcid, found in claims.items()}
