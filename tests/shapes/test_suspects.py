"""The store names every node that a shape might find fault with, so that only those are checked."""

import pyoxigraph
import pytest
import rdflib
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from kg.shapes import validate, validation
from kg.shapes.suspects import _Translation
from kg.stores import EmbeddedStore
from kg.terms import XSD
from tests.shapes.graphs import VALID, store_of

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


def test_in_a_graph_that_conforms_the_store_suspects_nobody():
    store = store_of(**VALID)
    for target, pattern in validation.find_doubts():
        for where in ("", "GRAPH ?graph"):
            asked = f"SELECT ?node {{ {where} {{ ?node a <{target}> . {pattern} }} }}"
            assert list(store.query(asked)) == [], pattern


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:maxCount 2",
        'sh:pattern "^a" ; sh:flags "i"',
        "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 2",
        "sh:uniqueLang true",
        'sh:not [ sh:pattern "^b" ]',
        "sh:not [ sh:datatype <http://www.w3.org/2001/XMLSchema#integer> ]",
    ],
)
def test_a_constraint_that_cannot_be_told_in_sparql_lets_every_node_be_checked(constraint):
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> ."
    shapes = rdflib.Graph().parse(data=f"{head} <a:shape> sh:path foaf:name ; {constraint} .", format="turtle")
    store = store_of(merged='<person/a> foaf:name "abc" .')
    patterns = [each for each, _ in _Translation(shapes).property(rdflib.URIRef("a:shape"), "?node")]
    assert any(store.query(f"ASK {{ ?node <http://xmlns.com/foaf/0.1/name> 'abc' . {each} }}") for each in patterns)


@given(
    edits=st.lists(
        st.tuples(st.integers(0, 10**6), st.sampled_from(["drop", "swap", "add"]), st.sampled_from(ODD)), max_size=6
    )
)
@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_the_store_suspects_every_node_that_pyshacl_finds_fault_with(edits):
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
        found = set(validate(store))
        every = [(target, "") for target, _ in validation.find_doubts()]
        patch.setattr(validation, "find_doubts", lambda: every)
        assert found == set(validate(store))
