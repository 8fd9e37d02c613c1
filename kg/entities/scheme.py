"""The concept scheme as the matcher needs it: labels, acronyms, and what is broader than what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.terms import KG, SKOS, ontology_file
from kg.values.acronyms import is_acronym
from kg.values.keys import fold
from kg.values.spelling import fold_spelling, singular

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_HYPHENS = "-‐‑‒–"
_SPACE = re.compile(rf"['’]?\s+|[{_HYPHENS}]\s?")
# Parts of words that are written with or without a hyphen: "co-morbidity", "comorbidity".
_PREFIXES = frozenset(
    """anti auto bio cardio co cyber de e extra in inter intra m meta micro multi neuro non out over para photo post pre
    psycho re semi socio sub tele trans ultra un under""".split()
)


class Hit(NamedTuple):
    """A concept's label in a text, and where it begins and ends (in characters)."""

    concept: str
    start: int
    end: int


class Scheme:
    """The concepts, by IRI, and what finds their labels in a text.

    `labels` has each concept's preferred label, `broader` the concepts directly above it, `exact` the labels that are
    acronyms and count wherever they stand, `acronyms` those that count only in a text that defines them, `patterns`
    all other labels in their canonical forms, `plural` the forms of those that are plurals. Labels of top concepts ("Outcomes") are headings and never looked for.
    """

    def __init__(self, triples: list[Triple]) -> None:
        self.labels: dict[str, str] = {}
        self.broader: dict[str, tuple[str, ...]] = {}
        self.acronyms: dict[str, set[str]] = defaultdict(set)
        names: list[tuple[str, str]] = []
        for subject, predicate, value in triples:
            concept = subject.value if isinstance(subject, NamedNode) else ""
            if predicate == SKOS.broader and isinstance(value, NamedNode):
                self.broader[concept] = tuple(sorted({*self.broader.get(concept, ()), value.value}))
            elif isinstance(value, Literal) and predicate == KG.acronym:
                self.acronyms[value.value].add(concept)
            elif isinstance(value, Literal) and predicate in {SKOS.prefLabel, SKOS.altLabel}:
                names.append((value.value, concept))
                if predicate == SKOS.prefLabel:
                    self.labels[concept] = value.value
        names = [(name, concept) for name, concept in names if concept in self.broader]
        self.exact = {name: concept for name, concept in names if is_single_acronym(name)}
        self.patterns = {form: concept for name, concept in names if name not in self.exact for form in forms(name)}
        self.plural = frozenset(form for name, _ in names if is_plural(name) for form in forms(name))
        self._concepts = list(self.patterns.values())
        self._automaton = AhoCorasick(list(self.patterns))

    def find_labels(self, text: str) -> Iterator[Hit]:
        """Find the labels that are not acronyms: at each place the longest, none overlapping, in reading order."""
        folded, words = canonical(text)
        starts = {word.folded_start: word.start for word in words}
        ends = {word.folded_end: word.end for word in words}
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        whole = [(start, -end, index) for index, start, end in found if start in starts and end in ends]
        free = 0
        for start, minus_end, index in sorted(whole):
            if start >= free:
                free = -minus_end
                yield Hit(self._concepts[index], starts[start], ends[free])

    def above(self, concept: str) -> set[str]:
        """The concepts above a concept, itself included."""
        found: set[str] = set()
        waiting = [concept]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += self.broader.get(each, ())
        return found


class Word(NamedTuple):
    """Where a word stands in a text, without a possessive 's, and in its canonical form."""

    start: int
    end: int
    folded_start: int
    folded_end: int


def canonical(text: str) -> tuple[str, list[Word]]:
    """Fold a text so that spellings of one label meet, and say where each of its words went.

    Words are folded (see `kg.values.spelling`) and joined by a space where only a space or a hyphen is between them, by
    nothing where it is a hyphen after a prefix ("socio-economic"), else by the first mark that is ("," or "/" or "."), so
    that nothing is found across the end of a sentence. A label counts only where its ends are ends of words.

    >>> canonical("Patient-centred care: non-medical needs")[0] == canonical("patient centered care: nonmedical need")[0]
    True
    """
    pieces: list[str] = []
    words: list[Word] = []
    length = end = 0
    for match in _WORD.finditer(text):
        if words:
            gap = text[end : match.start()]
            if gap in _HYPHENS and pieces[-1] in _PREFIXES:
                gap = ""
            elif gap != " ":
                gap = " " if _SPACE.fullmatch(gap) else gap.strip()[:1]
            pieces.append(gap)
            length += len(gap)
        folded = "and" if match.group() == "&" else fold_spelling(match.group())
        pieces.append(folded)
        end = match.end()
        bare = end - 2 if match.group().endswith(("'s", "’s")) else end
        words.append(Word(match.start(), bare, length, length + len(folded)))
        length += len(folded)
    return "".join(pieces), words


def forms(label: str) -> set[str]:
    """Give the canonical forms of a label: as it is, and with what its hyphens join written as one word.

    >>> sorted(forms("well-being"))
    ['well being', 'wellbeing']
    """
    return {canonical(label)[0], canonical(re.sub(rf"(?<=\w)[{_HYPHENS}](?=\w)", "", label))[0]}


def is_single_acronym(label: str) -> bool:
    """Say whether a label is one word with the shape of an acronym, which counts in exactly this case: NHS, GRADE.

    >>> is_single_acronym("NHS"), is_single_acronym("PubMed"), is_single_acronym("NHS England")
    (True, True, False)
    """
    return label.isalnum() and is_acronym(label)


def is_plural(words: str) -> bool:
    """Say whether the last of the words is a regular plural.

    >>> is_plural("cohort studies"), is_plural("meta-analyses"), is_plural("meta-analysis")
    (True, True, False)
    """
    last = _WORD.findall(words)[-1]
    return singular(last) != fold(last)


@cache
def load_scheme() -> Scheme:
    """Read ontology/concepts.ttl, once for each process.

    >>> scheme = load_scheme()
    >>> [scheme.labels[hit.concept] for hit in scheme.find_labels("Randomized trial of social prescribing")]
    ['Randomised controlled trial', 'Social prescribing']
    """
    quads = parse(ontology_file("concepts.ttl").read_bytes(), RdfFormat.TURTLE)
    return Scheme([quad.triple for quad in quads])
