"""Checks a graph against `ontology/shapes.ttl` (SHACL), some hundreds of nodes at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import islice
from math import ceil, floor
from typing import NamedTuple

import pyoxigraph
import pyshacl
import rdflib
from msgspec import Struct
from pyoxigraph import NamedNode, QuerySolutions
from rdflib.namespace import RDF, SH

from kg.stores import Store
from kg.terms import FABIO, FOAF, KG, ORG, PRO, PROV, SCHEMA, ontology_file

_SHAPES = rdflib.Namespace("https://example.org/kg/shapes#")
_BATCH = 300


class Violation(Struct, frozen=True):
    """A node that a shape does not fit.

    `severity` is "Violation" for what must hold, "Warning" for what sources get wrong; `path` is the property in
    question, `value` what it has (both empty if it is none in particular). `records` are the IRIs of the records that
    the node rests on, `places` where these stand ("file#line"), all sorted.
    """

    severity: str
    focus: str
    path: str
    value: str
    message: str
    records: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class _Kind(NamedTuple):
    """What to check together: a class of nodes, a batch of which is found by `?focus`, and what their shapes see.

    `graph` opens the graphs where the nodes are described; `around` are patterns that bind `?s` to further nodes.
    """

    focus: NamedNode
    graph: str = ""
    around: tuple[str, ...] = ()


_CLAIMS = "GRAPH ?g"
_KINDS = (
    _Kind(
        KG.Record,
        _CLAIMS,
        (f"?s {KG.ofRecord} ?focus . ?s a {KG.Authorship}", f"?s {KG.ofAuthorship} ?author . ?author {KG.ofRecord} ?focus"),
    ),
    _Kind(SCHEMA.ScholarlyArticle, "", (f"?s {PRO.relatesToDocument} ?focus",)),
    _Kind(FOAF.Organization, "", (f"?focus {ORG.subOrganizationOf}+ ?s",)),
    *map(_Kind, (FOAF.Person, FOAF.Group, SCHEMA.City, SCHEMA.Country, FABIO.Journal, KG.Coauthorship)),
)


def validate(store: Store, batch: int = _BATCH) -> Iterator[Violation]:
    """Check all that the shapes are about, and give what does not fit, most of it sorted.

    Only what the shapes of `batch` nodes need is in memory at a time. The impact indices of all records are checked
    against one reading year, the one that fits most of them (see `find_reading_year`).

    >>> from pyoxigraph import Literal, Quad
    >>> from kg.stores import EmbeddedStore
    >>> from kg.terms import RDF, FABIO, DCTERMS, PROV
    >>> journal = NamedNode("https://example.org/kg/journal/x")
    >>> with EmbeddedStore() as store:
    ...     store.load([Quad(journal, RDF.type, FABIO.Journal), Quad(journal, PROV.wasDerivedFrom, journal)])
    ...     [violation.message for violation in validate(store)]
    ['A journal has exactly one title.']
    """
    shapes = _with_reading_year(find_reading_year(store))
    wanted = {str(term) for term in shapes.objects() if isinstance(term, rdflib.URIRef)} | {str(RDF.type)}
    for kind in _KINDS:
        for nodes in _batches(_focus_nodes(store, kind), batch):
            found = list(_check(_neighbourhood(store, kind, nodes, wanted), shapes))
            yield from sorted(map(_Sources(store).of, found)) if found else ()


def find_reading_year(store: Store) -> int | None:
    """Find the year in which the source was read, as most records' citations, impact index and age tell.

    An index is citations / max(1, reading year - year of publication), to one decimal, half up; zeros say nothing. At a
    tie the earlier year; None without any figures.
    """
    votes: Counter[int] = Counter()
    for citations, index, year in _select(
        store,
        f"SELECT ?citations ?index ?year WHERE {{ GRAPH ?g {{ ?record {KG.citationCount} ?citations ; "
        f"{KG.impactIndex} ?index ; {FABIO.hasPublicationYear} ?year }} }}",
    ):
        votes.update(_reading_years(int(citations.value), Decimal(index.value), int(year.value)))
    return max(sorted(votes), key=votes.__getitem__, default=None)


def _reading_years(citations: int, index: Decimal, published: int) -> Iterable[int]:
    """List the years in which a page would say so; a year or less after publication counts as one."""
    if index <= 0:
        return ()
    least = max(1, floor(citations / (index + Decimal("0.05"))))
    most = ceil(citations / (index - Decimal("0.05")))
    ages = [age for age in range(least, most + 1) if impact_index(citations, age) == index]
    return {published + age for age in ages} | ({published} if 1 in ages else set())


def impact_index(citations: int, age: int) -> Decimal:
    """Compute citations per year, to one decimal, half up.

    >>> impact_index(17, 4)
    Decimal('4.3')
    """
    return (Decimal(citations) / age).quantize(Decimal("0.1"), ROUND_HALF_UP)
