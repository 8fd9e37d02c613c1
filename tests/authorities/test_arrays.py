"""Runs of words, hashed and compared many at a time."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.authorities.arrays import Spans, Sums, add_up, find_in, find_one, in_sequence, make_ragged

HASHES = st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=12)
RUNS = st.lists(st.tuples(st.integers(0, 8), st.integers(1, 6)).map(lambda run: (run[0], run[0] + run[1])), max_size=8)


@given(HASHES, st.data())
def test_a_run_within_a_text_is_hashed_as_it_is_alone(hashes, data):
    first = data.draw(st.integers(0, len(hashes) - 1))
    last = data.draw(st.integers(first + 1, len(hashes)))
    sums = Sums(np.array(hashes, np.uint64))
    run = np.array([first]), np.array([last])
    assert sums.add_up(*run)[0] == add_up(hashes[first:last])
    assert sums.in_sequence(*run)[0] == in_sequence(hashes[first:last])


@given(st.lists(st.integers(0, 20)), st.integers(0, 20))
def test_one_number_is_found_where_it_is_found_among_many(known, wanted):
    known = np.array(sorted(known), np.uint64)
    assert find_one(wanted, known) == find_in(np.array([wanted], np.uint64), known)[0]


@given(RUNS, RUNS)
def test_spans_hold_and_stand_in_others_as_comparing_each_with_each_says(spans, others):
    first, last = np.array(others, np.int64).reshape(-1, 2).T
    made = Spans(*np.array(spans, np.int64).reshape(-1, 2).T)

    def each(says, among):
        return [any(says(a, b, c, d) for a, b in among) for c, d in others]

    assert made.hold(first, last).tolist() == each(lambda a, b, c, d: a <= c and d <= b and (a, b) != (c, d), spans)
    assert made.stand_in(first, last).tolist() == each(lambda a, b, c, d: c <= a and b <= d and (a, b) != (c, d), spans)
    outer = made.outermost()
    free = {(c, d) for c, d in spans if not any(a <= c and d <= b and (a, b) != (c, d) for a, b in spans)}
    assert set(zip(outer.first.tolist(), outer.last.tolist(), strict=True)) == free


def test_rows_of_different_lengths_are_taken_with_whose_they_are():
    owner, items = make_ragged([[5], [], [7, 8]], np.int64).follow(np.array([2, 1, 0, 2]))
    assert owner.tolist() == [0, 0, 2, 3, 3]
    assert items.tolist() == [7, 8, 5, 7, 8]
