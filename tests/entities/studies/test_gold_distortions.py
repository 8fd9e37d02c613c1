"""What databases print otherwise: copies of real records are found, and no other work is taken for one of them."""

from pathlib import Path

import pytest

from kg.record import Record
from tests.score._distorting import DISTORTIONS
from tests.score._other_works import OTHER_WORKS
from tests.score.distortions import find_joined, make_copies, read_records, score

# Where a short title is all that is left, little can be concluded.
LEAST = {"title without subtitle": 0.93, "original title": 0.93, "ahead of print, a year before": 0.95, "ahead of print, pages from 1": 0.95, "like a spreadsheet": 0.95}  # fmt: skip


@pytest.fixture(scope="module")
def records(shared: Path) -> list[Record]:
    """Give a part of the records, those of a team staying together."""
    return list(read_records([shared / "samples/pubmed/song_dev_articles.xml.gz"]))[::4]


@pytest.mark.parametrize("name", DISTORTIONS)
def test_a_copy_is_found_and_joined_with_no_other_work(name: str, records: list[Record]):
    copies = make_copies(records, DISTORTIONS[name])
    missed, wrong = score(records, copies)
    assert len(missed) <= (1 - LEAST.get(name, 0.985)) * len(copies)
    assert not wrong


@pytest.mark.parametrize("name", OTHER_WORKS)
def test_what_stands_beside_an_article_is_another_work(name: str, records: list[Record]):
    copies = make_copies(records, OTHER_WORKS[name])
    missed, wrong = score(records, copies)
    assert len(copies) - len(missed) <= 0.01 * len(copies)
    assert not wrong


def test_works_of_a_team_are_told_apart_without_any_identifier(records: list[Record]):
    assert not find_joined([copy for _, copy in make_copies(records, DISTORTIONS["no identifier"])])
