"""Authorships under different names that may be one person's: words of the name and other evidence agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np

from kg.entities.people.corpus import Corpus
from kg.entities.people.forms import transliterate
from kg.entities.people.names import contradict
from kg.entities.people.numbers import NOTHING, Numbers, number
from kg.entities.sets import Flags, Ints, RaggedSets
from kg.rows.ragged import distinct, spread

_COAUTHOR = 60  # studies that a co-author's name may stand on to be evidence across names …
_BYLINE = 40  # … in bylines of so many authors at most, for in longer ones everybody wrote with everybody, …
_ORGANISATION = 300  # … and authorships that an organisation may have
_NEAR = 8  # the next authorships that share an ORCID or a mailbox
_MOST = 60  # authorships that share a word of the name and the evidence
_AT_ONCE = 1 << 19  # pieces of evidence that are looked at together: fifty megabytes


def find_across(corpus: Corpus) -> tuple[Ints, Ints]:
    """Find pairs of different surname or first initial whose names resemble each other (swapped, compound, transliterated).

    They share a word of the name in full, the surname of one of them, and also another one, an e-mail address, a rare
    co-author or an organisation. Those that share an ORCID, or an address that is
    one person's, need have no word in common.
    """
    words, surnames, letters = _tokens(corpus)
    common = _span_blocks(corpus, words)[words.items]
    of_some_surname = (np.bincount(words.items, surnames) > 0)[words.items]
    evident, words, surnames = words.keep(common), words.keep(chosen := common & of_some_surname), surnames[chosen]
    mailbox = np.array([each.mailbox or NOTHING for each in corpus.forms], np.int64)[corpus.form]
    pairs = [_pair_near(corpus, corpus.orcid), _pair_near(corpus, mailbox)]
    for evidence in (_Evidence(evident, corpus.form), *_evidence(corpus)):
        parts = 1 + int(evidence.rows.sizes[evidence.of].sum()) // _AT_ONCE
        for part in range(parts):  # those who share something are in one part
            some = evidence.take(part, parts)
            pairs += _pair_sharing(corpus, words, surnames, letters, some)
    one, other = np.concatenate(pairs, axis=1)
    a, b = np.divmod(distinct(one * len(corpus) + other), len(corpus))
    ways, way = np.unique(corpus.form[a] * len(corpus.forms) + corpus.form[b], return_inverse=True)
    forms = (map(corpus.forms.__getitem__, divmod(each, len(corpus.forms))) for each in ways.tolist())
    possible = np.array([not contradict(*each) for each in forms], np.bool_)[way]
    return a[possible], b[possible]


def _pair_sharing(
    corpus: Corpus, words: RaggedSets, surnames: Flags, letters: Ints, evidence: RaggedSets
) -> Iterator[Ints]:
    """The pairs that share evidence and a word of their names in full, a surname of one of them (see `_tokens`)."""
    of_form = corpus.form[evidence.owners]
    sizes = words.sizes[of_form]
    at = spread(words.start[of_form], sizes)
    key = words.items[at] * (int(evidence.items.max(initial=0)) + 1) + np.repeat(evidence.items, sizes)
    if not len(key):
        return
    # A number that holds the key and the place, where owners ascend, is sorted much faster than the two.
    key, place = np.divmod(np.sort(key * len(key) + np.arange(len(key))), len(key))
    owner, own = np.repeat(evidence.owners, sizes)[place], surnames[at[place]]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    times = np.diff(first, append=len(key))
    block = corpus.block[owner]
    mixed = np.minimum.reduceat(block, first) < np.maximum.reduceat(block, first)
    chosen = np.repeat(mixed & (times <= _MOST), times)
    key, owner, own = key[chosen], owner[chosen], own[chosen]
    here = np.arange(len(key))
    for step in range(1, _MOST):
        here = here[: np.searchsorted(here, len(key) - step)]
        here = here[key[here] == key[here + step]]
        if not len(here):
            break
        a, b = owner[here], owner[here + step]
        both = np.bitwise_and(letters[corpus.form[a]], letters[corpus.form[b]])
        differ = (corpus.block[a] != corpus.block[b]) & (corpus.work[a] != corpus.work[b])
        likely = differ & np.logical_or(own[here], own[here + step]) & (np.bitwise_and(both, both - 1) > 0)
        yield np.stack((a[likely], b[likely]))


def _pair_near(corpus: Corpus, trait: Ints) -> Ints:
    """The next authorships of the same trait that have another name."""
    owners = np.flatnonzero(trait != NOTHING)
    owners = owners[np.lexsort((owners, trait[owners]))]
    near = [np.stack((owners[:-step], owners[step:])) for step in range(1, _NEAR + 1)]
    a, b = np.concatenate(near, axis=1)
    return np.stack((a, b))[:, (trait[a] == trait[b]) & (corpus.block[a] != corpus.block[b])]


def _tokens(corpus: Corpus) -> tuple[RaggedSets, Flags, Ints]:
    """For each form the words of its name in full; for each of these whether it is of the surname; all letters that words begin with."""
    printed, spelt = Numbers[str](), Numbers[str]()
    rows = [each.family.split() for each in corpus.forms], [each.given for each in corpus.forms]
    sizes = np.array([[*map(len, each)] for each in rows], np.int64)
    owner = np.concatenate([np.repeat(np.arange(len(corpus.forms)), each) for each in sizes])
    word = number(chain.from_iterable(chain(*rows)), printed)
    word = number(map(transliterate, printed), spelt)[word]
    full = np.fromiter((len(each) > 1 for each in spelt), np.bool_)[word]
    words = RaggedSets.gather(owner[full], word[full], len(corpus.forms))
    key, of_family = owner * len(spelt) + word, np.arange(len(owner)) < sizes[0].sum()
    surnames = np.isin(words.owners * len(spelt) + words.items, key[of_family])
    letter = np.fromiter((ord(each[0]) % 61 for each in spelt), np.int64)[word]
    return words, surnames, _mask(owner, letter, len(corpus.forms))


def _span_blocks(corpus: Corpus, words: RaggedSets) -> Flags:
    """Which words are in names of several blocks: the others link nothing across."""
    block = np.zeros(len(corpus.forms), np.int64)
    block[corpus.form] = corpus.block
    low, high = (np.full(int(words.items.max(initial=-1)) + 1, each) for each in (len(corpus), -1))
    np.minimum.at(low, words.items, block[words.owners])
    np.maximum.at(high, words.items, block[words.owners])
    return low < high


def _mask(owner: Ints, letter: Ints, forms: int) -> Ints:
    """For each form one bit for each first letter, and one more if a letter comes twice."""
    key = np.sort(owner * 64 + letter)
    mask = np.zeros(forms, np.int64)
    np.bitwise_or.at(mask, key // 64, 1 << key % 64)
    np.bitwise_or.at(mask, key[1:][key[1:] == key[:-1]] // 64, 1 << 61)
    return mask


class _Evidence(NamedTuple):
    """Authorships have what stands in the row `of` theirs, but for their `own`."""

    rows: RaggedSets
    of: Ints
    own: Ints | None = None

    def take(self, part: int, parts: int) -> RaggedSets:
        """Give for each authorship what is in one of so many parts of all that there is, numbered anew."""
        some = self.rows.keep(self.rows.items % parts == part).take(self.of)
        if self.own is not None:
            some = some.keep(some.items != self.own[some.owners])
        return RaggedSets(some.start, some.items // parts)


def _evidence(corpus: Corpus) -> Iterator[_Evidence]:
    count = len(corpus)
    bylines = corpus.coauthors.rows
    times = np.bincount(bylines.items, minlength=1)
    coauthors = bylines.keep((times[bylines.items] <= _COAUTHOR) & (bylines.sizes[bylines.owners] <= _BYLINE))
    organisations = corpus.organisations.rows
    small = np.bincount(organisations.items, minlength=1)[organisations.items] <= _ORGANISATION
    known = np.flatnonzero(corpus.email != NOTHING)
    everybody = np.arange(count)
    yield _Evidence(RaggedSets.gather(known, corpus.email[known], count), everybody)
    yield _Evidence(coauthors, corpus.work, corpus.block)
    yield _Evidence(organisations.keep(small), everybody)
