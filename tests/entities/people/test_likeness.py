"""How alike two sets of things are, and how unusual that is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.people.likeness import Sets, sample_likeness, surprise
from kg.entities.sets import RaggedSets

SHARES = st.lists(st.floats(0, 1), max_size=50)


def sets(*rows):
    return Sets.weigh(RaggedSets.of(rows), np.ones(1 + max((each for row in rows for each in row), default=0)))


@given(SHARES, SHARES)
def test_the_more_alike_two_are_the_rarer_that_is(usual, found):
    found = np.sort(np.array(found))
    rarity = surprise(found, np.sort(np.array(usual)))
    assert (rarity >= 0).all()
    assert (np.diff(rarity) >= 0).all()


def test_nothing_in_common_says_nothing():
    assert surprise(np.zeros(1), np.zeros(9)).tolist() == [0]


def test_what_all_studies_share_says_less_than_what_two_share():
    topics = sets([0, 1], [0, 1], [0, 2], [0, 3], [0, 4])
    nothing = sets(*[[]] * 10)
    usual = sample_likeness((topics, topics, nothing), 5)[0]
    first, second, other = (np.array([n]) for n in (0, 1, 2))
    assert surprise(topics.compare(first, second), usual) > surprise(topics.compare(first, other), usual) > 0


@pytest.mark.parametrize("studies", [0, 1, 2, 5, 14, 210])
def test_every_pair_of_a_small_corpus_is_looked_at_once(studies):
    nothing = sets(*[[]] * (2 * studies))
    alike = sets(*[[0]] * (2 * studies))
    found = sample_likeness((alike, nothing, nothing), studies)[0]
    assert (found > 0).sum() == min(studies * (studies - 1) // 2, 10_000)


def test_of_a_large_corpus_pairs_are_picked_from_everywhere():
    rows = [[n % 4] for n in range(4000)]
    found = sample_likeness((sets(*rows), *[sets(*[[]] * 8000)] * 2), 4000)[0]
    assert abs((found > 0).mean() - 0.25) < 0.02
