"""What goes wrong because of what was given, not because of a mistake of ours."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class InputError(ValueError):
    """Something that the caller named or gave cannot be used; the message says what, and why."""


class UnknownNodeError(InputError):
    """The graph says nothing about this IRI."""


def tell_unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that there is nothing of that kind and name, what is nearest to it, and what there is.

    >>> tell_unknown("format", "turtel", ["trig", "turtle"])
    'there is no format turtel; did you mean turtle? There is: trig, turtle.'
    """
    names = list(known)
    close = get_close_matches(name, names, n=1)
    meant = f"; did you mean {close[0]}?" if close else "."
    return f"there is no {kind} {name}{meant} There is{': ' + ', '.join(names) if names else ' none'}."


EXPECTED = (OSError, InputError)  # anything else is our mistake and shows where it is
