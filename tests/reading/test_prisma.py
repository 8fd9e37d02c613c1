"""Specification of the counts that PRISMA 2020 asks for."""

import shutil
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dedupe import dedupe
from kg.entity import Study
from kg.reading.prisma import count_flow

sources = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=4)
DATA = Path(__file__).parents[1] / "data"
exports = st.sampled_from(sorted(DATA.glob("*/oddities.*")) + sorted(DATA.glob("*/works.*")))
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


@settings(max_examples=12, deadline=None)
@given(st.lists(exports, min_size=1, max_size=5), st.randoms())
def test_of_any_mixture_of_exports_each_sources_counts_add_up_to_its_records_and_what_remains_are_the_studies(
    mixture: list[Path], random: Random
):
    with TemporaryDirectory() as folder:
        paths = [Path(shutil.copy(path, f"{folder}/{number}")) for number, path in enumerate(mixture)]
        found = dedupe(paths, jobs=1)
        other = dedupe(random.sample(paths, len(paths)), jobs=1)
    for each in found.sources:
        assert each.records == each.withdrawn + each.duplicates_within + each.duplicates_across + each.remaining
    for number, path in enumerate(mixture):
        assert not (path in mixture[:number] and found.sources[number].remaining)
    assert sum(each.remaining for each in found.sources) == found.studies
    assert (other.studies, len(other.groups)) == (found.studies, len(found.groups))
