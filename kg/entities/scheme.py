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
from kg.values.spelling import fold_spelling

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_JOINT = re.compile(r"['’]?[^\S\n]*|[-‐‑‒–][^\S\n]?|\s*\n?\s*")


class Hit(NamedTuple):
    """A concept's label in a text, and where it begins and ends (in characters)."""

    concept: str
    start: int
    end: int


class Scheme:
    """The concepts, by IRI, and what finds their labels in a text.

    `labels` has each concept's preferred label, `broader` the concepts directly above it, `exact` the labels that are
    acronyms and count wherever they stand, `acronyms` those that count only in a text that defines them.
    """

    def __init__(self, triples: list[Triple]) -> None:
        self.labels: dict[str, str] = {}
        self.broader: dict[str, tuple[str, ...]] = {}
        self.exact: dict[str, str] = {}
        self.acronyms: dict[str, set[str]] = defaultdict(set)
        patterns: dict[str, str] = {}
        for subject, predicate, value in triples:
            concept = subject.value if isinstance(subject, NamedNode) else ""
            if predicate == SKOS.broader and isinstance(value, NamedNode):
                self.broader[concept] = tuple(sorted({*self.broader.get(concept, ()), value.value}))
            elif isinstance(value, Literal):
                if predicate == SKOS.prefLabel:
                    self.labels[concept] = value.value
                if predicate == KG.acronym:
                    self.acronyms[value.value].add(concept)
                elif predicate in {SKOS.prefLabel, SKOS.altLabel}:
                    if is_single_acronym(value.value):
                        self.exact[value.value] = concept
                    else:
                        patterns[canonical(value.value)[0]] = concept
        self._patterns = sorted(patterns.items())
        self._automaton = AhoCorasick([pattern for pattern, _ in self._patterns])

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
                yield Hit(self._patterns[index][1], starts[start], ends[free])

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
    """Where a word stands in a text and in its canonical form."""

    start: int
    end: int
    folded_start: int
    folded_end: int


def canonical(text: str) -> tuple[str, list[Word]]:
    """Fold a text so that spellings of one label meet, and say where each of its words went.

    Words are folded (see `kg.values.spelling`) and joined without a gap where only a space or a hyphen is between
    them, else with the first mark that is ("," or "/" or "."): "well-being", "well being" and "wellbeing" are one, and
    nothing is found across the end of a sentence. A label counts only where its ends are ends of words.

    >>> canonical("Patient-centred care, well-being")[0] == canonical("patient centered care, wellbeing")[0]
    True
    """
    pieces: list[str] = []
    words: list[Word] = []
    length = end = 0
    for match in _WORD.finditer(text):
        if words:
            gap = text[end : match.start()]
            if not _JOINT.fullmatch(gap):
                pieces.append(gap.strip()[:1])
                length += len(pieces[-1])
        folded = "and" if match.group() == "&" else fold_spelling(match.group())
        pieces.append(folded)
        end = match.end()
        words.append(Word(match.start(), end, length, length + len(folded)))
        length += len(folded)
    return "".join(pieces), words


def is_single_acronym(label: str) -> bool:
    """Say whether a label is one word with the shape of an acronym, which counts in exactly this case: NHS, GRADE.

    >>> is_single_acronym("NHS"), is_single_acronym("PubMed"), is_single_acronym("NHS England")
    (True, True, False)
    """
    return label.isalnum() and is_acronym(label)


@cache
def load_scheme() -> Scheme:
    """Read ontology/concepts.ttl, once for each process.

    >>> scheme = load_scheme()
    >>> [scheme.labels[hit.concept] for hit in scheme.find_labels("Randomized trial of social prescribing")]
    ['Randomised controlled trial', 'Social prescribing']
    """
    quads = parse(ontology_file("concepts.ttl").read_bytes(), RdfFormat.TURTLE)
    return Scheme([quad.triple for quad in quads])
