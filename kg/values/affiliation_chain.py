"""Label the tokens of affiliations by a linear chain: weights of features, weights of neighbouring labels, Viterbi.

Weights are whole numbers, hundredths of a natural logarithm: sums are exact, so that every machine finds the same labels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kg.values.affiliation_features import FeatureReader, Features, Ids
from kg.values.gazetteer import Gazetteer

Integers = NDArray[np.int32]
KINDS = ("ORG", "SUB", "CITY", "REGION", "COUNTRY", "POSTALCODE", "ADDRESS")
LABELS = ("O", *(f"{begin}-{kind}" for kind in KINDS for begin in "BI"))


class Chain:
    """A trained chain: `weights` (features by labels) and `transitions` (label before by label), both in hundredths."""

    def __init__(self, index: dict[str, int], weights: Integers, transitions: Integers, gazetteer: Gazetteer) -> None:
        self.reader = FeatureReader(index, gazetteer)
        self.weights = np.vstack([weights, np.zeros((1, len(LABELS)), np.int32)])  # the last is that of no feature
        self.transitions = transitions.copy()
        for n, label in enumerate(LABELS):  # what goes on has begun
            if label[0] == "I":
                self.transitions[[before for before, other in enumerate(LABELS) if other[2:] != label[2:]], n] = _NEVER
        self._scores: dict[str, Integers] = {}

    def label(self, texts: Sequence[str]) -> list[tuple[Features, list[int], list[int]]]:
        """Give for each text its features, the label of each token (a place in LABELS), and how sure it is.

        Sureness is by how many hundredths the best labels beat the best ones that label this token otherwise.
        """
        read = [self.reader.read(text) for text in texts]
        scores = self._score(read)
        lengths = [len(each.tokens) for each in read]
        labels: list[list[int]] = [[] for _ in texts]
        sure: list[list[int]] = [[] for _ in texts]
        starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        order = sorted(range(len(texts)), key=lambda n: -lengths[n])  # those of like length side by side
        for first in range(0, len(order), _ABREAST):
            chosen = [n for n in order[first : first + _ABREAST] if lengths[n]]
            if not chosen:
                break
            padded = np.zeros((lengths[chosen[0]], len(chosen), len(LABELS)), np.int32)
            for place, n in enumerate(chosen):
                padded[: lengths[n], place] = scores[starts[n] : starts[n + 1]]
            best, margins = self._decode(padded, [lengths[n] for n in chosen])
            for place, n in enumerate(chosen):
                labels[n] = best[: lengths[n], place].tolist()
                sure[n] = margins[: lengths[n], place].tolist()
        return list(zip(read, labels, sure, strict=True))

    def _score(self, read: Iterable[Features]) -> Integers:
        """Sum the weights of each token's features: of its segment (kept), of the surroundings, of the edges."""
        shown = [segment for each in read for segment in each.segments]
        if len(self._scores) > _KEPT:
            self._scores.clear()
        new = {each.text: each for each in shown if each.text not in self._scores}
        own = self._sum([ids for each in new.values() for ids in each.own])
        row = 0
        for text, each in new.items():
            self._scores[text] = own[row : row + len(each.own)]
            row += len(each.own)
        if not shown:
            return np.zeros((0, len(LABELS)), np.int32)
        counts = np.array([len(each.own) for each in shown])
        ends = np.cumsum(counts)
        scores = np.concatenate([self._scores[each.text] for each in shown])
        scores += np.repeat(self._sum([ids for each in read for ids in each.around]), counts, axis=0)
        scores[ends - counts] += self._sum([ids for each in read for ids in each.opening])
        scores[ends - 1] += self._sum([ids for each in read for ids in each.closing])
        return scores

    def _sum(self, rows: list[Ids]) -> Integers:
        """Sum the weights of each row of features."""
        if not rows:
            return np.zeros((0, len(LABELS)), np.int32)
        lengths = np.fromiter(map(len, rows), np.int64, len(rows)) + 1
        nothing = (len(self.weights) - 1,)
        ids = np.fromiter(chain.from_iterable((*row, *nothing) for row in rows), np.int64, int(lengths.sum()))
        return np.add.reduceat(self.weights[ids], np.cumsum(lengths) - lengths, axis=0, dtype=np.int32)

    def _decode(self, scores: Integers, lengths: Sequence[int]) -> tuple[Integers, Integers]:
        """Find the best labels of texts abreast (tokens by texts by labels), sorted from long to short, and their margins."""
        steps, count, _ = scores.shape
        live = [sum(length > step for length in lengths) for step in range(steps)]
        ahead = np.zeros_like(scores)
        behind = np.zeros_like(scores)
        came = np.zeros(scores.shape, np.int8)
        ahead[0] = scores[0] + self._first
        for step in range(1, steps):
            n = live[step]
            ways = ahead[step - 1, :n, :, None] + self.transitions
            came[step, :n] = ways.argmax(1)
            ahead[step, :n] = ways.max(1) + scores[step, :n]
        for step in range(steps - 2, -1, -1):
            n = live[step + 1]
            behind[step, :n] = (self.transitions + (scores[step + 1, :n] + behind[step + 1, :n])[:, None, :]).max(2)
        through = ahead + behind
        labels = np.zeros((steps, count), np.int32)
        for step in range(steps - 1, -1, -1):
            ongoing = live[step + 1] if step + 1 < steps else 0
            labels[step] = ahead[step].argmax(1)
            if ongoing:
                labels[step, :ongoing] = came[step + 1, np.arange(ongoing), labels[step + 1, :ongoing]]
        best = np.take_along_axis(through, labels[:, :, None], 2)[:, :, 0]
        np.put_along_axis(through, labels[:, :, None], _NEVER, 2)
        return labels, best - through.max(2)

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


def probability(margin: int) -> float:
    """Turn a margin in hundredths into a probability (0 to 1, two digits).

    Margins count by half: out of fold, the chain is right as often as that says (tests/score/affiliations.py).

    >>> probability(0), probability(300)
    (0.5, 0.82)
    """
    return round(1 / (1 + math.exp(-margin / 200)), 2)


_NEVER = -(10**7)
_ABREAST = 256
_KEPT = 1 << 16
