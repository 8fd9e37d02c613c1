"""Score who is who against gold, beside what bibliometric tools do: `python -m tests.score.people [GOLD.tsv RECORDS…]…`.

All authorships of the files are clustered, identifiers hidden; the labelled ones are scored, each by weights that were learned
without its surname. Other sets of the same columns (see `tests.train.people.Labelled`) can be given, each followed by its records.

The last table shows the same sets as other listings would print them ("bare": names, title, journal and year alone), cut in pieces, and
among the records of the others; names in capitals change nothing (see tests/entities/people/test_distorted_names.py).

What the worst errors teach. Kept apart are careers: twenty years between initials and a name in full, without an address in common,
other subjects, or one author in two roles (a clinician on a guideline, a physicist in a collaboration of hundreds). Merged are
namesakes of one subject in one city, and bylines of thousands, where some labels are in doubt themselves. Half of the wrong
scores are within one of 0: what is printed does not tell. A name misread ("Tornio" for Tomio) is kept apart against five co-authors, unless
an e-mail address that is one person's vouches for it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

import numpy as np

from kg.entities.people.authorships import Signature
from kg.entities.people.blocks import pair, plan
from kg.entities.people.corpus import Tabulation
from kg.entities.people.partition import resolve
from kg.entities.people.reasons import explain_pairs
from kg.entities.people.weights import Weights
from kg.entity import Mention
from kg.record import Contributor
from kg.values.keys import fold
from tests.score._listings import LISTINGS, strip
from tests.score._tallies import Measures, Person, Tally, bootstrap, measure, tally
from tests.train.people import FOLDS, SETS, Examples, Folds, Labelled, Place

ERRORS = 20


class Scored:
    """A set, resolved out of fold, with the tallies of its independent parts (blocks, or labelled pairs).

    `corpora` are what its authorships are clustered in, if that is not the set as it is; labelled ones that stand in none are left out.
    """

    def __init__(
        self,
        labelled: Labelled,
        models: Sequence[Weights],
        folds: Folds,
        corpora: Iterable[Sequence[Signature]] | None = None,
    ) -> None:
        self.labelled = labelled
        self.models = models
        self.folds = folds
        wanted = {
            labelled.anchor(place): folds.of(labelled.surname(place))
            for place in (labelled.who or {place for a, b, _ in labelled.same for place in (a, b)})
            if place in labelled.number
        }
        self._people: dict[Mention, tuple[int, int, int]] = {}
        for number, corpus in enumerate([labelled.tabulation.signatures] if corpora is None else corpora):
            found = find_people(corpus, wanted, models)
            self._people |= {mention: (number, *person) for mention, person in found.items()}
        self.places = sorted(place for place in labelled.who if labelled.anchor(place) in self._people)
        self.same = [
            each for each in labelled.same if corpora is None or self._corpus(each[0]) == self._corpus(each[1]) >= 0
        ]
        self.blocks: defaultdict[str, list[Place]] = defaultdict(
            list
        )  # surname + first initial, of labelled authorships
        for place in self.places:
            self.blocks[first_initial(labelled.authors[place])].append(place)

    def person(self, place: Place) -> object:
        """Whom an authorship was found to be of."""
        return self._people[self.labelled.anchor(place)]

    def _corpus(self, place: Place) -> int:
        """The number of the corpus that an authorship stands in, -1 if it stands in none."""
        anchor = self.labelled.anchor(place) if place in self.labelled.number else None
        return self._people[anchor][0] if anchor in self._people else -1

    def tallies(self, person: Person, *, ambiguous: bool = False) -> list[Tally]:
        """Tally all blocks, or those only whose surname and initial several people have."""
        if self.labelled.same:
            return [self._tally_pair(*each, person) for each in self.same]
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
        parts: defaultdict[tuple[int, str], list[Place]] = defaultdict(list)
        for place in self.places:
            parts[self._corpus(place), self.folds.group(self.labelled.surname(place))].append(place)
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


def find_people(
    signatures: Sequence[Signature], wanted: Mapping[Mention, int], models: Sequence[Weights]
) -> dict[Mention, tuple[int, int]]:
    """Find whose the authorships of a corpus are that are `wanted` (by their first mention), each by the weights of its fold."""
    tabulation = Tabulation(sorted(signatures, key=lambda each: each.order))
    corpus = tabulation.corpus
    fold_ = np.array([wanted.get(each.mentions[0], -1) for each in tabulation.signatures])
    home = np.arange(len(corpus))
    for task in plan(corpus):
        theirs = fold_[task.chosen]
        if (theirs >= 0).any():
            part, pairs = corpus.take(task.chosen), pair(corpus, task)
            for number in np.unique(theirs[theirs >= 0]).tolist():
                own = theirs == number
                home[task.chosen[own]] = task.chosen[resolve(part, *pairs, models[number]).home[own]]
    chosen = np.flatnonzero(fold_ >= 0).tolist()
    return {tabulation.signatures[n].mentions[0]: (int(fold_[n]), int(home[n])) for n in chosen}


def first_initial(author: Contributor) -> str:
    """Surname and first initial: what bibliometric tools take for a person."""
    return fold(f"{author.family} {(author.initials or author.given)[:1]}")


def given_name(author: Contributor) -> str:
    """Surname and first given name as far as printed."""
    return fold(f"{author.family} {((author.given or author.initials).split() or [''])[0]}")


class Learned:
    """The labelled sets, and weights learned from them without the surnames of each fold."""

    def __init__(self, others: Iterable[Labelled] = ()) -> None:
        self.sets = {title: Labelled(*each) for title, each in SETS.items()}
        self.folds = Folds([*self.sets.values(), *others])
        examples = Examples(list(self.sets.values()), self.folds)
        self.models = [examples.learn(number) for number in range(FOLDS)]

    def score(self, labelled: Labelled, corpora: Iterable[Sequence[Signature]] | None = None) -> Scored:
        """Resolve a set as it is, or as a part of other corpora."""
        return Scored(labelled, self.models, self.folds, corpora)


def main() -> None:
    """Print a table for each set, and its worst errors; without arguments also one for other ways to list what the sets hold."""
    sets: dict[str, tuple[Path, list[Path]]] = {}
    for each in map(Path, sys.argv[1:]):
        if each.suffix == ".tsv":
            sets[each.name] = each, []
        else:
            list(sets.values())[-1][1].append(each)
    others = {title: Labelled(*each) for title, each in sets.items()}
    learned = Learned(others.values())
    for title, labelled in (others or learned.sets).items():
        show(title, learned.score(labelled))
    if not others:
        show_listings(learned)


def show_listings(learned: Learned) -> None:
    """Print how each set is judged if its records are printed in other ways, cut in pieces, or stand among those of the others."""
    bare = {title: Labelled(*each, strip) for title, each in SETS.items()}
    print(f"\n{'F1 (Song: B3)':52}{'kg':>22}{'surname + initial':>22}{'+ given name':>22}")
    for form, sets in (("", learned.sets), ("bare, ", bare)):
        together = [each for labelled in sets.values() for each in labelled.tabulation.signatures]
        for (title, labelled), (name, listing) in product(sets.items(), LISTINGS.items()):
            scored = learned.score(labelled, listing(labelled, together))
            asked = "b3_f1" if title.startswith("Song") else "f1"
            cells = []
            for person in (scored.person, *baselines(labelled, given=name != "initials only")):
                tallies = scored.tallies(person)
                total = measure(np.array(tallies, float).sum(axis=0))
                low, high = (getattr(each, asked) for each in bootstrap(tallies))
                cells.append(f"{getattr(total, asked):.3f} ({low:.3f}-{high:.3f})")
            print(f"{f'{title}: {form}{name}':52}" + "".join(f"{cell:>22}" for cell in cells), flush=True)


def baselines(labelled: Labelled, *, given: bool = True) -> tuple[Person, Person]:
    """Whose an authorship is by surname and initial, and by surname and given name (of which listings may print the initial only)."""
    authors = labelled.authors
    return (
        lambda place: first_initial(authors[place]),
        lambda place: given_name(authors[place]) if given else first_initial(authors[place]),
    )


def show(title: str, scored: Scored) -> None:
    """Print the measures of a set, each with its interval, and its worst errors."""
    labelled = scored.labelled
    print(f"\n{title}: {len(labelled.records)} records, {len(labelled.signatures)} authorships")
    names = Measures._fields[:4] if labelled.same else Measures._fields
    print(f"{'':40}" + "".join(f"{name:>22}" for name in names))
    people = tuple(
        zip(("kg", "surname + initial", "surname + given name"), (scored.person, *baselines(labelled)), strict=True)
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
