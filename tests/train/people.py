"""Learn the weights of evidence that two authorships are one person's: `python -m tests.train.people` writes kg/entities/people/weights.toml.

Logistic regression on labelled pairs of the three sets in `shared/gold/people`, with identifiers hidden. The set of pairs counts
twice: its names were drawn at random and are what most corpora have, those of the others are all engineers or all common.
Every pair counts in four ways that listings print it: with and without addresses, with given names and with initials only.
In a set large blocks count less than their many pairs would. A weight keeps the sign that its feature was given (`FEATURES`). How often authors sign again is a prior, so its weight is 1; the one of
rare names then comes out as 1 as well, as theory has it.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from kg.clean import clean
from kg.entities import describe, tell_gists, tell_outlines
from kg.entities.identities import Identities
from kg.entities.people.authorships import Signature
from kg.entities.people.blocks import pair, plan
from kg.entities.people.corpus import Corpus, Tabulation
from kg.entities.people.features import FEATURES, Names, Subject, compare_names, measure
from kg.entities.people.forms import fold_family, initials
from kg.entities.people.weights import Weights
from kg.entities.sets import Flags, Floats, Ints
from kg.entity import Mention
from kg.readers import read
from kg.record import Contributor, Record

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold/people"
SETS = {
    "WoS, by ORCID": (GOLD / "wos_ble_mentions.tsv", sorted((SHARED / "samples/wos").glob("ble-*.txt.gz"))),
    "Song, first authors": (GOLD / "song_dev.tsv", [SHARED / "samples/pubmed/song_dev_articles.xml.gz"]),
    "GS, pairs": (GOLD / "gs_pairs_dev.tsv", [SHARED / "samples/pubmed/gs_dev_articles.xml.gz"]),
}
WEIGHTS = Path(__file__).resolve().parents[2] / "kg/entities/people/weights.toml"
FOLDS = 5
WRONG = {"Markman M"}  # one oncologist who moved is three people in Song's labels
_PAIRS = 1300.0  # what each set counts, about as many as the smallest has
_RANDOM = 2.0  # times as much for pairs drawn at random
_RIDGE = 0.3
_CLUSTERING = {"threshold": 0.0, "unseen": -3.0, "doubtful": -2.0}

_SET = {
    "orcid": 8.0,  # hidden here, and wrong now and then, above all when one author's is printed for all
    "recurrence": 1.0,  # the odds before any evidence: three sets cannot tell what a prior weighs, probability theory does
}

Place = tuple[str, int]  # a record's identifier in the gold, position in the byline


class Labelled:
    """Records whose authorships are labelled, by person (`who`) or in pairs (`same`).

    What the labels are is told by the columns: `orcid`, `author_id` of first authors, or `same` of two authorships. `strip` takes more
    than identifiers away from the records.
    """

    def __init__(self, gold: Path, files: Iterable[Path], strip: Callable[[Record], Record] | None = None) -> None:
        self.records = [_hide(each) for path in files for each in read_records(path)]
        self.records = [strip(each) for each in self.records] if strip else self.records
        names = {each.key: each.identifier("wos") or each.identifier("pmid") for each in self.records}
        distinct = list({each.key: each for each in self.records}.values())
        self.signatures = describe([tell_outlines(distinct)], [tell_gists(distinct)], Identities()).signatures
        self.authors: dict[Place, Contributor] = {
            (names[each.key], n): author for each in self.records for n, author in enumerate(each.contributors, 1)
        }
        self.tabulation = Tabulation(sorted(self.signatures, key=lambda each: each.order))
        self.number: dict[Place, int] = {
            (names[mention.record], mention.position): number
            for number, each in enumerate(self.tabulation.signatures)
            for mention in each.mentions
        }
        self.who: dict[Place, str] = {}
        self.same: list[tuple[Place, Place, bool]] = []
        with gold.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if "same" in row:
                    pair = (row["pmid1"], int(row["pos1"])), (row["pmid2"], int(row["pos2"]))
                    self.same.append((*pair, row["same"] == "1"))
                elif "orcid" in row:
                    self.who[row["ut"], int(row["author_pos"])] = row["orcid"]
                elif f"{row['last']} {row['initials']}" not in WRONG:
                    self.who[row["pmid"], 1] = row["author_id"]
        self.who = {place: label for place, label in self.who.items() if place in self.number}

    def surname(self, place: Place) -> str:
        """The folded surname of an authorship."""
        return fold_family(self.authors[place]).replace(" ", "")

    def anchor(self, place: Place) -> Mention:
        """The first mention of an authorship, by which it is known in any corpus that it stands in."""
        return self.tabulation.signatures[self.number[place]].mentions[0]

    @cached_property
    def shortened(self) -> Tabulation:
        """The same authorships, numbered alike, as a listing has them that prints initials only."""
        return Tabulation([shorten(each) for each in self.tabulation.signatures])

    @cached_property
    def pairs(self) -> tuple[Ints, Ints, Flags]:
        """The pairs that the labels say something about, and whether they are one person's."""
        corpus = self.tabulation.corpus
        if self.same:
            known = [(self.number[a], self.number[b], same) for a, b, same in self.same if {a, b} <= self.number.keys()]
            a, b, same = np.array(known, np.int64).T
            return np.minimum(a, b), np.maximum(a, b), same > 0
        label = np.full(len(corpus), -1)
        labels = {each: number for number, each in enumerate(sorted(set(self.who.values())))}
        for place, each in self.who.items():
            label[self.number[place]] = labels[each]
        pairs = [task.chosen[np.stack(pair(corpus, task))] for task in plan(corpus)]
        a, b = np.concatenate(pairs, axis=1)
        known = (label[a] >= 0) & (label[b] >= 0)
        return a[known], b[known], label[a[known]] == label[b[known]]


class Folds:
    """Divides surnames into folds; those that one labelled person has are in one."""

    def __init__(self, sets: Iterable[Labelled]) -> None:
        self._home: dict[str, str] = {}
        for each in sets:
            names: dict[str, set[str]] = {}
            for place, label in each.who.items():
                names.setdefault(label, set()).add(each.surname(place))
            same = [
                {each.surname(a), each.surname(b)} for a, b, same in each.same if same and {a, b} <= each.number.keys()
            ]
            for group in (*names.values(), *same):
                for one, other in combinations(sorted(group), 2):
                    kept, gone = sorted((self.group(one), self.group(other)))
                    self._home[gone] = kept

    def group(self, surname: str) -> str:
        """The first of the surnames that are tied to this one."""
        while (home := self._home.get(surname, surname)) != surname:
            surname = home
        return surname

    def of(self, surname: str) -> int:
        """The fold of a surname."""
        return hashlib.sha256(self.group(surname).encode()).digest()[0] % FOLDS


class Examples:
    """Labelled pairs as the regression needs them: features, labels, what each counts, and its fold."""

    def __init__(self, sets: Sequence[Labelled], folds: Folds) -> None:
        parts = [
            _exemplify(each, tabulation.corpus, folds)
            for each in sets
            for tabulation in (each.tabulation, each.shortened)
        ]
        self.x: Floats = np.concatenate([each[0] for each in parts], axis=1)
        self.y: Floats = np.concatenate([each[1] for each in parts])
        self.weight: Floats = np.concatenate([each[2] for each in parts])
        self.fold: Ints = np.concatenate([each[3] for each in parts])

    def learn(self, without: int | None = None) -> Weights:
        """Learn the weights from all pairs but those of a fold."""
        chosen = self.fold != without
        found = fit(self.x[:, chosen], self.y[chosen], self.weight[chosen], _SET)
        return Weights({name: round(float(each), 3) for name, each in zip(FEATURES, found, strict=True)}, **_CLUSTERING)


def shorten(signature: Signature) -> Signature:
    """Give an authorship as a listing has it that prints initials only."""
    form = signature.form
    return replace(signature, form=form._replace(given=tuple(initials(form.given))))


def _exemplify(labelled: Labelled, corpus: Corpus, folds: Folds) -> tuple[Floats, Floats, Floats, Ints]:
    a, b, same = labelled.pairs
    names = compare_names(corpus, a, b)
    possible = ~names.apart & (corpus.work[a] != corpus.work[b])
    a, b, same = a[possible], b[possible], same[possible]
    x = measure(corpus, a, b, Names(*(each[possible] for each in names)))
    block = corpus.block[a]
    weight = np.ones(len(a)) if labelled.same else 1 / np.sqrt(np.bincount(block)[block])
    fold = np.array([folds.of(each.surname) for each in corpus.forms])[corpus.form[a]]
    weight *= (_RANDOM if labelled.same else 1.0) * _PAIRS / weight.sum() / 4
    printed = [each.subject in {Subject.ORGANISATION, Subject.ADDRESS, Subject.EMAIL} for each in FEATURES.values()]
    bare = np.where(np.array(printed)[:, None], 0.0, x)
    return np.hstack((x, bare)), np.tile(same, 2) * 1.0, np.tile(weight, 2), np.tile(fold, 2)


def fit(x: Floats, y: Floats, weight: Floats, known: Mapping[str, float]) -> Floats:
    """Fit a logistic regression, with a ridge and with signs, by Newton's steps and coordinate descent within each.

    The weights that are `known` stay as they are.
    """
    fixed = np.array([known.get(name, 0.0) for name in FEATURES])
    offset = fixed @ x
    x = np.where(fixed[:, None], 0.0, x)
    signs = np.array([each.sign for each in FEATURES.values()])
    scale = np.maximum(np.sqrt((x**2 * weight).sum(axis=1) / weight.sum()), 1e-3)
    z = x / scale[:, None]
    ridge = np.where(np.array(list(FEATURES)) == "certain", 0.0, _RIDGE)
    beta = np.zeros(len(x))

    def loss(beta: Floats) -> float:
        odds = offset + beta @ z
        return float((weight * (np.logaddexp(0, odds) - y * odds)).sum() + (ridge * beta**2).sum() / 2)

    now = loss(beta)
    while True:
        p = 1 / (1 + np.exp(-(offset + beta @ z)))
        gradient = z @ (weight * (p - y)) + ridge * beta
        hessian = (z * (weight * p * (1 - p))) @ z.T + np.diag(ridge + 1e-6)
        step = _descend(beta, gradient, hessian, signs) - beta
        while (then := loss(beta + step)) > now and np.abs(step).max() > 1e-9:
            step /= 2
        beta = beta + step
        if now - then < 1e-6:
            return beta / scale + fixed
        now = then


def _descend(beta: Floats, gradient: Floats, hessian: Floats, signs: Ints) -> Floats:
    """Find the minimum of the quadratic around `beta` where every weight keeps its sign."""
    beta, gradient = beta.copy(), gradient.copy()
    for _ in range(200):
        largest = 0.0
        for k in range(len(beta)):
            wanted = beta[k] - gradient[k] / hessian[k, k]
            moved = (0.0 if signs[k] * wanted < 0 else wanted) - beta[k]
            beta[k] += moved
            gradient += hessian[:, k] * moved
            largest = max(largest, abs(moved))
        if largest < 1e-7:
            break
    return beta


def read_records(path: Path) -> Iterator[Record]:
    """Read and clean the records of a file."""
    for item in read(path):
        if isinstance(item, Record):
            yield from (each for each in clean(item) if isinstance(each, Record))


def _hide(record: Record) -> Record:
    """Take away what says who is who, so that it can be learned and scored."""
    return replace(record, contributors=tuple(replace(each, identifiers=()) for each in record.contributors))


def main() -> None:
    """Learn from all sets and write the weights."""
    sets = [Labelled(*each) for each in SETS.values()]
    examples = Examples(sets, Folds(sets))
    weights = examples.learn()
    with WEIGHTS.open("w", encoding="utf-8") as out:
        out.write(
            "# What each feature adds to the log-odds that two authorships are one person's; see kg/entities/people/features.py.\n"
        )
        out.write("# Learned by tests/train/people.py from records without ORCIDs, whose weight is set by hand.\n\n")
        out.write("[clustering]\n")
        out.writelines(f"{name} = {each}\n" for name, each in _CLUSTERING.items())
        out.write("\n[features]\n")
        out.writelines(f'"{name}" = {each}\n' for name, each in weights.features.items())


if __name__ == "__main__":
    main()
