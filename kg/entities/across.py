"""Authorships under different names that may be one person's: words of the name and other evidence agree."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kg.entities.corpus import NOTHING, Corpus, Numbers
from kg.entities.names import contradict
from kg.entities.ragged import Flags, Ints, Ragged, spread

_COAUTHOR = 60  # studies that a co-author's name may stand on to be evidence across names …
_BYLINE = 40  # … in bylines of so many authors at most, for in longer ones everybody wrote with everybody, …
_ORGANISATION = 300  # … and authorships that an organisation may have
_NEAR = 8  # the next authorships that share an ORCID
_MOST = 60  # authorships that share a word of the name and the evidence
_AT_ONCE = 1 << 20  # pieces of evidence that are looked at together: a hundred megabytes


def find_across(corpus: Corpus) -> tuple[Ints, Ints]:
    """Find pairs of different surname or first initial whose names resemble each other (swapped, compound, transliterated).

    They share a word of the name in full, the surname of one of them, and also another one, an e-mail address, a rare
    co-author or an organisation. Those that share an ORCID need have no word in common.
    """
    words, surnames, letters = _tokens(corpus)
    pairs = [_pair_by_orcid(corpus)]
    for evidence in (words.take(corpus.form), *_evidence(corpus)):
        parts = 1 + len(evidence.items) // _AT_ONCE
        for part in range(parts):  # those who share something are in one part
            some = evidence.keep(evidence.items % parts == part)
            pairs += _pair_sharing(corpus, words, surnames, letters, some)
    found = np.unique(np.concatenate(pairs, axis=1), axis=1)
    ways, way = np.unique(corpus.form[found], axis=1, return_inverse=True)
    possible = [not contradict(corpus.forms[one], corpus.forms[other]) for one, other in ways.T.tolist()]
    a, b = found[:, np.array(possible, np.bool_)[way.reshape(-1)]]
    return a, b


def _pair_sharing(corpus: Corpus, words: Ragged, surnames: Flags, letters: Ints, evidence: Ragged) -> Iterator[Ints]:
    """The pairs that share evidence and a word of their names in full, a surname of one of them (see `_tokens`)."""
    of_form = corpus.form[evidence.owners]
    sizes = words.sizes[of_form]
    at = spread(words.start[of_form], sizes)
    key = words.items[at] * (int(evidence.items.max(initial=0)) + 1) + np.repeat(evidence.items, sizes)
    owner, own = np.repeat(evidence.owners, sizes), surnames[at]
    order = np.lexsort((owner, key))
    key = key[order]
    few = np.repeat((sizes := np.unique(key, return_counts=True)[1]) <= _MOST, sizes)
    key, owner, own = key[few], owner[order][few], own[order][few]
    for step in range(1, _MOST):
        here = np.flatnonzero(key[:-step] == key[step:])
        if not len(here):
            break
        a, b = owner[here], owner[here + step]
        both = np.bitwise_and(letters[corpus.form[a]], letters[corpus.form[b]])
        differ = (corpus.block[a] != corpus.block[b]) & (corpus.work[a] != corpus.work[b])
        likely = differ & np.logical_or(own[here], own[here + step]) & (np.bitwise_and(both, both - 1) > 0)
        yield np.stack((a[likely], b[likely]))


def _pair_by_orcid(corpus: Corpus) -> Ints:
    """The next authorships of the same ORCID that have another name."""
    owners = np.flatnonzero(corpus.orcid != NOTHING)
    owners = owners[np.lexsort((owners, corpus.orcid[owners]))]
    near = [np.stack((owners[:-step], owners[step:])) for step in range(1, _NEAR + 1)]
    a, b = np.concatenate(near, axis=1)
    return np.stack((a, b))[:, (corpus.orcid[a] == corpus.orcid[b]) & (corpus.block[a] != corpus.block[b])]


def _tokens(corpus: Corpus) -> tuple[Ragged, Flags, Ints]:
    """For each form the words of its name in full; for each of these whether it is of the surname; all letters that words begin with."""
    numbers = Numbers[str]()
    rows, letters = [], []
    surnames: list[bool] = []
    for form in corpus.forms:
        family = len(form.family.split())
        tokens = form.tokens
        row = {numbers[word]: n < family for n, word in reversed([*enumerate(tokens)]) if len(word) > 1}
        rows.append(row)
        surnames += (row[each] for each in sorted(row))
        letters.append(_mask(tokens))
    return Ragged.of(rows), np.array(surnames, np.bool_), np.array(letters, np.int64)


def _mask(tokens: tuple[str, ...]) -> int:
    """One bit for each first letter, and one more if a letter comes twice."""
    mask = 0
    for word in tokens:
        bit = 1 << (ord(word[0]) % 61)
        mask |= bit if not mask & bit else 1 << 61
    return mask


def _evidence(corpus: Corpus) -> tuple[Ragged, ...]:
    count = len(corpus)
    bylines = corpus.coauthors.rows
    times = np.bincount(bylines.items, minlength=1)
    coauthors = bylines.keep((times[bylines.items] <= _COAUTHOR) & (bylines.sizes[bylines.owners] <= _BYLINE)).take(
        corpus.work
    )
    other = coauthors.items != corpus.block[coauthors.owners]
    organisations = corpus.organisations.rows
    small = np.bincount(organisations.items, minlength=1)[organisations.items] <= _ORGANISATION
    return (
        Ragged.gather(known := np.flatnonzero(corpus.email != NOTHING), corpus.email[known], count),
        coauthors.keep(other),
        organisations.keep(small),
    )
