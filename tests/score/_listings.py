"""Ways in which listings other than the labelled ones would print the same authorships, and put them into corpora."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from kg.entities.people.authorships import Signature
from kg.record import Record
from tests.train.people import Labelled


def strip(record: Record) -> Record:
    """Leave what the barest listings print: names, title, journal, year."""
    container = record.container and replace(record.container, country="")
    authors = tuple(replace(each, affiliations=(), email="") for each in record.contributors)
    return replace(record, abstract=(), keywords=(), headings=(), grants=(), container=container, contributors=authors)


def cut(signatures: Iterable[Signature], pieces: int) -> list[list[Signature]]:
    """Deal the studies out to so many pieces."""
    found: list[list[Signature]] = [[] for _ in range(pieces)]
    for each in signatures:
        found[hashlib.sha256(each.work.study.encode()).digest()[0] % pieces].append(each)
    return found


def keep_one_coauthor(labelled: Labelled) -> list[Signature]:
    """Leave of each byline the labelled authors and one more."""
    places = {place for a, b, _ in labelled.same for place in (a, b)} | {*labelled.who}
    wanted = {labelled.anchor(place) for place in places & labelled.number.keys()}
    kept: list[Signature] = []
    others: set[str] = set()
    for each in labelled.tabulation.signatures:
        if each.mentions[0] in wanted or each.work.study not in others:
            kept.append(each)
            if each.mentions[0] not in wanted:
                others.add(each.work.study)
    return kept


Listing = Callable[[Labelled, Sequence[Signature]], Sequence[Sequence[Signature]]]
# Ways in which the authorships of a set, or of all together, are put into corpora.
LISTINGS: dict[str, Listing] = {
    "as it is": lambda labelled, _: [labelled.tabulation.signatures],
    "in quarters": lambda labelled, _: cut(labelled.tabulation.signatures, 4),
    "in eighths": lambda labelled, _: cut(labelled.tabulation.signatures, 8),
    "initials only": lambda labelled, _: [labelled.shortened.signatures],
    "one co-author": lambda labelled, _: [keep_one_coauthor(labelled)],
    "among the others": lambda _, together: [together],
    "among the others, in quarters": lambda _, together: cut(together, 4),
}
