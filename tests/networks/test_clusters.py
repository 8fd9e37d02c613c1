"""What a team is about."""

from math import log

import numpy as np
from msgspec import structs

from kg.cluster import Measures
from kg.entity import ConceptMention
from kg.networks import build_network
from kg.networks.clusters import _assign_studies, describe_clusters
from kg.networks.coauthorship import project, read_bylines
from kg.networks.concepts import weigh_mentions
from kg.networks.setting import find_setting
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


def test_who_wrote_with_somebody_of_no_cluster_is_no_bridge(world):
    papers = [[f"p{(n + k) % 12}" for k in range(6)] for n in range(24)]
    (cluster,) = build_network(world([*papers, *[["p0", "alone"]] * 6])).clusters
    assert "alone" not in cluster.members
    assert cluster.bridges == ()


def test_at_equal_weighted_degree_who_lies_between_more_others_comes_first(world):
    entities = world([["a", "b", "c"]])
    bylines = read_bylines(entities.authorships)
    measures = {who: Measures(2, 1.0, between, 2, 1.0) for who, between in (("a", 0.1), ("b", 0.3), ("c", 0.2))}
    (cluster,) = describe_clusters(find_setting(entities), bylines, project(bylines), [[0, 1, 2]], measures)
    assert cluster.members == ("b", "c", "a")


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


def test_workplaces_stand_in_the_order_of_the_authorships_however_they_are_given(world):
    entities = world([["a"], ["a"]], {"a": ["York", "Leeds"]})
    turned = structs.replace(entities, affiliations=entities.affiliations[::-1])
    assert find_workplaces(turned)["a"].organisations == ("York", "Leeds")


def test_a_concept_is_called_what_studies_call_it_most_often_in_lower_case_unless_it_is_an_acronym():
    said = ["Link workers", "link workers", "LW", "Navigators", "navigators", "LINK WORKERS"]
    mentions = [ConceptMention(f"s{n}", "c", "", "title", 0, 1, exact, "") for n, exact in enumerate(said)]
    assert weigh_mentions(mentions).words == {"c": "link workers"}
    assert weigh_mentions(mentions[2:3]).words == {"c": "LW"}


def test_a_concept_weighs_by_how_often_a_study_names_it_and_how_few_studies_do():
    said = [("s", "walking"), ("s", "walking"), ("s", "all"), ("t", "all"), ("u", "all")]
    weighed = weigh_mentions(ConceptMention(study, concept, "", "title", 0, 1, "x", "") for study, concept in said)
    assert weighed.weights["s"] == {"walking": 1 + log(2), "all": 1.0}
    assert weighed.rarity == {"walking": 1 + log(4 / 2), "all": 1 + log(4 / 4)}


def test_a_cluster_without_a_study_of_its_own_is_still_a_cluster(world):
    entities = world([["a", "b", "c", "x"], ["a", "b", "c", "y"]], years=[2019, 2020])
    bylines = read_bylines(entities.authorships)
    measures = dict.fromkeys(bylines.people, Measures(3, 1.0, 0.0, 3, 1.0))
    teams = [[bylines.people.index(who) for who in team] for team in ("abc", "xy")]
    _, other = describe_clusters(find_setting(entities), bylines, project(bylines), teams, measures)
    assert (other.name, other.members, other.studies) == ("X & Y", ("x", "y"), ())
    assert (other.first_year, other.last_year, other.bridges) == (None, None, ("x", "y"))
