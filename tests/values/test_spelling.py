"""Spelling: variants that must meet, and words that must stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.spelling import fold_spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("analyses", "analysis"),
        ("syntheses", "synthesis"),
        ("hypotheses", "hypothesis"),
        ("therapies", "therapy"),
        ("approaches", "approach"),
        ("processes", "process"),
        ("theatre", "theaters"),
        ("neighbourhood", "neighborhood"),
        ("organisational", "organizational"),
        ("modelling", "modeling"),
        ("enrolment", "enrollment"),
        ("oestrogen", "estrogen"),
        ("anaemia", "anemia"),
        ("ageing", "aging"),
        ("analysed", "analyzed"),
        ("Āsthma’s", "asthma"),
    ],
)
def test_a_word_meets_its_plural_and_its_variant(one, other):
    assert fold_spelling(one) == fold_spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("four", "for"), ("hour", "hor"), ("status", "statu"), ("crisis", "crisi"), ("does", "des"), ("bus", "bu")],
)
def test_different_words_stay_apart(one, other):
    assert fold_spelling(one) != fold_spelling(other)


@given(st.text(max_size=20))
def test_case_does_not_matter_and_nothing_breaks_it(word):
    assert fold_spelling(word) == fold_spelling(word.lower()) or word.lower().upper() != word.upper()
