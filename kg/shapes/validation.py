"""Fetches nodes that may not fit, batch by batch, with what the shapes see of them, and tells where their records stand."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple, cast

from isal import igzip
from msgspec import Struct, structs
from pyoxigraph import Literal, NamedNode, QueryTriples, RdfFormat, Triple

from kg.occurrences import find_places, print_places
from kg.processes.workers import Workers, cut
from kg.shapes.reading_years import READING_YEAR, find_misfits, find_reading_years
from kg.shapes.shacl import Shapes, Violation
from kg.shapes.suspects import find_suspects
from kg.stores import Store, bind, open_store, select, sort_lines
from kg.terms import FABIO, FOAF, FRAPO, KG, ORG, PRO, PROV, RDF, SCHEMA


class _Kind(NamedTuple):
    """A class of nodes to check together with those that `around` binds to ?s, in the default graph or in claims."""

    focus: NamedNode
    around: tuple[str, ...] = ()
    graph: str = ""

    def find(self, store: Store, suspects: Iterable[str]) -> list[str]:
        """Find the nodes of the kind that are among the suspects, or have one around them, sorted."""
        found: set[str] = set()
        for some in cut(suspects, _AT_ONCE):
            either = _either(self, bind("?s", map(NamedNode, some)), "?s")
            where = f"{self.graph} {{ {either} ?focus a {self.focus} }}"
            found.update(focus.value for (focus,) in select(store, f"SELECT DISTINCT ?focus WHERE {{ {where} }}"))
        return sorted(found)


_AT_ONCE = 1_000  # suspects whose kind is asked for at once
_CLAIMS = "GRAPH ?graph"
_KINDS = (
    _Kind(
        KG.Record,
        (f"?s {KG.ofRecord} ?focus", f"?authorship {KG.ofRecord} ?focus . ?s {KG.ofAuthorship} ?authorship"),
        _CLAIMS,
    ),
    _Kind(SCHEMA.ScholarlyArticle, (f"?s {PRO.relatesToDocument} ?focus",)),
    *map(_Kind, (FOAF.Organization, FOAF.Person, FOAF.Group, SCHEMA.City, SCHEMA.Country, FABIO.Journal)),
    *map(_Kind, (FRAPO.Grant, FRAPO.FundingAgency)),
)


class _Batch(Struct, frozen=True):
    """Nodes of a kind (its place in `_KINDS`) to check, and when each database was read; the store at `path`, or the one at hand."""

    kind: int
    nodes: tuple[str, ...]
    read: tuple[tuple[str, int], ...]
    path: str = ""


def validate(
    store: Store, batch: int = 500, workers: Workers | None = None, graph: Path | None = None
) -> Iterator[Violation]:
    """Check all nodes that the shapes are about and give what does not fit, kind by kind and batch by batch in order.

    One pass over all lines tells which nodes may not fit (`kg.shapes.suspects`); pyshacl judges these. Only what the shapes see
    of `batch` studies (or records, people …) is in memory at a time. `graph` is a gzipped file of the store's quads, as sorted
    N-Quads, from which they are read several times as fast. The impact indices of all
    records of a database are checked against one year of reading, that of `find_reading_years`. Given several `workers`
    and an embedded store on disk that nobody writes to, they share the work.

    >>> from pyoxigraph import Quad
    >>> from kg.stores import EmbeddedStore
    >>> from kg.terms import RDF
    >>> journal = NamedNode("https://example.org/kg/journal/x")
    >>> with EmbeddedStore() as store:
    ...     store.load([Quad(journal, RDF.type, FABIO.Journal), Quad(journal, PROV.wasDerivedFrom, journal)])
    ...     [violation.message for violation in validate(store)]
    ['A journal must have exactly one title.']
    """
    path = str(getattr(store, "path", None) or "") if workers and workers.jobs > 1 else ""
    years = find_reading_years(store)
    if graph:
        ((merged, claimed),) = workers.map(_suspect, [graph]) if workers else [_suspect(graph)]
    else:
        quads = (store.quads(predicate=NamedNode(each)) for each in _shapes().properties)
        merged, claimed = find_suspects(sort_lines(chain.from_iterable(quads), RdfFormat.N_QUADS))
    suspects = {"": merged, _CLAIMS: claimed.union(find_misfits(store, years))}
    read = tuple(sorted((source.value, year) for source, year in years.items()))
    batches = (
        _Batch(number, tuple(some), read, path)
        for number, kind in enumerate(_KINDS)
        for some in cut(kind.find(store, sorted(suspects[kind.graph])), batch)
    )
    if workers and path:
        yield from chain.from_iterable(workers.map(_check_apart, batches))
        return
    for each in batches:
        yield from _check(store, each)


def _suspect(graph: Path) -> tuple[set[str], set[str]]:
    with igzip.open(graph, "rb") as lines:
        return find_suspects(lines)


@contextmanager
def _tidying() -> Iterator[None]:
    """Collect what rdflib leaves in cycles, which is much, without looking at anything older, which takes long.

    A build and its processes collect nothing by themselves.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()


@_tidying()
def _check(store: Store, batch: _Batch) -> list[Violation]:
    kind, shapes = _KINDS[batch.kind], _shapes()
    described = _describe(store, kind, map(NamedNode, batch.nodes), shapes.properties)
    if kind.graph:
        around = [Triple(NamedNode(source), READING_YEAR, Literal(year)) for source, year in batch.read]
    else:
        around = _surroundings(store, described, shapes.links)
    found = shapes.check(described, around)
    return list(_add_sources(store, found)) if found else []


def _check_apart(batch: _Batch) -> list[Violation]:
    """Check a batch in another process, which opens the store for reading."""
    return _check(_open(batch.path), batch)


@lru_cache(1)
def _open(path: str) -> Store:
    return open_store(Path(path), read_only=True)


@cache
def _shapes() -> Shapes:
    return Shapes()


def _describe(store: Store, kind: _Kind, found: Iterable[NamedNode], properties: Iterable[str]) -> list[Triple]:
    """Fetch the properties that shapes are about of the nodes and of those around them."""
    nodes = list(found)
    either = _either(kind, bind("?focus", nodes), "?focus")
    seen = ", ".join(f"<{each}>" for each in properties)
    where = f"{kind.graph} {{ {either} ?s ?p ?o FILTER(?p IN ({seen})) }}"
    return _construct(store, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}")


def _either(kind: _Kind, given: str, name: str) -> str:
    """A pattern that leads from the nodes given under one name to themselves and those around them under the other."""
    same = f"{{ {given} BIND({name} AS {'?s' if name == '?focus' else '?focus'}) }}"
    return " UNION ".join((same, *(f"{{ {given} {each} }}" for each in kind.around)))


def _surroundings(store: Store, described: list[Triple], links: Iterable[str]) -> list[Triple]:
    """Fetch the classes of what the nodes link to, and the institutions above theirs."""
    linking = {NamedNode(each) for each in links}
    found = (triple.object for triple in described if triple.predicate in linking)
    objects = {each for each in found if isinstance(each, NamedNode)}
    parts = {cast("NamedNode", triple.subject) for triple in described if triple.predicate == ORG.subOrganizationOf}
    above = f"{bind('?part', parts)} ?part {ORG.subOrganizationOf}+ ?s . ?s ?p ?o"
    return [
        *_construct(store, f"CONSTRUCT {{ ?s a ?o }} WHERE {{ {bind('?s', objects)} ?s a ?o }}"),
        *_construct(
            store,
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {above} FILTER(?p IN ({RDF.type}, {ORG.subOrganizationOf})) }}",
        ),
    ]


def _add_sources(store: Store, violations: list[Violation]) -> Iterator[Violation]:
    """Tell for each violation the records that its node rests on, or belongs to, and where these stand."""
    focus = bind("?focus", {NamedNode(violation.focus) for violation in violations})
    records: dict[str, set[str]] = defaultdict(set)
    for node, record in select(
        store,
        f"SELECT DISTINCT ?focus ?record WHERE {{ {focus} ?focus {PROV.wasDerivedFrom}* ?source . "
        f"GRAPH ?claims {{ ?source {KG.ofAuthorship}?/{KG.ofRecord}? ?record . ?record a {KG.Record} }} }}",
    ):
        records[node.value].add(record.value)
    places = find_places(store, map(NamedNode, set().union(*records.values())))
    for violation in violations:
        of = records.get(violation.focus, set())
        where = set().union(*(places[record] for record in of))
        yield structs.replace(violation, records=tuple(sorted(of)), places=print_places(where))


def _construct(store: Store, sparql: str) -> list[Triple]:
    return list(cast("QueryTriples", store.query(sparql)))
