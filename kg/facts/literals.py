"""Text, numbers and dates as literals in the form in which a store gives them back."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kg.facts.quads import Literal, literal
from kg.facts.vocabulary import XSD

# What XML 1.0 cannot carry, and the other control characters except tab and line feed.
_CONTROL = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Local parts have at most 64 characters (RFC 5321); the bound keeps long runs of text linear.
_EMAIL = re.compile(r"""[^\s@<>()\[\],;:"]{1,64}@[\w.-]+\.\w+""")
_KEPT = 1 << 14  # numbers: most ranks, weights and scores come again and again
_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def text(value: str) -> Literal:
    """Make a plain literal of what is left when the value is cleaned."""
    if value.isprintable() and '"' not in value and "\\" not in value and "@" not in value:
        return Literal(f'"{value}"')  # what the next line would make of nearly every text, in a third of the time
    return literal(clean(value))


def clean(value: str) -> str:
    r"""Take out control characters and e-mail addresses, as from all that is published.

    >>> clean("Write to a.b@example.org\x07 today.")
    'Write to  today.'
    """
    if not value.replace("\n", "").isprintable():  # abstracts have lines, and hardly anything else that is not printed
        value = _CONTROL.sub("", value)
    if "@" in value:
        value = _EMAIL.sub("", value)
    return value


@lru_cache(_KEPT)
def integer(value: int) -> Literal:
    """Make an xsd:integer: stores turn the types derived from it, such as xsd:int, into it."""
    return literal(str(value), XSD.integer)


@lru_cache(_KEPT)
def decimal(value: float | str) -> Literal:
    """Make an xsd:decimal in the shortest form; floats are taken to six digits.

    >>> [each.split("^")[0] for each in (decimal("4.30"), decimal(0.1 + 0.2), decimal("-0.0"))]
    ['"4.3"', '"0.3"', '"0"']
    """
    printed = format(Decimal(value) if isinstance(value, str) else Decimal(f"{value:.6f}"), "f")
    if "." in printed:
        printed = printed.rstrip("0").rstrip(".")
    return literal("0" if printed == "-0" else printed, XSD.decimal)


@lru_cache(_KEPT)
def date(value: str) -> Literal:
    """Make an xsd:gYear, xsd:gYearMonth or xsd:date of an ISO 8601 date, as far as it is known.

    >>> date("2022-12")
    '"2022-12"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    return literal(value, _DATES[len(value)])


def boolean(value: bool) -> Literal:
    """Make an xsd:boolean."""
    return literal("true" if value else "false", XSD.boolean)
