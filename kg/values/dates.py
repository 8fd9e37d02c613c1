"""Dates as sources print them -> ISO 8601, as far as they are known."""

from __future__ import annotations

import datetime as dt
import re

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR = re.compile(r"\d{4}")


def parse_date(printed: str) -> str:
    """Read a year ("2022"), an ISO date, or a date printed month/day/year ("12/28/2022").

    Raises ValueError for anything else, and for a day that does not exist.

    >>> parse_date("12/28/2022"), parse_date("2022"), parse_date("2022-12-28")
    ('2022-12-28', '2022', '2022-12-28')
    """
    if _YEAR.fullmatch(printed):
        return printed
    if slashed := _SLASHED.fullmatch(printed):
        month, day, year = map(int, slashed.groups())
        return dt.date(year, month, day).isoformat()
    return dt.date.fromisoformat(printed).isoformat()
