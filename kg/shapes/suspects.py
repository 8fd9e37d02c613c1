"""Asks a store which nodes may not fit a shape: property by property, over all nodes at once.

Each constraint (SHACL, part 1) becomes a test in SPARQL that is true of whatever violates it. Of what else it is true does no harm, since
pyshacl has the last word on all that is found; a constraint that is not known here lets every node of its shape be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any, NamedTuple, TypeAlias

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH, XSD

from kg.terms import ontology_file

Node: TypeAlias = Any  # rdflib says of no term more than that

# What tells nothing of a node, or is told together with something else.
_SILENT = frozenset(
    (RDF.type, SH.targetClass, SH.message, SH.severity, SH.path, SH.qualifiedMinCount, SH.minCount, SH.maxCount)
)
# Literals that have a value of their datatype in every implementation.
_LEXICAL = {
    XSD.string: "",
    XSD.integer: "^[0-9]{1,9}$",
    XSD.gYear: "^[1-9][0-9]{3}$",
    XSD.date: "^[1-9][0-9]{3}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)$",
}
_CONTROL = "[\\\\x00-\\\\x1f]"  # of which regular expressions differ on what is white space


class _Test(NamedTuple):
    """An expression that is true of a node that does not fit; if it is `exact`, of no other."""

    text: str
    exact: bool = True


_UNKNOWN = _Test("true", exact=False)


def find_doubts() -> Iterator[tuple[str, str]]:
    """Give for each class that shapes are about (its IRI) the patterns that a ?node of it matches if it may not fit."""
    shapes = rdflib.Graph().parse(data=ontology_file("shapes.ttl").read_bytes(), format="turtle")
    translation = _Translation(shapes)
    for shape, target in sorted(shapes.subject_objects(SH.targetClass), key=str):
        for each in sorted(shapes.objects(shape, SH.property), key=str):
            for pattern, _ in translation.property(each, "?node"):
                yield str(target), pattern
        for test in translation.constraints(shape, "?node"):
            yield str(target), f"FILTER({test.text})"


class _Translation:
    """Turns the constraints of shapes into tests."""

    def __init__(self, shapes: rdflib.Graph) -> None:
        self._shapes = shapes
        self._numbers = count(1)
        self._constraints: dict[Node, Callable[[Node, str], _Test]] = {
            SH["class"]: self._class,
            SH["in"]: self._in,
            SH["or"]: self._or,
            SH["not"]: self._not,
            SH.datatype: _datatype,
            SH.nodeKind: lambda kind, node: _Test(f"!isIRI({node})") if kind == SH.IRI else _UNKNOWN,
            SH.pattern: _pattern,
            SH.minLength: lambda least, node: _Test(f"isBlank({node}) || STRLEN(STR({node})) < {least}"),
            SH.minInclusive: lambda least, node: _Test(f"!COALESCE({node} >= {_print(least)}, false)"),
            SH.maxInclusive: lambda most, node: _Test(f"!COALESCE({node} <= {_print(most)}, false)"),
        }

    def property(self, shape: Node, node: str) -> Iterator[tuple[str, bool]]:
        """Give the patterns that a node matches if it may not fit a property shape, and whether none else does."""
        value, other = f"?v{next(self._numbers)}", f"?v{next(self._numbers)}"
        reach = f"{node} {self._path(self._shapes.value(shape, SH.path))}"
        about = dict(self._shapes.predicate_objects(shape))
        differ = f"FILTER(!sameTerm({value}, {other}))"
        tests = list(
            self.constraints(shape, value, frozenset((SH.equals, SH.lessThanOrEquals, SH.qualifiedValueShape)))
        )
        least, most = (int(str(about.get(kind, bound))) for kind, bound in ((SH.minCount, 0), (SH.maxCount, -1)))
        if most == 1:
            tests.append(_Test(f"EXISTS {{ {reach} {other} {differ} }}"))
        elif most >= 0:
            tests.append(_UNKNOWN)
        if least == 1:
            told = _any((_Test(f"!BOUND({value})"), *tests))
            yield f"OPTIONAL {{ {reach} {value} }} FILTER({told.text})", told.exact
        elif tests:
            told = _any(tests)
            yield f"{reach} {value} FILTER({told.text})", told.exact
        if least > 1:
            yield (f"FILTER NOT EXISTS {{ {reach} {value}, {other} {differ} }}", True) if least == 2 else ("", False)
        if equal := about.get(SH.equals):
            # Both sides as wholes: for a study of thousands of authors, looking for each of them by itself would take minutes.
            yield f"{reach} {value} MINUS {{ {node} {_print(equal)} {value} }}", True
            yield f"{node} {_print(equal)} {value} MINUS {{ {reach} {value} }}", True
        if later := about.get(SH.lessThanOrEquals):
            yield f"{reach} {value} ; {_print(later)} {other} FILTER(!COALESCE({value} <= {other}, false))", False
        if qualified := about.get(SH.qualifiedValueShape):
            inner = _any(self.tests(qualified, value))
            known = inner.exact and str(about.get(SH.qualifiedMinCount)) == "1"
            yield (f"FILTER NOT EXISTS {{ {reach} {value} FILTER(!({inner.text})) }}", True) if known else ("", False)

    def tests(self, shape: Node, node: str) -> Iterator[_Test]:
        """Give the tests of which one at least is true of a node that does not fit a shape."""
        for each in sorted(self._shapes.objects(shape, SH.property), key=str):
            yield from (_Test(f"EXISTS {{ {pattern} }}", exact) for pattern, exact in self.property(each, node))
        yield from self.constraints(shape, node)

    def constraints(self, shape: Node, node: str, apart: frozenset[Node] = frozenset()) -> Iterator[_Test]:
        """Give the tests that a shape has for the node itself, but for some kinds."""
        for kind, value in sorted(self._shapes.predicate_objects(shape), key=str):
            if kind not in _SILENT and kind not in apart and kind != SH.property:
                known = kind in self._constraints and not self._shapes.value(shape, SH.flags)
                yield self._constraints[kind](value, node) if known else _UNKNOWN

    def _class(self, wanted: Node, node: str) -> _Test:
        classes = sorted(self._shapes.transitive_subjects(RDFS.subClassOf, wanted), key=str)
        return _Test(" && ".join(f"NOT EXISTS {{ {node} a {_print(each)} }}" for each in classes))

    def _in(self, values: Node, node: str) -> _Test:
        return _Test(" && ".join(f"!sameTerm({node}, {_print(each)})" for each in Collection(self._shapes, values)))

    def _or(self, shapes: Node, node: str) -> _Test:
        each = [_any(self.tests(shape, node)) for shape in Collection(self._shapes, shapes)]
        return _Test(" && ".join(f"({test.text})" for test in each), all(test.exact for test in each))

    def _not(self, shape: Node, node: str) -> _Test:
        test = _any(self.tests(shape, node))
        return _Test(f"!({test.text})") if test.exact else _UNKNOWN

    def _path(self, path: Node) -> str:
        """Write a property path in SPARQL."""
        if isinstance(path, rdflib.URIRef):
            return _print(path)
        for kind, form in ((SH.inversePath, "^{}"), (SH.oneOrMorePath, "{}+")):
            if inner := self._shapes.value(path, kind):
                return form.format(f"({self._path(inner)})")
        alternatives: Node = self._shapes.value(path, SH.alternativePath)
        steps = Collection(self._shapes, alternatives or path)
        return f"({('|' if alternatives else '/').join(map(self._path, steps))})"


def _any(tests: Iterable[_Test]) -> _Test:
    each = list(tests)
    return _Test(" || ".join(f"({test.text})" for test in each) or "false", all(test.exact for test in each))


def _datatype(datatype: Node, node: str) -> _Test:
    if datatype not in _LEXICAL:
        return _UNKNOWN
    form = f" || !REGEX(STR({node}), '{_LEXICAL[datatype]}')" if _LEXICAL[datatype] else ""
    return _Test(f"!isLiteral({node}) || datatype({node}) != {_print(datatype)}{form}", exact=False)


def _pattern(pattern: Node, node: str) -> _Test:
    text = f"STR({node})"
    return _Test(f"isBlank({node}) || !REGEX({text}, {_print(pattern)}) || REGEX({text}, '{_CONTROL}')", exact=False)


def _print(term: Node) -> str:
    return str(term.n3())
