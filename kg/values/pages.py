"""Page ranges and article numbers, which listings print at the same place."""

from __future__ import annotations

import re
from calendar import month_abbr

# One token that no printed page is: letters and four or more digits, six digits and more, or dots inside.
_ARTICLE_NUMBER = re.compile(
    r"(?:e|E)\d+|[A-Za-z]+\d{4,}|[A-Za-z]*0\d{4,}|\d{6,}|[A-Za-z]\w*(?:\.\d+)+|\d{1,3}\.\d{4,}"
)
_PAGE = r"((?:\d+\.)?[A-Za-z]*)(\d{1,99})([A-Za-z]*)"
_PAGES = re.compile(rf"{_PAGE}(?:\s*[-‐‑–—]\s*{_PAGE})?")
# What spreadsheets make of "1-6" and "8-12": a day of a month.
_DAY = re.compile(r"(\d{1,2})-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_MONTHS = {name: str(number) for number, name in enumerate(month_abbr)}


def is_article_number(printed: str) -> bool:
    """Whether what stands at the place of the pages is the number of an article that has none.

    >>> [is_article_number(pages) for pages in ("e000941", "BJGPO.2021.0017", "280", "e338-e347", "S15")]
    [True, True, False, False, False]
    """
    return _ARTICLE_NUMBER.fullmatch(printed) is not None


def read_pages(printed: str) -> tuple[str, str]:
    """Read the first and the last page, the latter in full; what is not printed, or not one range, is empty.

    Of a range that a spreadsheet took for a date, the day was the first page and the month the last.

    >>> read_pages("305-12"), read_pages("e338-e347"), read_pages("258"), read_pages("S5-9")
    (('305', '312'), ('e338', 'e347'), ('258', ''), ('S5', 'S9'))
    >>> read_pages("01-Jun"), read_pages("120.e1-7")
    (('1', '6'), ('120.e1', '120.e7'))
    """
    if day := _DAY.fullmatch(printed.strip()):
        return day[1].lstrip("0"), _MONTHS[day[2]]
    match = _PAGES.fullmatch(printed.strip())
    if not match:
        return "", ""
    prefix, first, suffix, last_prefix, last, last_suffix = match.groups(default="")
    if last and prefix.endswith(last_prefix):
        last_prefix = prefix
        last = first[: max(0, len(first) - len(last))] + last
        if int(last) < int(first):
            last = last_suffix = ""
    return prefix + first + suffix, last_prefix + last + last_suffix if last else ""
