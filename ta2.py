"""Train the weights that label affiliations: `python -m tests.score.train_affiliations` writes kg/values/affiliation_weights.tsv.

A conditional random field (CRFsuite: L-BFGS, L1 and L2) is fitted to AffilGood's labelled strings. It labels many
unlabelled strings of the samples, and those that it is sure of are learned from together with the labelled ones: so the words
of many more names get a weight. A feature that fewer than `RARE` strings show is left out, so that no string is
learned by heart.
"""

from __future__ import annotations

import csv
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from kg.readers import read
from kg.record import Record
from kg.values.affiliation_chain import LABELS, Chain, read_weights
from kg.values.affiliation_features import FeatureReader
from kg.values.gazetteer import Gazetteer, load_gazetteer
from tests.conftest import SHARED

TARGET = Path(__file__).parents[2] / "kg/values/affiliation_weights.tsv"
RARE = 8
SURE = 0.4
SMALLEST = 4  # hundredths

Spans = list[tuple[int, int, str]]


class Example(NamedTuple):
    """A string's features, token by token (numbers of an index), and its labels if it has any."""

    features: list[list[int]]
    labels: list[str]


def main() -> None:
    """Train on all labelled strings and write the weights."""
    gazetteer = load_gazetteer()
    lines = train(read_gold(), read_unlabelled(), gazetteer)
    heading = (
        '# Weights that label affiliations: a feature (or ">" and a label, for what follows it), then label:weight in hundredths.',
        "# Learned by tests/score/train_affiliations.py; read by kg/values/affiliation_chain.py.",
    )  # fmt: skip
    TARGET.write_text("\n".join([*heading, *lines]) + "\n", "utf-8")
    print(f"{len(lines)} lines, {TARGET.stat().st_size / 1000:.0f} kB")


def read_gold() -> list[tuple[str, Spans]]:
    """Read AffilGood's strings and spans."""
    lines = (SHARED / "gold/affiliations/affilgood_ner.jsonl").read_text("utf-8").splitlines()
    return [(each["text"], [tuple(span[:3]) for span in each["label"]]) for each in map(json.loads, lines)]


def read_unlabelled() -> list[str]:
    """Read the affiliations of the samples and of the ROR sets, without AffilGood's, in an arbitrary but fixed order."""
    found = set()
    for path in sorted((SHARED / "gold/institutions").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["affiliation"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    for folder in ("pubmed", "medline", "openalex", "crossref"):
        for path in sorted((SHARED / "samples" / folder).iterdir()):
            records = (each for each in read(path) if isinstance(each, Record))
            found |= {each.text for record in records for who in record.contributors for each in who.affiliations}
    texts = sorted(text for text in found - {text for text, _ in read_gold()} if 10 < len(text) < 400)
    random.Random(1).shuffle(texts)
    return texts


def train(gold: Sequence[tuple[str, Spans]], unlabelled: Sequence[str], gazetteer: Gazetteer) -> list[str]:
    """Fit the field to the labelled strings, then to these and the unlabelled ones that it is sure of; give its lines."""
    index: dict[str, int] = {}
    reader = FeatureReader(index, gazetteer, learning=True)
    labelled = [_example(reader, text, spans) for text, spans in gold]
    others = [_example(reader, text, []) for text in unlabelled]
    common = Counter(number for each in [*labelled, *others] for number in {n for row in each.features for n in row})
    names = {number: name for name, number in index.items() if common[number] >= RARE}
    rows = {id(each): [[names[n] for n in row if n in names] for row in each.features] for each in [*labelled, *others]}
    data = [(rows[id(each)], each.labels) for each in labelled if each.features]
    with tempfile.TemporaryDirectory() as folder:
        teacher = _fit(data, f"{folder}/teacher", c1=0.3)
        learned = []
        for each in others:
            if each.features:
                labels = teacher.tag(rows[id(each)])
                if teacher.probability(labels) > SURE:
                    learned.append((rows[id(each)], labels))
        return _lines(_fit([*data, *data, *learned], f"{folder}/student", c1=0.6))


def _example(reader: FeatureReader, text: str, spans: Spans) -> Example:
    features = reader.read(text)
    labels, last = [], None
    for start, end in features.tokens:
        span = next((each for each in spans if each[0] <= start and end <= each[1]), None)
        labels.append("O" if span is None else f"{'I' if span == last else 'B'}-{span[2]}")
        last = span
    return Example(features.by_token(), labels)


def _fit(data: Iterable[tuple[list[list[str]], list[str]]], path: str, c1: float) -> pycrfsuite.Tagger:
    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    trainer.set_params({"c1": c1, "c2": 0.15, "max_iterations": 120, "feature.possible_transitions": True})
    for features, labels in data:
        trainer.append(features, labels)
    trainer.train(path)
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    return tagger


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


def label_out_of_fold(folds: int, unlabelled: int) -> dict[str, Spans]:
    """Label each gold string by weights trained without its fold, itself and the labels of the unlabelled strings."""
    gazetteer = load_gazetteer()
    gold, others = read_gold(), read_unlabelled()[:unlabelled]
    random.Random(1).shuffle(gold)
    found: dict[str, Spans] = {}
    for fold in range(folds):
        lines = train([each for n, each in enumerate(gold) if n % folds != fold], others, gazetteer)
        chain = Chain(*read_weights(lines), gazetteer)
        texts = [text for text, _ in gold[fold::folds]]
        for text, (features, labels, _) in zip(texts, chain.label(texts), strict=True):
            found[text] = [(*token, LABELS[n][2:]) for token, n in zip(features.tokens, labels, strict=True)]
        print(f"fold {fold + 1} of {folds}: {len(lines)} lines", flush=True)
    return found


if __name__ == "__main__":
    main()
