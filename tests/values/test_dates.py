"""Printed dates and ISO dates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.dates import month_first, parse_date


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_iso_dates_come_back_as_they_are(date: dt.date):
    assert parse_date(date.isoformat()) == date.isoformat()


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from("/.-"))
def test_a_date_whose_day_could_be_its_month_gives_the_year_alone(date: dt.date, sign: str):
    day, month = f"{date.day:02}", f"{date.month:02}"
    value = date.isoformat() if date.day > 12 or date.day == date.month else str(date.year)
    assert parse_date(sign.join([day, month, str(date.year)])) == value
    assert parse_date(sign.join([month, day, str(date.year)])) == value


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_date_whose_month_is_known_to_come_first_comes_back_as_iso(date: dt.date):
    assert parse_date(month_first(f"{date.month}/{date.day}/{date.year}")) == date.isoformat()


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_dates_in_words_come_back_as_iso_in_any_order(date: dt.date):
    for form in (
        "%Y %b %d",
        "%d %B %Y",
        "%B %d, %Y",
        "%b. %d, %Y",
        "%Y/%m/%d",
        "%Y/%m/%d/",
        "%Y/%m/%d 06:00",
        "%Y%m%d",
    ):
        assert parse_date(date.strftime(form).upper()) == date.isoformat()
    assert parse_date(date.strftime("%b %Y")) == parse_date(date.strftime("%Y-%m")) == date.isoformat()[:7]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2016 Jan-Feb", "2016"),
        ("2016 Jan/Mar", "2016"),
        ("2016 Mar 3-9", "2016-03"),
        ("2020 Dec-2021 Jan", "2020"),
        ("1 Jan.-Feb. 2019", "2019"),
        ("Jan 2019-Jan 2020", "2019"),
        ("24-27 Sept. 2019", "2019-09"),
        ("2016 Winter", "2016"),
        ("1998 4th Quart", "1998"),
        ("2014//", "2014"),
        ("1948/07//", "1948-07"),
        ("2019///Spring", "2019"),
        ("SEPT9, 2020", "2020-09-09"),
    ],
)
def test_a_range_gives_what_its_ends_share_and_a_season_the_year(printed: str, value: str):
    assert parse_date(printed) == value


@pytest.mark.parametrize(
    "printed",
    [
        "13/45/2019",
        "30/02/2020",
        "02/30/2020",
        "11/25-2024",
        "soon",
        "",
        "0/0/0000",
        "0000",
        "2020-13",
        "2020 Feb 30",
        "3 2020",
        "٢٠٢٠",
        "2020 Octobre",
        "vol 2020",
        "Jan " * 30 + "2020",
    ],
)
def test_a_day_that_does_not_exist_is_an_error(printed: str):
    with pytest.raises(ValueError, match=r"\S"):
        parse_date(printed)
