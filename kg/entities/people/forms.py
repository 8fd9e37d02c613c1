"""How authors sign: surnames, given names and suffixes, folded so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.record import Contributor
from kg.values.keys import fold

_ORDINALS = {"2nd": "ii", "3rd": "iii", "4th": "iv", "5th": "v"}
# Cyrillic letters as most databases print them, once folded: й is и there, ё е.
_CYRILLIC = str.maketrans(
    dict(zip("абвгдезиклмнопрстуфыэієґў", "abvgdeziklmnoprstufyeiegu", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
)
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


class Form(NamedTuple):
    """How an author signs: folded surname with its words apart, given names as `given_names` gives them, suffix, ORCID.

    `bars` say who was decided to be somebody else (see `kg.entities.verdicts.oppose`). `mailbox` numbers
    an e-mail address that is one person's although it stands with names that differ (see `kg.entities.people.mailboxes`).
    """

    family: str
    given: tuple[str, ...] = ()
    suffix: str = ""
    orcid: str = ""
    bars: tuple[int, ...] = ()
    mailbox: int = 0

    @property
    def surname(self) -> str:
        """The surname in one word: some print a space, a hyphen or an apostrophe where others print none."""
        return self.family.replace(" ", "")

    @property
    def block(self) -> str:
        """Surname and first initial: what most authorships of one person have in common."""
        return f"{self.surname} {self.given[0][0]}" if self.given else self.surname

    @property
    def tokens(self) -> tuple[str, ...]:
        """All words of the name, umlauts always as one letter."""
        return tuple(transliterate(word) for word in (*self.family.split(), *self.given))


def fold_family(author: Contributor) -> str:
    """Fold an author's surname, its words apart.

    >>> [fold_family(Contributor("", family=each)) for each in ("van der Berg", "O’Brien", "Достоевский")]
    ['van der berg', 'o brien', 'dostoevsky']
    """
    return _fold(author.family or author.name)


def fold_suffix(suffix: str) -> str:
    """Fold what stands behind a name.

    >>> fold_suffix("Jr."), fold_suffix("3rd"), fold_suffix("III")
    ('jr', 'iii', 'iii')
    """
    folded = fold(suffix)
    return _ORDINALS.get(folded, folded)


def given_names(author: Contributor) -> tuple[str, ...]:
    """Fold the given names of an author in order, each in full as far as it is known, else its initial.

    >>> given_names(Contributor("Wildman JM", given="Josephine M", initials="JM"))
    ('josephine', 'm')
    >>> given_names(Contributor("Wildman JM", initials="JM"))
    ('j', 'm')
    """
    names = _fold(author.given).split()
    initials = _fold(author.initials).replace(" ", "")
    if not names or not initials.startswith(names[0][0]):
        return tuple(initials) or tuple(names)
    if initials.startswith("".join([name[0] for name in names])):
        names += initials[len(names) :]
    return tuple(names)


def initials(given: Sequence[str]) -> str:
    """Give the first letters of given names."""
    return "".join(name[0] for name in given)


def transliterate(word: str) -> str:
    """Write umlauts as one letter."""
    for two, one in _UMLAUTS:
        word = word.replace(two, one)
    return word


def _fold(name: str) -> str:
    folded = fold(name)
    return folded if folded.isascii() else folded.replace("ии", "ы").replace("ыи", "ы").translate(_CYRILLIC)
