"""How rare a name is: from the corpus, and from a table of names that comes with kg."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_UNSEEN = 0.5  # people that a name nobody was seen with is taken to have


class NameCounts:
    """How many of the people of the background table have a surname or a first given name (an initial, if no more was printed)."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: dict[tuple[str, str], int] = {}
        for line in lines:
            kind, name, people = line.rstrip("\n").split("\t")
            self._counts[kind, name] = int(people)
        self.people = self._counts["family", ""]
        self._initials: dict[str, int] = {}
        for (kind, name), count in self._counts.items():
            if kind == "given" and name:
                self._initials[name[0]] = self._initials.get(name[0], 0) + count

    def family(self, surname: str) -> float:
        """The share of people with that surname."""
        return (self._counts.get(("family", surname), 0) + _UNSEEN) / self.people

    def initial(self, letter: str) -> float:
        """The share of people whose given names begin with that letter."""
        return (self._initials.get(letter, 0) + _UNSEEN) / self.people

    def given(self, name: str) -> float:
        """The share of a given name among those that begin with its letter."""
        return (self._counts.get(("given", name), 0) + _UNSEEN) / (self._initials.get(name[0], 0) + 1)


@cache
def name_counts() -> NameCounts:
    """Read the table: a kind, a name and a count in each line, the total of a kind without a name (see tests/train/name_counts.py)."""
    text = files("kg.entities").joinpath("name_counts.tsv").read_text("utf-8")
    return NameCounts(text.splitlines())
