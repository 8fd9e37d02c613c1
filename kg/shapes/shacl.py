"""The shapes, run by pyshacl on the triples of some nodes at a time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import rdflib
from msgspec import Struct
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.namespace import RDF, RDFS, SH

from kg.terms import KG, PROV, ontology_file

_TYPE = NamedNode(str(RDF.type))
_DATABASE = rdflib.URIRef("https://example.org/kg/shapes#Database")


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


class Shapes:
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
        """Check each node that is described, given what stands around them; what does not fit comes sorted."""
        import pyshacl  # noqa: PLC0415  # it loads rdflib's own SPARQL, which most commands do without

        data = rdflib.Graph()
        for subject, predicate, value in (*surroundings, *described):
            data.add((_convert(subject), _convert(predicate), _convert(value)))
        for triple in self._classes:
            data.add(triple)
        for subject, predicate, value in described:
            if predicate == _TYPE and (checked := self._checked.get(_convert(value))):
                data.add((_convert(subject), RDF.type, checked))
        report = pyshacl.validate(data, shacl_graph=self._graph, inplace=True)[1]
        found = (_read(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))
        return sorted(found, key=_order)


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


def _order(violation: Violation) -> tuple[str, str, str, str]:
    return violation.focus, violation.path, violation.value, violation.message


@lru_cache(maxsize=100_000)
def _convert(term: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Node:
    """Make a term of pyoxigraph one of rdflib."""
    if isinstance(term, Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    return rdflib.URIRef(term.value) if isinstance(term, NamedNode) else rdflib.BNode(str(term))
