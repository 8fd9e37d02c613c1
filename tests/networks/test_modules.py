"""Which parts a weighted network has."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.modules import find_modules

LINKS = st.dictionaries(
    st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 8),
    max_size=40,
)


def modules(links, count=15):
    pairs = sorted(links)
    a, b = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return find_modules(count, a, b, np.array([float(links[pair]) for pair in pairs]))


def graph_of(links, count=15):
    graph = nx.empty_graph(count)
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in links.items())
    return graph


def groups(module):
    return [set(np.flatnonzero(module == number).tolist()) for number in range(module.max() + 1)]


@given(LINKS)
def test_modules_are_connected_and_what_is_linked_to_nobody_is_alone(links):
    found, graph = groups(modules(links)), graph_of(links)
    assert sum(map(len, found)) == 15
    assert all(nx.is_connected(graph.subgraph(each)) for each in found if len(each) > 1)


@given(LINKS)
def test_no_two_modules_would_be_better_as_one(links):
    found, graph = groups(modules(links)), graph_of(links)
    if not links:
        return
    best = nx.community.modularity(graph, found)
    for i, one in enumerate(found):
        for other in found[:i]:
            rest = [each for each in found if each not in (one, other)]
            assert nx.community.modularity(graph, [*rest, one | other]) <= best + 1e-4


def test_nodes_that_would_follow_each_other_do_not_change_places():
    links = {(2, 3): 3, (0, 3): 4, (2, 4): 4, (0, 4): 3, (4, 5): 4, (1, 3): 2, (0, 5): 4}
    assert groups(modules(links, 6)) == [{0, 4, 5}, {1, 2, 3}]


@pytest.mark.parametrize("seed", [24, 88, 95])
def test_a_module_that_has_lost_its_middle_comes_apart(seed):
    graph = nx.gnp_random_graph(90, 3 / 90, seed=seed)
    found = groups(modules(dict.fromkeys((tuple(sorted(edge)) for edge in graph.edges), 1), len(graph)))
    assert all(nx.is_connected(graph.subgraph(each)) for each in found)


@pytest.mark.parametrize("seed", range(3))
def test_modularity_is_about_as_high_as_by_louvain(seed):
    graph = nx.gaussian_random_partition_graph(300, 20, 5, 0.4, 0.02, seed=seed)
    links = dict.fromkeys((tuple(sorted(edge)) for edge in graph.edges), 1)
    ours = nx.community.modularity(graph, groups(modules(links, len(graph))))
    assert ours > nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed)) - 0.01
