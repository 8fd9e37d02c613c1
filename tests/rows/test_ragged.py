"""How numpy goes along many rows at once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.rows.ragged import distinct, order

SMALL_OR_HUGE = st.lists(st.integers(0, 5) | st.integers(0, 2**62), max_size=40).map(
    lambda keys: np.array(keys, dtype=np.int64)
)


@given(SMALL_OR_HUGE)
def test_rows_stand_in_the_order_of_their_keys_and_equal_ones_as_before(keys):
    assert order(keys).tolist() == np.argsort(keys, kind="stable").tolist()


@given(SMALL_OR_HUGE)
def test_distinct_values_are_sorted_and_each_there_once(values):
    assert distinct(values).tolist() == sorted({*values.tolist()})
