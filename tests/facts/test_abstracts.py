"""The sections of an abstract and what each is for."""

import pytest

from kg.facts.abstracts import discourse_elements
from kg.facts.vocabulary import DEO


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("BACKGROUND", {DEO.Background}),
        ("Background & aims", {DEO.Background, DEO.Introduction}),
        ("Objectives", {DEO.Introduction}),
        ("DESIGN, SETTING, AND PARTICIPANTS", {DEO.Methods}),
        ("Materials and methods", {DEO.Materials, DEO.Methods}),
        ("METHODS AND FINDINGS", {DEO.Methods, DEO.Results}),
        ("Main results", {DEO.Results}),
        ("Limitations", {DEO.Discussion}),
        ("CONCLUSIONS AND RELEVANCE", {DEO.Conclusion, DEO.Evaluation}),
        ("Trial registration", {DEO.ExternalResourceDescription}),
        ("FUNDING", {DEO.Acknowledgements}),
        ("Unlabelled", set()),
        ("", set()),
    ],
)
def test_a_label_tells_what_a_section_is_for(label, expected):
    assert set(discourse_elements(label)) == expected


def test_a_stem_counts_only_where_a_word_begins():
    assert discourse_elements("Research") == ()
