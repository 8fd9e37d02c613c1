"""Checks a graph against `ontology/shapes.ttl` (SHACL), some hundreds of nodes at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import islice
from math import ceil, floor
from typing import NamedTuple, cast

import pyshacl
import rdflib
from msgspec import Struct, structs
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, QueryTriples, Triple
from rdflib.namespace import RDF, RDFS, SH

from kg.stores import Store
from kg.terms import FABIO, FOAF, KG, ORG, PRO, PROV, SCHEMA, ontology_file

_KGS = rdflib.Namespace("https://example.org/kg/shapes#")
_OLDEST = 500  # years: no source counts citations of older works


class Violation(Struct, frozen=True):
    """A node that a shape does not fit.

    `severity` is "Violation" for what must hold, "Warning" for what a source may have got wrong; `path` is the property
    in question, `value` what it has (empty if it is none in particular). `records` are the IRIs of the records that
    the node rests on, `places` where these stand ("file#line"); both sorted.
    """

    severity: str
    focus: str
    path: str
    value: str
    message: str
    records: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class _Kind(NamedTuple):
    """A class of nodes to check together with those that `around` binds to ?s, in the default graph or in claims."""

    focus: NamedNode
    around: tuple[str, ...] = ()
    graph: str = ""


_KINDS = (
    _Kind(
        KG.Record,
        (f"?s {KG.ofRecord} ?focus", f"?authorship {KG.ofRecord} ?focus . ?s {KG.ofAuthorship} ?authorship"),
        "GRAPH ?graph",
    ),
    _Kind(SCHEMA.ScholarlyArticle, (f"?s {PRO.relatesToDocument} ?focus",)),
    *map(
        _Kind,
        (FOAF.Organization, FOAF.Person, FOAF.Group, SCHEMA.City, SCHEMA.Country, FABIO.Journal, KG.Coauthorship),
    ),
)


def validate(store: Store, batch: int = 300) -> Iterator[Violation]:
    """Check all nodes that the shapes are about and give what does not fit, sorted within each batch of nodes.

    Only what the shapes see of `batch` studies (or records, people …) is in memory at a time. The impact indices of all
    records are checked against one reading year, that of `find_reading_year`.

    >>> from pyoxigraph import Quad
    >>> from kg.stores import EmbeddedStore
    >>> from kg.terms import RDF
    >>> journal = NamedNode("https://example.org/kg/journal/x")
    >>> with EmbeddedStore() as store:
    ...     store.load([Quad(journal, RDF.type, FABIO.Journal), Quad(journal, PROV.wasDerivedFrom, journal)])
    ...     [violation.message for violation in validate(store)]
    ['A journal has exactly one title.']
    """
    shapes = _Shapes(find_reading_year(store))
    for kind in _KINDS:
        nodes = iter([node for (node,) in _select(store, _find(kind))])
        while chunk := list(islice(nodes, batch)):
            described = _describe(store, kind, chunk, shapes.properties)
            found = shapes.check(described, _surroundings(store, kind, described))
            if found:
                yield from _add_sources(store, sorted(found, key=_order))


def find_reading_year(store: Store) -> int | None:
    """Find the year in which the source was read, as the figures of most records tell.

    Impact indices are citations / max(1, reading year - year of publication), to one decimal, half up; zeros say
    nothing. At a tie the earlier year; None without any figures.
    """
    figures = _select(
        store,
        f"SELECT ?citations ?index ?year WHERE {{ GRAPH ?graph {{ ?record {KG.citationCount} ?citations ; "
        f"{KG.impactIndex} ?index ; {FABIO.hasPublicationYear} ?year }} }}",
    )
    votes: Counter[int] = Counter()
    for citations, index, year in figures:
        votes.update(_reading_years(int(citations.value), Decimal(index.value), int(year.value)))
    return max(sorted(votes), key=votes.__getitem__, default=None)


def _reading_years(citations: int, index: Decimal, published: int) -> set[int]:
    """List the years in which a page would say so: in the year of publication and the next, the age counts as one."""
    half = Decimal("0.05")
    if index <= half:
        return set()
    ages = range(max(1, floor(citations / (index + half))), min(_OLDEST, ceil(citations / (index - half))) + 1)
    fitting = {age for age in ages if (Decimal(citations) / age).quantize(2 * half, ROUND_HALF_UP) == index}
    return {published + age for age in fitting | ({0} if 1 in fitting else set())}


from rdflib.plugins.stores.memory import SimpleMemory
class _Memory(SimpleMemory):
    context_aware = graph_aware = True
    def contexts(self, triple=None): return iter(())
    def add_graph(self, graph): pass

class _Shapes:
    """The shapes, pointed at the nodes of a batch instead of at all nodes of a class.

    What else stands in a batch is there to be pointed to, and only partly described: the nodes to check get a class of
    their own. It is the target of the property shapes too: pyshacl then takes each through all nodes at once, several
    times as fast as node by node.
    """

    def __init__(self, reading_year: int | None) -> None:
        shapes = self._graph = rdflib.Graph().parse(data=ontology_file("shapes.ttl").read_bytes(), format="turtle")
        self.properties = {str(each) for each in shapes.objects() if isinstance(each, rdflib.URIRef)} | {str(RDF.type)}
        self._classes = list(shapes.triples((None, RDFS.subClassOf, None)))
        self._checked: dict[rdflib.term.Node, rdflib.URIRef] = {}
        for shape, target in list(shapes.subject_objects(SH.targetClass)):
            checked = self._checked[target] = rdflib.URIRef(f"{target}/checked")
            for each in (shape, *shapes.objects(shape, SH.property)):
                shapes.remove((each, SH.targetClass, target))
                shapes.remove((shape, SH.property, each))
                shapes.add((each, SH.targetClass, checked))
        if reading_year is not None:
            shapes.add((_KGS.Database, _KGS.readingYear, rdflib.Literal(reading_year)))

    def check(self, described: list[Triple], surroundings: Iterable[Triple]) -> list[Violation]:
        """Check each node that is described, given what stands around them."""
        data = rdflib.Graph(_Memory())
        for triple in self._classes:
            data.add(triple)
        for triple in surroundings:
            data.add(tuple(map(_convert, triple)))
        for triple in described:
            subject, predicate, value = map(_convert, triple)
            data.add((subject, predicate, value))
            if predicate == RDF.type and value in self._checked:
                data.add((subject, predicate, self._checked[value]))
        conforms, report, _ = pyshacl.validate(data, shacl_graph=self._graph, inplace=True)
        return [] if conforms else [_read(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)]


def _read(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    severity, focus, path, value, message = (
        report.value(result, term)
        for term in (SH.resultSeverity, SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)
    )
    return Violation(
        severity=str(severity).rpartition("#")[2],
        focus=str(focus),
        path=str(path) if isinstance(path, rdflib.URIRef) else "",
        value=str(value) if isinstance(value, rdflib.URIRef | rdflib.Literal) and value != focus else "",
        message=str(message),
    )


def _find(kind: _Kind) -> str:
    return f"SELECT DISTINCT ?focus WHERE {{ {kind.graph} {{ ?focus a {kind.focus} }} }}"


def _describe(store: Store, kind: _Kind, nodes: list[NamedNode], properties: Iterable[str]) -> list[Triple]:
    """Fetch the properties that shapes are about of the nodes and of those around them."""
    focus = _values("?focus", nodes)
    either = " UNION ".join((f"{{ {_values('?s', nodes)} }}", *(f"{{ {focus} {each} }}" for each in kind.around)))
    seen = ", ".join(f"<{each}>" for each in properties)
    where = f"{kind.graph} {{ {{ {either} }} ?s ?p ?o FILTER(?p IN ({seen})) }}"
    return _construct(store, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}")


def _surroundings(store: Store, kind: _Kind, described: list[Triple]) -> list[Triple]:
    """Fetch the classes of what the nodes point to, and what the institutions that they belong to belong to."""
    if kind.graph:  # a claim graph speaks of its own nodes only, all of which are described
        return []
    subjects = {triple.subject for triple in described}
    objects = {triple.object for triple in described if isinstance(triple.object, NamedNode)} - subjects
    larger = f"?unit {ORG.subOrganizationOf}+ ?s . ?s {ORG.subOrganizationOf} ?o"
    return [
        *_construct(store, f"CONSTRUCT {{ ?s a ?o }} WHERE {{ {_values('?s', objects)} ?s a ?o }}"),
        *_construct(
            store, f"CONSTRUCT {{ ?s {ORG.subOrganizationOf} ?o }} WHERE {{ {_values('?unit', subjects)} {larger} }}"
        ),
    ]


def _add_sources(store: Store, violations: list[Violation]) -> Iterator[Violation]:
    """Tell for each violation the records that its node rests on, or belongs to, and where these stand."""
    focus = _values("?focus", {NamedNode(violation.focus) for violation in violations})
    records: dict[str, set[str]] = defaultdict(set)
    for node, record in _select(
        store,
        f"SELECT DISTINCT ?focus ?record WHERE {{ {focus} ?focus {PROV.wasDerivedFrom}* ?source . "
        f"GRAPH ?claims {{ ?source {KG.ofAuthorship}?/{KG.ofRecord}? ?record . ?record a {KG.Record} }} }}",
    ):
        records[node.value].add(record.value)
    every = _values("?record", map(NamedNode, set().union(*records.values())))
    places: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for record, file, line in _select(
        store,
        f"SELECT ?record ?file ?line WHERE {{ {every} GRAPH ?build {{ ?occurrence {KG.ofRecord} ?record ; "
        f"{KG.file} ?file ; {KG.line} ?line }} }}",
    ):
        places[record.value].add((file.value, int(line.value)))
    for violation in violations:
        of = records.get(violation.focus, set())
        where = sorted(set().union(*(places.get(record, set()) for record in of)))
        yield structs.replace(
            violation, records=tuple(sorted(of)), places=tuple(f"{file}#{line}" for file, line in where)
        )


def _order(violation: Violation) -> tuple[str, str, str, str]:
    return violation.focus, violation.path, violation.value, violation.message


def _values(name: str, nodes: Iterable[NamedNode]) -> str:
    return f"VALUES {name} {{ {' '.join(map(str, nodes))} }}"


def _select(store: Store, sparql: str) -> Iterator[QuerySolution]:
    return iter(cast("QuerySolutions", store.query(sparql)))


def _construct(store: Store, sparql: str) -> list[Triple]:
    return list(cast("QueryTriples", store.query(sparql)))


@lru_cache(maxsize=100_000)
def _convert(term: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Node:
    """Make a term of pyoxigraph one of rdflib."""
    if isinstance(term, Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    return rdflib.URIRef(term.value) if isinstance(term, NamedNode) else rdflib.BNode(str(term))
