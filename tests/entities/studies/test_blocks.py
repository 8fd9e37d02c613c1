"""Specification of which records are compared."""

from collections.abc import Callable

from kg.entities.studies import outline
from kg.entities.studies.blocks import find_candidates
from kg.record import Record

Make = Callable[..., Record]


def test_records_that_share_title_place_or_identifier_are_compared(record: Make):
    records = [
        record("Walking groups and mood", ("Ames A",), doi="10.1/a", volume="3", pages="4-9"),
        record("WALKING GROUPS & MOOD", year=None),
        record("", doi="10.1/A"),
        record("Caminar y el ánimo", volume="3", pages="4"),
        record("Hip fractures", ("Bo B",)),
    ]
    assert find_candidates([outline(each) for each in records]) == [(0, 1), (0, 2), (0, 3)]


def test_the_number_of_pairs_grows_with_the_records_and_not_with_their_square(record: Make):
    many = [outline(record("Editorial", (f"Ames{n} A",), volume="1", pages="1")) for n in range(2000)]
    assert len(find_candidates(many[:1000])) * 3 > len(find_candidates(many)) < 30 * len(many)
