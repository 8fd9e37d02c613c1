"""The concept scheme as the matcher needs it: labels, acronyms, and what is broader than what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.terms import KG, SKOS, ontology_file
from kg.values.acronyms import is_acronym
from kg.values.keys import fold
from kg.values.spelling import fold_spelling, singular

_WORD = re.compile(r"(?:[^\W_]+(?:['’][^\W_]+)*|&)(?:[^\w&]|_)*")  # and what is between it and the next
_ASCII_WORD = re.compile(r"(?:[a-z0-9]+(?:'[a-z0-9]+)*|&)[^a-z0-9&]*")  # the same, in half the time
_PARTS = re.compile(r"([^\W_]+(?:['’][^\W_]+)*|&)((?:[^\w&]|_)*)")
_PIECE = re.compile(r"[^\W_]+")
_KEPT = 1 << 18  # words
_OTHER = "\n"  # what no label has
_POSSESSIVE = ("'s", "’s")
_HYPHENS = "-‐‑‒–"
_SPACE = re.compile(rf"['’]?\s+|[{_HYPHENS}]\s?")
# Parts of words that are written with or without a hyphen: "co-morbidity", "comorbidity".
_PREFIXES = frozenset(
    re.findall(
        r"\w+",
        """anti auto bio cardio co cyber de e extra in inter intra m meta micro multi neuro non out over para photo post
        pre psycho re semi socio sub tele trans ultra un under""",
    )
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
        self._words = _Words(list_pieces(self.patterns))
        self._automaton = AhoCorasick(list(self.patterns), implementation=Implementation.DFA)  # in half the time
        self._exact = AhoCorasick(list(self.exact), implementation=Implementation.DFA)

    def find_labels(self, text: str) -> Iterator[Hit]:
        """Find the labels that are not acronyms: at each place the longest, none overlapping, in reading order."""
        folded = canonical(text, self._words.__getitem__)
        found = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        if not found:
            return
        starts, places = folded.places()
        free = 0
        for start, minus_end, index in sorted([(start, -end, index) for index, start, end in found]):
            first = bisect_left(starts, start)
            if start < free or starts[first] != start:
                continue
            last = bisect_left(starts, -minus_end, first) - 1
            length, width = folded.measure(last)
            if starts[last] + length == -minus_end:
                free = -minus_end
                yield Hit(self._concepts[index], places[first], places[last] + width)

    def may_have_acronym(self, text: str) -> bool:
        """Say whether a label that is an acronym may stand in a text: quickly, since few texts have one."""
        return bool(self._exact.find_matches_as_indexes(text))

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


class Canonical(NamedTuple):
    """A folded text; its words, each with what joins it to the next, folded and as printed; where the first begins in the text itself."""

    text: str
    words: list[str]
    printed: list[str]
    first: int

    def places(self) -> tuple[list[int], list[int]]:
        """Give where each word starts, and where the last one ends, in the folded text and in the text itself."""
        starts = accumulate(map(len, self.words), initial=0)
        places = accumulate(map(len, self.printed), initial=self.first)
        return list(starts), list(places)

    def measure(self, number: int) -> tuple[int, int]:
        """Give the length of a word without what joins it to the next, folded and as printed; a possessive 's is not part of it."""
        word, _ = _split(self.printed[number])
        return len(_fold(word)), len(word) - (len("'s") if word.endswith(_POSSESSIVE) else 0)


def fold_joined(printed: str) -> str:
    """Fold a word, and what joins it to the next."""
    word, gap = _split(printed)
    return _join(_fold(word), gap)


def canonical(text: str, fold_word: Callable[[str], str] = fold_joined) -> Canonical:
    """Fold a text so that spellings of one label meet, and remember where each of its words went.

    Words are folded (see `kg.values.spelling`) and joined by a space where only a space or a hyphen is between them, by
    nothing where it is a hyphen after a prefix ("socio-economic"), else by the first mark that is ("," or "/" or "."), so
    that nothing is found across the end of a sentence. A label counts only where its ends are ends of words.

    >>> canonical("Patient-centred care: non-medical needs").text == canonical("patient centered care: nonmedical need").text
    True
    >>> folded = canonical("A link worker's")
    >>> [(place, folded.text[start:]) for start, place in zip(*folded.places())]
    [(0, 'a link worker'), (2, 'link worker'), (7, 'worker'), (15, '')]
    """
    pattern = _WORD
    if text.isascii():
        pattern, text = _ASCII_WORD, text.lower()  # fewer different words
    first = pattern.search(text)
    printed = pattern.findall(text)
    words = list(map(fold_word, printed))
    return Canonical("".join(words), words, printed, first.start() if first else 0)


class _Words(dict[str, str]):
    """Words as printed, with what follows up to the next, and what they are folded to: most come again and again.

    Words that are not made of the pieces of labels are one and the same mark.
    """

    def __init__(self, pieces: set[str]) -> None:
        super().__init__()
        self._pieces = pieces

    def __missing__(self, printed: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        word, gap = _split(printed)
        folded = _fold(word)
        made = self[printed] = _join(folded, gap) if self._pieces.issuperset(folded.split()) else _OTHER
        return made


def list_pieces(patterns: Iterable[str]) -> set[str]:
    """List what folded words can make up labels: their words, prefixes, and what a prefix leaves of a word.

    >>> {"comorbidity", "co", "morbidity"} <= list_pieces(["comorbidity"])
    True
    """
    pieces = {*_PREFIXES}
    waiting = [word for pattern in patterns for word in _PIECE.findall(pattern)]
    while waiting:
        word = waiting.pop()
        if word not in pieces:
            pieces.add(word)
            waiting += [word.removeprefix(each) for each in _PREFIXES if word.startswith(each)]
    return pieces


def _split(printed: str) -> tuple[str, str]:
    """Part a word from what is between it and the next."""
    word = printed.removesuffix(" ")
    if word.isalnum():  # as most are
        return word, printed[len(word) :]
    split = _PARTS.fullmatch(printed)
    return (split[1], split[2]) if split else (printed, "")


def _fold(word: str) -> str:
    return "and" if word == "&" else fold_spelling(word)


def _join(folded: str, gap: str) -> str:
    """Add to a folded word what joins it to the next, if this is between them."""
    if gap == " ":  # as it mostly is
        return f"{folded} "
    prefix = gap in _HYPHENS and folded in _PREFIXES
    return folded + ("" if prefix else " " if _SPACE.fullmatch(gap) else gap.strip()[:1])


def forms(label: str) -> set[str]:
    """Give the canonical forms of a label: as it is, and with what its hyphens join written as one word.

    >>> sorted(forms("well-being"))
    ['well being', 'wellbeing']
    """
    return {canonical(each).text for each in (label, re.sub(rf"(?<=\w)[{_HYPHENS}](?=\w)", "", label))}


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
    last = _PARTS.findall(words)[-1][0]
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
