"""First and last page out of a printed range."""

from __future__ import annotations

import re

_PAGES = re.compile(r"([A-Za-z]*)(\d+)([A-Za-z]*)(?:\s*[-‐‑–—]\s*([A-Za-z]*)(\d+)([A-Za-z]*))?")


def read_pages(printed: str) -> tuple[str, str]:
    """Read the first and the last page, the latter in full; what is not printed, or not one range, is empty.

    >>> read_pages("305-12"), read_pages("e338-e347"), read_pages("258"), read_pages("S5-9")
    (('305', '312'), ('e338', 'e347'), ('258', ''), ('S5', 'S9'))
    """
    match = _PAGES.fullmatch(printed.strip())
    if not match:
        return "", ""
    prefix, first, suffix, last_prefix, last, last_suffix = match.groups(default="")
    if last and last_prefix in ("", prefix):
        last_prefix = prefix
        last = first[: max(0, len(first) - len(last))] + last
        if int(last) < int(first):
            last = last_suffix = ""
    return prefix + first + suffix, last_prefix + last + last_suffix if last else ""
