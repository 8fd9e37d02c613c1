"""The co-authorship network in the formats of network programs."""

from decimal import Decimal
from functools import partial
from io import BytesIO

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.exporters import coauthor_network, export, tabulate
from kg.exporters.network import labelled_network
from kg.queries import Rows, run
from kg.stores import EmbeddedStore
from kg.terms import FOAF

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


_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\r\n<&>\"'"), min_size=1, max_size=9
)
_TOLD = ("person", "name", "cluster_name", "first_year", "degree")
_UNKNOWN = (
    "cluster",
    "studies",
    "citations",
    "last_year",
    "weighted_degree",
    "betweenness",
    "core",
    "clustering",
    "stability",
)
_NUMBERS = st.none() | st.decimals(0, 9, places=6)


@given(
    names=st.lists(_WORDS, min_size=1, max_size=4, unique=True),
    rows=st.lists(
        st.tuples(_WORDS, st.none() | _WORDS, st.none() | st.integers(0, 9), _NUMBERS), min_size=4, max_size=4
    ),
    pairs=st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6),
)
def test_graphml_is_byte_for_byte_what_networkx_writes(names, rows, pairs, tmp_path_factory):
    people = [(name, *row, *[None] * len(_UNKNOWN)) for name, row in zip(names, rows, strict=False)]
    ends = sorted({tuple(sorted((names[a % len(names)], names[b % len(names)]))) for a, b in pairs})
    edges = [(a, b, number, Decimal(number) / 3) for number, (a, b) in enumerate(ends) if a != b]
    tables = {"people": Rows((*_TOLD, *_UNKNOWN), people), "coauthorships": Rows(("a", "b", "papers", "weight"), edges)}
    path = tmp_path_factory.mktemp("graphml") / "network.graphml"
    tabulate(tables.__getitem__, "graphml", path)
    expected = BytesIO()
    nx.write_graphml_lxml(labelled_network(tables.__getitem__), expected)
    assert path.read_bytes() == expected.getvalue()


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_a_name_that_xml_cannot_hold_is_an_error_that_names_the_person(name, library, tmp_path):
    with EmbeddedStore() as store:
        store.load(quad for quad in library if quad.predicate != FOAF.name)
        store.load([Quad(NamedNode(PERSON + "bo"), FOAF.name, Literal("B\x08o"))])
        with pytest.raises(ValueError, match=r"cannot hold the character '\\x08' in a name of .*person/bo"):
            export(store, name, tmp_path / "network.xml")
    assert not list(tmp_path.iterdir())
