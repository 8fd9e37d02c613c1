"""Sentences: where they end, and what they must not lose."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.sentences import sentence_spans


@pytest.mark.parametrize(
    "sentences",
    [
        ["Costs rose by £1.5 (n = 44).", "They fell."],
        ["Shown by Smith et al. (2010) for 3 of 4.", "Not so elsewhere."],
        ["Shown by Smith et al.", "We saw it too."],
        ["Some, e.g. COPD or asthma, i.e. Lungs, vs. none.", "“Is it?”", "It is."],
        ["Hepatitis C.", "The next."],
        ["See vol. 2, no. 3 and Fig. 4.", "The answer is no.", "Why (see Dr. Who)?"],
        ["In the U.S. Department.", "Rest"],
        ["P < .05 was used.", "95% CI 1.2 to 1.3."],
        ["Findings were clear.", "A line", "Another line."],
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n"])
def test_sentences_end_at_their_marks_and_at_line_ends_but_not_at_abbreviations_or_decimals(sentences, gap):
    if "A line" in sentences and gap == " ":
        sentences = [*sentences[:1], "A line Another line."]
    text = gap.join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_a_missing_space_after_a_full_stop_does_not_hide_the_end():
    text = "We saw pain.Methods were few."
    assert [text[start:end] for start, end in sentence_spans(text)] == ["We saw pain.", "Methods were few."]


@given(st.text(alphabet=st.sampled_from("Aa1 .!?\n()”’e.g"), max_size=60))
def test_sentences_are_in_order_apart_and_hold_everything_but_white_space(text):
    spans = list(sentence_spans(text))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
