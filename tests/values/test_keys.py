"""Stable keys."""

import time

from hypothesis import example, given
from hypothesis import strategies as st

from kg.values.keys import fold, slug
from tests.speed import is_within_a_second


def test_a_slug_is_cut_at_the_end_of_a_word_only_if_it_is_too_long():
    assert slug("Ab cd", 5) == "ab-cd"
    assert slug("Ab cd", 4) == "ab"
    assert slug("Abcdefgh", 4) == "abcd"


@given(st.text())
@example("𝓐")  # a letter that is small only once it is plain
def test_what_is_folded_stays_as_it_is_when_folded_again(text):
    assert fold(fold(text)) == fold(text)


@given(
    st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=2),
    st.sampled_from("\u00ad\u200b\u200d\u2060\ufe0f\ufeff"),
    st.data(),
)
def test_what_nobody_sees_inside_of_a_word_does_not_part_it(word, unseen, data):
    place = data.draw(st.integers(1, len(word) - 1))
    assert fold(f"{word[:place]}{unseen}{word[place:]}") == fold(word)


@given(st.text(), st.integers(1, 50))
def test_a_slug_is_never_too_long_and_has_words_and_hyphens_only(text, length):
    made = slug(text, length)
    assert len(made) <= length
    assert fold(text).replace(" ", "-").startswith(made)


def test_a_slug_of_many_words_takes_no_time():
    start = time.process_time()
    assert slug("x " * 100_000, 5) == "x-x-x"
    assert is_within_a_second(time.process_time() - start)
