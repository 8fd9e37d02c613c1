"""Which authorships are compared at all: blocks of namesakes, and in large blocks only pairs that share something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from kg.entities.authorships import Signature
from kg.entities.evidence import contradict

_SMALL = 150  # authorships; up to here all pairs of a block are compared
_NEAR = 20  # in larger blocks: the next ones, by year, that share a trait


def find_blocks(signatures: Iterable[Signature]) -> list[list[Signature]]:
    """Put authorships into blocks, oldest first; nobody is compared across blocks.

    A block has one surname and first initial. Where one ORCID stands with two names that do not contradict each other
    (another surname after marriage, say), their blocks are one.
    """
    named: defaultdict[str, list[Signature]] = defaultdict(list)
    by_orcid: defaultdict[str, list[Signature]] = defaultdict(list)
    for each in sorted(signatures, key=lambda each: each.order):
        named[each.block].append(each)
        if each.form.orcid:
            by_orcid[each.form.orcid].append(each)
    home = {name: name for name in named}
    for orcid in sorted(by_orcid):
        for one, other in combinations({each.block: each for each in by_orcid[orcid]}.values(), 2):
            if home[one.block] != home[other.block] and not contradict(one.form, other.form):
                kept, gone = sorted((home[one.block], home[other.block]))
                home |= {name: kept for name, at in home.items() if at == gone}
    blocks: defaultdict[str, list[Signature]] = defaultdict(list)
    for name in sorted(named):
        blocks[home[name]] += named[name]
    return [sorted(blocks[name], key=lambda each: each.order) for name in sorted(blocks)]


def pair(block: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """Give the pairs of a block (i < j) that are worth comparing.

    In a large block these share a co-author, an organisation, a journal, a telling word, an identifier or a name in full,
    and are among the nearest in time that do: linear in the block's size, not quadratic.
    """
    if len(block) <= _SMALL:
        yield from combinations(range(len(block)), 2)
        return
    sharing: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for i, each in enumerate(block):
        for trait in _traits(each):
            sharing[trait].append(i)
    yield from sorted(
        {(i, j) for theirs in sharing.values() for n, i in enumerate(theirs) for j in theirs[n + 1 : n + 1 + _NEAR]}
    )


def _traits(each: Signature) -> Iterator[tuple[str, str]]:
    yield from (("name", name) for name in each.work.names if name != each.block)
    yield from (("organisation", key) for key in each.organisations)
    yield from (("word", word) for word in each.work.topic)
    given = " ".join(each.form.given)
    for kind, value in (
        ("journal", each.work.journal),
        ("orcid", each.form.orcid),
        ("email", each.email),
        ("given", given if len(given) > 1 else ""),
    ):
        if value:
            yield kind, value
