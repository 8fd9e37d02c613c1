"""Linking affiliations to an authority of twenty organisations."""

import json
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from kg.authorities import linking
from kg.authorities.linking import link, link_all
from kg.authorities.opening import open_authority
from kg.authorities.ranking import load_model


def names(text, index):
    return [match.organisation.name for match in link(text, index)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Durham University, Durham, UK", "Durham University"),
        ("DEPARTMENT OF ANTHROPOLOGY, DURHAM UNIVERSITY, DURHAM, UK", "Durham University"),
        ("Dept. of Econ., Univ. of Plymouth, Plymouth, England", "University of Plymouth"),
        ("Ludwig-Maximilians-Universität, Munich, Germany", "Ludwig-Maximilians-Universität München"),
        ("School of Public Health, University of North Carolina, Chapel Hill, NC, USA", "University of North Carolina at Chapel Hill"),
        ("University of Newcastle upon Tyne, Newcastle upon Tyne, UK", "Newcastle University"),
    ],
)  # fmt: skip
def test_an_organisation_is_found_under_the_forms_that_affiliations_print(text, name, index):
    assert names(text, index)[0] == name


def test_reasons_are_those_that_weigh_something_the_name_first(index):
    (match,) = link("Durham University, Durham, UK", index)
    first, *others = match.reasons
    assert first.feature == "name"
    assert all(abs(each.weight) >= 0.1 for each in others)
    assert any(each.note.startswith("not: ") for each in others)
    assert match.score == round(match.score, 4)


def test_of_two_with_the_same_name_the_printed_place_tells(index):
    assert names("Newcastle University, Newcastle upon Tyne, UK", index) == ["Newcastle University"]
    assert names("Newcastle University, Newcastle, NSW, Australia", index) == ["University of Newcastle Australia"]


def test_miami_university_is_not_the_university_of_miami(index):
    assert names("Miami University, Oxford, OH, USA", index) == ["Miami University"]
    assert names("University of Miami, Coral Gables, FL, USA", index) == ["University of Miami"]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Durham University, Durham, UK and University of Sheffield, Sheffield, UK", {"Durham University", "University of Sheffield"}),
        ("Inst. of Comput. Technol., Chinese Acad. of Sci., Beijing, China", {"Institute of Computing Technology", "Chinese Academy of Sciences"}),
    ],
)  # fmt: skip
def test_one_string_may_name_several(text, both, index):
    assert set(names(text, index)) == both


@pytest.mark.parametrize(
    "text", ["", "Bakery of the Three Oaks, Springfield", "someone@example.org", "the cas of ict", "1 2 3 ,,, ;"]
)
def test_what_fits_nothing_is_linked_to_nothing(text, index):
    assert link(text, index) == ()


def test_a_match_says_where_and_why(index):
    match = link("Department of X, Durham University, Durham, UK", index)[0]
    assert "Department of X, Durham University, Durham, UK"[match.start : match.end] == "Durham University"
    assert match.reasons[0].note == "named by its name “Durham University”"
    assert 0.3 <= match.score <= 1
    assert all(reason.weight and reason.note for reason in match.reasons)


def test_the_whole_that_a_part_stands_for_says_so(index, monkeypatch):
    monkeypatch.setattr(linking, "load_model", lambda: structs.replace(load_model(), least=0.0))
    part, whole = link("Institute of Computing Technology, Beijing, China", index)
    assert (part.organisation.name, part.inferred) == ("Institute of Computing Technology", False)
    assert (whole.organisation.name, whole.inferred) == ("Chinese Academy of Sciences", True)
    assert whole.reasons[0].note == "parent of what is named “Institute of Computing Technology”"


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(["University", "of", "Miami", "CNRS", ",", "and", "UK", "Paris", "-", "Max", "Planck"]),
        max_size=60,
    ).map(" ".join)
)
def test_any_text_is_read_the_same_way_twice_and_no_two_share_words(index, text):  # fmt: skip
    found = link(text, index)
    assert found == link(text, index)
    spans = [(each.start, each.end) for each in found if not each.inferred]
    assert len(set(spans)) == len(spans)
    assert len({each.organisation.iri for each in found}) == len(found)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [("grid", "grid.1006.7"), ("ror", "01kj2bm70"), ("iri", "https://ror.org/01kj2bm70")],
)
def test_an_organisation_is_found_by_each_of_its_identifiers(scheme, value, index):
    assert index.identify(scheme, value).name == "Newcastle University"


def test_an_identifier_that_no_organisation_or_a_withdrawn_one_has_finds_none(index):
    assert index.identify("grid", "grid.1006.8") is index.identify("isni", "grid.1006.7") is None
    assert index.identify("ror", "00000wd00") is None


def test_an_identifier_that_two_organisations_have_finds_neither(tmp_path):
    path = tmp_path / "twins.json"
    twins = [{"id": each, "name": each, "external_ids": {"GRID": {"all": "grid.1.1"}}} for each in ("one", "other")]
    path.write_text(json.dumps(twins), "utf-8")
    index = open_authority(path)
    assert index.identify("iri", "one").name == "one"
    assert index.identify("grid", "grid.1.1") is None


def test_every_feature_of_the_model_can_be_told_in_words():
    notes = tomllib.loads((files("kg.authorities") / "notes.toml").read_text("utf-8"))
    assert set(load_model().second.features) <= {*notes, "by itself"}


def test_words_between_which_a_space_was_lost_are_parted(index):
    assert names("TheUniversity of Miami, Coral Gables, FL", index) == ["University of Miami"]


@settings(max_examples=30, deadline=None)
@given(
    st.permutations(
        ["Durham University", "Univ. of Miami, Coral Gables", "CAS, Beijing", "Max Planck Institute", "x, y"]
    )
)
def test_what_else_is_linked_at_the_same_time_changes_nothing(index, texts):
    assert link_all(texts, index) == [link(text, index) for text in texts]
