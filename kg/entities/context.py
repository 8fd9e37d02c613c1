"""What the whole corpus says about how rare a name, a journal or a word is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import fsum, log, sqrt

from kg.entities.authorships import Signature, Work

_UNSEEN = 500  # authorships of others that even the smallest corpus is taken to stand for


class Context:
    """How often names, journals and words occur in the whole corpus: what they are worth as evidence."""

    def __init__(self, signatures: Iterable[Signature]) -> None:
        self.names = Counter[str]()  # surname and first initial
        self.given = Counter[str]()  # full first given names
        self.given_by_initial = Counter[str]()
        self.initials = Counter[str]()  # first initials, over different names
        self.forms = Counter[str]()  # different initials ("J", "JM") by surname and first initial …
        self.kin = Counter[str]()  # … and by surname
        self.journals = Counter[str]()
        words = Counter[str]()
        works: dict[str, Work] = {}
        forms: set[tuple[str, str]] = set()
        for each in signatures:
            works[each.work.study] = each.work
            self.names[each.block] += 1
            if each.form.given:
                forms.add((each.form.family, "".join(name[0] for name in each.form.given)))
                if len(each.form.given[0]) > 1:
                    self.given[each.form.given[0]] += 1
                    self.given_by_initial[each.form.given[0][0]] += 1
        for family, form in forms:
            self.kin[family] += 1
            self.forms[f"{family} {form[0]}"] += 1
            self.initials[form[0]] += 1
        for work in works.values():
            self.journals[work.journal] += 1
            words.update(work.topic)
        self.authorships = self.names.total()
        self.works = len(works)
        self._weight = {word: log(1 + self.works / times) for word, times in words.items()}
        self._mass = {study: self._weigh(work.topic) for study, work in works.items()}

    def namesakes(self, block: str) -> float:
        """Estimate how many people share a surname and first initial ("wildman j"), from the surname's other initials alone."""
        family, _, initial = block.partition(" ")
        if not initial:
            return 1.0
        share = (self.initials[initial] + 1) / (self.initials.total() + 20)
        return (self.kin[family] - self.forms[block] + 0.5) * share

    def given_share(self, name: str) -> float:
        """Estimate the share of a given name among those with its initial, from all authorships but the two at hand."""
        return min(1.0, (max(self.given[name] - 2, 0) + 0.5) / max(self.given_by_initial[name[0]] - 1, 1))

    def coauthor_chance(self, name: str, other: Work) -> float:
        """Estimate how likely a byline as long as `other`'s has that name, from all studies but the two at hand."""
        return min(1.0, (max(self.names[name] - 2, 0) + 0.5) / (self.authorships + _UNSEEN) * len(other.names))

    def likeness(self, one: Work, other: Work) -> float:
        """Measure how much of their topics two studies have in common (0 to 1), rare words weighing more."""
        shared = one.topic & other.topic
        return self._weigh(shared) / sqrt(self._mass[one.study] * self._mass[other.study]) if shared else 0.0

    def _weigh(self, words: frozenset[str]) -> float:
        return fsum(self._weight[word] for word in words)
