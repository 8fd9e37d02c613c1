"""The bylines of a study's records side by side."""

import time

import pytest

from kg.entities.people.authorships import align
from kg.entities.people.bylines import read_byline
from kg.entity import Study
from tests.speed import is_within_a_second


@pytest.mark.parametrize(
    ("shown", "other", "ranks"),
    [
        (("Li A", "Wu B"), ("Li A", "Wu B"), [[1], [2]]),
        (("Li A", "Wu B"), ("Wu B", "Li A"), [[2], [1]]),
        (("Li A", "Bo B", "Li A"), ("Chen K", "Li A"), [[], [], [], [1], [2]]),  # which of the two is not known
        (("Li A", "Wu B"), ("Li A", "Li A"), [[1], [], [2]]),  # nobody stands twice at one rank
        (("Li A",), ("Li A", "Wu B"), [[1], [2]]),
        (("Li Anna",), ("Li A",), [[1]]),
        (("Li Anna",), ("Li Bo",), [[], [1]]),
    ],
)
def test_an_author_stands_where_the_same_name_does_or_behind_all_others(record, shown, other, ranks):
    one, two = record("T", shown), record("U", other)
    slots = align(Study("s", (one.key, two.key), one.key, "T"), {each.key: read_byline(each) for each in (one, two)})
    placed = {each.rank: [m.position for m, _ in each.authors if m.record == two.key] for each in slots}
    assert [placed[rank] for rank in sorted(placed)] == ranks


def test_a_byline_of_thousands_that_lacks_its_first_author_takes_no_time(record):
    names = [
        f"{first}{second}{third}son A"
        for first in "BCDFGHKLMN"
        for second in (
            "a",
            "e",
            "i",
            "o",
            "u",
            "ai",
            "au",
            "ea",
            "ee",
            "oa",
            "oo",
            "ou",
            "ie",
            "ei",
            "eu",
            "ue",
            "ua",
            "ia",
            "io",
            "eo",
        )
        for third in "bcdfghklmnprstvwxyzq"
    ]
    one, two = record("T", names), record("U", names[1:])
    bylines = {each.key: read_byline(each) for each in (one, two)}
    start = time.process_time()
    slots = align(Study("s", (one.key, two.key), one.key, "T"), bylines)
    assert is_within_a_second(time.process_time() - start)
    assert len(slots) == len(names)
