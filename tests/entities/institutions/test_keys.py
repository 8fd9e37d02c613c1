"""An institution keeps its key from build to build, whatever is added and whichever authority is given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.authorities.opening import open_authority
from kg.entities import Identities, resolve
from kg.entity import Replacement
from kg.record import Affiliation, Contributor, Identifier, Record, Source
from tests.conftest import DUMP

POOL = [
    "Faculty of Medical Sciences, Newcastle University, Newcastle upon Tyne, UK",
    "University of Newcastle upon Tyne, Newcastle upon Tyne, UK",
    "Ward 3, Faculty of Medical Sciences, Newcastle University, UK",
    "University of Newcastle, Newcastle, NSW, Australia",
    "Newcastle University",
    "St Mary's Hospital, London, UK",
    "St Mary's Hospital, Manchester, UK",
    "St Mary's Hospital",
    "Max Planck Society, Munich, Germany",
    "Max-Planck-Institut für Physik, Max Planck Society, Munich, Germany",
    "Bakery Research Institute, Leeds, UK",
]


def record(text, *given):
    """Make a record of one author at this affiliation; equal texts give equal records."""
    affiliation = Affiliation(text, tuple(Identifier(*each) for each in given))
    author = Contributor("Moffatt S", family="Moffatt", initials="S", affiliations=(affiliation,))
    return Record(f"{text}{given}", Source("t", "t", 1, text), title=text, contributors=(author,))


def build(texts, known=None, authority=None):
    return resolve([record(text) for text in texts], known, authority=authority)


def keys_by_text(entities):
    named = {(each.printed, each.mentions): set(each.institutions) for each in entities.affiliations}
    return {printed: keys for (printed, _), keys in named.items()}


texts = st.lists(st.sampled_from(POOL), min_size=1, max_size=6, unique=True)


@settings(max_examples=40, deadline=None)
@given(texts, texts, st.booleans(), st.booleans())
def test_whatever_is_added_and_whichever_authority_is_given_each_key_stays_or_leads_to_its_successor(
    before, added, linked_before, linked_after
):
    index = open_authority(DUMP)
    first = build(before, authority=index if linked_before else None)
    second = build({*before, *added}, Identities.of(first), index if linked_after else None)
    now = {each.key for each in second.institutions}
    successor = {each.old: each.new for each in second.replaced if each.kind == "institution"}
    assert not successor.keys() & now
    assert set(successor.values()) <= now
    if linked_after or not linked_before:  # without an authority what it alone knew to be one is two again
        assert {each.key for each in first.institutions} <= now | successor.keys()


@settings(max_examples=25, deadline=None)
@given(texts, st.booleans())
def test_a_second_build_of_the_same_records_changes_nothing(chosen, linked):
    index = open_authority(DUMP) if linked else None
    first = build(chosen, authority=index)
    second = build(list(reversed(chosen)), Identities.of(first), index)
    assert second == first


def test_an_authority_that_is_given_for_the_first_time_upgrades_no_key():
    before = build(POOL[:1])
    (key,) = (each.key for each in before.institutions if not each.unit)
    after = build(POOL[:1], Identities.of(before), open_authority(DUMP))
    (institution,) = (each for each in after.institutions if not each.unit)
    assert (institution.key, institution.ror) == (key, "01kj2bm70")
    assert not after.replaced


def test_institutions_that_turn_out_to_be_one_leave_the_key_of_the_other_behind():
    before = build(POOL[:2])
    keys = {each.key for each in before.institutions if not each.unit}
    after = build(POOL[:2], Identities.of(before), open_authority(DUMP))
    (one,) = (each.key for each in after.institutions if not each.unit)
    assert [each for each in after.replaced if each.kind == "institution"] == [
        Replacement("institution", min(keys - {one}), one)
    ]


def test_an_institution_is_known_by_an_identifier_under_a_new_name():
    grid = ("grid", "grid.1006.7")
    before = resolve([record("Newcastle University, Newcastle, UK", grid)])
    after = resolve([record("King's College, Newcastle, UK", grid)], Identities.of(before))
    assert [each.key for each in after.institutions] == [each.key for each in before.institutions]


@pytest.mark.parametrize("linked", [False, True])
def test_keys_survive_being_written_and_read(linked, tmp_path):
    index = open_authority(DUMP) if linked else None
    first = build(POOL, authority=index)
    Identities.of(first).write(tmp_path / "identities.jsonl")
    assert build(POOL, Identities.read(tmp_path / "identities.jsonl"), index) == first
