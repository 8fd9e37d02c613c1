"""The field of a study, in words: what its journal is named after, and what its title, headings and keywords name."""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from kg.record import Record
from kg.values.keys import fold

# Words of four letters and more, and of these the beginning that "dermatology", "dermatological" and "Dermatol" have in common.
_BEGINNING = re.compile(r"([^\W\d_]{4,5})[^\W\d_]*")


class Field(NamedTuple):
    """The beginnings of the words that name a study's field: those of its journal's title, and all, these included."""

    journal: tuple[str, ...] = ()
    all: tuple[str, ...] = ()


def find_field(record: Record) -> Field:
    """Find the words that name the field of a record.

    >>> from kg.record import Container, Source
    >>> find_field(Record("", Source("ris", "", 1, ""), title="Dermatologic surgery", container=Container("J Dermatol")))
    Field(journal=('derma',), all=('derma', 'surge'))
    """
    journal = _begin(record.container.title) if record.container else frozenset()
    listed = map(_begin, (*(each.label for each in record.headings), *record.keywords))
    return Field(tuple(sorted(journal)), tuple(sorted(journal.union(_cut(record.title), *listed))))


@lru_cache(maxsize=1 << 14)
def _begin(text: str) -> frozenset[str]:
    """Cut what is printed again and again."""
    return _cut(text)


def _cut(text: str) -> frozenset[str]:
    return frozenset(map(intern, _BEGINNING.findall(fold(text))))
