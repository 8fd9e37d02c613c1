"""Spelling: variants that must meet, and words that must stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.spelling import _MAY_VARY, _VARIANTS, fold_spelling, singular


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


@given(
    st.lists(
        st.sampled_from(
            [
                "is",
                "ed",
                "ing",
                "lys",
                "our",
                "t",
                "b",
                "re",
                "erd",
                "ae",
                "oe",
                "gram",
                "me",
                "al",
                "ol",
                "ag",
                "e",
                "er",
                "healthcare",
                "xyz",
            ]
        )
    ).map("".join)
)
def test_only_words_that_some_variant_can_fit_are_tried(word):
    tried = singular(word)
    for pattern, american in _VARIANTS:
        tried = pattern.sub(american, tried)
    assert fold_spelling(word) == tried
    assert _MAY_VARY.search(singular(word)) or tried == singular(word)
