"""The co-authorship network in the formats of network programs."""

import json
from functools import partial

import networkx as nx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.exporters import coauthor_network, export, tabulate
from kg.queries import Rows, run
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


def test_vosviewer_gets_the_network_with_its_weights_scores_and_named_clusters(store, tmp_path):
    export(store, "vosviewer", tmp_path / "vosviewer.json")
    told = json.loads((tmp_path / "vosviewer.json").read_text("utf-8"))["network"]
    made = coauthor_network(partial(run, store))
    people = {item["id"]: item["url"] for item in told["items"]}
    assert {*people} == {*range(1, len(made) + 1)}
    assert {*people.values()} == {*made.nodes}
    links = {(people[each["source_id"]], people[each["target_id"]]): each["strength"] for each in told["links"]}
    assert links == {(a, b): known["papers"] for a, b, known in made.edges(data=True)}
    names = {each["cluster"]: each["label"] for each in told["clusters"]}
    assert names == {1: "North", 2: "South"}
    for item in told["items"]:
        known = made.nodes[item["url"]]
        assert (item["label"], names.get(item.get("cluster"))) == (known["name"], known.get("cluster"))
        figures = {name.lower().replace(" ", "_"): value for name, value in (item["weights"] | item["scores"]).items()}
        assert figures == {name: known[name] for name in known.keys() - {"name", "cluster", "cluster_iri"}}


def test_vosviewer_knows_a_thousand_clusters(tmp_path):
    rows = {
        "people": [
            {"person": f"urn:x:{n}", "name": "A", "cluster": f"urn:c:{n}", "cluster_name": "C"}
            | dict.fromkeys(("studies", "citations", "first_year", "last_year", "degree", "core"))
            | dict.fromkeys(("weighted_degree", "betweenness", "clustering", "stability"))
            for n in range(1, 1003)
        ],
        "clusters": [{"cluster": f"urn:c:{n}", "name": "C", "rank": n} for n in range(1, 1003)],
        "coauthorships": [],
    }
    asked = {
        name: Rows(tuple(given[0]) if given else (), map(tuple, map(dict.values, given)))
        for name, given in rows.items()
    }
    tabulate(asked.__getitem__, "vosviewer", tmp_path / "vosviewer.json")
    told = json.loads((tmp_path / "vosviewer.json").read_text("utf-8"))["network"]
    assert len(told["items"]) == 1002
    assert {each.get("cluster") for each in told["items"]} == {*range(1, 1001), None}
    assert len(told["clusters"]) == 1000
