"""Specification of how keys stay from build to build."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.identities import (
    Assignment,
    Claim,
    Identities,
    KnownDoubt,
    KnownInstitution,
    KnownJournal,
    KnownPerson,
    KnownStudy,
    assign_keys,
)
from kg.entity import Link, Mention, Reason, RecordLink, Replacement


def test_identities_read_back_as_written(tmp_path: Path):
    link = Link(Mention("r", 1), Mention("s", 2), 0.9, (Reason("name", 1.5, "rare"),))
    person = KnownPerson("k", "Ö A", (Mention("r", 1), Mention("s", 2)), (("doi/1", 1), ("doi/2", 2)), (link,))
    same = RecordLink("r", "s", 0.99, (Reason("title", 10.0, "same title"),))
    study = KnownStudy("doi/1", ("r", "s"), "r", (same,))
    identities = Identities(
        (person,),
        (study,),
        (Replacement("person", "old", "k"),),
        institutions=(KnownInstitution("ror/1", (("university york", "GB", ""),)),),
        journals=(KnownJournal("issn/1", ("1",), ("BMJ",)),),
        doubts=(KnownDoubt(Mention("r", 1), Mention("t", 1), 0.4, (), 1.5),),
    )
    identities.write(tmp_path / "identities.jsonl")
    assert Identities.read(tmp_path / "identities.jsonl") == identities
    assert identities.links("person", "k") == (link,)
    assert identities.links("study", "doi/1") == (same,)
    assert identities.links("person", "doi/1") == identities.links("journal", "k") == ()


def test_a_line_that_is_no_identity_is_named(tmp_path: Path):
    (tmp_path / "x.jsonl").write_text('{"type":"study","key":"a","records":[]}\n{"type":"alien"}\n')
    with pytest.raises(ValueError, match=r"x\.jsonl:2: not an identity"):
        Identities.read(tmp_path / "x.jsonl")


def test_of_merged_people_the_larger_keeps_its_key_and_the_other_is_replaced():
    assert assign_keys([Claim("abcd", ["new"])], {"x": "a", "y": "bcd"}) == Assignment(["y"], {"x": "y"})


def test_of_a_split_person_the_larger_part_keeps_the_key_and_the_other_never_gets_it():
    assert assign_keys([Claim("a", ["x"]), Claim("bc", ["y"])], {"x": "abc"}) == Assignment(["x-2", "x"], {})


def test_a_retired_key_is_given_to_nobody():
    assert assign_keys([Claim("a", ["x", "z"])], {}, ["x"]).keys == ["z"]


groups = st.lists(st.integers(0, 5), min_size=1, max_size=12).map(
    lambda homes: [tuple(i for i, at in enumerate(homes) if at == home) for home in sorted(set(homes))]
)


@given(groups, groups)
def test_keys_are_unique_the_unchanged_keep_theirs_and_a_second_time_changes_nothing(
    before: list[tuple[int, ...]], after: list[tuple[int, ...]]
):
    known = {f"k{members[0]}": members for members in before}
    claims = [Claim(members, [f"k{members[0]}"]) for members in after]
    keys, replaced = assign_keys(claims, known)
    assert len(set(keys)) == len(keys)
    assert not replaced.keys() & set(keys)
    assert all(key in keys for key in replaced.values())
    for key, members in known.items():
        if members in after:
            assert keys[after.index(members)] == key
    again = assign_keys(claims, dict(zip(keys, after, strict=True)), replaced)
    assert again == (keys, {})
