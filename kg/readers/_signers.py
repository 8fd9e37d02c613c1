"""Who of those who sign a record is meant where it gives an address or a number by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from kg.values.keys import fold

_FEWEST_WORDS = 2  # that two forms of a name share
_LONG_WORD = 5  # letters from which one word is a name in full: ", Ridhima"

Signer = TypeVar("Signer")


class Signers(Generic[Signer]):
    """Those who sign, by the forms of their names, the fullest first; a form that two have is nobody's.

    >>> signers = Signers((n, (name,)) for n, name in enumerate(("López Ruiz, José Luis", "Wang, Wei", "Wang, Li")))
    >>> signers.find("Ruiz, Jose L. Lopez"), signers.find("Wang, W."), signers.find("Wang")
    (0, 1, None)
    """

    def __init__(self, named: Iterable[tuple[Signer, Sequence[str]]]) -> None:
        self._lazily = named

    @cached_property
    def _named(self) -> list[tuple[Signer, Sequence[str]]]:
        return list(self._lazily)

    @cached_property
    def _words(self) -> set[str]:
        """The words of all names, and surnames without spaces: what shares none of them is the name of nobody here."""
        names = [name for _, names in self._named for name in names]
        surnames = (_run_together(name) for name in names if not name.partition(",")[0].isalnum())
        return {*fold(" ".join(names)).split(), *surnames}

    @cached_property
    def _places(self) -> Mapping[str, set[int]]:
        """The places of those who have each form of a name; few records ask for any."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for place, (_, names) in enumerate(self._named):
            for form in set().union(*map(_forms, names)):
                found[form].add(place)
        return found

    @cached_property
    def _by_word(self) -> Mapping[str, list[tuple[int, set[str]]]]:
        """The places and words of those who have each word in the fullest form of their name."""
        found: defaultdict[str, list[tuple[int, set[str]]]] = defaultdict(list)
        for place, (_, names) in enumerate(self._named):
            words = set(fold(names[0]).split())
            for word in words:
                found[word].append((place, words))
        return found

    @property
    def all(self) -> list[Signer]:
        """All who sign, in order."""
        return [each for each, _ in self._named]

    def find(self, name: str) -> Signer | None:
        """Find the only one with that name, or else with its surname and first initial, or else with its words."""
        words = set(fold(name).split())
        if self._words.isdisjoint(words) and _run_together(name) not in self._words:
            return None
        for form in sorted(_forms(name), key=len, reverse=True):
            found = self._places.get(form, set())
            if len(found) == 1:
                return self._named[next(iter(found))][0]
        near = [each for word in words for each in self._by_word.get(word, ())]
        alike = {place for place, others in near if _is_part(words, others)}
        return self._named[alike.pop()][0] if len(alike) == 1 else None


def _is_part(one: set[str], other: set[str]) -> bool:
    """Whether a name has all words of the other, some as initials, and at least two: "López Ruiz, José Luis", "Ruiz, Jose L. Lopez"; or all of one long word."""
    common = one & other
    if len(common) < _FEWEST_WORDS:
        return one == common and max(map(len, one), default=0) >= _LONG_WORD
    few, many = sorted((one - common, other - common), key=len)
    return all(any(a[0] == b[0] and 1 in {len(a), len(b)} for b in many) for a in few)


def _forms(name: str) -> set[str]:
    """Give the folded name, and its surname, without spaces, with the first initial."""
    family, _, given = name.partition(",")
    folded = fold(given)
    if not folded or not family.strip():
        return {fold(name)} - {""}
    return {fold(name), f"{_run_together(name)} {folded[0]}"}


def _run_together(name: str) -> str:
    """Give the surname, folded, without spaces."""
    return fold(name.partition(",")[0]).replace(" ", "")
