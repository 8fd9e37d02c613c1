"""Words that are written as one here and as two there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authorities.candidates import find_candidates
from kg.authorities.forms import Form
from kg.authorities.index import Index
from kg.authorities.indexing import write_index
from kg.authorities.organisation import Location, Organisation
from kg.authorities.reading import read_affiliations
from kg.authorities.spelling import learn_spelling
from kg.values.gazetteer import load_gazetteer

NAMES = [
    "Beijing Jiaotong University",
    "Shanghai Jiao Tong University",
    "Xi'an Jiaotong University",
    "Post Graduate Institute of Medical Education and Research",
    "Babasaheb Bhimrao Ambedkar University",
    "Medica (Italy)",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authority") / "index"
    named = [Organisation(f"https://example.org/{n}", name, location=Location()) for n, name in enumerate(NAMES)]
    write_index(named, folder, load_gazetteer(), release="six", sha256="")
    return Index(folder)


def find(text, index):
    """The names of the candidates of a text, with how each form was made."""
    found = find_candidates(read_affiliations([text], index), index)
    return {
        (index.entry(n).organisation.name, Form(form))
        for n, form in zip(found.organisation.tolist(), found.form.tolist(), strict=True)
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("School of Economics, Beijing Jiao tong University", "Beijing Jiaotong University"),
        ("Shanghai Jiaotong University", "Shanghai Jiao Tong University"),
        ("Postgraduate Institute of Medical Education and Research", NAMES[3]),
        ("Post-Graduate Institute of Medical Education & Research", NAMES[3]),
    ],
)
def test_a_name_is_found_whether_its_words_are_printed_as_one_or_as_two(text, name, index):
    assert (name, Form.WHOLE) in find(text, index)


def test_words_between_which_a_comma_stands_are_not_joined():
    spelling = learn_spelling(["Jiaotong University"])
    assert spelling.compare("Jiao, Tong") == ("jiao", "tong")


def test_two_telling_words_of_a_name_find_it_where_other_words_differ(index):
    assert ("Babasaheb Bhimrao Ambedkar University", Form.PAIR) in find("Bhimrao Ambedkar Central Univ.", index)


def test_a_common_word_alone_is_no_organisation_that_is_called_so_otherwise(index):
    assert find("Medical, Rome", index) == set()
    assert {name for name, _ in find("Medica, Rome", index)} == {"Medica (Italy)"}


@given(st.lists(st.sampled_from(["Jiao", "Tong", "Jiaotong", "Post", "Graduate", "Postgraduate"]), max_size=6))
def test_how_words_are_spaced_changes_nothing(words):
    spelling = learn_spelling(NAMES)
    parted = " ".join(words).replace("Jiaotong", "Jiao Tong").replace("Postgraduate", "Post Graduate")
    assert spelling.compare(" ".join(words)) == spelling.compare(parted)
