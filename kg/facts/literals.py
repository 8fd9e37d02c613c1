"""Text, numbers and dates as literals in the form in which a store gives them back."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal

from kg.terms import XSD

# What XML 1.0 cannot carry, and the other control characters except tab and line feed.
_CONTROL = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Local parts have at most 64 characters (RFC 5321); the bound keeps long runs of text linear.
_EMAIL = re.compile(r"""[^\s@<>()\[\],;:"]{1,64}@[\w.-]+\.\w+""")
_KEPT = 1 << 14  # numbers: most ranks, weights and scores come again and again
_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def text(value: str) -> Literal:
    r"""Make a plain literal, without control characters and e-mail addresses.

    >>> text("Write to a.b@example.org\x07 today.").value
    'Write to  today.'
    """
    if not value.isprintable():
        value = _CONTROL.sub("", value)
    if "@" in value:
        value = _EMAIL.sub("", value)
    return Literal(value)


@lru_cache(_KEPT)
def integer(value: int) -> Literal:
    """Make an xsd:integer: stores turn the types derived from it, such as xsd:int, into it."""
    return Literal(str(value), datatype=XSD.integer)


@lru_cache(_KEPT)
def decimal(value: float | str) -> Literal:
    """Make an xsd:decimal in the shortest form; floats are taken to six digits.

    >>> decimal("4.30").value, decimal(0.1 + 0.2).value, decimal("-0.0").value
    ('4.3', '0.3', '0')
    """
    printed = format(Decimal(value) if isinstance(value, str) else Decimal(f"{value:.6f}"), "f")
    if "." in printed:
        printed = printed.rstrip("0").rstrip(".")
    return Literal("0" if printed == "-0" else printed, datatype=XSD.decimal)


def date(value: str) -> Literal:
    """Make an xsd:gYear, xsd:gYearMonth or xsd:date of an ISO 8601 date, as far as it is known.

    >>> date("2022-12")
    <Literal value=2022-12 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#gYearMonth>>
    """
    return Literal(value, datatype=_DATES[len(value)])


def boolean(value: bool) -> Literal:
    """Make an xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean)
