"""Which authorships are one person's: blocks of namesakes, each resolved on its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, fsum
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kg.entities.authorships import Form, Signature
from kg.entities.blocks import find_blocks, pair
from kg.entities.clustering import cluster
from kg.entities.context import Context
from kg.entities.evidence import THRESHOLD, UNKNOWN, Evidence, contradict, total, weigh
from kg.entities.identities import Claim, Identities, assign_keys
from kg.entity import Authorship, Link, Person, Reason
from kg.values.keys import fold, key


class Partition(Struct, frozen=True):
    """A block resolved: for each person the authorships, oldest first, how sure each is, and the links that made them one."""

    people: tuple[tuple[Signature, ...], ...]
    links: tuple[tuple[Link, ...], ...]
    scores: tuple[tuple[float, ...], ...]


class _Profile(NamedTuple):
    """What the authorships of one person must not have in common, or must not contradict each other in."""

    studies: frozenset[str]
    forms: frozenset[Form]


def resolve_block(block: Sequence[Signature], context: Context) -> Partition:
    """Decide which authorships of a block are one person's; it needs nothing but the block and the corpus' counts."""
    scores: dict[tuple[int, int], float] = {}
    for i, j in pair(block):
        one, other = block[i], block[j]
        if one.work is not other.work and not contradict(one.form, other.form):
            scores[i, j] = total(weigh(one, other, context))
    profiles = [_Profile(frozenset({each.work.study}), frozenset({each.form})) for each in block]
    clustering = cluster(scores, profiles, _merge, UNKNOWN, THRESHOLD)
    links: defaultdict[int, list[Link]] = defaultdict(list)
    home = {i: n for n, members in enumerate(clustering.clusters) for i in members}
    for i, j in clustering.merges:
        links[home[i]].append(_link(block[i], block[j], weigh(block[i], block[j], context)))
    return Partition(
        tuple(tuple(block[i] for i in members) for members in clustering.clusters),
        tuple(tuple(links[n]) for n in range(len(clustering.clusters))),
        tuple(
            tuple(
                probability(
                    fsum(scores.get((min(i, j), max(i, j)), UNKNOWN) for j in members if j != i) / (len(members) - 1)
                )
                if len(members) > 1
                else 1.0
                for i in members
            )
            for members in clustering.clusters
        ),
    )


def probability(odds: float) -> float:
    """Turn log-odds into a probability, to four digits."""
    return round(1 / (1 + exp(-max(min(odds, 30.0), -30.0))), 4)


def _merge(one: _Profile, other: _Profile) -> _Profile | None:
    if one.studies & other.studies or any(contradict(a, b) for a in one.forms for b in other.forms):
        return None
    return _Profile(one.studies | other.studies, one.forms | other.forms)


def _link(one: Signature, other: Signature, found: Sequence[Evidence]) -> Link:
    a, b = sorted((one.mentions[0], other.mentions[0]))
    reasons = tuple(each.reason() for each in found)
    return Link(a, b, probability(total(found)), reasons)


class People(NamedTuple):
    """The people, sorted by key, whose each authorship is, sorted by study and rank, and the known keys replaced."""

    people: tuple[Person, ...]
    authorships: tuple[Authorship, ...]
    replaced: dict[str, str]


def find_people(signatures: Sequence[Signature], known: Identities) -> People:
    """Find the people behind the authorships. A person who is known keeps their key."""
    authors = [each for each in signatures if not each.author.collective]
    context = Context(authors)
    partitions = [resolve_block(block, context) for block in find_blocks(authors)]
    partitions.append(_resolve_collectives(each for each in signatures if each.author.collective))
    found = sorted(
        (group for each in partitions for group in zip(each.people, each.links, each.scores, strict=True)),
        key=lambda group: group[0][0].order,
    )
    orcids = _owners(members for members, _, _ in found)
    described = [_describe(*group, orcids) for group in found]
    claims = [
        Claim([*person.mentions, *((each.study, each.rank) for each in theirs)], _keys(person, members[0]))
        for (person, theirs), (members, _, _) in zip(described, found, strict=True)
    ]
    assigned = assign_keys(
        claims, {each.key: (*each.mentions, *each.ranks) for each in known.people}, known.gone("person")
    )
    people = [replace(person, key=key) for key, (person, _) in zip(assigned.keys, described, strict=True)]
    authorships = [
        replace(each, person=key) for key, (_, theirs) in zip(assigned.keys, described, strict=True) for each in theirs
    ]
    return People(
        tuple(sorted(people, key=lambda person: person.key)),
        tuple(sorted(authorships, key=lambda each: (each.study, each.rank))),
        assigned.replaced,
    )


def _keys(person: Person, first: Signature) -> list[str]:
    minted = key(person.name, first.work.year, first.work.study, first.rank)
    return [f"orcid/{person.orcid}", minted] if person.orcid else [minted]


def _describe(
    members: tuple[Signature, ...],
    links: tuple[Link, ...],
    scores: tuple[float, ...],
    orcids: Mapping[str, tuple[int, str, int]],
) -> tuple[Person, list[Authorship]]:
    """Make a person, still without a key, and their authorships; the fullest form among them gives the name."""
    author = max((each.author for each in members), key=lambda each: (len(each.initials), len(each.given)))
    same = [
        Link(each.mentions[0], mention, 1.0, (Reason("study", 0.0, "the same place in the byline of the same study"),))
        for each in members
        for mention in each.mentions[1:]
    ]
    person = Person(
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
        links=tuple(sorted((*links, *same), key=lambda link: (link.a, link.b))),
    )
    authorships = [
        Authorship(each.work.study, each.rank, "", each.author.name, each.mentions, score)
        for each, score in zip(members, scores, strict=True)
    ]
    return person, authorships


def _owners(groups: Iterable[Sequence[Signature]]) -> dict[str, tuple[int, str, int]]:
    """Whose each ORCID is: the one who signs with it most often, then first."""
    claims: defaultdict[str, list[tuple[int, tuple[int, str, int]]]] = defaultdict(list)
    for members in groups:
        for orcid, times in Counter(each.form.orcid for each in members if each.form.orcid).items():
            claims[orcid].append((-times, members[0].order))
    return {orcid: min(found)[1] for orcid, found in claims.items()}


def _resolve_collectives(signatures: Iterable[Signature]) -> Partition:
    """Put collectives together whose folded names are equal."""
    groups: defaultdict[str, list[Signature]] = defaultdict(list)
    for each in signatures:
        groups[fold(each.author.name)].append(each)
    people = [tuple(sorted(groups[name], key=lambda each: each.order)) for name in sorted(groups)]
    reason = (Reason("name", 0.0, "the same collective name"),)
    links = [tuple(Link(one[0].mentions[0], each.mentions[0], 1.0, reason) for each in one[1:]) for one in people]
    return Partition(tuple(people), tuple(links), tuple((1.0,) * len(one) for one in people))
