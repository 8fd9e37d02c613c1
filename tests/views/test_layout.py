"""Where the nodes stand."""

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.views.gather import build_model
from kg.views.layout import ASPECT, place
from kg.views.overlaps import separate_small
from kg.views.scene import VIEWS, least_studies, locate, size
from kg.views.stress import lay_out_small


@st.composite
def networks(draw):
    count = draw(st.integers(1, 24))
    node = st.integers(0, count - 1)
    boxes = draw(st.lists(st.tuples(st.integers(8, 200), st.integers(8, 60)), min_size=count, max_size=count))
    pairs = draw(st.lists(st.tuples(node, node).filter(lambda pair: pair[0] != pair[1]), max_size=50))
    blocks = {each: draw(st.integers(0, 5)) for each in range(count)}
    return boxes, pairs, blocks


@given(networks())
@settings(max_examples=60, deadline=None)
def test_no_two_boxes_overlap_in_any_small_network(network):
    boxes, links, blocks = network
    at = place(boxes, links, blocks)
    assert np.isfinite(at).all()
    for a, b in combinations(range(len(boxes)), 2):
        apart = np.abs(at[a] - at[b])
        need = (np.array(boxes[a]) + np.array(boxes[b])) / 2
        assert (apart >= need - 0.01).any()


def test_the_same_network_is_always_placed_alike(large):
    model = build_model(large, 1600)
    for view in VIEWS:
        assert locate(model, view) == locate(model, view)


def test_every_node_of_a_view_has_a_place_and_no_other_has(small):
    model = build_model(small)
    for view in VIEWS:
        assert set(locate(model, view)) == {i for i, node in enumerate(model.nodes) if node.type in view.types}


def test_discs_do_not_overlap_in_a_large_network(large):
    model = build_model(large)
    for view in VIEWS:
        places = locate(model, view)
        at, radius = (
            np.array(list(places.values()), dtype=float),
            np.array([size(model.nodes[node]) for node in places]),
        )
        order = np.argsort(at[:, 0])
        at, radius = at[order], radius[order]
        for step in range(1, 60):
            gap = np.hypot(*(at[step:] - at[:-step]).T)
            assert (gap >= radius[step:] + radius[:-step]).all()


def test_clusters_keep_to_themselves(small):
    model = build_model(small)
    places = locate(model, VIEWS[0])
    frames = {}
    for cluster in {node.cluster for node in model.nodes} - {None}:
        mine = np.array([place for node, place in places.items() if model.nodes[node].cluster == cluster])
        frames[cluster] = (mine.min(axis=0), mine.max(axis=0))
    for a, b in combinations(frames, 2):
        assert (frames[a][0] > frames[b][1]).any() or (frames[b][0] > frames[a][1]).any()


def test_linked_clusters_stand_nearer_than_clusters_that_are_not():
    links = [pair for start in (0, 5, 10) for pair in combinations(range(start, start + 5), 2)]
    at = place([(30, 30)] * 15, [*links, (0, 5), (5, 10)], {node: node // 5 for node in range(15)})
    middle = [at[start : start + 5].mean(axis=0) for start in (0, 5, 10)]
    assert np.hypot(*(middle[0] - middle[1])) < np.hypot(*(middle[0] - middle[2]))


def test_pieces_without_links_fill_a_sheet_of_the_pictures_aspect():
    at = place([(30, 30)] * 400, [], {node: node for node in range(400)})
    wide, high = at.max(axis=0) - at.min(axis=0)
    assert 0.8 * ASPECT < wide / high < 1.25 * ASPECT


def test_a_large_piece_is_laid_out_without_overlaps_and_linked_nodes_stand_near():
    chance = random.Random(1)
    boxes = [(chance.randint(10, 120), chance.randint(10, 40)) for _ in range(700)]
    links = [(node, chance.randrange(max(0, node - 20), node)) for node in range(1, 700)]
    at = place(boxes, links, dict.fromkeys(range(700), 0))
    assert at.tolist() == place(boxes, links, dict.fromkeys(range(700), 0)).tolist()
    for node in range(700):
        need = (np.array(boxes) + boxes[node]) / 2
        assert ((np.abs(at - at[node]) >= need - 0.01).any(axis=1) | (np.arange(700) == node)).all()
    linked = np.hypot(*(at[[a for a, _ in links]] - at[[b for _, b in links]]).T)
    assert linked.mean() < 0.15 * np.hypot(*np.ptp(at, axis=0))


@pytest.mark.parametrize("nodes", [5, 40, 200])
def test_a_chain_is_laid_out_as_a_line(nodes):
    links = np.column_stack((np.arange(nodes - 1), np.arange(1, nodes)))
    (at,) = lay_out_small(
        1, nodes, np.zeros(nodes - 1, dtype=np.int64), np.random.default_rng(1).permutation(nodes)[links]
    )
    assert np.hypot(*np.ptp(at, axis=0)) == pytest.approx(nodes - 1, rel=0.02)


def test_a_link_named_twice_or_both_ways_counts_once():
    one = place([(20, 20)] * 4, [(0, 1), (1, 2), (2, 3)], dict.fromkeys(range(4), 0))
    other = place([(20, 20)] * 4, [(1, 0), (1, 2), (2, 1), (2, 3)], dict.fromkeys(range(4), 0))
    assert one == pytest.approx(other)


def test_boxes_at_one_place_are_put_apart():
    (at,) = separate_small(np.zeros((1, 4, 2)), np.full((1, 4, 2), 20.0))
    for one, other in combinations(at, 2):
        assert (np.abs(one - other) >= 20 - 0.01).any()


def test_nodes_linked_to_nobody_take_no_more_room_than_their_boxes_do():
    at = place([(20, 20)] * 100, [], {node: node for node in range(100)})
    assert np.ptp(at, axis=0).prod() < 100 * 20 * 20 * 1.5


def test_an_empty_graph_has_a_layout():
    assert place([], [], {}).shape == (0, 2)


def test_concepts_of_few_studies_wait_until_they_are_asked_for(small, large):
    assert least_studies(build_model(small)) == 1
    model = build_model(large)
    shown = [node for node in model.nodes if node.type == "concept" and node.number("Studies") >= least_studies(model)]
    assert 0 < len(shown) <= len(model.nodes) // 25
