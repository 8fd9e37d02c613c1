"""When each database was read, as the impact indices that its records print tell."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor

from pyoxigraph import NamedNode

from kg.stores import Store, select
from kg.terms import FABIO, KG, PROV

READING_YEAR = NamedNode("https://example.org/kg/shapes#readingYear")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_OLDEST = 500  # years: no source counts citations of older works


def find_reading_years(store: Store) -> dict[NamedNode, int]:
    """Find for each database the year in which it was read, as the figures of most of its records tell.

    Impact indices are citations / max(1, reading year - year of publication), to one decimal, half up; zeros say
    nothing. At a tie the earlier year.
    """
    votes: dict[NamedNode, Counter[int]] = defaultdict(Counter)
    for _, source, figures in _figures(store):
        if figures:
            votes[source].update(_reading_years(*figures))
    return {source: max(sorted(years), key=years.__getitem__) for source, years in votes.items() if years}


def find_misfits(store: Store, years: Mapping[NamedNode, int]) -> Iterator[str]:
    """Find the records (IRIs) whose impact index may not follow from their citations and the year of reading."""
    for record, source, figures in _figures(store):
        if figures is None:
            yield record
        elif source in years:
            citations, index, published = figures
            if _round(citations, max(1, years[source] - published)) != index:
                yield record


def _figures(store: Store) -> Iterator[tuple[str, NamedNode, tuple[int, Decimal, int] | None]]:
    """Give for each record its database, citations, impact index and year; None if one of these is not what it should be."""
    found = select(
        store,
        f"SELECT ?record ?source ?citations ?index ?year WHERE {{ GRAPH ?graph {{ ?record {PROV.hadPrimarySource} ?source ; "
        f"{KG.citationCount} ?citations ; {KG.impactIndex} ?index ; {FABIO.hasPublicationYear} ?year }} "
        "FILTER(isIRI(?source)) }",
    )
    for record, source, *printed in found:
        citations, index, year = (each.value for each in printed)
        plain = all(map(_NUMBER.fullmatch, (citations, index, year)))
        yield record.value, source, (int(Decimal(citations)), Decimal(index), int(Decimal(year))) if plain else None


def _reading_years(citations: int, index: Decimal, published: int) -> set[int]:
    """List the years in which a page would say so: in the year of publication and the next, the age counts as one."""
    half = Decimal("0.05")
    if index <= half:
        return set()
    ages = range(max(1, floor(citations / (index + half))), min(_OLDEST, ceil(citations / (index - half))) + 1)
    fitting = {age for age in ages if _round(citations, age) == index}
    return {published + age for age in fitting | ({0} if 1 in fitting else set())}


def _round(citations: int, age: int) -> Decimal:
    return (Decimal(citations) / age).quantize(Decimal("0.1"), ROUND_HALF_UP)
