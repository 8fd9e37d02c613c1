"""Each author's place in the network."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cluster import Measures
from kg.networks import cohesion
from kg.networks.betweenness import betweenness
from kg.networks.coauthorship import project
from kg.networks.measures import locate, measure
from kg.networks.twins import find_twins
from tests.networks.bylines import read

BYLINES = st.lists(st.lists(st.integers(0, 19), min_size=1, max_size=6, unique=True), max_size=20)


def measured(bylines):
    rows = read(bylines)
    return measure(rows, project(rows), locate(find_twins(rows)), np.full(len(rows.people), np.nan))


def graph_of(rows):
    edges = project(rows)
    graph = nx.Graph()
    graph.add_nodes_from(rows.people)
    graph.add_edges_from((rows.people[a], rows.people[b]) for a, b in zip(edges.a, edges.b, strict=True))
    return graph


@given(BYLINES)
def test_measures_are_those_of_networkx(bylines):
    places, graph = measured(bylines), graph_of(read(bylines))
    assert {who: place.degree for who, place in places.items()} == dict(graph.degree)
    assert {who: place.core for who, place in places.items()} == nx.core_number(graph)
    clustering = {who: place.clustering for who, place in places.items()}
    assert clustering == pytest.approx(nx.clustering(graph), abs=1e-6)


@given(BYLINES)
def test_betweenness_is_that_of_networkx(bylines):
    rows = read(bylines)
    expected = nx.betweenness_centrality(graph_of(rows))
    assert betweenness(find_twins(rows)).tolist() == pytest.approx([expected[who] for who in rows.people])


@pytest.mark.parametrize("cells", [1, 1_000])
def test_triangles_are_counted_whatever_is_held_at_once(cells, monkeypatch):
    chance = np.random.default_rng(5)
    bylines = [chance.choice(60, 4, replace=False).tolist() for _ in range(80)]
    expected = nx.clustering(graph_of(read(bylines)))
    monkeypatch.setattr(cohesion, "_CELLS", cells)
    assert {who: place.clustering for who, place in measured(bylines).items()} == pytest.approx(expected, abs=1e-6)


def test_sampled_betweenness_is_repeatable_and_close_to_the_exact():
    chance = np.random.default_rng(5)
    twins = find_twins(read([chance.choice(300, 3, replace=False).tolist() for _ in range(400)]))
    exact, sampled = betweenness(twins), betweenness(twins, exact=100, sample=60)
    assert sampled.tolist() == betweenness(twins, exact=100, sample=60).tolist()
    assert sampled.tolist() != exact.tolist()
    assert np.corrcoef(exact, sampled)[0, 1] > 0.95
    assert sampled.sum() == pytest.approx(exact.sum(), rel=0.1)


def test_betweenness_is_exact_in_small_pieces_however_large_the_others():
    chance = np.random.default_rng(6)
    large = [(chance.choice(150, 3, replace=False) + 10).tolist() for _ in range(200)]
    twins = find_twins(rows := read([(0, 1, 2), (2, 3, 4), *large]))
    between = dict(zip(rows.people, betweenness(twins, exact=20, sample=10).tolist(), strict=True))
    pairs = (len(rows.people) - 1) * (len(rows.people) - 2)
    assert [between[who] for who in ("p001", "p002")] == [0, pytest.approx(2 * 4 / pairs)]
    assert any(between[who] > 0 for who in rows.people if who > "p009")


def test_the_one_who_joins_two_papers_lies_between_all_others():
    places = measured([(0, 1, 2), (2, 3, 4)])
    assert places["p002"] == Measures(degree=4, weighted_degree=2.0, betweenness=0.666667, core=2, clustering=0.333333)
    assert places["p000"] == Measures(degree=2, weighted_degree=1.0, betweenness=0.0, core=2, clustering=1.0)


def test_whoever_wrote_alone_is_measured_too():
    assert measured([(0,)]) == {
        "p000": Measures(degree=0, weighted_degree=0.0, betweenness=0.0, core=0, clustering=0.0)
    }
