"""Each author's place in the network."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entity import Authorship, Measures
from kg.networks.coauthorship import project, read_bylines
from kg.networks.measures import betweenness, measure
from kg.networks.twins import find_twins

BYLINES = st.lists(st.lists(st.integers(0, 19), min_size=1, max_size=6, unique=True), max_size=20)


def read(bylines):
    return read_bylines(
        Authorship(f"s{number:03}", rank, f"p{who:03}", "", ())
        for number, byline in enumerate(bylines)
        for rank, who in enumerate(byline, 1)
    )


def measured(bylines):
    rows = read(bylines)
    return measure(rows, project(rows), find_twins(rows), np.full(len(rows.people), np.nan))


@given(BYLINES)
def test_betweenness_is_that_of_networkx(bylines):
    rows = read(bylines)
    edges = project(rows)
    graph = nx.Graph()
    graph.add_nodes_from(range(len(rows.people)))
    graph.add_edges_from(zip(edges.a.tolist(), edges.b.tolist(), strict=True))
    expected = nx.betweenness_centrality(graph)
    assert betweenness(find_twins(rows)).tolist() == pytest.approx([expected[node] for node in graph])


def test_sampled_betweenness_is_repeatable_and_close_to_the_exact():
    chance = np.random.default_rng(5)
    twins = find_twins(read([chance.choice(300, 3, replace=False).tolist() for _ in range(400)]))
    exact, sampled = betweenness(twins), betweenness(twins, exact=100, sample=150)
    assert sampled.tolist() == betweenness(twins, exact=100, sample=150).tolist()
    assert sampled.tolist() != exact.tolist()
    assert np.corrcoef(exact, sampled)[0, 1] > 0.95
    assert sampled.sum() == pytest.approx(exact.sum(), rel=0.1)


def test_the_one_who_joins_two_papers_lies_between_all_others():
    places = measured([(0, 1, 2), (2, 3, 4)])
    assert places["p002"] == Measures(degree=4, weighted_degree=2.0, betweenness=0.666667, core=2, clustering=0.333333)
    assert places["p000"] == Measures(degree=2, weighted_degree=1.0, betweenness=0.0, core=2, clustering=1.0)


def test_whoever_wrote_alone_is_measured_too():
    assert measured([(0,)]) == {
        "p000": Measures(degree=0, weighted_degree=0.0, betweenness=0.0, core=0, clustering=0.0)
    }
