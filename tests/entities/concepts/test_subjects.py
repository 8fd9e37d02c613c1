"""Headings that print no id mean the descriptor that other records of the build print under that label."""

from hypothesis import given
from hypothesis import strategies as st

from kg.entities import resolve, tell_gists
from kg.entities.concepts.subjects import read_subjects, settle_subjects
from kg.record import Heading, Identifier, Record, Source


def make_record(key, *headings):
    return Record(key, Source("pubmed", "", 1, ""), title=f"Study {key}", headings=headings)


def mesh(label, number):
    return Heading(label, identifier=Identifier("mesh", number))


def test_a_label_means_the_descriptor_that_records_print_beside_it():
    records = [make_record("a", mesh("Aged, 80 and over", "D000369")), make_record("b", Heading("Walking"))]
    assert resolve(records).subjects == (("aged 80 and over", "D000369"),)


def test_a_label_that_is_printed_with_two_ids_means_none():
    records = [
        make_record("a", mesh("Ice", "D007053"), mesh("Walking", "D016138")),
        make_record("b", mesh("ICE", "C1")),
    ]
    assert resolve(records).subjects == (("walking", "D016138"),)


def test_ids_of_other_vocabularies_say_nothing():
    assert read_subjects([make_record("a", Heading("Walking", identifier=Identifier("openalex", "T1")))]) == set()


headings = st.builds(mesh, st.sampled_from(["Ice", "ice", "Walking", "…"]), st.sampled_from(["D1", "D2"]))


@given(st.lists(st.lists(headings, max_size=2), max_size=4), st.randoms(use_true_random=False))
def test_neither_the_order_of_records_nor_their_split_changes_what_labels_mean(drawn, random):
    records = [make_record(str(number), *some) for number, some in enumerate(drawn)]
    shuffled = random.sample(records, len(records))
    split = [subject for each in shuffled for subject in tell_gists([each]).subjects]
    assert settle_subjects(split) == settle_subjects(read_subjects(records))
