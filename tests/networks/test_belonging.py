"""What draws authors to teams."""

import numpy as np

from kg.entity import Authorship
from kg.networks.belonging import Ties, choose, find_ties
from kg.networks.coauthorship import read_bylines
from kg.networks.twins import find_twins


def ties(*rows):
    """Ties of groups to teams, each of a study of its own."""
    group, team, weight = np.array(rows).T
    return Ties(group.astype(np.int64), team.astype(np.int64), np.arange(len(rows)), weight)


def test_at_a_tie_an_author_stays_else_takes_the_first():
    both = ties((0, 0, 1.0), (0, 1, 1.0))
    assert choose(both, np.array([1, 1])).tolist() == [1, 1]
    assert choose(both, np.array([2, 2, 2])).tolist() == [0, 2, 2]


def test_ties_add_up_and_what_draws_with_nothing_draws_nobody():
    assert choose(ties((0, 0, 1.0), (0, 1, 0.6), (0, 1, 0.6)), np.array([0, 1])).tolist() == [1, 1]
    assert choose(ties((0, 1, 0.0)), np.array([0, 1])).tolist() == [0, 1]


def test_every_colleague_counts_with_the_share_of_their_work_that_a_study_is():
    bylines = ("abc", "ad")
    signed = [
        Authorship(f"s{n}", rank, who, "", ()) for n, byline in enumerate(bylines) for rank, who in enumerate(byline, 1)
    ]
    twins = find_twins(read_bylines(signed))
    found = find_ties(twins, np.zeros(3, np.int64), np.array([0, 0]))
    # Groups are a, the twins b and c, and d; a's studies are half of a's work each.
    assert dict(zip(zip(found.group.tolist(), found.study.tolist(), strict=True), found.weight.tolist(), strict=True)) == {
        (0, 0): 2.0, (1, 0): 1.5, (0, 1): 1.0, (2, 1): 0.5,
    }  # fmt: skip
