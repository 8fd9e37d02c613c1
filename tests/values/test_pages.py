"""Page ranges and article numbers stand at the same place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.pages import is_article_number, read_pages


@pytest.mark.parametrize("printed", ["e000941", "e72845", "BJGPO.2021.0017", "17579139231184809", "045001", "CD012345"])
def test_article_numbers(printed: str):
    assert is_article_number(printed)


@pytest.mark.parametrize(
    "printed", ["", "280", "1-185", "e338-e347", "S15", "305-12", "A544", "243 passim", "85; author reply 86", "10323"]
)
def test_pages(printed: str):
    assert not is_article_number(printed)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("258", ("258", "")),
        ("305-12", ("305", "312")),
        ("1-185", ("1", "185")),
        ("98–105", ("98", "105")),
        ("e338-e347", ("e338", "e347")),
        ("S12-5", ("S12", "S15")),
        ("e338-e47", ("e338", "e347")),
        ("120.e1-7", ("120.e1", "120.e7")),
        ("120.e1-e7", ("120.e1", "120.e7")),
        ("120.e1-120.e7", ("120.e1", "120.e7")),
        ("258-258", ("258", "258")),
        ("199-04", ("199", "")),
        ("305-312, 315", ("", "")),
        (f"{'1' * 5000}-{'2' * 5000}", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_range_gives_its_first_and_its_full_last_page(printed, expected):
    assert read_pages(printed) == expected


@given(first=st.integers(1, 9999), more=st.integers(0, 500))
def test_a_shortened_range_means_the_same_as_the_full_one(first, more):
    start, end = str(first), str(first + more)
    same = next((at for at, (a, b) in enumerate(zip(start, end, strict=False)) if a != b), len(start) - 1)
    short = end[same:] if len(start) == len(end) else end
    assert read_pages(f"{start}-{short}") == read_pages(f"{start}-{end}") == (start, end)
