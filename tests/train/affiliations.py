"""Train the weights that label affiliations: `python -m tests.train.affiliations` writes kg/values/affiliation_weights.tsv.

A conditional random field (CRFsuite: L-BFGS, L1 and L2) is fitted to AffilGood's labelled strings. (To leave out features that
one string alone shows cost three thousandths of F1; to learn from unlabelled strings as well, as the field labels them,
or to know which segments are names in ROR, gained a thousandth at most.)
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pycrfsuite

from kg.values.affiliation_chain import LABELS, Chain, probability, read_weights
from kg.values.affiliation_features import FeatureReader, count_up
from kg.values.gazetteer import Gazetteer, load_gazetteer
from tests.conftest import SHARED

TARGET = Path(__file__).parents[2] / "kg/values/affiliation_weights.tsv"
SMALLEST = 6  # hundredths

Spans = list[tuple[int, int, str]]


def main() -> None:
    """Train on all labelled strings and write the weights."""
    gazetteer = load_gazetteer()
    lines = train(read_gold(), gazetteer)
    heading = (
        '# Weights that label affiliations: a feature (or ">" and a label, for what follows it), then label:weight in hundredths.',
        "# Learned by tests/train/affiliations.py; read by kg/values/affiliation_chain.py.",
    )  # fmt: skip
    TARGET.write_text("\n".join([*heading, *lines]) + "\n", "utf-8")
    print(f"{len(lines)} lines, {TARGET.stat().st_size / 1000:.0f} kB")


def read_gold() -> list[tuple[str, Spans]]:
    """Read AffilGood's strings and spans."""
    lines = (SHARED / "gold/affiliations/affilgood_ner.jsonl").read_text("utf-8").splitlines()
    return [(each["text"], [tuple(span[:3]) for span in each["label"]]) for each in map(json.loads, lines)]


def train(gold: Sequence[tuple[str, Spans]], gazetteer: Gazetteer) -> list[str]:
    """Fit the field to labelled strings; give its lines."""
    index: dict[str, int] = {}
    reader = FeatureReader(index, gazetteer, learning=True)
    examples = [_example(reader, text, spans) for text, spans in gold]
    names = list(index)
    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 150, "feature.possible_transitions": True})
    for features, labels in examples:
        if features:
            trainer.append([[names[n] for n in row] for row in features], labels)
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/weights")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/weights")
        return _lines(tagger)


def _example(reader: FeatureReader, text: str, spans: Spans) -> tuple[list[tuple[int, ...]], list[str]]:
    """Give a string's features and labels, token by token."""
    features = reader.read([text])
    labels, last = [], None
    for start, end in zip(features.starts.tolist(), features.ends.tolist(), strict=True):
        span = next((each for each in spans if each[0] <= start and end <= each[1]), None)
        labels.append("O" if span is None else f"{'I' if span == last else 'B'}-{span[2]}")
        last = span
    segment, nth = np.repeat(np.arange(len(features.lengths)), features.lengths), count_up(features.lengths)
    shown = [
        *features.own,
        *(each[segment] for each in features.around),
        np.where(nth == 0, features.opening[segment], 0),
        np.where(nth == features.lengths[segment] - 1, features.closing[segment], 0),
    ]
    bundles = reader.bundles.known
    return [tuple(n for each in row for n in bundles[each]) for row in np.stack(shown).T.tolist()], labels


def _lines(tagger: pycrfsuite.Tagger) -> list[str]:
    """Write weights as lines, sorted: the transitions, then the features."""
    info = tagger.info()
    found: dict[str, dict[str, int]] = {}
    for (before, after), weight in info.transitions.items():
        found.setdefault(f">{before}", {})[after] = round(100 * weight)
    for (name, label), weight in info.state_features.items():
        found.setdefault(name, {})[label] = round(100 * weight)
    return [
        "\t".join([name, *(f"{label}:{weights[label]}" for label in LABELS if abs(weights.get(label, 0)) >= SMALLEST)])
        for name, weights in sorted(found.items())
        if any(abs(weight) >= SMALLEST for weight in weights.values())
    ]


def label_out_of_fold(folds: int) -> dict[str, list[tuple[int, int, str, float]]]:
    """Label each gold string by weights trained without its fold: the tokens, their labels, and how sure these are."""
    gazetteer = load_gazetteer()
    gold = read_gold()
    random.Random(1).shuffle(gold)
    found = {}
    for fold in range(folds):
        lines = train([each for n, each in enumerate(gold) if n % folds != fold], gazetteer)
        texts = [text for text, _ in gold[fold::folds]]
        chain = Chain(*read_weights(lines), gazetteer)
        features, labels, margins = chain.label(texts)
        columns = (each.tolist() for each in (features.starts, features.ends, labels, margins))
        tokens = zip(*columns, strict=True)
        for text, count in zip(texts, features.counts.tolist(), strict=True):
            found[text] = [
                (start, end, LABELS[label][2:], probability(margin))
                for start, end, label, margin in islice(tokens, count)
            ]
        print(f"fold {fold + 1} of {folds}: {len(lines)} lines", flush=True)
    return found


if __name__ == "__main__":
    main()
