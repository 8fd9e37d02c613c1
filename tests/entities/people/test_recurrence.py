"""How often two authorships of a corpus are one person's, judged by rare names."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.entities.people.recurrence import measure_recurrence

RARE = 20.0  # the logarithm of one over the share of people with a name that nobody shares by chance


def publish(people: int, studies: int, byline: int = 4, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Who signs each place of so many studies, drawn anew for each study, and the study."""
    rng = np.random.default_rng(seed)
    who = np.concatenate([rng.choice(people, byline, replace=False) for _ in range(studies)])
    return who, np.repeat(np.arange(studies), byline)


def measure(who: np.ndarray, work: np.ndarray, rarity: float = RARE) -> float:
    return measure_recurrence(who, work, np.full(len(who), rarity))


def test_it_is_the_chance_that_two_authorships_are_one_persons():
    # Drawn evenly from a thousand people, two authorships are one person's once in a thousand.
    assert measure(*publish(1000, 1000)) == pytest.approx(-np.log(1000), abs=0.15)


@pytest.mark.parametrize("part", [2, 4, 8])
def test_a_sample_of_the_studies_has_the_same(part):
    who, work = publish(1000, 4000)
    kept = work % part == 0
    assert measure(who[kept], work[kept]) == pytest.approx(measure(who, work), abs=0.15)


def test_a_corpus_with_twice_the_people_has_half():
    assert measure(*publish(2000, 2000)) == pytest.approx(measure(*publish(1000, 1000)) - np.log(2), abs=0.15)


def test_a_team_that_publishes_together_again_counts_once():
    team = np.concatenate([[1, 2, 3, 4], [1, 2, 3, 4], np.arange(5, 2000)])
    work = np.concatenate([[0] * 4, [1] * 4, np.arange(2, 1997)])
    one = np.where((work == 1) & (team > 1), team + 5000, team)
    assert measure(team, work) == measure(one, work)


def test_names_that_chance_alone_brings_together_count_for_nothing():
    names, work = publish(1000, 1000)
    none = np.arange(len(names))
    assert measure(names, work, np.log(1000)) == pytest.approx(measure(none, work, np.log(1000)), abs=0.5)
    assert measure(names, work) > measure(none, work) + 3


def test_common_names_do_not_enter():
    who, work = publish(1000, 1000)
    common = np.concatenate([who, np.repeat(5000, 900)])
    rarity = np.concatenate([np.full(len(who), RARE), np.full(900, 5.0)])
    assert measure_recurrence(common, np.concatenate([work, np.arange(900)]), rarity) == measure(who, work)


def test_one_byline_of_thousands_hardly_changes_it():
    who, work = publish(1000, 1000)
    crowd = np.concatenate([who, np.arange(5000, 9000)]), np.concatenate([work, np.full(4000, 5000)])
    assert measure(*crowd) == pytest.approx(measure(who, work), abs=0.05)


@pytest.mark.parametrize("studies", [0, 1, 2])
def test_the_smallest_corpus_is_taken_for_a_usual_one(studies):
    who, work = publish(1000, studies) if studies else (np.empty(0, np.int64), np.empty(0, np.int64))
    assert measure(who, work) == pytest.approx(np.log(1e-4), abs=0.1)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12), st.randoms(use_true_random=False))
def test_neither_order_nor_numbering_matters(places, random):
    rarities = [12.0, 9.0, 14.0, 14.0, 7.0, 11.0]

    def tell(places):
        block, work = np.array(places, np.int64).reshape(-1, 2).T
        return measure_recurrence(block, work, np.array(rarities)[block])

    other = list(range(6))
    random.shuffle(other)
    renamed = [(name, other[study]) for name, study in places]
    random.shuffle(renamed)
    assert tell(renamed) == pytest.approx(tell(places))
