"""What several formats write alike: abstract, keywords, white space, types of works."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.record import Record

_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def join_abstract(record: Record) -> str:
    """Write the abstract in one line, each section after its label."""
    return " ".join(": ".join(filter(None, (each.label, each.text))) for each in record.abstract)


def join_keywords(keywords: Sequence[str]) -> str:
    """Part keywords by semicolons; a lone one with a comma in it has one, too, so that it is not read as two.

    >>> join_keywords(["a", "b"]), join_keywords(["a, b"])
    ('a; b', 'a, b;')
    """
    return "; ".join(keywords) + ";" * (len(keywords) == 1 and "," in keywords[0])


def fold_space(text: str) -> str:
    """Write a text in one line; only ASCII's white space is folded, others may be meant."""
    return _SPACE.sub(" ", text).strip()


def find_type(record: Record, known: Mapping[str, str]) -> str:
    """Give what the format calls the first type that it knows of the record; empty if it knows none."""
    return next((known[each.lower()] for each in record.types if each.lower() in known), "")
