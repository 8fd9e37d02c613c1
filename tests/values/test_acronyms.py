"""Acronyms: which are defined, and by which words."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.acronyms import find_definitions
from tests.speed import is_within_a_second


def defined(text):
    return [(each.acronym, text[each.long_start : each.long_end]) for each in find_definitions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the quality of life (QoL) of", [("QoL", "quality of life")]),
        ("link workers (LWs) know", [("LW", "link workers")]),
        ("glycated haemoglobin (HbA1c)", []),
        ("people with type 2 diabetes (T2D; n = 4)", [("T2D", "type 2 diabetes")]),
        ("personality disorder(s) (PD)", [("PD", "personality disorder")]),
        ("an RCT (randomised controlled trial) of", [("RCT", "randomised controlled trial")]),
        ("a “Cognitive behavioural therapy” (‘CBT’)", [("CBT", "Cognitive behavioural therapy")]),
        ("voluntary, community and social enterprise (VCSE)", [("VCSE", "voluntary, community and social enterprise")]),
    ],
)
def test_an_acronym_is_defined_by_the_shortest_words_with_its_letters_in_order(text, expected):
    assert defined(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "staff (n = 44)",
        "Oxford (UK)",
        "some (see Smith)",
        "in 2020 (Fig. 2)",
        "Risk rose. Pain fell (RP)",
        "(SP)",
        "SP (SP)",
    ],
)
def test_other_brackets_define_nothing(text):
    assert defined(text) == []


def test_the_places_of_acronym_and_words_are_those_in_the_text():
    [found] = find_definitions("Of social prescribing (SP)")
    assert found[1:] == (23, 25, 3, 21)


@given(
    st.lists(
        st.sampled_from(
            [
                "RCT",
                "QoL-2",
                "x",
                "AB",
                "(",
                ")",
                "( ",
                " ",
                "-",
                "random controlled trial",
                "a b",
                "quality of life two",
            ]
        )
    )
)
def test_an_acronym_before_the_brackets_is_the_word_that_ends_there(parts):
    text = "".join(parts)
    before = [each for each in find_definitions(text) if text[each.end :].lstrip().startswith("(")]
    words = {match.span() for match in re.finditer(r"(?<!\w)\w+(?:-\w+)*(?=\s*\()", text)}
    assert {(each.start, each.end) for each in before} <= words
    assert all(text.find("(", each.end) < each.long_start for each in before)


@pytest.mark.parametrize("piece", [" ", "(", "AB (", "( ", "a "])
def test_a_long_text_of_anything_takes_no_time(piece):
    started = time.process_time()
    assert defined(f"AB (a{piece * (50_000 // len(piece))}") == []
    assert is_within_a_second(time.process_time() - started)
