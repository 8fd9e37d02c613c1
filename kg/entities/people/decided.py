"""What people decided, held against the evidence: who is one person, who is not, how names read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple, Self

import numpy as np
from msgspec import structs

from kg.decision import Corrections, Dispute, Naming, Verdict
from kg.entities.identities import Identities
from kg.entities.people.authorships import Signature
from kg.entities.people.bylines import Author, Byline, read_form
from kg.entities.people.partition import Pairs, Partition
from kg.entities.verdicts import dispute_contradiction, oppose, settle
from kg.entity import Link, Mention, Reason
from kg.values.keys import digest, fold

_AUTHORSHIP = re.compile(r"(?P<kind>study|record)/(?P<key>.+)/author/(?P<rank>\d+)")
_HASH = re.compile(r"([a-z2-7]{16})(?:-\d+)?$")  # where a person's key ends, and the number behind keys that were taken


class Decisions(NamedTuple):
    """The authorships, those barred from each other marked so, the pairs to join (by number), and what could not be done."""

    signatures: Sequence[Signature]
    joined: Sequence[tuple[int, int, Verdict]] = ()
    disputes: Sequence[Dispute] = ()


def decide(signatures: Sequence[Signature], corrections: Corrections, known: Identities) -> Decisions:
    """Find the authorships that corrections of people mean.

    A person means the authorship under which they were first known: that stays, whatever else becomes one with it.
    """
    same, different = (
        [each for each in some if not each.is_of_studies] for some in (corrections.same, corrections.different)
    )
    if not same and not different:
        return Decisions(list(signatures))
    anchors = _Anchors(map(Anchor.of, signatures), known)
    settled = settle(same, different, anchors.find, "names nobody in these records")
    marked = list(signatures)
    for number, bars in settled.bars.items():
        one = marked[number]
        marked[number] = structs.replace(one, form=one.form._replace(bars=bars))
    return Decisions(marked, settled.joined, settled.disputes)


def join(decisions: Decisions, found: Partition) -> tuple[Partition, dict[int, list[Link]], list[Dispute]]:
    """Make one person of those that were decided to be one, unless they stand in one byline or are barred from each other.

    Gives the links by the number of the person's first authorship.
    """
    home = found.home.copy()
    links: defaultdict[int, list[Link]] = defaultdict(list)
    disputes = []
    signatures = decisions.signatures
    for a, b, verdict in decisions.joined:
        one, other = sorted((int(home[a]), int(home[b])))
        if one == other:
            continue
        groups = [[signatures[n] for n in np.flatnonzero(home == each).tolist()] for each in (one, other)]
        works = {each.work.study for each in groups[0]} & {each.work.study for each in groups[1]}
        if works:
            reason = f"both are authors of study/{min(works)}"
            disputes.append(Dispute(verdict.line, " and ".join(verdict.nodes), reason))
            continue
        if oppose(*map(_bars, groups)):
            disputes.append(dispute_contradiction(verdict))
            continue
        home[home == other] = one
        links[one] += links.pop(other, [])
        reasons = (Reason("correction", 0.0, _tell(verdict, "the same")),)
        mentions = sorted((signatures[a].mentions[0], signatures[b].mentions[0]))
        links[one].append(Link(mentions[0], mentions[1], 1.0, reasons))
    doubts = found.doubts.take(home[found.doubts.a] != home[found.doubts.b])
    return Partition(home, found.score, found.merges, Pairs(*doubts)), links, disputes


def tell_decisions(
    authorships: Iterable[Anchor],
    corrections: Corrections,
    known: Identities,
    one: Collection[Mention],
    other: Collection[Mention],
) -> Iterator[str]:
    """Tell what people decided of two sets of authorships: that somebody of the one is, or is not, somebody of the other."""
    said_of = dict.fromkeys(corrections.same, "the same") | dict.fromkeys(corrections.different, "different")
    verdicts = [(each, said) for each, said in said_of.items() if not each.is_of_studies]
    if verdicts:
        found = list(authorships)
        anchors = _Anchors(found, known)
        for verdict, said in verdicts:
            numbers = [number for node in verdict.nodes if (number := anchors.find(node)) is not None]
            mentions = [frozenset(found[number].mentions) for number in numbers]
            if any(a.intersection(one) and b.intersection(other) for a, b in permutations(mentions, 2)):
                yield _tell(verdict, said)


def _tell(verdict: Verdict, said: str) -> str:
    return f"corrections.toml, line {verdict.line}: they are {said}{', ' if verdict.why else ''}{verdict.why}"


class Reading:
    """Reads the names of authors as people say they read; what was printed stays.

    >>> from kg.entities.people.bylines import Background
    >>> from kg.record import Contributor
    >>> printed = Author.read(1, Contributor("Nguyen Van A", family="A"))
    >>> read = Reading([Naming("Nguyen Van A", "Nguyen", "Van A")]).rename(Byline((printed,), Background()))
    >>> read.authors[0].name.given, read.authors[0].form.family
    ('Van A', 'nguyen')
    """

    def __init__(self, names: Iterable[Naming]) -> None:
        self._reads = {fold(each.printed): each for each in names}
        self._met: set[str] = set()

    def rename(self, byline: Byline) -> Byline:
        """Give the byline with its names read so."""
        met = self._reads.keys() & {fold(each.name.name) for each in byline.authors} if self._reads else ()
        if not met:
            return byline
        self._met |= met
        authors = (_rename(each, self._reads.get(fold(each.name.name))) for each in byline.authors)
        return structs.replace(byline, authors=tuple(authors))

    def unmet(self) -> Iterator[Dispute]:
        """Tell of the names that nobody had."""
        for name, each in self._reads.items():
            if name not in self._met:
                yield Dispute(each.line, each.printed, "no author's name is printed so")


def _rename(author: Author, naming: Naming | None) -> Author:
    if naming is None:
        return author
    initials = "".join(word[0].upper() for word in fold(naming.given).split())
    name = structs.replace(
        author.name, family=naming.family, given=naming.given, suffix=naming.suffix, initials=initials
    )
    return structs.replace(author, name=name, form=read_form(name, author.form.orcid))


def _bars(group: Iterable[Signature]) -> frozenset[int]:
    return frozenset[int]().union(*(each.form.bars for each in group))


class Anchor(NamedTuple):
    """What corrections may call an authorship by."""

    study: str
    year: int | None
    rank: int
    mentions: tuple[Mention, ...]
    orcid: str

    @classmethod
    def of(cls, signature: Signature) -> Self:
        """Give the anchor of an authorship that was signed so."""
        work = signature.work
        return cls(work.study, work.year, signature.rank, signature.mentions, signature.form.orcid)


class _Anchors:
    """Finds authorships by what corrections call them."""

    def __init__(self, authorships: Iterable[Anchor], known: Identities) -> None:
        self._places: dict[object, int] = {}
        self._first: dict[str, int] = {}
        for number, each in reversed([*enumerate(authorships)]):
            self._places[each.study, each.rank] = number
            self._places.update((mention, number) for mention in each.mentions)
            self._first[digest(each.year, each.study, each.rank)] = number
            if each.orcid:
                self._first[f"orcid/{each.orcid}"] = number
        self._known = {each.key: each for each in known.people}
        self._replaced = {each.old: each.new for each in known.replaced if each.kind == "person"}

    def find(self, node: str) -> int | None:
        """Find the authorship, or the first one that the person is known by."""
        if place := _AUTHORSHIP.fullmatch(node):
            at = place["key"], int(place["rank"])
            return self._places.get(at if place["kind"] == "study" else Mention(*at))
        key = node.partition("/")[2]
        hashed = _HASH.search(key)
        first = self._first.get(hashed[1] if hashed else key)
        return first if first is not None else min(self._of_known(key), default=None)

    def _of_known(self, key: str) -> Iterator[int]:
        person = self._known.get(self._replaced.get(key, key))
        for each in (*person.ranks, *person.mentions) if person else ():
            if each in self._places:
                yield self._places[each]
