"""Titles of works as they are shown: one line, without the full stop that ends them in a listing."""

from __future__ import annotations

import html
import re

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TAGS = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|sc|italic|bold)>", re.IGNORECASE)


def clean_title(printed: str) -> str:
    """Fold white space, read character references, drop simple mark-up and a final full stop.

    >>> clean_title("Effects of <i>x</i>  &amp; y.")
    'Effects of x & y'
    """
    title = printed
    if "&" in title:
        title = _INVISIBLE.sub("", html.unescape(title))  # what readers strip must not come back as a reference
    if "<" in title:
        title = _TAGS.sub("", title)
    title = " ".join(title.split())
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("...") else title
