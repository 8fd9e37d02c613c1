"""People as they are drafted part by part: from the authorships found to be one person's to all that is told of that person but a key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeAlias, cast

import numpy as np

from kg.entities.people.authorships import Signature
from kg.entities.people.jobs import Settled
from kg.entities.people.partition import Partition, link
from kg.entities.people.reasons import probability
from kg.entities.sets import Ints
from kg.entity import Link, Person, Reason
from kg.rows.ragged import distinct
from kg.values.keys import fold, key
from kg.values.names import invert_name

Order = tuple[int, str, int]
Keep: TypeAlias = Callable[[tuple[Link, ...]], Sequence[Link]]
"""Gives links as a person is to hold them: as they are, or to be read where they are kept."""


class Draft(NamedTuple):
    """A person, still without key and ORCID, and the key it is minted under.

    `members` are numbers of their authorships, oldest first, `order` that of the first, `orcids` what they are signed with.
    """

    members: Sequence[int]
    order: Order
    orcids: Sequence[str]
    person: Person
    key: str


class Drafts:
    """Drafts of the people of all authorships, each under the number of an authorship of theirs; those of the collectives come at once.

    `scores` say how sure each authorship is.
    """

    def __init__(self, signatures: Sequence[Signature], keep: Keep) -> None:
        self._signatures = signatures
        self._keep = keep
        self._drafts: dict[int, Draft] = {}
        self.scores = [1.0] * len(signatures)
        self._add_collectives()

    def add(self, chosen: Ints, part: Settled) -> None:
        """Draft the people of a part of the authorships, those that are `chosen`: what `settle` gives."""
        found, numbers = part.partition, chosen.tolist()
        home, scores = found.home.tolist(), found.score.tolist()
        links: defaultdict[int, list[Link]] = defaultdict(list)
        mentions = [self._signatures[each].mentions for each in numbers]
        made_links = link(mentions, found.merges, part.reasons)
        for one, made in zip(found.merges.a.tolist(), made_links, strict=True):
            links[home[one]].append(made)
        members: defaultdict[int, list[int]] = defaultdict(list)
        for place in np.argsort(chosen).tolist():
            members[home[place]].append(place)
        for at, theirs in members.items():
            own = [numbers[each] for each in theirs]
            of_one = _link_mentions(self._signatures[each] for each in own)
            self._draft(numbers[at], own, [scores[each] for each in theirs], (*links.get(at, ()), *of_one))

    def unite(self, before: Partition, home: Ints, decided: Mapping[int, Sequence[Link]]) -> None:
        """Make one of those people who were apart `before` and are one in `home`, where these links were decided."""
        for first, links in decided.items():
            members = np.flatnonzero(home == first)
            drafts = [self._drafts.pop(each) for each in distinct(before.home[members]).tolist()]
            made = [*links, *(link for each in drafts for link in each.person.links)]
            self._draft(first, members.tolist(), before.score[members].tolist(), made)

    def finish(self) -> list[Draft]:
        """Give all drafts, by their first authorship."""
        return sorted(self._drafts.values(), key=attrgetter("order"))

    def _draft(self, at: int, members: Sequence[int], scores: Sequence[int], links: Iterable[Link]) -> None:
        """Draft the person of these authorships; the scores are those that `Partition` has of them."""
        if len(members) > 1:
            for number, score in zip(members, scores, strict=True):
                self.scores[number] = probability(score)
        self._drafts[at] = _draft(members, [self._signatures[each] for each in members], self._keep_sorted(links))

    def _keep_sorted(self, links: Iterable[Link]) -> tuple[Link, ...]:
        kept = self._keep(tuple(sorted(links, key=lambda link: (link.a, link.b))))
        return cast("tuple[Link, ...]", kept)  # what is put aside reads like one, and is written like one

    def _add_collectives(self) -> None:
        """Put collectives together whose folded names are equal."""
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(self._signatures):
            if each.author.collective:
                groups[fold(each.author.name)].append(number)
        reason = (Reason("name", 0.0, "the same collective name"),)
        for numbers in groups.values():
            one = [self._signatures[each] for each in numbers]
            pairs = ((one[0].mentions[0], each.mentions[0]) for each in one[1:])
            links = [Link(min(pair), max(pair), 1.0, reason) for pair in pairs]
            self._drafts[numbers[0]] = _draft(numbers, one, self._keep_sorted((*links, *_link_mentions(one))))


def _draft(numbers: Sequence[int], members: Sequence[Signature], links: tuple[Link, ...]) -> Draft:
    """Draft a person; the fullest form among their authorships gives the name."""
    first = members[0]
    author = max((each.author for each in members), key=lambda each: (len(each.initials), len(each.given)))
    person = Person(
        key="",
        name=author.name,
        family=author.family,
        given=author.given,
        suffix=author.suffix,
        label=invert_name(author.name, author.family, author.given or author.initials, author.suffix),
        collective=author.collective,
        mentions=tuple(sorted(mention for each in members for mention in each.mentions)),
        links=links,
    )
    orcids = tuple([each.form.orcid for each in members if each.form.orcid])
    minted = key(person.name, first.work.year, first.work.study, first.rank)
    return Draft(numbers, first.order, orcids, person, minted)


def _link_mentions(members: Iterable[Signature]) -> Iterator[Link]:
    """Link what several records say of one authorship."""
    reason = (Reason("study", 0.0, "the same place in the byline of the same study"),)
    return (Link(each.mentions[0], mention, 1.0, reason) for each in members for mention in each.mentions[1:])


def give_orcids(drafts: Sequence[Draft]) -> list[str]:
    """Give each person the first ORCID of their authorships that is theirs (see `_find_owners`), or an empty string."""
    owners = _find_owners(drafts)
    return [next((orcid for orcid in each.orcids if owners[orcid] == each.order), "") for each in drafts]


def _find_owners(drafts: Iterable[Draft]) -> dict[str, Order]:
    """Whose each ORCID is: the one who signs with it most often, then first."""
    claims: defaultdict[str, list[tuple[int, Order]]] = defaultdict(list)
    for each in drafts:
        for orcid, times in Counter(each.orcids).items() if each.orcids else ():
            claims[orcid].append((-times, each.order))
    return {orcid: min(found)[1] for orcid, found in claims.items()}
