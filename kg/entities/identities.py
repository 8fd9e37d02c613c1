"""Which authorships are which person and which records which study, kept from build to build so that IRIs stay."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, Self

import msgspec
from msgspec import Struct, structs

from kg.entity import AuthorityLink, Doubt, Entities, Link, Mention, RecordLink, Replacement
from kg.errors import InputError
from kg.files import write_jsonl


class KnownPerson(Struct, frozen=True, tag="person"):
    """A person of a build: the authorships of records (`mentions`) and of studies (`ranks`) that are theirs, and why."""

    key: str
    name: str
    mentions: tuple[Mention, ...]
    ranks: tuple[tuple[str, int], ...]
    links: tuple[Link, ...] = ()


class KnownStudy(Struct, frozen=True, tag="study"):
    """A study of a build, the records that describe it (`chosen` is shown), and why they are held to."""

    key: str
    records: tuple[str, ...]
    chosen: str = ""
    links: tuple[RecordLink, ...] = ()


class KnownInstitution(Struct, frozen=True, tag="institution"):
    """An institution of a build, the `signs` by which the next one knows it, and, if it is linked to an authority, why."""

    key: str
    signs: tuple[tuple[str, ...], ...] = ()
    links: tuple[AuthorityLink, ...] = ()


class KnownJournal(Struct, frozen=True, tag="journal"):
    """A journal of a build: its ISSNs and titles, by which the next one knows it."""

    key: str
    issns: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


class KnownReplacement(Struct, frozen=True, tag="replaced"):
    """A key that went in this build or an earlier one."""

    kind: str
    old: str
    new: str


class KnownDoubt(Doubt, frozen=True, tag="doubt"):
    """Two people of this build who may be one."""


class Identities(Struct, frozen=True):
    """The identities of a build, one JSON line each in `identities.jsonl`.

    >>> Identities.of(Entities()).people
    ()
    """

    people: tuple[KnownPerson, ...] = ()
    studies: tuple[KnownStudy, ...] = ()
    replaced: tuple[Replacement, ...] = ()
    doubts: tuple[KnownDoubt, ...] = ()
    institutions: tuple[KnownInstitution, ...] = ()
    journals: tuple[KnownJournal, ...] = ()

    @classmethod
    def of(cls, entities: Entities) -> Self:
        """Take down who is who in these entities."""
        return cls(
            people=tuple(_know_people(entities)),
            studies=tuple(KnownStudy(each.key, each.records, each.chosen, each.links) for each in entities.studies),
            replaced=entities.replaced,
            doubts=tuple(KnownDoubt(*structs.astuple(each)) for each in entities.doubts),
            institutions=tuple(KnownInstitution(each.key, each.signs, each.links) for each in entities.institutions),
            journals=tuple(KnownJournal(each.key, each.issns, each.titles) for each in entities.journals),
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read `identities.jsonl`. Raises `ValueError` naming the line that is none of ours."""
        decoder = msgspec.json.Decoder(
            KnownPerson | KnownStudy | KnownReplacement | KnownDoubt | KnownInstitution | KnownJournal
        )
        found: dict[type, list[Any]] = defaultdict(list)
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    each = decoder.decode(line)
                except msgspec.MsgspecError as error:
                    raise InputError(f"{path}:{number}: not an identity: {error}") from error
                found[type(each)].append(each)
        return cls(
            people=tuple(found[KnownPerson]),
            studies=tuple(found[KnownStudy]),
            replaced=tuple(Replacement(each.kind, each.old, each.new) for each in found[KnownReplacement]),
            doubts=tuple(found[KnownDoubt]),
            institutions=tuple(found[KnownInstitution]),
            journals=tuple(found[KnownJournal]),
        )

    def write(self, path: Path) -> None:
        """Write one JSON line for each person, study, replaced key, doubt, institution and journal."""
        write_jsonl(path, self.lines())

    def lines(self) -> Iterator[Struct]:
        """Give what `write` makes a line each of."""
        replaced = (KnownReplacement(*gone) for gone in self.replaced)
        return chain(self.people, self.studies, replaced, self.doubts, self.institutions, self.journals)

    def links(self, kind: str, key: str) -> tuple[Link, ...] | tuple[RecordLink, ...] | tuple[AuthorityLink, ...]:
        """Return the links that made the person, the study or the institution of that key, or none if there is no such."""
        if kind == "institution":
            return next((each.links for each in self.institutions if each.key == key), ())
        if kind == "study":
            return next((each.links for each in self.studies if each.key == key), ())
        return next((each.links for each in self.people if kind == "person" and each.key == key), ())

    def gone(self, kind: str) -> list[str]:
        """Return the keys of that kind that went in this build or an earlier one."""
        return [each.old for each in self.replaced if each.kind == kind]


def write_identities(entities: Entities, path: Path) -> None:
    """Write down who is who in these entities, without holding the identities of all their people at once."""
    others = Identities.of(structs.replace(entities, people=(), authorships=()))
    write_jsonl(path, chain(_know_people(entities), others.lines()))


def _know_people(entities: Entities) -> Iterator[KnownPerson]:
    by_person = sorted(entities.authorships, key=attrgetter("person"))
    for person, (_, theirs) in zip(entities.people, groupby(by_person, key=attrgetter("person")), strict=True):
        ranks = tuple([(each.study, each.rank) for each in theirs])
        yield KnownPerson(person.key, person.name, person.mentions, ranks, person.links)


class Claim(NamedTuple):
    """What a new group holds, oldest first, and the keys that it would be minted under, best first."""

    members: Iterable[Hashable]
    keys: Iterable[str]


class Assignment(NamedTuple):
    """The key of each claim, in their order, and for each known key that is gone the one that took its place."""

    keys: list[str]
    replaced: dict[str, str]


def assign_keys(
    claims: Sequence[Claim], known: Mapping[str, Sequence[Hashable]], retired: Iterable[str] = ()
) -> Assignment:
    """Give every group a key of its own, the one it is known under wherever there is one.

    A known key goes to the group with most of its members (of equals, the one with the earlier), and a group that could
    have several keeps the one with which it shares most (of equals, the smallest); the others are replaced by it. Keys
    in `retired` are given to nobody. Without a known key a group gets the first of its own that is free.

    >>> assign_keys([Claim(["a", "b"], ["new"])], {"k1": ["a"], "k2": ["b", "c"]})
    Assignment(keys=['k1'], replaced={'k2': 'k1'})
    """
    home = {member: n for n, claim in enumerate(claims) for member in claim.members} if known else {}
    heirs: dict[int, list[tuple[int, str]]] = {}
    for key, members in known.items():
        votes = Counter(home[member] for member in members if member in home)
        if votes:  # most_common keeps the order of first sight among equals
            heir, shared = votes.most_common(1)[0]
            heirs.setdefault(heir, []).append((-shared, key))
    kept = {n: min(found)[1] for n, found in heirs.items()}
    replaced = {key: kept[n] for n, found in heirs.items() for _, key in found if key != kept[n]}
    taken = {*kept.values(), *replaced, *retired}
    keys: list[str] = []
    numbers: dict[str, int] = {}
    for n, claim in enumerate(claims):
        key = kept.get(n) or _free(claim.keys, taken, numbers)
        taken.add(key)
        keys.append(key)
    return Assignment(keys, replaced)


def _free(keys: Iterable[str], taken: set[str], numbers: dict[str, int]) -> str:
    """Return the first key that nobody has, or the last with a number behind it; `numbers` are the next to try."""
    last = ""
    for last in keys:
        if last not in taken:
            return last
    number = numbers.get(last, 2)
    while f"{last}-{number}" in taken:
        number += 1
    numbers[last] = number + 1
    return f"{last}-{number}"
