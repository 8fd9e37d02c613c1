"""Checks a graph against `ontology/shapes.ttl` (SHACL), some hundreds of nodes at a time."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple, cast

import pyshacl
import rdflib
from msgspec import Struct, structs
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, QueryTriples, Triple
from rdflib.namespace import RDF, RDFS, SH

from kg.stores import Store
from kg.terms import FABIO, FOAF, FRAPO, KG, ORG, PRO, PROV, SCHEMA, ontology_file

_TYPE = NamedNode(str(RDF.type))
_READING_YEAR = NamedNode("https://example.org/kg/shapes#readingYear")
_DATABASE = rdflib.URIRef("https://example.org/kg/shapes#Database")
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

    @property
    def query(self) -> str:
        return f"SELECT DISTINCT ?focus WHERE {{ {self.graph} {{ ?focus a {self.focus} }} }}"


_KINDS = (
    _Kind(
        KG.Record,
        (f"?s {KG.ofRecord} ?focus", f"?authorship {KG.ofRecord} ?focus . ?s {KG.ofAuthorship} ?authorship"),
        "GRAPH ?graph",
    ),
    _Kind(SCHEMA.ScholarlyArticle, (f"?s {PRO.relatesToDocument} ?focus",)),
    *map(_Kind, (FOAF.Organization, FOAF.Person, FOAF.Group, SCHEMA.City, SCHEMA.Country, FABIO.Journal)),
    *map(_Kind, (FRAPO.Grant, FRAPO.FundingAgency)),
)


def validate(store: Store, batch: int = 500) -> Iterator[Violation]:
    """Check all nodes that the shapes are about and give what does not fit, kind by kind and batch by batch in order.

    Only what the shapes see of `batch` studies (or records, people …) is in memory at a time. The impact indices of all
    records of a database are checked against one year of reading, that of `find_reading_years`.

    >>> from pyoxigraph import Quad
    >>> from kg.stores import EmbeddedStore
    >>> from kg.terms import RDF
    >>> journal = NamedNode("https://example.org/kg/journal/x")
    >>> with EmbeddedStore() as store:
    ...     store.load([Quad(journal, RDF.type, FABIO.Journal), Quad(journal, PROV.wasDerivedFrom, journal)])
    ...     [violation.message for violation in validate(store)]
    ['A journal has exactly one title.']
    """
    shapes = _Shapes()
    read = [Triple(source, _READING_YEAR, Literal(year)) for source, year in find_reading_years(store).items()]
    gc.freeze()  # rdflib makes so many small objects that collecting among all others would take a third of the time
    try:
        for kind in _KINDS:
            nodes = sorted(node.value for (node,) in _select(store, kind.query))
            for start in range(0, len(nodes), batch):
                described = _describe(store, kind, map(NamedNode, nodes[start : start + batch]), shapes.properties)
                around = read if kind.graph else _surroundings(store, described, shapes.links)
                found = shapes.check(described, around)
                yield from _add_sources(store, sorted(found, key=_order)) if found else ()
    finally:
        gc.unfreeze()


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


class _Shapes:
    """The shapes, pointed at the nodes of a batch instead of at all nodes of a class.

    What else stands in a batch is there to be pointed to, and only partly described: the nodes to check get a class of
    their own. It is the target of the property shapes too: pyshacl then takes each through all nodes at once, several
    times as fast as node by node.
    """

    def __init__(self) -> None:
        shapes = self._graph = rdflib.Graph().parse(data=ontology_file("shapes.ttl").read_bytes(), format="turtle")
        named = {str(each) for each in shapes.objects() if isinstance(each, rdflib.URIRef)}
        self.properties = named | {str(RDF.type), PROV.hadPrimarySource.value}
        self.links = {str(path) for shape in shapes.subjects(SH["class"]) for path in shapes.objects(shape, SH.path)}
        self._classes = list(shapes.triples((None, RDFS.subClassOf, None)))
        self._checked: dict[rdflib.term.Node, rdflib.URIRef] = {}
        for shape, target in list(shapes.subject_objects(SH.targetClass)):
            checked = self._checked[target] = rdflib.URIRef(f"{target}/checked")
            for each in (shape, *shapes.objects(shape, SH.property)):
                shapes.remove((each, SH.targetClass, target))
                shapes.remove((shape, SH.property, each))
                shapes.add((each, SH.targetClass, checked))

    def check(self, described: list[Triple], surroundings: Iterable[Triple]) -> list[Violation]:
        """Check each node that is described, given what stands around them."""
        data = rdflib.Graph()
        for subject, predicate, value in (*surroundings, *described):
            data.add((_convert(subject), _convert(predicate), _convert(value)))
        for triple in self._classes:
            data.add(triple)
        for subject, predicate, value in described:
            if predicate == _TYPE and (checked := self._checked.get(_convert(value))):
                data.add((_convert(subject), RDF.type, checked))
        report = pyshacl.validate(data, shacl_graph=self._graph, inplace=True)[1]
        return [_read(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)]


def _read(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    terms = (SH.sourceShape, SH.resultSeverity, SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)
    shape, severity, focus, path, value, message = (report.value(result, term) for term in terms)
    if shape == _DATABASE:  # what is wrong is not the database, but one of its records
        focus, path, value = value, rdflib.URIRef(KG.impactIndex.value), None
    return Violation(
        severity=str(severity).removeprefix(str(SH)),
        focus=str(focus),
        path=str(path) if isinstance(path, rdflib.URIRef) else "",
        value=str(value) if isinstance(value, rdflib.URIRef | rdflib.Literal) and value != focus else "",
        message=str(message),
    )


def _describe(store: Store, kind: _Kind, found: Iterable[NamedNode], properties: Iterable[str]) -> list[Triple]:
    """Fetch the properties that shapes are about of the nodes and of those around them."""
    nodes = list(found)
    focus = _values("?focus", nodes)
    either = " UNION ".join((f"{{ {_values('?s', nodes)} }}", *(f"{{ {focus} {each} }}" for each in kind.around)))
    seen = ", ".join(f"<{each}>" for each in properties)
    where = f"{kind.graph} {{ {{ {either} }} ?s ?p ?o FILTER(?p IN ({seen})) }}"
    return _construct(store, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}")


def _surroundings(store: Store, described: list[Triple], links: Iterable[str]) -> list[Triple]:
    """Fetch the classes of what the nodes link to, and the institutions above theirs."""
    linking = {NamedNode(each) for each in links}
    objects = {cast("NamedNode", triple.object) for triple in described if triple.predicate in linking}
    parts = {cast("NamedNode", triple.subject) for triple in described if triple.predicate == ORG.subOrganizationOf}
    above = f"{_values('?part', parts)} ?part {ORG.subOrganizationOf}+ ?s . ?s ?p ?o"
    return [
        *_construct(store, f"CONSTRUCT {{ ?s a ?o }} WHERE {{ {_values('?s', objects)} ?s a ?o }}"),
        *_construct(
            store,
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {above} FILTER(?p IN ({_TYPE}, {ORG.subOrganizationOf})) }}",
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
