"""Every node that a shape might find fault with is suspected, so that only those are checked."""

import pyoxigraph
import pytest
import rdflib
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from kg.shapes import validate, validation
from kg.shapes.suspects import find_suspects
from kg.stores import EmbeddedStore
from kg.terms import XSD
from tests.shapes.graphs import VALID, store_of, write_lines

DAY = pyoxigraph.Literal("2020-02-20", datatype=XSD.date)  # pyshacl cannot compare dates with anything else
ODD = [
    pyoxigraph.Literal(""),
    pyoxigraph.Literal("10.1000/x\x1c"),
    pyoxigraph.Literal("PMC1\n"),
    pyoxigraph.Literal("été", language="fr"),
    pyoxigraph.Literal("0000", datatype=XSD.gYear),
    pyoxigraph.Literal("2021", datatype=XSD.gYear),
    pyoxigraph.Literal("2021-02-30", datatype=XSD.date),
    pyoxigraph.Literal("2021-02", datatype=XSD.gYearMonth),
    pyoxigraph.Literal("one", datatype=XSD.integer),
    pyoxigraph.Literal(0),
    pyoxigraph.Literal(91),
    pyoxigraph.Literal(1.5),
    NamedNode("https://example.org/kg/person/a"),
    NamedNode("https://ror.org/other"),
    *(NamedNode(f"https://example.org/kg/{each}") for each in ("institution/whole", "institution/unit", "cluster/c")),
]


def test_in_a_graph_that_conforms_nobody_is_suspected():
    assert find_suspects(write_lines(store_of(**VALID).quads())) == (set(), set())


@pytest.mark.parametrize(
    "constraint",
    [
        'sh:pattern "^a" ; sh:flags "i"',
        "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 2",
        "sh:uniqueLang true",
        'sh:not [ sh:pattern "^b" ]',
        "sh:not [ sh:datatype <http://www.w3.org/2001/XMLSchema#integer> ]",
        "sh:or ( [ sh:uniqueLang true ] )",
        "sh:nodeKind sh:Literal",
        "sh:datatype <http://www.w3.org/2001/XMLSchema#anyURI>",
    ],
)
def test_a_constraint_that_is_not_known_lets_every_node_be_checked(constraint):
    assert suspected(f"sh:path foaf:name ; {constraint}")


@pytest.mark.parametrize(
    "path", ["[ sh:inversePath foaf:knows ]", "( foaf:knows foaf:name )", "[ sh:oneOrMorePath foaf:knows ]", "[ sh:zeroOrOnePath foaf:name ]"]
)  # fmt: skip
def test_a_path_that_is_not_known_lets_every_node_be_checked(path):
    assert suspected(f"sh:path {path} ; sh:minCount 0")


def suspected(constraints):
    """Tell whether a person with a name is suspected of not fitting a property shape."""
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> ."
    text = f"{prefixes} <a:shape> sh:targetClass foaf:Person ; sh:property [ {constraints} ] ."
    shapes = rdflib.Graph().parse(data=text, format="turtle")
    people, _ = find_suspects(
        write_lines(store_of(merged='<person/a> a foaf:Person ; foaf:name "abc" .').quads()), shapes
    )
    return people == {"https://example.org/kg/person/a"}


@given(
    edits=st.lists(
        st.tuples(st.integers(0, 10**6), st.sampled_from(["drop", "swap", "add"]), st.sampled_from(ODD)), max_size=6
    ),
    step=st.sampled_from([1, -1]),
)
@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_every_node_that_pyshacl_finds_fault_with_is_suspected(edits, step):
    """Whichever node comes first: a whole or its parts."""
    quads = sorted(store_of(claims=VALID["claims"], merged=VALID["merged"]).quads(), key=str)
    for place, edit, value in edits:
        quad = quads[place % len(quads)]
        if edit != "add":
            quads.remove(quad)
        if edit != "drop":
            dated = isinstance(quad.object, pyoxigraph.Literal) and quad.object.datatype == XSD.date
            quads.append(Quad(quad.subject, quad.predicate, DAY if dated else value, quad.graph_name))
    with EmbeddedStore() as store, pytest.MonkeyPatch.context() as patch:
        store.load(quads)
        patch.setattr(validation, "find_suspects", lambda lines: find_suspects([*lines][::step]))
        found = set(validate(store))
        every = {quad.subject.value for quad in quads}
        patch.setattr(validation, "find_suspects", lambda _: (every, every))
        assert found == set(validate(store))
