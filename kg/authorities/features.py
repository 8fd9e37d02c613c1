"""What speaks for and against candidates: named columns of numbers, from which a ranker can learn and people can read."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kg.authorities.arrays import Array, Flags, Integers, Numbers, Spans, between, find_in, is_in, pair
from kg.authorities.candidates import Candidates, telling_spans
from kg.authorities.forms import Form, Kind
from kg.authorities.index import Index, flags_of
from kg.authorities.places import describe_places
from kg.authorities.reading import Reading
from kg.authorities.rivals import describe_rivals
from kg.rows.ragged import Ragged, distinct, spread

Features = dict[str, Array]


def describe(candidates: Candidates, reading: Reading, index: Index) -> Features:
    """Give the candidates' features, each a column."""
    found: Features = dict(_describe_names(candidates, reading))
    found.update(_describe_words(candidates, reading, index))
    found.update(_describe_surroundings(candidates, reading))
    found.update(_describe_neighbours(candidates, reading))
    found.update(_describe_relatives(candidates, index))
    found.update(describe_places(candidates, reading, index))
    found.update(_describe_organisations(candidates, index))
    found.update(describe_rivals(candidates, found))
    return found


def _describe_names(each: Candidates, reading: Reading) -> Iterator[tuple[str, Array]]:
    length = each.last - each.first
    rarity = between(reading.rarity, each.first, each.last)
    acronym = each.kind == Kind.ACRONYM
    yield "words", np.log(length)
    yield "rarity", rarity / 10
    yield "rarity of a word", rarity / length
    for form in (Form.WHOLE, Form.BARE, Form.PLACELESS):
        yield f"form {form.name.lower()}", each.form == form
    yield "inferred", each.inferred
    yield "stems", each.stemmed
    yield "stems rarity", np.where(each.stemmed, rarity / 10, 0)
    yield "reordered", ~each.ordered
    yield "as written", each.literal
    yield "as another name is written", each.spelt
    yield "short word", (length == 1) & (reading.length[each.first] < _SHORT)
    yield "acronym length", np.where(acronym & (length == 1), np.minimum(6, reading.length[each.first]) / 6, 0)
    yield "generic", between(reading.generic, each.first, each.last) == length
    yield "printed twice", each.again


def _describe_words(each: Candidates, reading: Reading, index: Index) -> Iterator[tuple[str, Array]]:
    """How much of a name is printed: of the one by which the candidate was found, and of the one it shows."""
    words = distinct(pair(reading.text, reading.number))
    stems = distinct(pair(reading.text, reading.stem))
    owner, telling, printed, begun = _look_for(each, each.name, index, words, stems)
    there = printed | (begun & each.stemmed[owner])
    yield "missing", np.bincount(owner, telling * ~there, len(each)) / 10
    yield "missing words", np.bincount(owner, ~there, len(each))
    owner, telling, printed, begun = _look_for(
        each, index.names[each.organisation].astype(np.int64), index, words, stems
    )
    whole = np.maximum(np.bincount(owner, telling, len(each)), 1e-9)
    yield "share of its own name", np.minimum(1, np.bincount(owner, telling * begun, len(each)) / whole)
    yield "likeness", _compare_stems(each, reading, index)


def _look_for(
    each: Candidates, name: Integers, index: Index, words: Array, stems: Array
) -> tuple[Integers, Array, Flags, Flags]:
    """The words of each candidate's name: whose, what they tell, whether they are printed, whether a word begins so."""
    owner, word = index.name_words.follow(name)
    _, telling = Ragged(index.name_words.start, index.telling).follow(name)
    text = each.text[owner]
    return owner, telling, is_in(pair(text, word), words), is_in(pair(text, index.stem[word]), stems)


def _compare_stems(each: Candidates, reading: Reading, index: Index) -> Numbers:
    """How like the name's words those are that only begin as they do; else 1."""
    alike = np.ones(len(each))
    which = np.nonzero(each.stemmed)[0]
    if not len(which):
        return alike
    owner, word = index.name_words.follow(each.name[which])
    order = np.argsort(keys := pair(owner, index.stem[word]), kind="stable")
    length = each.last[which] - each.first[which]
    printer = np.repeat(np.arange(len(which)), length)
    at = spread(each.first[which], length)
    row = order[np.maximum(find_in(pair(printer, reading.stem[at]), keys[order]), 0)]
    other = word[row]
    lengths = np.stack([reading.length[at], index.length[other]])
    begun = _common(reading.beginning[at], index.beginning[other])
    same = reading.number[at] == other
    short, long = np.minimum(lengths.min(0), 8), lengths.max(0)
    likeness = np.where(same, 1.0, begun / np.minimum(long, 8) * short / np.minimum(long, 8))
    alike[which] = np.bincount(printer, likeness, len(which)) / length
    return alike


def _common(one: Array, other: Array) -> Integers:
    """How many of the first eight bytes agree."""
    differ = one ^ other
    count = np.zeros(len(differ), np.int64)
    for n in range(1, 9):
        count += differ >> np.uint64(64 - 8 * n) == 0
    return count


def _describe_surroundings(each: Candidates, reading: Reading) -> Iterator[tuple[str, Array]]:
    begin, end = reading.begin[each.first], reading.end[each.last - 1]
    length, text = each.last - each.first, np.diff(reading.starts)[each.text]
    before, after = begin < each.first, each.last < end
    yield "whole piece", ~before & ~after
    yield "share of piece", length / (end - begin)
    yield "share of text", length / text
    yield "text length", np.log(text)
    yield "whole text", text == length
    yield "words before", before
    yield "rarity before", between(reading.rarity, begin, each.first) / 10
    yield "rarity after", between(reading.rarity, each.last, end) / 10
    yield "rarity just before", np.where(before, reading.rarity[each.first - 1] / 10, 0)
    yield "rarity just after", np.where(after, reading.rarity[np.minimum(each.last, len(reading.text) - 1)] / 10, 0)
    pieces = np.append(0, np.cumsum(np.arange(len(reading.text)) == reading.begin))
    start = reading.starts[each.text]
    yield "pieces before", np.minimum(pieces[each.first + 1] - pieces[start + 1], 8)
    yield "pieces after", np.minimum(pieces[reading.starts[each.text + 1]] - pieces[each.last], 8)


def _describe_neighbours(each: Candidates, reading: Reading) -> Iterator[tuple[str, Array]]:
    strong = telling_spans(each, reading)
    top = strong.outermost()
    yield "nested", Spans(each.first[~each.stemmed], each.last[~each.stemmed]).hold(each.first, each.last)
    yield "nested in a telling name", top.hold(each.first, each.last)
    starts = np.searchsorted(top.first, reading.starts)
    count = np.diff(starts)[each.text]
    yield "last", (count > 0) & (each.last >= np.append(top.last, 0)[starts[each.text + 1] - 1])
    yield "one of several", count > 1
    yield "telling names", np.minimum(count, 6)


def _describe_relatives(each: Candidates, index: Index) -> Iterator[tuple[str, Array]]:
    named = np.nonzero(~each.inferred)[0]
    key = pair(each.text, each.organisation)
    order = named[np.argsort(key[named], kind="stable")]
    child, parent = index.parents.follow(each.organisation)
    at = find_in(pair(each.text[child], parent), key[order])
    child, whole = child[at >= 0], order[at[at >= 0]]
    child, whole = child[~each.inferred[child]], whole[~each.inferred[child]]
    around = (each.first[child] <= each.first[whole]) & (each.last[whole] <= each.last[child])
    same = (each.first[child] == each.first[whole]) & (each.last[child] == each.last[whole])
    within = (each.first[whole] <= each.first[child]) & (each.last[child] <= each.last[whole])
    yield "child printed", np.bincount(whole, ~(around | within) | same, len(each)) > 0
    yield "nested in child", np.bincount(whole, around & ~same, len(each)) > 0


def _describe_organisations(each: Candidates, index: Index) -> Iterator[tuple[str, Array]]:
    number = each.organisation
    for bit, kind in enumerate(index.type_names):
        if kind in _TYPES:
            yield f"type {kind}", flags_of(index.types[number], bit)
    yield "children", np.log1p(index.children[number])
    yield "names", np.log1p(index.names[number + 1] - index.names[number])
    yield "identifiers", np.log1p(index.registers[number])
    yield "notable", index.notable[number]
    size = np.bincount(index.country, minlength=len(index.countries))
    yield "organisations of its country", np.log(size[index.country[number]])


_SHORT = 5  # letters that make a word long enough to be a name
_TYPES = frozenset(["education", "funder", "government"])  # kinds of organisations that are named more or less often
