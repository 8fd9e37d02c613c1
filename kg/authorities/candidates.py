"""Which organisations affiliations may name: where their words are a form that an authority knows."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct, structs

from kg.authorities.arrays import Array, Flags, Integers, Spans, Sums, between, is_in, pair
from kg.authorities.forms import Form, Kind
from kg.authorities.index import LONGEST, Index, Table
from kg.authorities.reading import Reading
from kg.rows.ragged import distinct, spread

Runs = tuple[Integers, Integers]  # of words: the first, and one past the last


class Candidates(Struct, frozen=True, eq=False):
    """Organisations that words may name, parallel arrays, by text.

    The words `first` to `last` (exclusive) of a text are the `form` of the name of that number, which is of that
    `kind`; `ordered` says that they come in its order, `literal` that they are printed as the name is, `spelt` that
    they are as another name of the same words is, `stemmed` that only their beginnings agree, `again` that another
    name of the organisation is printed elsewhere, `inferred` that not it but a child of it (whose name this is) is
    named.
    """

    text: Integers
    organisation: Integers
    first: Integers
    last: Integers
    name: Integers
    kind: Integers
    form: Integers
    ordered: Flags
    literal: Flags
    spelt: Flags
    stemmed: Flags
    again: Flags
    inferred: Flags

    def __len__(self) -> int:
        return len(self.text)

    def take(self, which: Array | slice, **changed: Array) -> Candidates:
        """These of them, in this order, with some columns changed."""
        columns: dict[str, Any] = {name: column[which] for name, column in structs.asdict(self).items()}
        return Candidates(**columns | changed)


def find_candidates(reading: Reading, index: Index) -> Candidates:
    """Find the organisations that affiliations may name, each by its longest run of words, and their parents."""
    runs = _runs(reading)
    whole = _find_whole(reading, index, runs)
    strong = telling_spans(whole, reading)
    stemmed = _find_stems(reading, index, runs)
    free = ~is_in(pair(stemmed.first, stemmed.last), distinct(pair(whole.first, whole.last)))
    stemmed = stemmed.take(free & ~strong.hold(stemmed.first, stemmed.last))
    paired = _find_pairs(reading, index)
    paired = paired.take(~strong.hold(paired.first, paired.last) & ~strong.stand_in(paired.first, paired.last))
    found = _join(whole, stemmed, paired)
    best = _keep_best(_in_printed_country(found, reading, index))
    return _sort(_join(best, _find_parents(best, index)))


def telling_spans(candidates: Candidates, reading: Reading) -> Spans:
    """The runs of words that are a telling name, whole or nearly."""
    each = candidates
    telling = between(reading.rarity, each.first, each.last) > _TELLING
    plain = (each.form <= Form.BARE) & (each.kind < Kind.ACRONYM) & ~each.stemmed & ~each.inferred
    return Spans(each.first[telling & plain], each.last[telling & plain])


def _runs(reading: Reading) -> Runs:
    """All runs of words of one text that are not longer than forms are."""
    here = np.arange(len(reading.text))
    longest = np.minimum(reading.starts[reading.text + 1] - here, LONGEST)
    first = np.repeat(here, longest)
    return first, spread(here + 1, longest)


def _find_whole(reading: Reading, index: Index, runs: Runs) -> Candidates:
    found = _look_up(index.whole, Sums(reading.hash), runs, reading, index, literals=Sums(reading.literal))
    length = found.last - found.first
    short = (found.form == Form.SHORT) & ~_goes_on(reading, found.last)
    mixed = (found.kind == Kind.ACRONYM) & (between(reading.capitals, found.first, found.last) < length)
    country = between(reading.in_country, found.first, found.last) == length
    common = reading.generic[found.first] & (length == 1) & ~found.literal  # "medical" is not the firm Medica
    return found.take(~short & ~mixed & ~country & ~common & _within(found, reading))


def _find_stems(reading: Reading, index: Index, runs: Runs) -> Candidates:
    found = _look_up(index.stems, Sums(reading.stem), runs, reading, index)
    return found.take(_within(found, reading))


def _find_pairs(reading: Reading, index: Index) -> Candidates:
    """Look for two telling words of a name that stand near each other; common words around them belong to it."""
    telling = np.nonzero((reading.number < len(index.vocabulary)) & (reading.rarity > index.rare_from))[0]
    near = [(telling[:-n], telling[n:]) for n in (1, 2)]
    one, other = (np.concatenate(each) for each in zip(*near, strict=True))
    close = (reading.begin[one] == reading.begin[other]) & (other - one <= _NEAR)
    one, other = one[close], other[close]
    owner, postings = index.pairs.find(reading.hash[one] + reading.hash[other])
    here = np.arange(len(reading.text))
    before = np.maximum.accumulate(np.where(reading.generic, -1, here))
    after = np.minimum.accumulate(np.where(reading.generic, len(here), here)[::-1])[::-1]
    first = np.maximum(np.append(-1, before)[one] + 1, reading.begin[one])
    last = np.minimum(np.append(after, len(here))[other + 1], reading.end[other])
    return _give(reading, index, first[owner], last[owner], postings)


def _look_up(
    table: Table, sums: Sums, runs: Runs, reading: Reading, index: Index, *, literals: Sums | None = None
) -> Candidates:
    """What the table has for these runs; without `literals` it is one of stems."""
    owner, postings = table.find(sums.add_up(*runs))
    first, last = runs[0][owner], runs[1][owner]
    found = _give(reading, index, first, last, postings)
    ordered = postings[:, Table.ORDER] == sums.in_sequence(first, last)
    if not literals:
        return found.take(slice(None), ordered=ordered, stemmed=~found.stemmed)
    literal = postings[:, Table.LITERAL] == literals.in_sequence(first, last)
    other = postings[:, Table.ORDER] == 0
    told = found.take(slice(None), ordered=ordered, literal=literal & ~other, spelt=literal & other)
    return told.take(literal | ~other)


def _give(reading: Reading, index: Index, first: Integers, last: Integers, postings: Array) -> Candidates:
    columns = postings.astype(np.int64)
    no = np.zeros(len(first), bool)
    return Candidates(
        text=reading.text[first],
        organisation=columns[:, Table.ORGANISATION],
        first=first,
        last=last,
        name=columns[:, Table.NAME],
        kind=index.kind[columns[:, Table.NAME]].astype(np.int64),
        form=columns[:, Table.FORM],
        **dict.fromkeys(("ordered", "literal", "spelt", "stemmed", "again", "inferred"), no),
    )


def _within(found: Candidates, reading: Reading) -> Flags:
    """Whether the words stand in one piece, or in the name's order."""
    across: Flags = reading.begin[found.first] != reading.begin[found.last - 1]
    return ~across | found.ordered


def _goes_on(reading: Reading, last: Integers) -> Flags:
    """Whether a word of a school or a hospital follows within the piece: "Yale School of Medicine", not "New Haven"."""
    end = reading.end[last - 1]
    word = np.append(reading.school | reading.care, [False, False])
    return (word[last] & (last < end)) | (word[last + 1] & (last + 1 < end))


def _in_printed_country(found: Candidates, reading: Reading, index: Index) -> Candidates:
    """Of organisations that the same words may name, those in a country printed beside them if there are any, else all."""
    beside, inside, _ = in_country(found, reading, index)
    span = pair(found.first, found.last)
    return found.take(beside | inside | ~is_in(span, distinct(span[beside])))


def in_country(found: Candidates, reading: Reading, index: Index) -> tuple[Flags, Flags, Flags]:
    """Whether an organisation's country is printed beside its name, whether in it; whether another is beside, beyond doubt."""
    mentions = reading.countries
    beside, inside, other = (np.zeros(len(found), bool) for _ in range(3))
    starts = np.searchsorted(mentions.text, np.arange(len(reading.starts)))
    for n in range(int(np.diff(starts).max(initial=0))):
        at = np.minimum(starts[found.text] + n, len(mentions.text) - 1)
        printed = starts[found.text] + n < starts[found.text + 1]
        outside = (mentions.last[at] <= found.first) | (mentions.first[at] >= found.last)
        own = mentions.value[at] == index.country[found.organisation]
        beside |= printed & own & outside
        inside |= printed & own & ~outside
        other |= printed & outside & mentions.sure[at]
    return beside, inside, other & ~beside & index.placed[found.organisation]


def _keep_best(found: Candidates) -> Candidates:
    """Each organisation of a text by its best words only; `again` says that it has others apart from these."""
    if not len(found):
        return found
    each = found
    keys = (
        each.name,
        each.first,
        each.form,
        each.spelt,
        each.kind == Kind.ACRONYM,
        each.first - each.last,
        np.where(each.form == Form.PAIR, 2, each.stemmed),
        each.organisation,
        each.text,
    )
    order = np.lexsort(keys)
    group = pair(each.text, each.organisation)[order]
    new = np.append(True, group[1:] != group[:-1])
    starts = np.nonzero(new)[0]
    ends = np.where(each.stemmed, np.iinfo(np.int64).max, each.last)[order]
    earliest = np.minimum.reduceat(ends, starts)
    begins = np.where(each.stemmed, -1, each.first)[order]
    latest = np.maximum.reduceat(begins, starts)
    best = found.take(order[starts])
    owner = np.cumsum(new) - 1
    same = (each.first[order] == best.first[owner]) & (each.last[order] == best.last[owner])
    spelt = np.logical_or.reduceat(each.spelt[order] & same, starts)
    return best.take(slice(None), spelt=spelt, again=(earliest <= best.first) | (latest >= best.last))


def _find_parents(found: Candidates, index: Index) -> Candidates:
    """The parents of what is named whole, each by the longest name."""
    named = np.nonzero(~found.stemmed & ~np.isin(found.form, (Form.SHORT, Form.PAIR)))[0]
    owner, parent = index.parents.follow(found.organisation[named])
    child = named[owner]
    parents = found.take(child, organisation=parent.astype(np.int64), inferred=np.ones(len(child), bool))
    named_too = np.sort(pair(found.text, found.organisation))
    parents = _keep_best(parents.take(~is_in(pair(parents.text, parents.organisation), named_too)))
    return parents.take(slice(None), again=np.zeros(len(parents), bool))


def _join(*parts: Candidates) -> Candidates:
    return Candidates(*map(np.concatenate, zip(*map(structs.astuple, parts), strict=True)))


def _sort(found: Candidates) -> Candidates:
    return found.take(np.lexsort((found.organisation, found.last, found.first, found.inferred, found.text)))


_NEAR = 5  # words after one of a pair where the other may stand
_TELLING = 6.0  # sum of its words' rarity from which a name is hardly met by chance
