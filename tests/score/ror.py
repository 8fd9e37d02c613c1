"""Score linking to ROR: `python -m tests.score.ror [FILE.tsv…]`; `--train` learns the weights anew and writes them.

Files have an affiliation and the ROR ids that it names (separated by spaces; none if it names nothing) a line. Without
files the three labelled sets are scored out of fold: ten folds, none of which shares an organisation or a string with
another as far as the gold goes, learned jointly over the three sets. Each is also scored with parents and children
taken for the organisation itself, so that policy (a hospital, or its university) and error can be told apart.
"""

from __future__ import annotations

import hashlib
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time, time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from kg.authorities import ranking
from kg.authorities.candidates import find_candidates
from kg.authorities.features import describe
from kg.authorities.index import Index
from kg.authorities.linking import LEAST, link
from kg.authorities.opening import open_authority
from kg.authorities.ranking import Weights, among, chance, choose, load_weights, weigh
from kg.authorities.reading import read_affiliation
from kg.values.keys import fold
from tests.conftest import SHARED

SETS = ("s2aff_trainval", "logs_train", "crossref_train")
FOLDS = 10


class Case:
    def __init__(self, name, text, gold, index):
        self.name, self.text, self.gold = name, text, gold
        reading = read_affiliation(text, index)
        self.candidates = find_candidates(reading, index)
        self.features = describe(self.candidates, reading)
        self.right = [each.entry.organisation.iri in gold for each in self.candidates]


def read_gold(path: Path) -> list[tuple[str, frozenset[str]]]:
    """Read the rows of a file of gold; the first is its header."""
    rows = [(line + "\t").split("\t")[:2] for line in path.read_text("utf-8").splitlines()[1:]]
    return [(text, frozenset(ids.split())) for text, ids in rows]


def fit(rows, right, l2=3.0):
    """Fit a logistic regression by Newton's method; rows are features, the result weights."""
    names = ["", *sorted({name for row in rows for name in row})]
    at = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    x[:, 0] = 1
    for n, row in enumerate(rows):
        for name, value in row.items():
            x[n, at[name]] = value
    y = np.array(right, float)
    penalty = np.full(len(names), l2)
    penalty[0] = 1e-6
    w = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * np.maximum(p * (1 - p), 1e-9)[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, x.T @ (p - y) + penalty * w)
        w -= step
        if abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 4) for name, weight in zip(names, w, strict=True)}


def learn(cases: Sequence[Case]) -> Weights:
    """Learn both passes; the second sees the first's answers on what that did not learn from."""
    half = [deal(case.text, 5) for case in cases]
    second_rows = []
    for part in range(5):
        known = fit(*rows(case for case, h in zip(cases, half, strict=True) if h != part))
        for case, h in zip(cases, half, strict=True):
            if h == part:
                second_rows.append((case, second_features(case, known)))
    first = fit(*rows(cases))
    second = fit([row for _, found in second_rows for row in found], [r for case, _ in second_rows for r in case.right])
    return Weights(first, second)


def rows(cases):
    cases = list(cases)
    return [row for case in cases for row in case.features], [r for case in cases for r in case.right]


def second_features(case, first):
    odds = [max(-8.0, min(8.0, weigh(each, first))) for each in case.features]
    return [{**a, **b} for a, b in zip(case.features, among(case.candidates, odds), strict=True)]


def deal(text: str, parts: int) -> int:
    return int(hashlib.md5(text.encode()).hexdigest(), 16) % parts


def score_case(case, weights):
    return [chance(weigh(each, weights.second)) for each in second_features(case, weights.first)]


def assign_folds(cases):
    """Give each case a fold: cases of the same string, or of the same first organisation, share it."""
    first = {}
    return [deal(first.setdefault(fold(c.text), min(c.gold, default=fold(c.text))), FOLDS) for c in cases]


def report_sets(name, cases, scores, least, kin=None):
    right = ours = theirs = 0
    mean = []
    for case, score in zip(cases, scores, strict=True):
        found = {case.candidates[n].entry.organisation.iri for n in choose(case.candidates, score, least)}
        gold = set(case.gold)
        if kin:
            found = {next((g for g in sorted(gold) if g in kin.get(f, ())), f) if f not in gold else f for f in found}
        both = len(found & gold)
        right, ours, theirs = right + both, ours + len(found), theirs + len(gold)
        mean.append(1.0 if found == gold else 2 * both / max(1, len(found) + len(gold)))
    print(
        f"{name:16}{'kin too' if kin else 'strict':9}{right / max(ours, 1):7.3f}{right / theirs:7.3f}{2 * right / (ours + theirs):7.3f}  per string {np.mean(mean):.3f}"
    )


def report_top(name, cases, scores, least, kin=None):
    tops = []
    for case, score in zip(cases, scores, strict=True):
        if score:
            n = max(range(len(score)), key=lambda n: (score[n], case.candidates[n].entry.organisation.iri))
            iri = case.candidates[n].entry.organisation.iri
            tops.append((score[n], iri in case.gold or bool(kin and kin.get(iri, set()) & case.gold)))
    tops.sort(key=lambda top: -top[0])
    right = np.cumsum([hit for _, hit in tops])
    count = np.arange(1, len(tops) + 1)
    cut = sum(score >= least for score, _ in tops)
    r = right[cut - 1]
    good = np.nonzero(right / count >= 0.95)[0]
    recall = right[good[-1]] / len(cases) if len(good) else 0
    best = (2 * right / (count + len(cases))).max()
    print(
        f"{name:16}{'kin too' if kin else 'strict':9}{r / cut:7.3f}{r / len(cases):7.3f}{2 * r / (cut + len(cases)):7.3f}  top 1; best {best:.3f}; recall at precision .95 {recall:.3f}"
    )


def write_weights(weights: Weights, path: Path) -> None:
    """Write the weights as the file that ships."""
    lines = [
        '# What each feature of a candidate weighs, in log-odds (kg/authorities/features.py, ranking.py); "" is the constant.',
        "# Learned by: python -m tests.score.ror --train",
    ]
    for title, table in (("first", weights.first), ("second", weights.second)):
        lines += ["", f"[{title}]", *(f'"{name}" = {weight}' for name, weight in table.items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def relatives(index: Index) -> dict[str, set[str]]:
    """The parents and children of each organisation."""
    found: dict[str, set[str]] = {}
    for number in range(len(index)):
        organisation = index.entry(number).organisation
        for parent in organisation.parents:
            found.setdefault(organisation.iri, set()).add(parent)
            found.setdefault(parent, set()).add(organisation.iri)
    return found


def main(arguments: Sequence[str] = tuple(sys.argv[1:])) -> None:
    """Print the tables, or learn."""
    started = time()
    path = SHARED / "reference/ror.jsonl.gz"
    made = process_time()
    open_authority(path)
    print(f"index made or found in {process_time() - made:.1f} s of CPU")
    started, before = time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    index = open_authority(path)
    print(f"index opened again in {time() - started:.2f} s; peak so far {before / 1024:.0f} MB")
    files = [Path(each) for each in arguments if not each.startswith("-")]
    kin = relatives(index)
    if files:
        for file in files:
            gold = read_gold(file)
            cases = [Case(file.stem, text, ids, index) for text, ids in gold]
            report(file.stem, cases, [score_case(case, load_weights()) for case in cases], kin)
        return
    named = [(name, *row) for name in SETS for row in read_gold(SHARED / f"gold/institutions/{name}.tsv")]
    cases = [Case(name, text, gold, index) for name, text, gold in named]
    if "--train" in arguments:
        write_weights(learn(cases), Path(ranking.__file__).with_name("weights.toml"))
        return
    folds = assign_folds(cases)
    scores: list[list[float]] = [[] for _ in cases]
    for fold_number in range(FOLDS):
        weights = learn([case for case, f in zip(cases, folds, strict=True) if f != fold_number])
        for n, case in enumerate(cases):
            if folds[n] == fold_number:
                scores[n] = score_case(case, weights)
    for name in SETS:
        chosen = [n for n, case in enumerate(cases) if case.name == name]
        report(name, [cases[n] for n in chosen], [scores[n] for n in chosen], kin)
    texts = sorted({case.text for case in cases})
    weights, started = load_weights(), process_time()
    for text in texts:
        find_candidates(read_affiliation(text, index), index)
    finding = process_time() - started
    started = process_time()
    for text in texts:
        link(text, index, weights)
    linking = process_time() - started
    print(f"\n{len(texts) / finding:,.0f} strings a second of CPU to candidates, {len(texts) / linking:,.0f} to links")
    print(
        f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, all cases and their features included"
    )


def report(name, cases, scores, kin):
    for relations in (None, kin):
        if all(len(case.gold) == 1 for case in cases):
            report_top(name, cases, scores, LEAST, relations)
        else:
            report_sets(name, cases, scores, LEAST, relations)


if __name__ == "__main__":
    main()
