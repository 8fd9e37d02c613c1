"""When each database was read, as the impact indices that its records print tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor
from typing import cast

from pyoxigraph import NamedNode, QuerySolution, QuerySolutions

from kg.stores import Store
from kg.terms import FABIO, KG, PROV

READING_YEAR = NamedNode("https://example.org/kg/shapes#readingYear")
_OLDEST = 500  # years: no source counts citations of older works


def find_reading_years(store: Store) -> dict[NamedNode, int]:
    """Find for each database the year in which it was read, as the figures of most of its records tell.

    Impact indices are citations / max(1, reading year - year of publication), to one decimal, half up; zeros say
    nothing. At a tie the earlier year.
    """
    figures = _select(
        store,
        f"SELECT ?source ?citations ?index ?year WHERE {{ GRAPH ?graph {{ ?record {PROV.hadPrimarySource} ?source ; "
        f"{KG.citationCount} ?citations ; {KG.impactIndex} ?index ; {FABIO.hasPublicationYear} ?year }} }}",
    )
    votes: dict[NamedNode, Counter[int]] = defaultdict(Counter)
    for source, citations, index, year in figures:
        votes[source].update(_reading_years(int(citations.value), Decimal(index.value), int(year.value)))
    return {source: max(sorted(years), key=years.__getitem__) for source, years in votes.items() if years}


def _reading_years(citations: int, index: Decimal, published: int) -> set[int]:
    """List the years in which a page would say so: in the year of publication and the next, the age counts as one."""
    half = Decimal("0.05")
    if index <= half:
        return set()
    ages = range(max(1, floor(citations / (index + half))), min(_OLDEST, ceil(citations / (index - half))) + 1)
    fitting = {age for age in ages if (Decimal(citations) / age).quantize(2 * half, ROUND_HALF_UP) == index}
    return {published + age for age in fitting | ({0} if 1 in fitting else set())}


def _select(store: Store, sparql: str) -> Iterator[QuerySolution]:
    return iter(cast("QuerySolutions", store.query(sparql)))
