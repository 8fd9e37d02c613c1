"""The scheme's labels in text: what folding lets pass, and what it does not."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.entities.concepts.scheme import canonical, load_scheme

KGC = "https://example.org/kg/concepts#"


def found(text):
    return [(hit.concept.removeprefix(KGC), text[hit.start : hit.end]) for hit in load_scheme().find_labels(text)]


@pytest.mark.parametrize(
    "printed",
    [
        "RANDOMISED CONTROLLED TRIAL",
        "randomized controlled trials",
        "randomised-controlled trial",
        "randomised\ncontrolled  trial",
        "randomised controlled trial's",
        "ŕandomised controlled trial",
    ],
)
def test_a_label_is_found_whatever_its_case_hyphens_number_possessive_diacritics_or_spelling(printed):
    assert [concept for concept, _ in found(f"In a {printed} we saw")] == ["randomised-controlled-trial"]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("person-centred care", "person-centered care"),
        ("behaviour change intervention", "behavior change intervention"),
        ("counselling", "counseling"),
        ("programme evaluation", "program evaluation"),
        ("glycated haemoglobin", "glycated hemoglobin"),
        ("hospitalisation", "hospitalization"),
        ("healthcare professionals", "health care professionals"),
        ("well-being", "wellbeing"),
        ("co-morbidity", "comorbidity"),
        ("socio-economic status", "socioeconomic status"),
    ],
)
def test_british_and_american_spelling_name_the_same_concept(british, american):
    assert [concept for concept, _ in found(british)] == [concept for concept, _ in found(american)] != []


@pytest.mark.parametrize(
    "text",
    [
        "changes in patients with gout",  # not "inpatients"
        "We saw them in primary. Care was poor.",
        "asocial isolation",
        "social prescribingly",
        "the outcomes of these interventions, and the methods and settings",
        "Its price falls.",
        "clinics all over Spain",  # which has no pain
    ],
)
def test_nothing_is_found_in_parts_of_words_across_sentences_or_for_mere_headings(text):
    assert found(text) == []


def test_the_longest_label_counts_and_labels_do_not_overlap():
    assert found("type 2 diabetes mellitus") == [("type-2-diabetes", "type 2 diabetes mellitus")]
    assert found("mental health services") == [("mental-health-services", "mental health services")]


def test_possessives_are_left_out_of_what_is_quoted():
    assert found("carers' and the link worker’s view") == [("carer", "carers"), ("link-worker", "link worker")]


def test_every_label_is_found_in_itself():
    scheme = load_scheme()
    for form, concept in scheme.patterns.items():
        assert [hit.concept for hit in scheme.find_labels(form)] == [concept], form


@given(st.text(alphabet=st.sampled_from("Aéß social-prescribing,.’'&\n GP(SP)ﬁI\u0307"), max_size=80))
def test_words_keep_their_places_in_the_text_and_in_its_canonical_form(text):
    folded = canonical(text)
    inside = list(zip(folded.begins, folded.ends, strict=True))
    assert list(folded.begins) == sorted(folded.begins)
    assert all(0 <= start <= end <= len(folded.text) for start, end in inside)
    spans = list(zip(folded.begins.values(), folded.ends.values(), strict=True))
    assert all(start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


PIECES = [
    "co",
    "-",
    "production",
    "morbidities",
    " ",
    ", ",
    "non",
    "medical",
    "mental",
    "health",
    "care",
    "&",
    "social",
    "hiv",
    "/",
    "aids",
    "x",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("co-production")
@example("hiv / aids")
@example("hiv/ aids")
def test_a_label_is_found_wherever_the_canonical_text_has_one_from_word_to_word(text):
    scheme = load_scheme()
    folded = canonical(text)
    there = any(
        folded.text.startswith(form, start) and start + len(form) in folded.ends
        for start in folded.begins
        for form in scheme.patterns
    )
    assert bool(list(scheme.find_labels(text))) == there


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_label_between_any_two_texts_is_found_where_it_stands(before, after):
    text = f"{before} . link worker . {after}"
    start = len(before) + 3
    assert (KGC + "link-worker", start, start + 11) in list(load_scheme().find_labels(text))
