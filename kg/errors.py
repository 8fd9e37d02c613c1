"""What goes wrong because of what was given, not because of a mistake of ours."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

T = TypeVar("T")
_CLOSE = 3  # names that may be meant


class InputError(ValueError):
    """Something that the caller named or gave cannot be used; the message says what, and why."""


class UnknownNodeError(InputError):
    """The graph says nothing about this IRI."""


def find_named(
    kind: str, name: str, known: Mapping[str, T], error: type[InputError] = InputError, *, listed: str = ""
) -> T:
    """Find what is known under that name; raises `error`, which says what is nearest to it and what there is, for any other.

    Where that is too much to say, `listed` tells where it is listed.

    >>> find_named("format", "turtel", {"trig": 1, "turtle": 2})
    Traceback (most recent call last):
        ...
    kg.errors.InputError: there is no format turtel; did you mean turtle? There is: trig, turtle.
    """
    if name in known:
        return known[name]
    close = get_close_matches(name, known, n=1) or [each for each in known if name and name in each][:_CLOSE]
    meant = f"; did you mean {' or '.join(close)}?" if close else "."
    there_is = listed or f"There is{': ' + ', '.join(known) if known else ' none'}"
    raise error(f"there is no {kind} {name}{meant} {there_is}.")


EXPECTED = (OSError, InputError)  # anything else is our mistake and shows where it is
