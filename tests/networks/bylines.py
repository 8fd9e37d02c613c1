"""Bylines as the tests of networks write them: lists of people's numbers."""

from collections.abc import Iterable, Sequence

from kg.entity import Authorship
from kg.networks.coauthorship import Bylines, read_bylines


def read(bylines: Iterable[Sequence[int]]) -> Bylines:
    """Number the studies; person 3 is "p003"."""
    return read_bylines(
        Authorship(f"s{number:03}", rank, f"p{who:03}", "", ())
        for number, byline in enumerate(bylines)
        for rank, who in enumerate(byline, 1)
    )
