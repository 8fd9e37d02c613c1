"""Titles of works as they are shown: one line, without the full stop that ends them in a listing."""

from __future__ import annotations

from kg.values.markup import drop_markup


def clean_title(printed: str) -> str:
    """Fold white space, drop mark-up and a final full stop.

    >>> clean_title("Effects of <i>x</i>  &amp; y.")
    'Effects of x & y'
    """
    title = " ".join(drop_markup(printed).split())
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("...") else title
