"""Which journals are one: the same ISSN, the same title, or a title that abbreviates only that one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.entities.grouping import Identifiers, by_scheme, group, unite
from kg.entities.identities import Identities
from kg.entities.signs import Sign, assign_by_signs
from kg.entity import Journal
from kg.record import Container
from kg.values.journal_titles import find_variants, fold_title, sign_title, squeeze_title
from kg.values.keys import fold, key

_ISSN = ("issn", "eissn", "issnl")
_NONE = Identities()


class Journals(NamedTuple):
    """The journals, sorted by key, the key of each container that records print, and the known keys that others replaced."""

    journals: tuple[Journal, ...]
    of: dict[Container, str]
    replaced: dict[str, str]


def find_journals(containers: Iterable[Container], earlier: Identities = _NONE) -> Journals:
    """Find the journals among the containers of records, one for each record.

    Containers are one journal when they share an ISSN, when `squeeze_title` gives the same for both, or when the title of one
    is short for the titles of one journal only (`find_variants`); never when their ISSNs contradict each other (the same
    scheme, no value in common). One that is known from an `earlier` build keeps its key.
    """
    printed = Counter(each for each in containers if each.kind == "journal" and fold(each.title))
    containers = sorted(printed, key=_order)
    signs: defaultdict[tuple[int, str], list[Container]] = defaultdict(list)
    for each in containers:
        for issn in _issns(each):
            signs[0, issn].append(each)
        for sign in sign_title(each.title):
            signs[1, sign].append(each)
    schemes = {each: by_scheme(_numbers(each)) for each in containers}
    known = [signs[sign] for sign in sorted(signs)]
    home = {each: n for n, members in enumerate(group(schemes, known, _merge)) for each in members}
    # Abbreviated titles have two words for one with a hyphen, or one.
    printed_as = ((title, home[each]) for each in containers for title in {each.title, each.title.replace("-", " ")})
    variants = find_variants(printed_as)
    known += [signs[1, squeeze_title(short)] + signs[1, squeeze_title(full)] for short, full in variants]
    groups = group(schemes, known, _merge)
    groups.sort(key=lambda members: _order(members[0]))
    titles = [Counter[str]() for _ in groups]
    for members, counts in zip(groups, titles, strict=True):
        for each in members:
            counts[each.title] += printed[each]
    issns = [sorted({issn for each in members for issn in _issns(each)}) for members in groups]
    assigned = assign_by_signs(
        [Counter(_tell_signs(*both)) for both in zip(issns, titles, strict=True)],
        [[f"issn/{its[0]}" if its else _name(counts)] for its, counts in zip(issns, titles, strict=True)],
        {each.key: list(_tell_signs(each.issns, each.titles)) for each in earlier.journals},
        earlier.gone("journal"),
    )
    journals = (
        Journal(
            key, min(counts, key=lambda text: (text.isupper(), -counts[text], text)), tuple(its), tuple(sorted(counts))
        )
        for key, counts, its in zip(assigned.keys, titles, issns, strict=True)
    )
    return Journals(
        tuple(sorted(journals, key=lambda journal: journal.key)),
        {each: key for key, members in zip(assigned.keys, groups, strict=True) for each in members},
        assigned.replaced,
    )


def _tell_signs(issns: Iterable[str], titles: Iterable[str]) -> Iterator[Sign]:
    """What tells a journal from build to build, its ISSNs before its titles."""
    yield from (("issn", issn) for issn in issns)
    yield from (("title", squeeze_title(title)) for title in titles)


def _name(titles: Iterable[str]) -> str:
    name = min(map(fold_title, titles))
    return key(name, name)


def _issns(container: Container) -> list[str]:
    return sorted({number for _, number in _numbers(container)})


def _numbers(container: Container) -> list[tuple[str, str]]:
    return [(each.scheme, each.value) for each in container.identifiers if each.scheme in _ISSN]


def _merge(one: Identifiers, other: Identifiers) -> Identifiers | None:
    shared = frozenset().union(*one.values()) & frozenset().union(*other.values())
    if not shared and one.keys() & other.keys():
        return None
    return unite(one, other)


def _order(container: Container) -> tuple[str, Sequence[str]]:
    return container.title, [each.scheme + each.value for each in container.identifiers]
