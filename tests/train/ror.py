"""Learn how to rank the organisations that an affiliation may name: `python -m tests.train.ror` writes kg/authorities/{first,second}.tsv.

Boosted trees (lightgbm) on the candidates of the three sets in `shared/gold/institutions`, joined; a string counts the more the fewer its
set has, so that the largest, which labels one organisation of several that a string names, does not teach to leave out the others. The second pass sees what the
first says of candidates that it did not learn from. The probability from which an organisation is held to be named is
the one that fares best, as the mean over the sets, on strings that the trees did not learn from, though from others of the
same organisations: what a list of affiliations is like, since universities recur.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import lightgbm
import numpy as np

from kg.authorities.candidates import find_candidates
from kg.authorities.features import describe
from kg.authorities.index import Index
from kg.authorities.opening import open_authority
from kg.authorities.ranking import Model, Ranked, among, choose, rank
from kg.authorities.reading import read_affiliations
from kg.authorities.trees import Node, Trees
from kg.values.keys import fold

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold/institutions"
AUTHORITY = SHARED / "reference/ror.jsonl.gz"
SETS = ("s2aff_trainval", "logs_train", "crossref_train")
MODEL = Path(__file__).resolve().parents[2] / "kg/authorities"
FOLDS = 10
EVEN = 0.4  # how far sets count alike: 0 where each string does, 1 where each set does
INNER = 5  # parts of what is learned from, to learn the second pass on what the first has not seen
FIRST = {"num_iterations": 150, "learning_rate": 0.08, "num_leaves": 8, "max_depth": 4}
SECOND = {"num_iterations": 300, "learning_rate": 0.06, "num_leaves": 31, "max_depth": 7}
BOTH = {
    "objective": "binary",
    "min_data_in_leaf": 20,
    "lambda_l2": 5,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 1,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
_EMAIL, _WORD = re.compile(r"\S+@\S+"), re.compile(r"[^\W\d_]+")
THRESHOLDS = np.arange(0.2, 0.56, 0.025)


class Cases:
    """Labelled affiliations with their candidates; `gold` are the IRIs that each names."""

    def __init__(self, rows: Sequence[tuple[str, str, frozenset[str]]], index: Index) -> None:
        self.index = index
        self.names, self.texts, self.gold = zip(*rows, strict=True)
        reading = read_affiliations(self.texts, index)
        self.candidates = find_candidates(reading, index)
        columns = describe(self.candidates, reading, index)
        self.columns = list(columns)
        self.matrix = np.round(np.stack([np.asarray(column, np.float32) for column in columns.values()], 1), 3)
        iris = {
            number: index.entry(number).organisation.iri for number in np.unique(self.candidates.organisation).tolist()
        }
        self.iris = [iris[number] for number in self.candidates.organisation.tolist()]
        texts = self.candidates.text.tolist()
        strings = Counter(self.names)
        self.weights = np.array([10 * strings[self.names[text]] ** -EVEN for text in texts])
        self.right = np.array([iri in self.gold[text] for iri, text in zip(self.iris, texts, strict=True)], float)

    def features(self, rows: np.ndarray) -> Mapping[str, np.ndarray]:
        return dict(zip(self.columns, self.matrix[rows].T, strict=True))

    def rank(self, rows: np.ndarray, model: Model) -> Ranked:
        """Rank the candidates of these rows; `which` are rows of all."""
        ranked = rank(self.candidates.take(rows), self.features(rows), self.index, model)
        return Ranked(rows[ranked.which], ranked.matrix, ranked.scores)

    @cached_property
    def keys(self) -> list[str]:
        return [key_of(text) for text in self.texts]

    @cached_property
    def parts(self) -> np.ndarray:
        return np.array([deal(key, INNER) for key in self.keys])

    def deal_strings(self, seed: int = 0) -> np.ndarray:
        """Each affiliation's fold, which it shares with those of the same words: what others teach has not seen it."""
        return np.array([deal(f"{seed}{key}", FOLDS) for key in self.keys])

    def deal_organisations(self, seed: int = 0) -> np.ndarray:
        """Each affiliation's fold, which it shares with those of the same first organisation, too."""
        first: dict[str, str] = {}
        firsts = [first.setdefault(key, min(gold, default=key)) for key, gold in zip(self.keys, self.gold, strict=True)]
        return np.array([deal(f"{seed}{each}", FOLDS) for each in firsts])


def read_gold(path: Path) -> list[tuple[str, str, frozenset[str]]]:
    """Read the rows of a file of gold, each with the name of its set; the first is its header."""
    rows = [(line + "\t").split("\t")[:2] for line in path.read_text("utf-8").splitlines()[1:]]
    return [(path.stem, text, frozenset(ids.split())) for text, ids in rows]


def key_of(text: str) -> str:
    """What affiliations share that differ in punctuation, accents, case, digits, e-mails, or in their words' order or number only.

    >>> key_of("2 Univ. of Oxford; jo@ox.ac.uk") == key_of("OXFORD, Univ of") == "of oxford univ"
    True
    """
    return " ".join(sorted({*_WORD.findall(fold(_EMAIL.sub(" ", text)))})) or fold(text)


def deal(text: str, parts: int) -> int:
    return int(hashlib.md5(text.encode()).hexdigest(), 16) % parts


def learn(cases: Cases, rows: np.ndarray, least: float = 0.0) -> Model:
    """Learn both passes from these rows."""
    parts = cases.parts[cases.candidates.text[rows]]
    odds = np.zeros(len(rows))
    for part in range(INNER):
        trees = fit(cases, rows[parts != part], cases.matrix[rows[parts != part]], cases.columns, FIRST)
        seen = rows[parts == part]
        odds[parts == part] = trees.weigh(trees.arrange(cases.features(seen), len(seen)))
    first = fit(cases, rows, cases.matrix[rows], cases.columns, FIRST)
    kept, others = among(cases.candidates.take(rows), odds, cases.index)
    matrix = np.hstack([cases.matrix[rows[kept]], np.stack(list(others.values()), 1)]).round(3)
    return Model(first, fit(cases, rows[kept], matrix, [*cases.columns, *others], SECOND), least)


def fit(
    cases: Cases, rows: np.ndarray, matrix: np.ndarray, names: Sequence[str], settings: Mapping[str, object]
) -> Trees:
    """Learn trees from the features of these rows, in columns of these names."""
    booster = lightgbm.train(
        {**BOTH, **settings}, lightgbm.Dataset(matrix, cases.right[rows], weight=cases.weights[rows])
    )
    nodes: list[Node] = []
    for tree in booster.dump_model()["tree_info"]:
        _add(tree["tree_structure"], names, nodes)
    return Trees(nodes)


def _add(found: Mapping, names: Sequence[str], nodes: list[Node]) -> int:
    """Add a node with those below it; thresholds stand between two numbers of three decimals."""
    at = len(nodes)
    if "leaf_value" in found:
        nodes.append(Node("", 0.0, at, at, round(found["leaf_value"], 5)))
        return at
    nodes.append(Node("", 0.0, at, at, 0.0))
    left = _add(found["left_child"], names, nodes)
    right = _add(found["right_child"], names, nodes)
    threshold = round(np.floor(found["threshold"] * 1000 + 1e-6) / 1000 + 0.0005, 4)
    nodes[at] = Node(names[found["split_feature"]], float(threshold), left, right, round(found["internal_value"], 5))
    return at


def rank_unseen(cases: Cases, folds: np.ndarray) -> Ranked:
    """Rank all candidates, those of each fold (by affiliation) by what was learned from the others."""
    fold_of = folds[cases.candidates.text]
    found = [cases.rank(np.nonzero(fold_of == n)[0], learn(cases, np.nonzero(fold_of != n)[0])) for n in range(FOLDS)]
    order = np.argsort(which := np.concatenate([each.which for each in found]))
    return Ranked(which[order], np.zeros((len(which), 0)), np.concatenate([each.scores for each in found])[order])


def measure(cases: Cases, ranked: Ranked, texts: np.ndarray, least: float) -> float:
    """The mean over the sets of F1 among these texts: of all that is named, or of the best where gold names one."""
    chosen = choose_all(cases, ranked, least)
    found = []
    for name in SETS:
        those = [n for n in texts if cases.names[n] == name]
        named = {n: chosen.get(n, []) for n in those}
        if all(len(cases.gold[n]) == 1 for n in those):
            named = {n: iris[:1] for n, iris in named.items()}
        right = sum(len(cases.gold[n].intersection(iris)) for n, iris in named.items())
        found.append(2 * right / max(1, sum(len(iris) + len(cases.gold[n]) for n, iris in named.items())))
    return float(np.mean(found))


def choose_all(cases: Cases, ranked: Ranked, least: float) -> dict[int, list[str]]:
    """The IRIs that are held to be named, best first, by text."""
    found: dict[int, list[str]] = {}
    for n in choose(cases.candidates, ranked, least):
        row = ranked.which[n]
        found.setdefault(int(cases.candidates.text[row]), []).append(cases.iris[row])
    return found


def best_threshold(cases: Cases, ranked: Ranked, texts: np.ndarray) -> float:
    """The probability from which organisations are best held to be named, among these texts."""
    return round(float(max(THRESHOLDS, key=lambda least: measure(cases, ranked, texts, least))), 3)


def write(trees: Trees, path: Path, least: float) -> None:
    """Write the table of trees that ships."""
    lines = [
        f"# Learned by python -m tests.train.ror; held to be named from probability {least}",
        "# feature\tthreshold\tleft\tright\tvalue (kg/authorities/trees.py)",
        *("\t".join(f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in node) for node in trees.nodes),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    cases = Cases([row for name in SETS for row in read_gold(GOLD / f"{name}.tsv")], open_authority(AUTHORITY))
    least = best_threshold(cases, rank_unseen(cases, cases.deal_strings()), np.arange(len(cases.texts)))
    model = learn(cases, np.arange(len(cases.iris)), least)
    write(model.first, MODEL / "first.tsv", least)
    write(model.second, MODEL / "second.tsv", least)
    print(f"named from probability {least}")


if __name__ == "__main__":
    main()
