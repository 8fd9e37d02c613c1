"""Specification of the counts that PRISMA 2020 asks for."""

from hypothesis import given
from hypothesis import strategies as st

from kg.entity import Study
from kg.reading.prisma import count_flow

sources = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=4)
homes = st.fixed_dictionaries({record: st.sampled_from(["s", "t", "u"]) for record in "abcdefg"})


@given(sources, homes)
def test_every_record_is_a_duplicate_or_remains_and_every_study_remains_once(
    given_keys: list[list[str]], home: dict[str, str]
):
    studies = [Study(key, tuple(r for r in home if home[r] == key), "", "") for key in sorted(set(home.values()))]
    flows = count_flow(given_keys, studies)
    for keys, flow in zip(given_keys, flows, strict=True):
        assert flow.duplicates_within + flow.duplicates_across + flow.remaining == len(keys)
    assert sum(flow.remaining for flow in flows) == len({home[key] for keys in given_keys for key in keys})


def test_the_first_source_keeps_what_a_later_one_has_as_well():
    studies = [Study("s", ("a", "b"), "a", ""), Study("t", ("c",), "c", "")]
    first, second = count_flow([["a", "b", "c"], ["a", "c"]], studies)
    assert (first.duplicates_within, first.duplicates_across, first.remaining) == (1, 0, 2)
    assert (second.duplicates_within, second.duplicates_across, second.remaining) == (0, 2, 0)
