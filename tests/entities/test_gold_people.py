"""The accuracy of who is who that the project promises, on labelled authors that the weights were not learned from."""

import numpy as np
import pytest

from tests.score.people import SETS, Measures, Scored, measure, score_all

pytestmark = pytest.mark.xdist_group("gold people")


@pytest.fixture(scope="module")
def scored(shared) -> dict[str, Scored]:
    assert shared.is_dir()
    return score_all(SETS)


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
