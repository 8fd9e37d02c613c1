"""Specification of constrained clustering."""

import random

from hypothesis import given
from hypothesis import strategies as st

from kg.entities.clustering import cluster


def unite(one: frozenset[str], other: frozenset[str]) -> frozenset[str] | None:
    return None if one & other else one | other


def alone(n: int) -> list[frozenset[str]]:
    return [frozenset({str(i)}) for i in range(n)]


def test_pairs_above_the_threshold_are_merged_and_spanned_by_their_best_pairs():
    found = cluster({(0, 1): 5.0, (1, 2): 4.0, (0, 2): 3.0}, alone(4), unite, -2.0, 1.0)
    assert found.clusters == [[0, 1, 2], [3]]
    assert found.merges == [(0, 1), (1, 2)]


def test_an_average_below_the_threshold_is_not_merged_even_if_one_pair_is_above():
    scores = {(0, 1): 5.0, (1, 2): 4.0, (0, 2): -4.0}
    assert cluster(scores, alone(3), unite, -2.0, 1.0).clusters == [[0, 1], [2]]


def test_a_pair_that_nobody_scored_counts_as_the_default():
    scores = {(0, 1): 5.0, (1, 2): 4.0}
    assert cluster(scores, alone(3), unite, -2.0, 1.0).clusters == [[0, 1, 2]]
    assert cluster(scores, alone(3), unite, -2.5, 1.0).clusters == [[0, 1], [2]]


def test_what_may_not_be_merged_is_not_merged_by_way_of_a_third_either():
    states = [frozenset({"a"}), frozenset({"b"}), frozenset({"a"})]
    assert cluster({(0, 1): 5.0, (1, 2): 4.0}, states, unite, 9.0, 1.0).clusters == [[0, 1], [2]]


def test_what_may_not_be_merged_keeps_no_others_from_it():
    states = [frozenset(each) for each in "aabc"]
    assert cluster({(0, 1): 5.0, (2, 3): 4.0}, states, unite, -2.0, 1.0).clusters == [[0], [1], [2, 3]]


PAIRS = [(i, j) for i in range(7) for j in range(i + 1, 7)]


@given(st.dictionaries(st.sampled_from(PAIRS), st.floats(-5, 5).map(lambda x: round(x, 2))), st.randoms())
def test_the_order_of_scores_does_not_matter_and_links_span_every_cluster(
    scores: dict[tuple[int, int], float], chance: random.Random
):
    found = cluster(scores, alone(7), unite, -2.0, 0.5)
    shuffled = list(scores.items())
    chance.shuffle(shuffled)
    assert cluster(dict(shuffled), alone(7), unite, -2.0, 0.5) == found
    for members in found.clusters:
        reached = {members[0]}
        inside = [pair for pair in found.merges if pair[0] in members]
        assert len(inside) == len(members) - 1
        for _ in members:
            reached |= {one for pair in inside if reached & set(pair) for one in pair}
        assert reached == set(members)
