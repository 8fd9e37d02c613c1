"""What `explain` tells of a node, and by which records it says that."""

import random
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

import kg
from kg.errors import UnknownNodeError
from kg.terms import PROV

PAGE = Path(kg.example()).read_text("utf-8")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with kg.build(kg.example(), tmp_path_factory.mktemp("explain") / "demo") as graph:
        yield graph


@pytest.fixture(scope="module")
def told(demo):
    """Some nodes of the merged graph by their statements but for what they were derived from, with what is told of them."""
    stated: dict[NamedNode, list[tuple[str, str]]] = {}
    for quad in demo.store.quads(DefaultGraph()):
        if quad.predicate != PROV.wasDerivedFrom:
            stated.setdefault(quad.subject, []).append((quad.predicate.value, quad.object.value))
    nodes = sorted(stated, key=str)
    studies = (
        each for each in nodes if each.value.startswith(f"{demo.report.base}study/") and each.value.count("/") == 7
    )
    chosen = {*random.Random(1).sample(nodes, 50), *studies}
    return [(stated[node], demo.explain(node.value)) for node in chosen]


def test_everything_is_told_that_the_merged_graph_states_of_a_node(told):
    for stated, explanation in told:
        own = [fact for fact in explanation.facts if fact.subject == explanation.facts[0].subject]
        ends = sorted(value.rpartition("/")[2].rpartition("#")[2] for _, value in stated)
        assert len(own) == len(stated)
        assert all(any(fact.value.endswith(end) for fact in own) for end in ends)


def test_what_is_said_by_records_is_said_by_those_it_shows_with_their_text_and_place(told):
    said = 0
    for _, explanation in told:
        shown = {each.record for each in explanation.evidence}
        said += sum(len(fact.records) for fact in explanation.facts)
        assert {record for fact in explanation.facts for record in fact.records} <= shown
        assert all(each.raw in PAGE and each.places for each in explanation.evidence)
    assert said > 50


def test_the_name_of_a_node_comes_first(demo):
    for node, name in (
        ("study/doi/10.3310/aqxc8219", "dcterms:title"),
        ("person/moffatt-s-w3x4d7axwqya6ixf", "rdfs:label"),
    ):
        assert demo.explain(node).facts[0].property == name


@pytest.mark.parametrize("node", ["person/nobody", "no IRI at all", "https://example.com/elsewhere"])
def test_what_the_graph_says_nothing_about_is_an_error(demo, node):
    with pytest.raises(UnknownNodeError, match=r"says nothing|not an IRI"):
        demo.explain(node)


def test_a_statement_is_said_by_the_records_that_make_it_of_this_node(tmp_path):
    # Another author of the other record now has the given name that one record prints for Morris SL.
    page = PAGE.replace("Nicola O’Brien", "Stephanie L O’Brien")
    (tmp_path / "page.txt").write_text(page, "utf-8")
    with kg.build(tmp_path / "page.txt", tmp_path / "out") as graph:
        person = next(iter(graph.query('SELECT ?p { ?p foaf:name "Morris SL" }')))[0]
        explanation = graph.explain(person)
        said = {fact.property: fact.records for fact in explanation.facts}
        assert len(explanation.evidence) == 2
        assert len(said["foaf:familyName"]) == 2
        assert len(said["foaf:givenName"]) == 1
        record = explanation.evidence[0].record
        for node in (record, f"{record}/author/1", f"{record}/affiliation/1/1", f"build/{graph.report.build}"):
            assert graph.explain(node).facts
        assert graph.explain(f"{record}/author/1").evidence[0].raw == explanation.evidence[0].raw
