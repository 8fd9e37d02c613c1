"""Dates as sources print them -> ISO 8601, as far as they are known."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:/{0,3}|[ T/]\d{1,2}:\d\d(?::\d\d)?Z?)", re.ASCII
)
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")
_MONTHS = {name[:length].lower(): n for n, name in enumerate(calendar.month_name) for length in range(3, len(name) + 1)}
_UNDATED = frozenset([
    "spring", "spr", "summer", "sum", "autumn", "fall", "fal", "winter", "win", "quart", "quarter", "first", "second",
    "third", "fourth", "st", "nd", "rd", "th",
])  # fmt: skip
_LONGEST = 60  # characters


@lru_cache(maxsize=1 << 14)
def parse_date(printed: str) -> str:
    """Read a date: ISO, in numbers, or in words, of which the order does not matter ("JAN 15 2025", "2016 Jan-Feb").

    A range gives what its ends share, at least its first year; seasons and quarters are not dated. Of "04/03/2022", which is
    a day in March or in April, only the year is known. Raises ValueError for anything else, and for a day that does not exist.

    >>> parse_date("2022"), parse_date("2022-12-28"), parse_date("1948/07//")
    ('2022', '2022-12-28', '1948-07')
    >>> parse_date("12/28/2022"), parse_date("28.12.2022"), parse_date("04/03/2022")
    ('2022-12-28', '2022-12-28', '2022')
    >>> parse_date("2016 Jan 15"), parse_date("18-21 March 2013"), parse_date("2016 Jan-Feb")
    ('2016-01-15', '2013-03', '2016')
    """
    if parts := _YEAR_LAST.fullmatch(printed):
        return _tell_day_from_month(int(parts[4]), int(parts[1]), int(parts[3]))
    if parts := _YEAR_FIRST.fullmatch(printed):
        return _join(parts[1], [int(parts[2])] if parts[2] else [], [int(parts[3])] if parts[3] else [])
    if printed.isdecimal():
        return dt.date.fromisoformat(printed).isoformat()
    return _parse_words(printed)


def month_first(printed: str) -> str:
    """Write a date of which the month is known to come first, "04/03/2022", with its year first; of anything else nothing.

    >>> month_first("04/03/2022"), month_first("2022")
    ('2022-04-03', '')
    """
    parts = _YEAR_LAST.fullmatch(printed)
    return f"{parts[4]}-{parts[1]}-{parts[3]}" if parts else ""


def _tell_day_from_month(year: int, one: int, other: int) -> str:
    """Read what is a date in one order alone, or the same in both; of any other the year."""
    readings = {date for month, day in ((one, other), (other, one)) if (date := _date_if_any(year, month, day))}
    if not readings:
        raise ValueError("there is no such day")
    return f"{year:04}" if len(readings) > 1 else readings.pop().isoformat()


def _date_if_any(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _parse_words(printed: str) -> str:
    """Read a date of which each word is a year, a month, a day, or says that it is not dated any further."""
    years: list[str] = []
    months: list[int] = []
    days: list[int] = []
    for token in _TOKEN.findall(printed.lower()) if len(printed) <= _LONGEST else ():
        if token in _MONTHS:
            months.append(_MONTHS[token])
        elif len(token) == 4 and token.isdecimal():
            years.append(token)
        elif len(token) <= 2 and token.isdecimal():
            days.append(int(token))
        elif token not in _UNDATED:
            raise ValueError(f"not a date: {printed}")
    if not years or (days and not months and not _UNDATED.intersection(_TOKEN.findall(printed.lower()))):
        raise ValueError(f"not a date: {printed}")
    return _join(years[0], [] if len(set(years)) > 1 else months, days)


def _join(year: str, months: Sequence[int], days: Sequence[int]) -> str:
    """Write a date down to what is known for certain."""
    if not int(year):
        raise ValueError("there is no year 0")
    if len(set(months)) != 1:
        return year
    first = dt.date(int(year), months[0], days[0] if len(set(days)) == 1 else 1).isoformat()
    return first if len(set(days)) == 1 else first[:7]
