"""Fields: clusters that write with each other."""

from hypothesis import given
from hypothesis import strategies as st

from kg.networks import build_network
from kg.networks.coauthorship import project, read_bylines
from kg.networks.fields import link_communities

BYLINES = st.lists(st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=6, unique=True), max_size=12)
TEAMS = [list(letters) for letters in ("abcd", "efgh", "ijkl", "mnop")]
LINKED = [*TEAMS * 4, ["a", "b", "e", "f"], ["i", "j", "m", "n"]]


def test_clusters_that_write_with_each_other_are_one_field(world):
    network = build_network(world(LINKED, concepts={0: ["walking"], 2: ["sleep"]}, years=range(2000, 2018)))
    named = {cluster.key: "".join(sorted(cluster.members)) for cluster in network.clusters}
    assert [[named[key] for key in field.clusters] for field in network.fields] == [["abcd", "efgh"], ["ijkl", "mnop"]]
    assert [field.name for field in network.fields] == ["walking", "sleep"]
    assert [(field.first_year, field.last_year) for field in network.fields] == [(2000, 2016), (2002, 2017)]


def test_a_cluster_that_writes_with_no_other_is_in_no_field(world):
    assert build_network(world(TEAMS)).fields == ()


def test_who_belongs_to_no_cluster_links_none(world):
    edges = project(read_bylines(world([["a", "b", "x"], ["c", "d", "x"], ["a", "c"]]).authorships))
    a, b, weight = link_communities(edges, [[0, 1], [3, 4]], 5)  # x is the third of five people
    assert list(zip(a.tolist(), b.tolist(), weight.tolist(), strict=True)) == [(0, 1, 1.0)]


@given(BYLINES)
def test_each_cluster_is_in_one_field_at_most_and_each_field_has_two_at_least(world, bylines):
    network = build_network(world(bylines))
    placed = [key for field in network.fields for key in field.clusters]
    assert len(set(placed)) == len(placed)
    assert set(placed) <= {cluster.key for cluster in network.clusters}
    assert all(len(field.clusters) > 1 for field in network.fields)


def test_a_field_without_concepts_and_affiliations_is_named_after_those_who_lead_its_largest_clusters(world):
    names = [field.name for field in build_network(world(LINKED)).fields]
    assert names == ["A, E and partners", "I, M and partners"]
