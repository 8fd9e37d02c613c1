"""Score linking to ROR: `python -m tests.score.ror [--seed N] [FILE.tsv…]`.

Files have an affiliation and the ROR ids that it names (separated by spaces; none if it names nothing) a line; they are
scored by the model that ships. Without files the three labelled sets are scored out of fold: ten folds, dealt by `seed`, learned
jointly over the three sets, with the threshold that fares best on the other folds. What others teach has not seen

- the string, nor one of the same words ("unseen string"), but maybe its organisation, as it is of a user's list and for
  the published systems: their parts share organisations with what they learned from. How much this owes to strings that
  are nearly the same in another fold (of all different words of both at least .8 in common) is told by the others' figures;
- the organisation either, as far as the gold goes ("unseen organisation"), which is harder.

Each is also scored with parents and children taken for the organisation itself, so that policy (a hospital, or its
university) and error can be told apart. Intervals are 95 % of 1,000 bootstraps of the strings.
"""

from __future__ import annotations

import math
import resource
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from time import process_time, time

import numpy as np

from kg.authorities.index import Index
from kg.authorities.linking import link_all
from kg.authorities.opening import open_authority
from kg.authorities.ranking import Ranked, load_model
from tests.train.ror import AUTHORITY, FOLDS, GOLD, SETS, Cases, best_threshold, choose_all, rank_unseen, read_gold

PRECISION = 0.95
NEAR = 0.8  # of all different words of two strings, in common
Kin = Mapping[str, set[str]]


def report(
    cases: Cases, ranked: Ranked, chosen: Mapping[int, Sequence[str]], kin: Kin, *, but: AbstractSet[int] = frozenset()
) -> None:
    """Print the figures of each set but for these strings, strictly and with parents and children accepted."""
    tops = best_of(cases, ranked)
    for name in dict.fromkeys(cases.names):
        texts = [n for n, other in enumerate(cases.names) if other == name and n not in but]
        for title, relations in (("strict", {}), ("kin too", kin)):
            if all(len(cases.gold[n]) == 1 for n in texts):
                line = score_tops(cases, tops, chosen, texts, relations)
            else:
                line = score_sets(cases, chosen, texts, relations)
            print(f"{name:16}{title:9}{line}")


def score_sets(cases: Cases, chosen: Mapping[int, Sequence[str]], texts: Sequence[int], kin: Kin) -> str:
    """Precision, recall and F1 of all that is named."""
    counts = []
    for n in texts:
        gold, found = cases.gold[n], set(chosen.get(n, ()))
        found = {each if each in gold else min(gold & kin.get(each, set()), default=each) for each in found}
        counts.append((len(found & gold), len(found), len(gold)))
    return figures(np.array(counts))


def score_tops(
    cases: Cases, tops: Mapping[int, tuple[float, str]], chosen: Mapping, texts: Sequence[int], kin: Kin
) -> str:
    """Precision, recall and F1 of the best of each, and its recall where precision is .95."""
    right = {n: bool(cases.gold[n] & {top[1], *kin.get(top[1], ())}) for n, top in tops.items()}
    counts = np.array([(right[n], 1, 1) if chosen.get(n) else (0, 0, 1) for n in texts])
    order = sorted((n for n in texts if n in tops), key=lambda n: -tops[n][0])
    hits = np.cumsum([right[n] for n in order])
    good = np.nonzero(hits / np.arange(1, len(order) + 1) >= PRECISION)[0]
    recall = hits[good[-1]] / len(texts) if len(good) else 0
    return f"{figures(counts)}  of the best; recall at precision {PRECISION} {recall:.3f}"


def figures(counts: np.ndarray) -> str:
    """Precision, recall and F1 with its interval, of the right, the found and the true by string."""
    right, found, true = counts.sum(0)
    random = np.random.default_rng(0)
    sums = np.array([counts[random.integers(len(counts), size=len(counts))].sum(0) for _ in range(1000)])
    low, high = np.percentile(2 * sums[:, 0] / np.maximum(1, sums[:, 1] + sums[:, 2]), (2.5, 97.5))
    return f"{right / max(found, 1):7.3f}{right / true:7.3f}{2 * right / (found + true):7.3f} ({low:.3f}-{high:.3f})"


def best_of(cases: Cases, ranked: Ranked) -> dict[int, tuple[float, str]]:
    """The most probable candidate of each text: its probability and IRI."""
    found: dict[int, tuple[float, str]] = {}
    for row, score in zip(ranked.which.tolist(), ranked.scores.tolist(), strict=True):
        text = int(cases.candidates.text[row])
        found[text] = max(found.get(text, (-1.0, "")), (score, cases.iris[row]))
    return found


def relatives(index: Index) -> dict[str, set[str]]:
    """The parents and children of each organisation."""
    found: dict[str, set[str]] = {}
    for number in range(len(index)):
        organisation = index.entry(number).organisation
        for parent in organisation.parents:
            found.setdefault(organisation.iri, set()).add(parent)
            found.setdefault(parent, set()).add(organisation.iri)
    return found


def choose_unseen(cases: Cases, ranked: Ranked, folds: np.ndarray) -> dict[int, list[str]]:
    """What is named, in each fold from the probability that fares best on the others."""
    found: dict[int, list[str]] = {}
    for fold in range(FOLDS):
        least = best_threshold(cases, ranked, np.nonzero(folds != fold)[0])
        found |= {n: iris for n, iris in choose_all(cases, ranked, least).items() if folds[n] == fold}
    return found


def find_near(cases: Cases, folds: np.ndarray) -> frozenset[int]:
    """The strings whose words are nearly those of one of another fold."""
    words = [frozenset(key.split()) for key in cases.keys]
    common = Counter(word for each in words for word in each)
    found, sharing = set(), defaultdict[str, list[int]](list)
    for n, own in enumerate(words):
        rarest = sorted(own, key=lambda word: (common[word], word))
        for word in rarest[: len(own) - math.ceil(NEAR * len(own)) + 1]:  # of one of these both have at least one
            for other in sharing[word]:
                if folds[n] != folds[other] and len(own & words[other]) >= NEAR * len(own | words[other]):
                    found |= {n, other}
            sharing[word].append(n)
    return frozenset(found)


def report_unseen(cases: Cases, kin: Kin, seed: int) -> None:
    """Print the figures of what others teach that have not seen the string, nor its organisation either."""
    print("-- unseen string")
    ranked = rank_unseen(cases, folds := cases.deal_strings(seed))
    chosen = choose_unseen(cases, ranked, folds)
    report(cases, ranked, chosen, kin)
    near = find_near(cases, folds)
    print(f"-- unseen string, without the {len(near)} of {len(folds)} that are nearly one of another fold")
    report(cases, ranked, chosen, kin, but=near)
    print("-- unseen organisation")
    ranked = rank_unseen(cases, folds := cases.deal_organisations(seed))
    report(cases, ranked, choose_unseen(cases, ranked, folds), kin)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = ArgumentParser(description="Score linking to ROR.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("files", nargs="*", type=Path)
    asked = parser.parse_args(arguments)
    made = process_time()
    open_authority(AUTHORITY)
    print(f"index made or found in {process_time() - made:.1f} s of CPU")
    started = time()
    index = open_authority(AUTHORITY)
    print(f"index opened again in {time() - started:.2f} s")
    rows = [row for path in asked.files for row in read_gold(path)]
    measure_speed(sorted({text for _, text, _ in rows or read_all()}), index)
    cases = Cases(rows or read_all(), index)
    for name in dict.fromkeys(cases.names):
        texts = {n for n, other in enumerate(cases.names) if other == name}
        there = sum(
            right for right, text in zip(cases.right, cases.candidates.text.tolist(), strict=True) if text in texts
        )
        print(f"{name:16}{there / sum(len(cases.gold[n]) for n in texts):.3f} of the gold among the candidates")
    if rows:
        ranked = cases.rank(np.arange(len(cases.iris)), load_model())
        report(cases, ranked, choose_all(cases, ranked, load_model().least), relatives(index))
    else:
        report_unseen(cases, relatives(index), asked.seed)


def read_all() -> list[tuple[str, str, frozenset[str]]]:
    return [row for name in SETS for row in read_gold(GOLD / f"{name}.tsv")]


def measure_speed(texts: Sequence[str], index: Index) -> None:
    """Print how many strings are linked a second, each seen for the first time, and what that takes of memory."""
    load_model()
    started = process_time()
    link_all(texts, index)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(texts) / (process_time() - started):,.0f} strings linked a second of CPU; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
