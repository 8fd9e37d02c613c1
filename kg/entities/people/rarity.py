"""How rare a name is: from the corpus, and from a table of names that comes with kg."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from kg.entities.people.forms import Form, initials
from kg.entities.people.numbers import Numbers, number
from kg.entities.sets import Floats, Ints
from kg.rows.ragged import distinct

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
    counts, families, texts = name_counts(), Numbers[str](), Numbers[str]()
    surname = number([each.surname for each in names], families)
    letters = number([initials(each.given) for each in names], texts)
    called = [each.given[0] if each.given else "" for each in names]
    given, letter = number(called, texts), number([each[:1] for each in called], texts)
    first, width = number([each[:1] for each in texts], texts), len(texts)  # the first letter of each text
    length = np.fromiter(map(len, texts), np.int64)
    known, full = length[given] > 0, length[given] > 1
    block = surname * width + letter

    kin = distinct(surname * width + letters)  # initials by surname
    alike = np.sort(kin // width * width + first[kin % width])
    elsewhere = known * (_count(kin // width, surname) - _count(alike, block))
    shares = np.array([counts.family(each) for each in families], np.float64)
    share = (shares[surname] * counts.people + elsewhere) / (counts.people + len(kin))
    share *= np.where(known, np.array([counts.initial(each) for each in texts], np.float64)[letter], 1.0)

    borne = distinct(given[full] * len(families) + surname[full]) // max(len(families), 1)  # each once with a surname
    times = np.bincount(borne, minlength=width)
    named = np.bincount(first[borne], minlength=width)[first]
    columns = (texts, (times - 1).tolist(), (named - 1).tolist())
    of_given = [counts.given(*each) if each[1] >= 0 else 1.0 for each in zip(*columns, strict=True)]
    given_share = np.where(full, np.array(of_given, np.float64)[given], 1.0)

    # Initials and given names in full by surname and initial.
    others = distinct(np.concatenate([(block * width + each)[known] for each in (letters, given)]))
    own = known + (letter != letters) * _count(others, block * width + letter) + (full & (given != letters))
    namesakes = _count(others // width, block) - own

    found = np.log(np.stack((1 / share, 1 / given_share, namesakes + 1.0)))[:, form]
    return dict(zip(("rarity", "given_rarity", "namesakes"), found, strict=True))


def _count(ordered: Ints, wanted: Ints) -> Ints:
    """How often each wanted number is among those in order."""
    return np.searchsorted(ordered, wanted, "right") - np.searchsorted(ordered, wanted)
