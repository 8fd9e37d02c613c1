"""What a team is about."""

import numpy as np

from kg.networks import build_network
from kg.networks.clusters import _assign_studies
from kg.networks.coauthorship import read_bylines
from kg.networks.workplaces import Workplaces, find_workplaces


def test_a_study_belongs_to_the_cluster_of_most_of_its_authors(world):
    network = build_network(world([["a", "b", "c"]] * 3 + [["x", "y"]] * 3 + [["a", "b", "x"]]))
    assert [cluster.members for cluster in network.clusters] == [("a", "b", "c"), ("x", "y")]
    assert network.clusters[0].studies == ("study-000", "study-001", "study-002", "study-006")
    assert network.clusters[1].studies == ("study-003", "study-004", "study-005")


def test_a_cluster_without_a_majority_anywhere_has_the_studies_that_two_of_its_members_wrote(world):
    bylines = read_bylines(world([["a", "b", "c", "x", "y"], ["a", "b", "c", "x"]]).authorships)
    home = np.array([int(person in "xy") for person in bylines.people])
    assert _assign_studies(bylines, home) == {0: ("study-000", "study-001"), 1: ("study-000",)}


def test_a_member_who_wrote_with_other_clusters_is_a_bridge(world):
    network = build_network(world([["a", "b", "c"]] * 3 + [["x", "y"]] * 3 + [["a", "b", "x"]]))
    assert [cluster.bridges for cluster in network.clusters] == [("a", "b"), ("x",)]


def test_members_are_ranked_by_weighted_degree_and_the_first_three_are_central(world):
    (cluster,) = build_network(world([["e", "d", "c", "b"], ["b", "c", "a"], ["b", "a", "c"], ["b", "d"]])).clusters
    assert cluster.members == ("b", "c", "d", "a", "e")
    assert cluster.central == ("b", "c", "d")


def test_a_cluster_spans_the_years_of_its_studies_as_far_as_they_are_known(world):
    (cluster,) = build_network(world([["a", "b"]] * 3, years=[2019, 2016])).clusters
    assert (cluster.first_year, cluster.last_year) == (2016, 2019)
    (undated,) = build_network(world([["a", "b"]])).clusters
    assert (undated.first_year, undated.last_year) == (None, None)


def test_concepts_that_set_a_cluster_apart_come_before_those_that_all_share(world):
    bylines = [["a", "b"]] * 2 + [["x", "y"]] * 2
    said = {0: ["all", "walking"], 1: ["all", "walking"], 2: ["all", "singing"], 3: ["all"]}
    one, other = build_network(world(bylines, concepts=said)).clusters
    assert one.concepts == ("walking", "all")
    assert other.concepts == ("all", "singing")


def test_institutions_are_counted_by_distinct_members_under_the_largest_they_belong_to(world):
    works = {"a": ["Surgery < Leeds"], "b": ["Medicine < Leeds", "Leeds"], "c": ["York"], "d": ["York"], "e": ["York"]}
    entities = world([["a", "b", "c", "d", "e"], ["a", "b"]], works)
    assert find_workplaces(entities)["b"] == Workplaces(("Leeds",), ("Medicine < Leeds",))
    (cluster,) = build_network(entities).clusters
    assert cluster.institutions == ("York", "Leeds")


def test_a_cluster_without_a_study_of_its_own_is_still_a_cluster(world):
    bylines = [["a", "b", "c"]] * 3 + [["d", "e", "a", "b", "c"]] * 2 + [["d", "e"]]
    assert all(cluster.members for cluster in build_network(world(bylines)).clusters)
