"""The co-authorship network in the formats of network programs."""

from functools import partial

import networkx as nx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.exporters import coauthor_network, export
from kg.queries import run
from kg.stores import EmbeddedStore
from kg.terms import RDFS

PERSON = "https://example.org/kg/person/"


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_the_network_comes_back_with_its_names_measures_and_weights(name, read, store, tmp_path):
    export(store, name, tmp_path / "network.xml")
    network = read(tmp_path / "network.xml")
    made = coauthor_network(partial(run, store))
    assert {*network.nodes} == {*made.nodes}
    assert {frozenset(edge) for edge in network.edges} == {frozenset(edge) for edge in made.edges}
    for person, known in made.nodes(data=True):
        assert network.nodes[person]["label"] == known["name"]
        assert {key: network.nodes[person][key] for key in known} == known
    for a, b, known in made.edges(data=True):
        assert {key: network.edges[a, b][key] for key in known} == known


def test_people_without_co_authors_are_in_the_network(store):
    network = coauthor_network(partial(run, store))
    assert len(network) == 5
    assert network.degree(PERSON + "link-team") == 0
    assert network.edges[PERSON + "ada", PERSON + "dee"] == {"papers": 1, "weight": 1.0}


def test_what_is_not_known_of_a_person_is_left_out(store):
    network = coauthor_network(partial(run, store))
    assert "cluster" not in network.nodes[PERSON + "link-team"]
    assert network.nodes[PERSON + "ada"]["cluster"] == "North"


def test_people_have_the_measures_of_their_place_in_the_network(store):
    ada = coauthor_network(partial(run, store)).nodes[PERSON + "ada"]
    measures = {name: ada[name] for name in ("degree", "weighted_degree", "core", "stability")}
    assert measures == {"degree": 3.0, "weighted_degree": 2.0, "core": 2.0, "stability": 0.5}


def test_what_counts_is_a_whole_number_and_what_measures_is_not(store):
    for _, known in coauthor_network(partial(run, store)).nodes(data=True):
        for name in {"studies", "degree", "core", "first_year"} & {*known}:
            assert type(known[name]) is int
        for name in {"weighted_degree", "betweenness", "clustering", "stability"} & {*known}:
            assert type(known[name]) is float


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_a_name_that_xml_cannot_hold_is_an_error_that_names_the_person(name, library, tmp_path):
    with EmbeddedStore() as store:
        store.load(quad for quad in library if quad.predicate != RDFS.label)
        store.load([Quad(NamedNode(PERSON + "bo"), RDFS.label, Literal("B\x08o"))])
        with pytest.raises(ValueError, match=r"cannot hold the character '\\x08' in a name of .*person/bo"):
            export(store, name, tmp_path / "network.xml")
    assert not list(tmp_path.iterdir())
