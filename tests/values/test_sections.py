"""Abstracts and their labelled sections."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.record import Section
from kg.values.sections import split_sections

TEXTS = {
    "Background": "Walking is old.",
    "Materials and methods": "We walked (n = 12).",
    "Main outcome measures": "Miles per day.",
    "Results": "In all, 12 people came.",
    "Conclusions": "It works.",
}


def labels(*paragraphs: str) -> list[str]:
    return [section.label for section in split_sections(paragraphs)]


@pytest.mark.parametrize("change", [str, str.upper], ids=["small", "capitals"])
@pytest.mark.parametrize("before", [" ", ""], ids=["spaced", "glued"])
@pytest.mark.parametrize("after", [" ", ": ", " - "], ids=["space", "colon", "dash"])
def test_labels_stand_in_the_text_in_capitals_or_not_with_or_without_space(change, before: str, after: str):
    text = before.join(f"{change(label)}{after}{part}" for label, part in TEXTS.items())
    assert split_sections([text]) == tuple(Section(change(label), part) for label, part in TEXTS.items())


def test_labels_stand_on_lines_of_their_own_even_unknown_ones():
    lines = [line for label, text in {**TEXTS, "What we would do": "Go on."}.items() for line in (label, text)]
    assert split_sections(lines) == tuple(Section(*pair) for pair in {**TEXTS, "What we would do": "Go on."}.items())


@pytest.mark.parametrize(
    "sentence",
    [
        "Findings were few.",
        "Participants engaged in walks.",
        "Methods of walking differ.",
        "Data Envelopment Analysis was used.",
        "Objectives of the walkers were many.",
        "Results from 12 people were used.",
    ],
)
def test_a_sentence_that_begins_with_a_label_s_word_is_no_section(sentence: str):
    assert labels(f"Aim To walk. Methods We walked. {sentence} Results We came. Conclusion It works.") == [
        "Aim",
        "Methods",
        "Results",
        "Conclusion",
    ]
    assert split_sections([f"We walk. {sentence} It works."]) == (Section("", f"We walk. {sentence} It works."),)


def test_an_abstract_without_labels_is_one_part_for_each_line():
    assert split_sections(["We walked.", "", "In short: we did."]) == (
        Section("", "We walked."),
        Section("", "In short: we did."),
    )


def test_a_lone_term_at_the_beginning_is_no_label():
    text = "Objective Structured Clinical Examinations are common. We held some."
    assert split_sections([text]) == (Section("", text),)


def test_an_acronym_in_capitals_is_no_label():
    assert labels("BACKGROUND The IMPACT study was big. IMPACT was held. METHODS We asked. RESULTS They said.") == [
        "BACKGROUND",
        "METHODS",
        "RESULTS",
    ]


def test_text_before_the_first_label_is_kept():
    assert split_sections(["We begin. METHODS We walked. RESULTS We came."])[0] == Section("", "We begin.")


def test_numbers_before_labels_are_not_text():
    assert split_sections(["(1) Background: We begin. (2) Methods: We walk."]) == (
        Section("Background", "We begin."),
        Section("Methods", "We walk."),
    )


def test_compound_labels_are_read_whole():
    compound = [
        "Design/methodology/approach",
        "Design, setting, and participants",
        "Originality/value",
        "Design & setting",
    ]
    text = "".join(f"{label} This is so." for label in compound)
    assert labels(text) == compound


@pytest.mark.parametrize("change", [str, str.upper], ids=["small", "capitals"])
def test_the_ending_of_a_plural_may_stand_in_brackets(change: Callable[[str], str]):
    printed = [*map(change, ("Material(s) and Method(s)", "Patient(s)", "Main outcome measure(s)", "Result(s)"))]
    assert labels(" ".join(f"{label}: This is so." for label in printed)) == printed


@given(st.text(max_size=200))
def test_no_text_crashes_and_no_letter_is_lost(text: str):
    sections = split_sections(text.split("\n"))
    kept = "".join(section.label + section.text for section in sections)
    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]


@given(st.permutations(list(TEXTS.items())), st.integers(2, 5), st.sampled_from([str, str.upper]))
def test_any_order_of_labels_comes_back(pairs: list[tuple[str, str]], count: int, change):
    expected = [(change(label), text) for label, text in pairs[:count]]
    text = " ".join(f"{label} {part}" for label, part in expected)
    assert [tuple(map(str, (s.label, s.text))) for s in split_sections([text])] == expected


def test_a_short_line_below_a_label_is_its_text():
    assert split_sections(["Aims", "To walk", "Methods", "We walked."]) == (
        Section("Aims", "To walk"),
        Section("Methods", "We walked."),
    )


def test_two_labels_in_the_middle_of_a_text_are_not_enough():
    text = "Walking is old. Methods We asked twelve. Results We came."
    assert split_sections([text]) == (Section("", text),)
    assert labels(f"Aim To walk. {text}") == ["Aim", "Methods", "Results"]
