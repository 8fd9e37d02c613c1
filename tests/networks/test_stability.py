"""How firmly authors belong to their team."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.networks import build_network
from kg.networks.coauthorship import read_bylines
from kg.networks.communities import find_communities
from kg.networks.stability import measure_stability
from kg.networks.twins import find_twins

BYLINES = st.lists(st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=6, unique=True), max_size=12)


@given(BYLINES)
def test_whoever_is_in_a_team_has_a_share_and_nobody_else(world, bylines):
    rows = read_bylines(world(bylines).authorships)
    twins = find_twins(rows)
    teams = find_communities(twins)
    stability = measure_stability(rows, twins, teams)
    placed = {person for team in teams for person in team}
    assert {person for person, share in enumerate(stability) if not np.isnan(share)} == placed
    assert all(0 <= stability[person] <= 1 for person in placed)


def test_whoever_wrote_with_one_team_only_always_stays(world):
    measures = build_network(world([["a", "b", "c"]] * 2 + [["x"]])).measures
    assert [measures[who].stability for who in "abcx"] == [1.0, 1.0, 1.0, None]


def test_whoever_writes_with_two_teams_stays_less_often_the_more_even_the_two_are(world):
    teams = [["a", "b", "c", "d"]] * 8 + [["w", "x", "y", "z"]] * 8
    once = build_network(world([*teams, ["a", "w", "x"]])).measures["a"].stability
    often = build_network(world([*teams, *[["a", "w", "x", "y", "z"]] * 6])).measures["a"].stability
    assert often < once <= 1


def test_a_cluster_is_as_stable_as_its_members_are_on_average(world):
    network = build_network(world([["a", "b", "c", "d"]] * 4 + [["w", "x", "y"]] * 4 + [["a", "w", "x", "y"]] * 3))
    assert min(cluster.stability for cluster in network.clusters) < 1
    for cluster in network.clusters:
        shares = [network.measures[member].stability for member in cluster.members]
        assert abs(cluster.stability - sum(shares) / len(shares)) < 1e-5
