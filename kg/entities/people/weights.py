"""The learned weights: what each feature adds to the log-odds that two authorships are one person's."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from msgspec import Struct

from kg.entities.people.features import FEATURES, Subject
from kg.entities.sets import Floats, Ints

_SHORT = 0.5
UNIT = 1000  # scores are whole numbers of thousandths, so that no order of adding them up shows


class Weights(Struct, frozen=True):
    """A weight for each feature, in log-odds; and from which log-odds on authorships are merged.

    `unseen` is what a pair counts that shares too little for anybody to have looked at it. Between `doubtful` and
    `threshold` two people stay apart, but somebody should look.
    """

    features: Mapping[str, float]
    threshold: float
    unseen: float
    doubtful: float

    def parts(self, measures: Floats) -> Floats:
        """What each feature (rows) adds to the log-odds of each pair (columns).

        However rare a name, it is not evidence enough by itself: without any other, it counts `_SHORT` too little to merge.
        """
        parts: Floats = measures * np.array([self.features[name] for name in FEATURES])[:, None]
        odds = _add(parts)
        other = _add(np.maximum(parts, 0.0)[[each.subject is not Subject.NAME for each in FEATURES.values()]])
        parts[0] -= np.where(other > 0, 0.0, np.maximum(odds - (self.threshold - _SHORT), 0.0))
        return parts

    def score(self, measures: Floats) -> Ints:
        """The log-odds of each pair, in thousandths."""
        return np.rint(_add(self.parts(measures)) * UNIT).astype(np.int64)


def _add(rows: Floats) -> Floats:
    """Add up rows, one after the other: the same sums on every machine."""
    total = np.zeros(rows.shape[1])
    for row in rows:
        total += row
    return total


@cache
def read_weights() -> Weights:
    """Read the weights that come with kg (see tests/train/people.py)."""
    read = tomllib.loads(files("kg.entities.people").joinpath("weights.toml").read_text("utf-8"))
    return Weights(read["features"], **read["clustering"])
