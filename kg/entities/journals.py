"""Which journals are one: the same ISSN, the same title, or a title that abbreviates only that one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.entities.grouping import group
from kg.entity import Journal
from kg.record import Container
from kg.values.journal_titles import find_variants, fold_title, squeeze_title
from kg.values.keys import fold, key

_ISSN = ("issn", "eissn", "issnl")


class Journals(NamedTuple):
    """The journals, sorted by key, and the key of each container that records print."""

    journals: tuple[Journal, ...]
    of: dict[Container, str]


def find_journals(containers: Iterable[Container]) -> Journals:
    """Find the journals among the containers of records, one for each record.

    Containers are one journal when they share an ISSN, when `squeeze_title` gives the same for both, or when the title of one
    is short for the titles of one journal only (`find_variants`); never when their ISSNs contradict each other (the same
    scheme, no value in common).
    """
    printed = Counter(each for each in containers if each.kind == "journal" and fold(each.title))
    containers = sorted(printed, key=_order)
    signs: defaultdict[tuple[int, str], list[Container]] = defaultdict(list)
    for each in containers:
        for issn in _issns(each):
            signs[0, issn].append(each)
        signs[1, squeeze_title(each.title)].append(each)
    schemes = {each: _by_scheme(each) for each in containers}
    known = [signs[sign] for sign in sorted(signs)]
    home = {each: n for n, members in enumerate(group(schemes, known, _merge)) for each in members}
    variants = find_variants((each.title, home[each]) for each in containers)
    known += [signs[1, squeeze_title(short)] + signs[1, squeeze_title(full)] for short, full in variants]
    groups = group(schemes, known, _merge)
    journals: list[Journal] = []
    of: dict[Container, str] = {}
    for members in sorted(groups, key=lambda members: _order(members[0])):
        issns = tuple(sorted({issn for each in members for issn in _issns(each)}))
        titles = Counter[str]()
        for each in members:
            titles[each.title] += printed[each]
        title = min(titles, key=lambda text: (text.isupper(), -titles[text], text))
        name = min(fold_title(each) for each in titles)
        identity = f"issn/{issns[0]}" if issns else key(name, name)
        journals.append(Journal(identity, title, issns, tuple(sorted(titles))))
        of |= dict.fromkeys(members, identity)
    return Journals(tuple(sorted(journals, key=lambda journal: journal.key)), of)


def _issns(container: Container) -> list[str]:
    return sorted({each.value for each in container.identifiers if each.scheme in _ISSN})


def _by_scheme(container: Container) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in container.identifiers:
        if each.scheme in _ISSN:
            found[each.scheme].add(each.value)
    return {scheme: frozenset(values) for scheme, values in found.items()}


def _merge(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> dict[str, frozenset[str]] | None:
    shared = frozenset().union(*one.values()) & frozenset().union(*other.values())
    if not shared and one.keys() & other.keys():
        return None
    return {
        scheme: one.get(scheme, frozenset()) | other.get(scheme, frozenset()) for scheme in one.keys() | other.keys()
    }


def _order(container: Container) -> tuple[str, Sequence[str]]:
    return container.title, [each.scheme + each.value for each in container.identifiers]
