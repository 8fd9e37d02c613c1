"""The accuracy of who is who that the project promises, on labelled authors that the weights were not learned from."""

from itertools import islice

import numpy as np
import pytest

from tests.score._listings import LISTINGS
from tests.score._tallies import Measures, measure
from tests.score.decoys import CITATIONS, estimate
from tests.score.people import Learned, Scored, baselines
from tests.train.people import read_records

pytestmark = pytest.mark.xdist_group("gold people")


@pytest.fixture(scope="module")
def learned(shared) -> Learned:
    assert shared.is_dir()
    return Learned()


@pytest.fixture(scope="module")
def scored(learned: Learned) -> dict[str, Scored]:
    return {title: learned.score(labelled) for title, labelled in learned.sets.items()}


def total(scored: Scored, *, ambiguous: bool = False) -> Measures:
    return measure(np.array(scored.tallies(scored.person, ambiguous=ambiguous), float).sum(axis=0))


def test_engineers_with_orcids_are_told_apart_with_a_pairwise_f1_of_0995_and_0985_where_names_are_shared(scored):
    assert total(scored["WoS, by ORCID"]).f1 >= 0.995
    assert total(scored["WoS, by ORCID"], ambiguous=True).f1 >= 0.985


def test_first_authors_with_common_names_are_told_apart_with_a_b3_f1_of_094(scored):
    assert total(scored["Song, first authors"]).b3_f1 >= 0.94


def test_pairs_drawn_at_random_are_judged_with_an_f1_of_0945_and_a_specificity_of_085(scored):
    assert total(scored["GS, pairs"]).f1 >= 0.945
    assert total(scored["GS, pairs"]).specificity >= 0.85


def test_common_names_are_told_apart_among_other_records_as_well_as_alone_and_mostly_by_initials_alone(learned):
    song = learned.sets["Song, first authors"]
    together = [each for labelled in learned.sets.values() for each in labelled.tabulation.signatures]
    found = {
        name: total(learned.score(song, LISTINGS[name](song, together)))
        for name in ("among the others", "initials only")
    }
    assert found["among the others"].b3_f1 >= 0.92
    assert found["initials only"].b3_f1 >= 0.79


def test_every_set_is_told_apart_better_than_by_names_alone(scored):
    for each in scored.values():
        for name in baselines(each.labelled):
            judged = measure(np.array(each.tallies(name), float).sum(axis=0))
            assert judged.f1 < total(each).f1
            assert judged.b3_f1 <= total(each).b3_f1


def test_namesakes_in_a_list_of_reviews_by_initials_are_rarely_merged_by_chance(shared):
    assert shared.is_dir()
    reviews = {each.key: each for each in islice(read_records(CITATIONS), 4000)}
    assert estimate(list(reviews.values())).precision >= 0.9
