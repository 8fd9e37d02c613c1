"""Printed dates and ISO dates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.dates import parse_date


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_month_day_year_and_iso_dates_come_back_as_iso(date: dt.date):
    assert parse_date(f"{date.month:02}/{date.day:02}/{date.year}") == date.isoformat()
    assert parse_date(date.isoformat()) == date.isoformat()


@pytest.mark.parametrize("printed", ["13/45/2019", "25/11/2024", "02/30/2020", "soon", "", "0/0/0000"])
def test_a_day_that_does_not_exist_is_an_error(printed: str):
    with pytest.raises(ValueError, match=r"\S"):
        parse_date(printed)
