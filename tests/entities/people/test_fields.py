"""The words that name the field of a study."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.people.fields import Field, find_field
from kg.record import Container, Heading, Record, Source


def find(title: str = "", journal: str = "", headings: tuple[str, ...] = (), keywords: tuple[str, ...] = ()) -> Field:
    container = Container(journal) if journal else None
    return find_field(
        Record(
            "",
            Source("ris", "", 1, ""),
            title=title,
            container=container,
            headings=tuple(map(Heading, headings)),
            keywords=keywords,
        )
    )


@pytest.mark.parametrize(
    "journal", ["Dermatology", "Br J Dermatol", "DERMATOLOGICAL RESEARCH", "Clinical dermatologica"]
)
def test_forms_of_a_word_name_one_field(journal):
    assert "derma" in find(journal=journal).journal


def test_title_headings_and_keywords_name_the_field_but_not_the_journal():
    assert find("Acne scars", "Lancet", ("Isotretinoin",), ("retinoids",)) == Field(
        ("lance",), ("acne", "isotr", "lance", "retin", "scars")
    )


def test_words_of_three_letters_and_numbers_name_nothing():
    assert find("An RCT of 2020 in the UK 12345", "BMJ") == Field()


def test_accents_and_capitals_do_not_matter():
    assert find("ÉPIDÉMIOLOGIE") == find("epidemiologie")


def test_a_record_that_tells_nothing_has_no_field():
    assert find() == Field()


texts = st.text(st.sampled_from("abcdeéß 1-"), max_size=24)


@given(texts, texts, st.lists(texts, max_size=3), st.randoms(use_true_random=False))
def test_all_words_hold_those_of_the_journal_each_once_in_order_whatever_the_order_of_keywords(
    title, journal, keywords, random
):
    found = find(title, journal, keywords=tuple(keywords))
    assert set(found.journal) <= set(found.all)
    assert list(found.all) == sorted(set(found.all))
    random.shuffle(keywords)
    assert find(title, journal, keywords=tuple(keywords)) == found
