"""Score who is who against gold, beside what bibliometric tools do: `python -m tests.score.people [GOLD.tsv RECORDS…]…`.

All authorships of the files are clustered, identifiers hidden; the labelled ones are scored, each by weights that were learned
without its surname. Other sets of the same columns (see `tests.train.people.Labelled`) can be given, each followed by its records.

What the worst errors teach. Kept apart are careers: twenty years between initials and a name in full, without an address in common,
other subjects, or one author in two roles (a clinician on a guideline, a physicist in a collaboration of hundreds). Merged are
namesakes of one subject in one city, and bylines of thousands, where some labels are in doubt themselves. Half of the wrong
scores are within one of 0: what is printed does not tell. A name misread ("Tornio" for Tomio) is kept apart against an e-mail address or five co-authors.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kg.entities.jobs import join_parts, settle
from kg.entities.reasons import explain_pairs
from kg.entities.weights import Weights
from kg.record import Contributor
from kg.values.keys import fold
from tests.train.people import FOLDS, SETS, Examples, Folds, Labelled, Place

TIMES = 1000  # samples of the bootstrap
ERRORS = 20

Person = Callable[[Place], object]


class Tally(NamedTuple):
    """What is right in a part of a set, so that parts can be added up: pairs, and B3's sums over authorships."""

    right: float = 0.0
    found: float = 0.0
    true: float = 0.0
    apart: float = 0.0
    negative: float = 0.0
    b3_precision: float = 0.0
    b3_recall: float = 0.0
    members: float = 0.0


class Measures(NamedTuple):
    """F1, precision and recall of pairs, the share of different people kept apart, and the same by B3."""

    f1: float
    precision: float
    recall: float
    specificity: float
    b3_f1: float
    b3_precision: float
    b3_recall: float


class Scored:
    """A set, resolved out of fold, with the tallies of its independent parts (blocks, or labelled pairs)."""

    def __init__(self, labelled: Labelled, models: Sequence[Weights], folds: Folds) -> None:
        self.labelled = labelled
        self.models = models
        self.folds = folds
        corpus = labelled.tabulation.corpus
        self.homes = [join_parts(settle(corpus, weights), len(corpus)).partition.home for weights in models]
        self.blocks: defaultdict[str, list[Place]] = defaultdict(
            list
        )  # surname + first initial, of labelled authorships
        for place in sorted(labelled.who):
            self.blocks[first_initial(labelled.authors[place])].append(place)

    def person(self, place: Place) -> object:
        """Whom an authorship was found to be of."""
        fold_ = self.folds.of(self.labelled.surname(place))
        return fold_, int(self.homes[fold_][self.labelled.number[place]])

    def tallies(self, person: Person, *, ambiguous: bool = False) -> list[Tally]:
        """Tally all blocks, or those only whose surname and initial several people have."""
        if self.labelled.same:
            return [self._tally_pair(*each, person) for each in self.labelled.same]
        who = self.labelled.who
        kept = {
            name for name, places in self.blocks.items() if not ambiguous or len({who[place] for place in places}) > 1
        }
        # People who sign under several names tie their blocks together.
        return [
            tally([place for place in places if first_initial(self.labelled.authors[place]) in kept], person, who.get)
            for places in self._independent()
        ]

    def _independent(self) -> Iterator[list[Place]]:
        parts: defaultdict[str, list[Place]] = defaultdict(list)
        for place in sorted(self.labelled.who):
            parts[self.folds.group(self.labelled.surname(place))].append(place)
        yield from parts.values()

    def _tally_pair(self, a: Place, b: Place, same: bool, person: Person) -> Tally:
        merged = {a, b} <= self.labelled.number.keys() and person(a) == person(b)  # what cannot be read is kept apart
        return Tally(merged and same, merged, same, not merged and not same, not same)

    def errors(self) -> Iterator[tuple[Place, Place, bool]]:
        """The pairs that are wrong, largest damage first: of each person and each cluster one with each other part."""
        if self.labelled.same:
            yield from (
                each
                for each in self.labelled.same
                if self._tally_pair(*each, self.person).right != each[2]
                or (not each[2] and not self._tally_pair(*each, self.person).apart)
            )
            return
        who = self.labelled.who
        parts: defaultdict[tuple[object, str], list[Place]] = defaultdict(list)
        for place in sorted(who):
            parts[self.person(place), who[place]].append(place)
        found: list[tuple[int, Place, Place, bool]] = []
        for side in (0, 1):
            split: defaultdict[object, list[list[Place]]] = defaultdict(list)
            for key, places in parts.items():
                split[key[side]].append(places)
            for pieces in split.values():
                pieces.sort(key=lambda each: (-len(each), each))
                found += [(len(pieces[0]) * len(each), pieces[0][0], each[0], side == 1) for each in pieces[1:]]
        yield from ((a, b, same) for _, a, b, same in sorted(found, key=lambda each: (-each[0], each[1:])))


def tally(places: Sequence[Place], person: Person, who: Person) -> Tally:
    """Tally authorships, all against all."""
    both = Counter((person(place), who(place)) for place in places)
    found, true = Counter(map(person, places)), Counter(map(who, places))
    right, merged, same = (sum(n * (n - 1) // 2 for n in each.values()) for each in (both, found, true))
    pairs = len(places) * (len(places) - 1) // 2
    return Tally(
        right,
        merged,
        same,
        pairs - merged - same + right,
        pairs - same,
        sum(n * n / found[p] for (p, _), n in both.items()),
        sum(n * n / true[w] for (_, w), n in both.items()),
        len(places),
    )


def measure(total: Iterable[float]) -> Measures:
    """Turn a tally into measures."""
    each = Tally(*total)
    precision, recall = each.b3_precision / max(each.members, 1), each.b3_recall / max(each.members, 1)
    return Measures(
        2 * each.right / max(each.found + each.true, 1),
        each.right / max(each.found, 1),
        each.right / max(each.true, 1),
        each.apart / max(each.negative, 1),
        2 * precision * recall / max(precision + recall, 1e-9),
        precision,
        recall,
    )


def bootstrap(tallies: Sequence[Tally]) -> tuple[Measures, Measures]:
    """The measures' 95 % interval, drawing parts of the set with replacement."""
    parts = np.array(tallies, float)
    rng = np.random.default_rng(1)
    drawn = np.array([measure(parts[rng.integers(0, len(parts), len(parts))].sum(axis=0)) for _ in range(TIMES)])
    low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
    return Measures(*low), Measures(*high)


def first_initial(author: Contributor) -> str:
    """Surname and first initial: what bibliometric tools take for a person."""
    return fold(f"{author.family} {(author.initials or author.given)[:1]}")


def given_name(author: Contributor) -> str:
    """Surname and first given name as far as printed."""
    return fold(f"{author.family} {((author.given or author.initials).split() or [''])[0]}")


def score_all(sets: dict[str, tuple[Path, Sequence[Path]]]) -> dict[str, Scored]:
    """Resolve these sets by weights learned from the labelled ones without the surnames they are scored on."""
    ours = {title: Labelled(*each) for title, each in SETS.items()}
    others = {title: Labelled(*each) for title, each in sets.items() if SETS.get(title) != each}
    folds = Folds([*ours.values(), *others.values()])
    examples = Examples(list(ours.values()), folds)
    models = [examples.learn(number) for number in range(FOLDS)]
    return {title: Scored({**ours, **others}[title], models, folds) for title in sets}


def main() -> None:
    """Print a table for each set, and its worst errors."""
    sets: dict[str, tuple[Path, list[Path]]] = {}
    for each in map(Path, sys.argv[1:]):
        if each.suffix == ".tsv":
            sets[each.name] = each, []
        else:
            list(sets.values())[-1][1].append(each)
    for title, scored in score_all(sets or SETS).items():
        show(title, scored)


def show(title: str, scored: Scored) -> None:
    """Print the measures of a set, each with its interval, and its worst errors."""
    labelled = scored.labelled
    print(f"\n{title}: {len(labelled.records)} records, {len(labelled.signatures)} authorships")
    names = Measures._fields[:4] if labelled.same else Measures._fields
    print(f"{'':40}" + "".join(f"{name:>22}" for name in names))
    people: tuple[tuple[str, Person], ...] = (
        ("kg", scored.person),
        ("surname + initial", lambda place: first_initial(labelled.authors[place])),
        ("surname + given name", lambda place: given_name(labelled.authors[place])),
    )
    for part in ("all",) if labelled.same else ("all", "ambiguous"):
        for name, person in people:
            tallies = scored.tallies(person, ambiguous=part == "ambiguous")
            low, high = bootstrap(tallies)
            total = measure(np.array(tallies, float).sum(axis=0))
            cells = (f"{x:.3f} ({y:.3f}-{z:.3f})" for x, y, z, _ in zip(total, low, high, names, strict=False))
            print(f"{f'{part}: {name}':40}" + "".join(f"{cell:>22}" for cell in cells))
    print(f"worst errors of {title}:")
    for a, b, same in list(scored.errors())[:ERRORS]:
        print(f"  {'kept apart' if same else 'merged'}: {tell(scored, a)} | {tell(scored, b)}")
        if {a, b} <= labelled.number.keys():
            i, j = sorted((labelled.number[a], labelled.number[b]))
            weights = scored.models[scored.folds.of(labelled.surname(a))]
            corpus, wording = labelled.tabulation.corpus, labelled.tabulation.wording
            (reasons,) = explain_pairs(corpus, wording, np.array([i]), np.array([j]), weights)
            print(
                f"    {sum(each.weight for each in reasons):+.1f}: "
                + "; ".join(f"{each.weight:+.1f} {each.note}" for each in reasons)[:400]
            )


def tell(scored: Scored, place: Place) -> str:
    """An authorship in a few words."""
    author = scored.labelled.authors[place]
    return f"{author.family}, {author.given or author.initials} ({place[0]}/{place[1]})"


if __name__ == "__main__":
    main()
