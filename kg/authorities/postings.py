"""Tables of which organisations have a form: by all of its words, by their beginnings, by two telling ones of a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from kg.authorities.arrays import Array, add_up, in_sequence
from kg.authorities.forms import Form, Kind, Words, derive_forms, without_brackets
from kg.authorities.index import COMMON, LONGEST
from kg.authorities.spelling import Spelling
from kg.authorities.words import stem, word_hash
from kg.values.keys import fold

Posting = tuple[int, int, int, int, int, int]  # a hash, and what kg.authorities.index.Table says


class Named(NamedTuple):
    """An organisation's names with their kinds and words, its cities and country, the names of what it is part of."""

    names: Sequence[tuple[str, Kind]]
    words: Sequence[Words]
    cities: frozenset[Words]
    country: Words
    wholes: Sequence[tuple[Words, Kind]]


def make_tables(every: Sequence[Named], spelling: Spelling) -> dict[str, Array]:
    """Make the tables of these organisations, whose numbers are their places."""
    whole: list[Posting] = []
    stems: list[Posting] = []
    first_name = 0
    for number, each in enumerate(every):
        seen_whole: dict[int, Posting] = {}
        spelt: set[Posting] = set()
        seen_stems: dict[int, Posting] = {}
        for name_number, (name, kind) in enumerate(each.names, first_name):
            literals = {
                spelling.compare(printed): _literal(printed, spelling) for printed in (without_brackets(name), name)
            }
            for form, made in _derive(name, kind, each, spelling):
                rest = (number, name_number, int(made))
                literal = literals.get(form, 0)
                key = add_up(map(word_hash, form))
                own = seen_whole.setdefault(key, (key, *rest, in_sequence(map(word_hash, form)), literal))
                if literal not in {0, own[-1]}:
                    spelt.add((key, *rest, 0, literal))
                if len(form) > 1 and kind is not Kind.ACRONYM and made not in _SHORTENED:
                    short = [word_hash(stem(word)) for word in form]
                    seen_stems.setdefault(add_up(short), (add_up(short), *rest, in_sequence(short), 0))
        whole += [*seen_whole.values(), *spelt]
        stems += seen_stems.values()
        first_name += len(each.names)
    return _table("whole", whole) | _table("stems", stems) | _table("pairs", _pair_words(every))


def _derive(name: str, kind: Kind, each: Named, spelling: Spelling) -> Iterable[tuple[Words, Form]]:
    forms = derive_forms(
        name,
        kind,
        each.cities,
        each.country,
        wholes={words for words, _ in each.wholes},
        acronyms={words for words, kind in each.wholes if kind is Kind.ACRONYM},
        compare=spelling.compare,
    )
    return ((form, made) for form, made in forms if 0 < len(form) <= LONGEST)


def _literal(name: str, spelling: Spelling) -> int:
    return in_sequence(word_hash(fold(name[word.start : word.end])) for word in spelling.read(name))


def _pair_words(every: Sequence[Named]) -> list[Posting]:
    """The pairs of each name's most telling words, but for those that many organisations share."""
    counts = Counter(word for each in every for word in {word for words in each.words for word in words})
    found: dict[int, dict[int, Posting]] = {}
    first_name = 0
    for number, each in enumerate(every):
        for name_number, ((_, kind), words) in enumerate(zip(each.names, each.words, strict=True), first_name):
            rare = sorted((word for word in {*words} if counts[word] < COMMON), key=lambda word: (counts[word], word))
            for pair in combinations(rare[:_RAREST] if kind is not Kind.ACRONYM and len(words) > 2 else (), 2):
                key = add_up(map(word_hash, pair))
                found.setdefault(key, {}).setdefault(number, (key, number, name_number, Form.PAIR, 0, 0))
        first_name += len(each.names)
    return [posting for each in found.values() if len(each) <= _MANY for posting in each.values()]


def _table(name: str, postings: list[Posting]) -> dict[str, Array]:
    postings.sort()
    keys, starts = np.unique(np.array([row[0] for row in postings], np.uint64), return_index=True)
    return {
        f"{name}_keys": keys,
        f"{name}_starts": np.append(starts, len(postings)).astype(np.uint32),
        name: np.array([row[1:] for row in postings], np.uint32).reshape(-1, 5),
    }


_SHORTENED = frozenset([Form.SHORT, Form.HEAD, Form.OWN, Form.UNTITLED])
_RAREST = 3  # words of a name by two of which it may be found
_MANY = 8  # organisations that share two words, which then say little
