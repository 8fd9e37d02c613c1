"""How rare a name is: from the corpus, and from a table of names that comes with kg."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from kg.entities.people.names import Form, initials
from kg.entities.ragged import Floats, Ints

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

    def given(self, name: str, times: int = 0, of: int = 0) -> float:
        """The share of a given name among those that begin with its letter, if so many more `of` them have it."""
        return (self._counts.get(("given", name), 0) + times + _UNSEEN) / (self._initials.get(name[0], 0) + of + 1)


@cache
def name_counts() -> NameCounts:
    """Read the table: a kind, a name and a count in each line, the total of a kind without a name (see tests/train/name_counts.py)."""
    text = files("kg.entities.people").joinpath("name_counts.tsv").read_text("utf-8")
    return NameCounts(text.splitlines())


def measure_names(names: Sequence[Form], form: Ints) -> dict[str, Floats]:
    """Measure for authorships, signed by the names that `form` points to, how rare these are (see `Corpus`), without what they show themselves."""
    counts = name_counts()
    kin: defaultdict[str, set[str]] = defaultdict(set)  # initials by surname …
    others: defaultdict[str, set[str]] = defaultdict(set)  # … initials and full given names by surname and initial …
    families: defaultdict[str, set[str]] = defaultdict(set)  # … and surnames by full given name
    read = [(each.surname, each.block, initials(each.given), each.given[0] if each.given else "") for each in names]
    for surname, block, letters, given in read:
        kin[surname].add(letters)
        if given:
            others[block].update((letters, given))
            if len(given) > 1:
                families[given].add(surname)
    people = counts.people + sum(map(len, kin.values()))
    first = {surname: Counter(each[:1] for each in theirs) for surname, theirs in kin.items()}
    named = Counter[str]()
    for given, theirs in families.items():
        named[given[0]] += len(theirs)
    columns = []
    for surname, block, letters, given in read:
        letter = given[:1]
        elsewhere = len(kin[surname]) - first[surname][letter] if letter else 0
        share = (counts.family(surname) * counts.people + elsewhere) / people
        share *= counts.initial(letter) if letter else 1.0
        full = given if len(given) > 1 else ""
        given_share = counts.given(full, len(families[full]) - 1, named[letter] - 1) if full else 1.0
        theirs = others[block]
        namesakes = len(theirs) - len(theirs & {letters, letter, full})
        columns.append((1 / share, 1 / given_share, namesakes + 1))
    found = np.log(np.array(columns, np.float64).reshape(-1, 3))[form].T
    return dict(zip(("rarity", "given_rarity", "namesakes"), found, strict=True))
