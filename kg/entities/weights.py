"""The learned weights: what each feature adds to the log-odds that two authorships are one person's."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from msgspec import Struct

from kg.entities.features import FEATURES
from kg.entities.ragged import Floats, Ints

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
        """What each feature (rows) adds to the log-odds of each pair (columns)."""
        weights = np.array([self.features[name] for name in FEATURES])
        parts: Floats = measures * weights[:, None]
        return parts

    def score(self, measures: Floats) -> Ints:
        """The log-odds of each pair, in thousandths."""
        total = np.zeros(measures.shape[1])
        for row, name in zip(measures, FEATURES, strict=True):  # one after the other: the same sums on every machine
            total += row * self.features[name]
        return np.rint(total * UNIT).astype(np.int64)


@cache
def read_weights() -> Weights:
    """Read the weights that come with kg (see tests/train/people.py)."""
    read = tomllib.loads(files("kg.entities").joinpath("weights.toml").read_text("utf-8"))
    return Weights(read["features"], **read["clustering"])
