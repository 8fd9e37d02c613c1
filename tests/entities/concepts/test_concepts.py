"""Mentions of concepts in records: positions, sentences, and acronyms that count or do not."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.clean import clean
from kg.entities.concepts import DEFINED, LABEL, UNAMBIGUOUS, find_mentions
from kg.readers import read
from kg.record import Record, Section, Source

KGC = "https://example.org/kg/concepts#"
DEMO = Path(kg.__file__).parent / "examples" / "social-prescribing.rca.txt"


def record(title="", *sections):
    return Record("k", Source("rca", "f", 1, ""), title=title, abstract=tuple(Section("", text) for text in sections))


def named(title="", *sections):
    return [
        (each.exact, each.concept.removeprefix(KGC), each.score)
        for each in find_mentions(record(title, *sections), "s")
    ]


@pytest.fixture(scope="module")
def demo():
    cleaned = (each for found in read(DEMO) for each in clean(found))
    return [each for each in cleaned if isinstance(each, Record)]


def test_a_mention_quotes_its_part_of_the_record_and_the_sentence_around_it(demo):
    for each in demo:
        parts = {"title": each.title, **{f"abstract/{n}": part.text for n, part in enumerate(each.abstract, 1)}}
        for mention in find_mentions(each, "s"):
            assert parts[mention.part][mention.start : mention.end] == mention.exact
            assert mention.exact in mention.sentence
            assert mention.sentence in parts[mention.part]
            assert mention.record == each.key


def test_every_record_of_the_demo_is_about_social_prescribing(demo):
    assert len(demo) == 8
    for each in demo:
        assert KGC + "social-prescribing" in {mention.concept for mention in find_mentions(each, "s")}


def test_an_acronym_counts_where_the_record_defines_it_in_any_of_its_parts():
    assert named("SP works", "Social prescribing (SP) helps.", "More SP is needed.") == [
        ("SP", "social-prescribing", DEFINED),
        ("Social prescribing", "social-prescribing", LABEL),
        ("SP", "social-prescribing", DEFINED),
    ]


@pytest.mark.parametrize(
    "text", ["SP fell.", "GP fell.", "An RCT was made.", "The systolic pressure (SP) fell; SP rose."]
)
def test_an_acronym_that_is_not_defined_or_means_something_else_does_not_count(text):
    assert named("", text) == []


def test_an_acronym_means_the_head_of_the_words_that_define_it():
    assert ("SP", "link-worker", DEFINED) in named("", "Social prescribing link workers (SPs) help. SPs know.")


def test_an_acronym_of_words_that_no_label_covers_does_not_count():
    assert named("", "Patients with depression (PD) came. PD fell.") == [("depression", "depression", LABEL)]


def test_a_definition_may_stand_the_other_way_round():
    assert named("", "An RCT (randomised controlled trial) and no other RCT.") == [
        ("randomised controlled trial", "randomised-controlled-trial", LABEL),
        ("RCT", "randomised-controlled-trial", DEFINED),
    ]


def test_an_acronym_that_is_a_label_counts_without_definition_but_only_in_its_case():
    assert named("", "The NHS, and a GRADE rating.") == [
        ("NHS", "national-health-service", UNAMBIGUOUS),
        ("GRADE", "grade-approach", UNAMBIGUOUS),
    ]
    assert named("", "A grade and a consort, nhs.") == []


def test_an_acronym_that_is_a_label_does_not_count_if_the_record_gives_it_another_meaning():
    assert named("", "Nurses' Hospitality Study (NHS). The NHS grew.") == [("Nurses", "nurse", LABEL)]


def test_plural_and_possessive_acronyms_count_without_their_s():
    assert [each[0] for each in named("", "General practitioners (GPs) know; GPs' and a GP's view.")] == [
        "General practitioners",
        "GP",
        "GP",
    ]


@given(
    st.lists(
        st.sampled_from(["GP", "(", ")", "social prescribing", "SP", "NHS", ".", " ", "é", "\n", "s"]), max_size=30
    )
)
def test_mentions_of_a_part_are_in_order_apart_and_verbatim(pieces):
    text = "".join(pieces)
    mentions = list(find_mentions(record("", text), "s"))
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(text[each.start : each.end] == each.exact and each.exact in each.sentence for each in mentions)
