"""Names as short as a title must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.wording import fit


@pytest.mark.parametrize(
    ("text", "room", "short"),
    [
        ("Office for Statistics", 13, "Office…"),
        ("Moore, Smith & Partners Consulting", 16, "Moore, Smith…"),
        ("Alpha, Beta Gamma", 9, "Alpha…"),
        ("The Long Name", 6, "The…"),
        ("Llanfairpwllgwyngyll", 8, "Llanfai…"),
        ("University of York", 13, "Univ. of York"),
        ("York", 4, "York"),
        ("Institute (of Nuclear Physics) Legnaro", 18, "Inst…"),
        ('Center "Armando Businco" Cagliari', 20, "Ctr Armando Businco…"),
    ],
)
def test_a_name_is_cut_after_a_word_that_may_stand_last(text, room, short):
    assert fit(text, room) == short


@given(st.text(" abcdefg.,&(", max_size=60), st.integers(2, 50))
def test_a_name_is_never_longer_than_there_is_room_and_stays_as_it_is_if_it_fits(text, room):
    assert len(fit(text, room)) <= room
    assert fit(text, room) == text or len(text) > room
