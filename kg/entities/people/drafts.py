"""People as they are drafted part by part: from the authorships found to be one person's to all that is told of that person but a key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kg.entities.people.authorships import Signature
from kg.entities.people.jobs import Settled
from kg.entities.people.partition import Partition, link
from kg.entities.people.reasons import probability
from kg.entities.ragged import Ints, distinct
from kg.entity import Link, Person, Reason
from kg.values.keys import fold, key
from kg.values.names import invert_name

Order = tuple[int, str, int]


class Draft(NamedTuple):
    """Authorships of one person, oldest first, how sure each is, the links that made them one; the person, still without key and ORCID, and the key it is minted under."""

    members: Sequence[Signature]
    scores: Sequence[float]
    links: Sequence[Link]
    person: Person
    key: str


class Drafts:
    """Drafts of the people of all authorships but the collectives', each under the number of an authorship of theirs."""

    def __init__(self, signatures: Sequence[Signature]) -> None:
        self._signatures = signatures
        self._drafts: dict[int, Draft] = {}

    def add(self, chosen: Ints, part: Settled) -> None:
        """Draft the people of a part of the authorships, those that are `chosen`: what `settle` gives."""
        found, numbers = part.partition, chosen.tolist()
        mine = [self._signatures[each] for each in numbers]
        home, scores = found.home.tolist(), found.score.tolist()
        links: defaultdict[int, list[Link]] = defaultdict(list)
        made_links = link([each.mentions for each in mine], found.merges, part.reasons)
        for one, made in zip(found.merges.a.tolist(), made_links, strict=True):
            links[home[one]].append(made)
        members: defaultdict[int, list[int]] = defaultdict(list)
        for place in np.argsort(chosen).tolist():
            members[home[place]].append(place)
        for at, theirs in members.items():
            self._drafts[numbers[at]] = _draft_person(
                [mine[each] for each in theirs], [scores[each] for each in theirs], links[at]
            )

    def unite(self, before: Partition, home: Ints, decided: Mapping[int, Sequence[Link]]) -> None:
        """Make one of those people who were apart `before` and are one in `home`, where these links were decided."""
        for first, links in decided.items():
            members = np.flatnonzero(home == first)
            drafts = [self._drafts.pop(each) for each in distinct(before.home[members]).tolist()]
            theirs = [self._signatures[each] for each in members.tolist()]
            made = [*links, *(link for each in drafts for link in each.links)]
            self._drafts[first] = _draft_person(theirs, before.score[members].tolist(), made)

    def finish(self, signatures: Iterable[Signature]) -> list[Draft]:
        """Give all drafts, those of the collectives among these authorships too, by their first authorship."""
        found = [*self._drafts.values(), *_draft_collectives(signatures)]
        return sorted(found, key=lambda each: each.members[0].order)


def _draft_person(members: Sequence[Signature], scores: Sequence[int], links: Sequence[Link]) -> Draft:
    """Draft the person of these authorships; the scores are those that `Partition` has of them."""
    return _draft(members, list(map(probability, scores)) if len(members) > 1 else [1.0], links)


def _draft_collectives(signatures: Iterable[Signature]) -> Iterator[Draft]:
    """Put collectives together whose folded names are equal."""
    groups: defaultdict[str, list[Signature]] = defaultdict(list)
    for each in signatures:
        if each.author.collective:
            groups[fold(each.author.name)].append(each)
    reason = (Reason("name", 0.0, "the same collective name"),)
    for one in groups.values():
        pairs = ((one[0].mentions[0], each.mentions[0]) for each in one[1:])
        yield _draft(one, [1.0] * len(one), [Link(min(pair), max(pair), 1.0, reason) for pair in pairs])


def _draft(members: Sequence[Signature], scores: Sequence[float], links: Sequence[Link]) -> Draft:
    """Draft a person; the fullest form among their authorships gives the name."""
    first = members[0]
    author = max((each.author for each in members), key=lambda each: (len(each.initials), len(each.given)))
    reason = (Reason("study", 0.0, "the same place in the byline of the same study"),)
    same = (Link(each.mentions[0], mention, 1.0, reason) for each in members for mention in each.mentions[1:])
    person = Person(
        key="",
        name=author.name,
        family=author.family,
        given=author.given,
        suffix=author.suffix,
        label=invert_name(author.name, author.family, author.given or author.initials, author.suffix),
        collective=author.collective,
        mentions=tuple(sorted(mention for each in members for mention in each.mentions)),
        links=tuple(sorted((*links, *same), key=lambda link: (link.a, link.b))),
    )
    return Draft(members, scores, links, person, key(person.name, first.work.year, first.work.study, first.rank))


def give_orcids(drafts: Sequence[Draft]) -> list[str]:
    """Give each person the first ORCID of their authorships that is theirs (see `_find_owners`), or an empty string."""
    owners = _find_owners(each.members for each in drafts)
    return [
        next((one.form.orcid for one in each.members if owners.get(one.form.orcid) == each.members[0].order), "")
        for each in drafts
    ]


def _find_owners(groups: Iterable[Sequence[Signature]]) -> dict[str, Order]:
    """Whose each ORCID is: the one who signs with it most often, then first."""
    claims: defaultdict[str, list[tuple[int, Order]]] = defaultdict(list)
    for members in groups:
        signed = [each.form.orcid for each in members if each.form.orcid]
        for orcid, times in Counter(signed).items() if signed else ():
            claims[orcid].append((-times, members[0].order))
    return {orcid: min(found)[1] for orcid, found in claims.items()}
