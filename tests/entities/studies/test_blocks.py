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


def test_copies_are_compared_among_thousands_of_nearly_equal_titles_in_numbers_that_grow_with_these(record: Make):
    many = [
        outline(record(title, (f"Ames{n % 7} A",), volume="1", pages=f"{n}", doi=doi))
        for n in range(600)
        for title, doi in (
            (f"Preventing falls in older people: update {n} of a review", f"10.1234/{n}"),
            (f"PREVENTING FALLS IN OLDER PEOPLE. Update {n} of a review.", ""),
        )
    ]
    pairs = set(find_candidates(many))
    assert {(n, n + 1) for n in range(0, len(many), 2)} <= pairs
    assert len(pairs) < 40 * len(many)
