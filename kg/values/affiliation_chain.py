"""Label the tokens of affiliations by a linear chain: weights of features, weights of neighbouring labels, Viterbi.

Weights are whole numbers, hundredths of a natural logarithm: sums are exact, so that every machine finds the same labels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, partial
from importlib.resources import files
from itertools import chain
from typing import Literal, NamedTuple

import numpy as np

from kg.rows.ragged import count_up
from kg.values.affiliation_features import FeatureReader, Features, Integers
from kg.values.gazetteer import Gazetteer

Label = Literal["ORG", "SUB", "CITY", "REGION", "COUNTRY", "POSTALCODE", "ADDRESS"]
KINDS: tuple[Label, ...] = ("ORG", "SUB", "CITY", "REGION", "COUNTRY", "POSTALCODE", "ADDRESS")
LABELS = ("O", *(f"{begin}-{kind}" for kind in KINDS for begin in "BI"))


class Labelled(NamedTuple):
    """A batch of texts: its features, the label of each token (a place in LABELS), and how sure that is.

    Sureness is by how many hundredths the best labels of the text beat the best ones that label this token otherwise.
    """

    features: Features
    labels: Integers
    margins: Integers


class Chain:
    """A trained chain: `weights` (features by labels) and `transitions` (label before by label), both in hundredths."""

    def __init__(self, index: dict[str, int], weights: Integers, transitions: Integers, gazetteer: Gazetteer) -> None:
        self.weights = np.vstack([weights, np.zeros((1, len(LABELS)), np.int32)])  # the last is that of no feature
        self.transitions = transitions.copy()
        for n, label in enumerate(LABELS):  # what goes on has begun
            if label[0] == "I":
                self.transitions[[before for before, other in enumerate(LABELS) if other[2:] != label[2:]], n] = _NEVER
        self._begin = partial(FeatureReader, index, gazetteer)
        self._reader = self._begin()
        self._sums = np.zeros((0, len(LABELS)), np.int32)  # of the reader's bundles, with room for more
        self._summed = 0

    def label(self, texts: Sequence[str]) -> Labelled:
        """Label the tokens of texts, which are read all at once."""
        if self._reader.kept > _KEPT:
            self._reader, self._summed = self._begin(), 0
        features = self._reader.read(texts)
        scores = self._score(features)
        labels, margins = np.zeros((2, len(scores)), np.int32)
        order = np.argsort(-features.counts, kind="stable")  # those of like length side by side
        starts = np.cumsum(features.counts) - features.counts
        for first in range(0, len(order), _ABREAST):
            chosen = order[first : first + _ABREAST]
            lengths = features.counts[chosen]
            step = count_up(lengths)
            place = np.repeat(np.arange(len(chosen)), lengths)
            tokens = np.repeat(starts[chosen], lengths) + step
            padded = np.zeros((lengths[0], len(LABELS), len(chosen)), np.int32)
            padded[step, :, place] = scores[tokens]
            best, sure = self._decode(padded, lengths)
            labels[tokens], margins[tokens] = best[step, place], sure[step, place]
        return Labelled(features, labels, margins)

    def _score(self, features: Features) -> Integers:
        """Sum the weights of the bundles that each token shows."""
        self._sum_bundles()
        around = np.zeros((len(features.lengths), len(LABELS)), np.int32)
        for each in features.around:
            around += self._sums.take(each, axis=0)
        scores = np.repeat(around, features.lengths, axis=0)
        for each in features.own:
            scores += self._sums.take(each, axis=0)
        ends = np.cumsum(features.lengths)
        scores[ends - features.lengths] += self._sums[features.opening]
        scores[ends - 1] += self._sums[features.closing]
        return scores

    def _sum_bundles(self) -> None:
        """Sum the weights of bundles that are new."""
        count = len(self._reader.bundles.known)
        if count > len(self._sums):
            self._sums = np.concatenate([self._sums[: self._summed], np.zeros((count, len(LABELS)), np.int32)])
        new = self._reader.bundles.known[self._summed :]
        if new:
            lengths = np.fromiter(map(len, new), np.int64, len(new)) + 1
            nothing = (len(self.weights) - 1,)
            ids = np.fromiter(chain.from_iterable((*each, *nothing) for each in new), np.int64, int(lengths.sum()))
            sums = np.add.reduceat(self.weights[ids], np.cumsum(lengths) - lengths, axis=0, dtype=np.int32)
            self._sums[self._summed : count] = sums
            self._summed = count

    def _decode(self, scores: Integers, lengths: Integers) -> tuple[Integers, Integers]:
        """Find the best labels of texts abreast (tokens by labels by texts), sorted from long to short, and their margins."""
        steps, _, count = scores.shape
        live = [int(n) for n in (lengths[:, None] > np.arange(steps)).sum(0)]
        ahead = scores.copy()  # the best sum up to a token with its label, and behind it from the next one on
        behind = np.zeros_like(scores)
        labels = np.zeros((steps, count), np.int32)
        if steps:
            ahead[0] += self._first[:, None]
        onward, backward = self.transitions[:, :, None], self.transitions.T[:, :, None]
        for step in range(1, steps):
            n = live[step]
            ahead[step, :, :n] += (ahead[step - 1, :, None, :n] + onward).max(0)
        for step in range(steps - 1, 0, -1):
            n = live[step]
            following = scores[step, :, :n] + behind[step, :, :n]
            behind[step - 1, :, :n] = (following[:, None] + backward).max(0)
        for step in range(steps - 1, -1, -1):
            ways = ahead[step]
            if step + 1 < steps:
                n = live[step + 1]
                ways = ways.copy()
                ways[:, :n] += self.transitions[:, labels[step + 1, :n]]
            labels[step] = ways.argmax(0)
        through = ahead + behind
        best = np.take_along_axis(through, labels[:, None], 1)[:, 0]
        np.put_along_axis(through, labels[:, None], _NEVER, 1)
        return labels, best - through.max(1)

    @property
    def _first(self) -> Integers:
        """Nothing goes on at the start."""
        return np.array([_NEVER if label[0] == "I" else 0 for label in LABELS], np.int32)


@cache
def load_chain(gazetteer: Gazetteer) -> Chain:
    """Read the weights that the package carries; tests/train/affiliations.py makes them."""
    lines = (files("kg.values") / "affiliation_weights.tsv").read_text("utf-8").splitlines()
    return Chain(*read_weights(line for line in lines if not line.startswith("# ")), gazetteer)


def read_weights(lines: Iterable[str]) -> tuple[dict[str, int], Integers, Integers]:
    """Read lines of a feature (or ">" and a label, for what follows that label) and its weights, "label:hundredths"."""
    place = {label: n for n, label in enumerate(LABELS)}
    index: dict[str, int] = {}
    rows: list[Integers] = []
    transitions = np.zeros((len(LABELS), len(LABELS)), np.int32)
    for line in lines:
        name, *weights = line.split("\t")
        row = np.zeros(len(LABELS), np.int32)
        for label, weight in (each.split(":") for each in weights):
            row[place[label]] = int(weight)
        if name[0] == ">" and name[1:] in place:
            transitions[place[name[1:]]] = row
        else:
            index[name] = len(rows)
            rows.append(row)
    return index, np.array(rows, np.int32).reshape(-1, len(LABELS)), transitions


@lru_cache(maxsize=1 << 12)
def probability(margin: int) -> float:
    """Turn a margin in hundredths into a probability (0 to 1, two digits).

    Margins count by half: out of fold, the chain is right as often as that says (tests/score/affiliations.py).

    >>> probability(0), probability(300)
    (0.5, 0.82)
    """
    return round(1 / (1 + math.exp(-margin / 200)), 2)


_NEVER = -(10**7)
_ABREAST = 256
_KEPT = 1 << 18
