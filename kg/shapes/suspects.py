"""Finds the nodes that may not fit a shape, in one pass over sorted N-Quads, in which all that is said of a node stands together.

Each constraint (SHACL, part 1) becomes a test that is true of whatever violates it. Of what else it is true does no harm, since
pyshacl has the last word on all that is found; a constraint that is not known here lets every node of its shape be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from operator import ge, le
from sys import maxsize
from typing import TypeAlias

import rdflib
from rdflib.collection import Collection as Members
from rdflib.namespace import RDF, RDFS, SH, XSD

from kg.shapes.links import TYPE, Links, Node
from kg.shapes.values import (
    Term,
    Test,
    check_bound,
    check_datatype,
    check_kind,
    check_length,
    check_pattern,
    doubt,
    print_term,
    read_text,
)
from kg.terms import ontology_file

_Check: TypeAlias = Callable[[Node], bool]
"""Is true of a node that does not fit."""
_Comparison: TypeAlias = Callable[[Node, Collection[bytes]], bool]
"""Is true of a node whose values of a path do not fit."""

_SILENT = frozenset((RDF.type, SH.targetClass, SH.message, SH.severity, SH.path))  # which ask nothing of anybody
_COUNTS = frozenset((SH.minCount, SH.maxCount))


def find_suspects(lines: Iterable[bytes], shapes: rdflib.Graph | None = None) -> tuple[set[str], set[str]]:
    r"""Find the nodes (IRIs) of the default graph, and those of named graphs, that may not fit the shapes: ours, unless others are given.

    The lines are N-Quads as pyoxigraph writes them, sorted, none twice.

    >>> country = "<https://example.org/kg/place/uk>", f"<{RDF.type}>", "<https://schema.org/Country>", ".\n"
    >>> find_suspects([" ".join(country).encode()])
    ({'https://example.org/kg/place/uk'}, set())
    """
    scan = _Scan(shapes or rdflib.Graph().parse(data=ontology_file("shapes.ttl").read_bytes(), format="turtle"))
    subject, told = b"", dict[bytes, list[bytes]]()
    for line in lines:
        name, predicate, rest = line.split(b" ", 2)
        if name != subject:
            scan.look(subject, told)
            subject, told = name, {}
        if predicate in scan.properties:
            told.setdefault(predicate, []).append(rest)
    scan.look(subject, told)
    return scan.end()


class _Scan:
    """The shapes as checks of nodes, which come one after the other."""

    def __init__(self, shapes: rdflib.Graph) -> None:
        self._shapes = shapes
        self._links = Links()
        self._suspects = set[bytes]()
        self._tests: dict[Term, Callable[[Term], Test]] = {
            SH["in"]: self._in,
            SH["or"]: self._or,
            SH.datatype: check_datatype,
            SH.nodeKind: check_kind,
            SH.pattern: check_pattern,
            SH.minLength: check_length,
            SH.minInclusive: partial(check_bound, ge),
            SH.maxInclusive: partial(check_bound, le),
        }
        self._comparisons: dict[Term, Callable[[Term], _Comparison]] = {
            SH["class"]: self._class,
            SH.equals: _equals,
            SH.lessThanOrEquals: _precede,
        }
        self._checks: dict[bytes, list[_Check]] = {}
        for shape, target in sorted(shapes.subject_objects(SH.targetClass), key=str):
            self._checks.setdefault(print_term(target), []).extend(self._shape(shape))
        self._classes = self._checks.keys() | self._links.classes.keys()
        self._linking = self._links.properties
        self.properties = {print_term(each) for each in shapes.objects() if isinstance(each, rdflib.URIRef)} | {TYPE}

    def look(self, name: bytes, told: dict[bytes, list[bytes]]) -> None:
        """Look at a node, given what follows each of its properties in the lines."""
        types = {rest.partition(b" ")[0] for rest in told.get(TYPE, ())}
        if types.isdisjoint(self._classes) and self._linking.isdisjoint(told):
            return
        graphs: dict[bytes, dict[bytes, list[bytes]]] = {}
        for predicate, rests in told.items():
            for rest in rests:
                end = rest.index(b" ", rest.rindex(b'"') if rest.startswith(b'"') else 0)
                graphs.setdefault(rest[end:-3], {}).setdefault(predicate, []).append(rest[:end])
        for graph, properties in graphs.items():
            node = Node(name, graph, properties)
            self._links.note(node)
            for kind in properties.get(TYPE, ()):
                for check in self._checks.get(kind, ()):
                    if check(node):
                        self._suspects.add(node.key)

    def end(self) -> tuple[set[str], set[str]]:
        """Give the suspects, after the last node."""
        merged, claimed = set[str](), set[str]()
        for each in self._suspects | self._links.end():
            name, _, graph = each.partition(b" ")
            if name.startswith(b"<"):
                (claimed if graph else merged).add(read_text(name))
        return merged, claimed

    def _constraints(self, shape: Term) -> list[tuple[Term, Term]]:
        return sorted((each for each in self._shapes.predicate_objects(shape) if each[0] not in _SILENT), key=str)

    def _shape(self, shape: Term) -> list[_Check]:
        """Give the checks of which one at least is true of a node that does not fit a shape."""
        return [self._check(*each) for each in self._constraints(shape)]

    def _check(self, kind: Term, value: Term) -> _Check:
        """Turn a constraint on a node itself into a check."""
        if kind == SH.property:
            return self._property(value)
        if kind == SH["class"]:
            classes = self._below(value)
            return lambda node: classes.isdisjoint(node.properties.get(TYPE, ()))
        if kind == SH["or"]:
            every = [self._shape(each) for each in Members(self._shapes, value)]
            return lambda node: all(any(check(node) for check in checks) for checks in every)
        test = self._test(kind, value)
        return lambda node: test(node.name)

    def _property(self, shape: Term) -> _Check:
        """Turn a property shape into a check."""
        path = self._shapes.value(shape, SH.path)
        constraints = self._constraints(shape)
        kinds = {kind for kind, _ in constraints}
        reach = self._reach(path)
        if not reach or kinds - self._tests.keys() - self._comparisons.keys() - _COUNTS:
            return self._climb(path, constraints) or doubt
        counts = dict(constraints)
        least, most = int(counts.get(SH.minCount, 0)), int(counts.get(SH.maxCount, maxsize))
        tests = [self._tests[kind](value) for kind, value in constraints if kind in self._tests]
        comparisons = [self._comparisons[kind](value) for kind, value in constraints if kind in self._comparisons]

        def check(node: Node) -> bool:
            values = reach(node)
            if not least <= len(values) <= most:
                return True
            for test in tests:
                for value in values:
                    if test(value):
                        return True
            return any(differ(node, values) for differ in comparisons)

        return check

    def _reach(self, path: Term) -> Callable[[Node], Collection[bytes]] | None:
        """Turn a path into what gives its values, if it is p, p|q or ^p/q."""
        if isinstance(path, rdflib.URIRef):
            name = print_term(path)
            return lambda node: node.properties.get(name, ())
        either = self._shapes.value(path, SH.alternativePath)
        steps = list(Members(self._shapes, either or path))
        if either and all(isinstance(each, rdflib.URIRef) for each in steps):
            names = [print_term(each) for each in steps]
            return lambda node: {value for name in names for value in node.properties.get(name, ())}
        back, *on = (self._shapes.value(steps[0], SH.inversePath), *steps[1:]) if steps else (None,)
        if isinstance(back, rdflib.URIRef) and len(on) == 1 and isinstance(on[0], rdflib.URIRef):
            return self._links.follow(print_term(back), print_term(on[0]))
        return None

    def _climb(self, path: Term, constraints: list[tuple[Term, Term]]) -> _Check | None:
        """Turn a property shape into a check, if all it asks is that p+ leads to a class."""
        step = self._shapes.value(path, SH.oneOrMorePath)
        asked = [
            each for kind, shape in constraints if kind == SH.qualifiedValueShape for each in self._constraints(shape)
        ]
        kinds = [kind for kind, _ in (*constraints, *asked)]
        once = (SH.qualifiedMinCount, rdflib.Literal(1)) in constraints
        if not (
            once
            and kinds == [SH.qualifiedMinCount, SH.qualifiedValueShape, SH["class"]]
            and isinstance(step, rdflib.URIRef)
        ):
            return None
        wanted = asked[0][1]
        return self._links.climb(print_term(step), print_term(wanted), self._below(wanted))

    def _test(self, kind: Term, value: Term) -> Test:
        return self._tests[kind](value) if kind in self._tests else doubt

    def _in(self, values: Term) -> Test:
        some = {print_term(each) for each in Members(self._shapes, values)}
        return lambda value: value not in some

    def _or(self, shapes: Term) -> Test:
        every = [[self._test(*each) for each in self._constraints(shape)] for shape in Members(self._shapes, shapes)]
        return lambda value: all(any(test(value) for test in tests) for tests in every)

    def _class(self, wanted: Term) -> _Comparison:
        return self._links.want(print_term(wanted), self._below(wanted))

    def _below(self, wanted: Term) -> set[bytes]:
        return {print_term(each) for each in self._shapes.transitive_subjects(RDFS.subClassOf, wanted)}


def _equals(other: Term) -> _Comparison:
    name = print_term(other)
    return lambda node, values: set(values) != set(node.properties.get(name, ()))


def _precede(later: Term) -> _Comparison:
    name, no_day = print_term(later), check_datatype(XSD.date)

    def differ(node: Node, values: Collection[bytes]) -> bool:
        others = node.properties.get(name, ())
        return any(one > other or no_day(one) or no_day(other) for one in values for other in others)

    return differ
