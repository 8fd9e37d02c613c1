"""Boosted trees, and what each feature adds."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.authorities.ranking import load_model
from kg.authorities.trees import Node, Trees, read_trees

STUMPS = Trees(
    [
        Node("a", 0.5, 1, 2, 0.5), Node("", 0, 1, 1, -1.0), Node("b", 0.5, 3, 4, 1.0), Node("", 0, 3, 3, 0.25), Node("", 0, 4, 4, 2.0),
        Node("b", -1.5, 6, 7, 0.0), Node("", 0, 6, 6, -4.0), Node("", 0, 7, 7, 4.0),
    ]
)  # fmt: skip


def test_a_row_is_worth_the_sum_of_the_leaves_it_comes_to():
    columns = {"a": np.array([0, 1, 1]), "b": np.array([9, 0, -2]), "unknown": np.array([1, 2, 3])}
    assert STUMPS.weigh(STUMPS.arrange(columns, 3)).tolist() == [3.0, 4.25, -3.75]


def test_a_column_that_is_not_there_is_zero():
    assert STUMPS.weigh(STUMPS.arrange({}, 1)).tolist() == [3.0]


def test_a_table_of_trees_is_read_line_by_line():
    lines = ["\t".join(map(str, node)) + "\n" for node in STUMPS.nodes]
    assert read_trees(lines).nodes == STUMPS.nodes


@settings(max_examples=30)
@given(st.lists(st.floats(-9, 9, width=32), min_size=1, max_size=200))
def test_what_the_features_add_differs_between_rows_by_as_much_as_their_odds(values):
    trees = load_model().second
    matrix = np.resize(np.array(values, np.float32), (2, len(trees.features)))
    odds, parts = trees.weigh(matrix), trees.explain(matrix).sum(1)
    assert abs((odds[0] - odds[1]) - (parts[0] - parts[1])) < 1e-6
