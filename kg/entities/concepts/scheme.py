"""The concept scheme as the matcher needs it: labels, acronyms, and what is broader than what."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.terms import KG, SKOS, ontology_file
from kg.values.acronyms import is_acronym
from kg.values.keys import fold
from kg.values.spelling import fold_spelling, singular

_PARTS = re.compile(r"([^\W_]+(?:['’][^\W_]+)*|&)((?:[^\w&]|_)*)")
_PIECE = re.compile(r"[^\W_]+")
_KEPT = 1 << 18  # stretches of text
_LONGEST = 50  # letters of a stretch that is worth keeping
_STOPS = ".,;:)"
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
        self._marks = sorted(
            {letter for form in self.patterns for letter in form if not (letter.isalnum() or letter == " ")}
        )
        self._stretches = _Stretches(list_pieces(self.patterns))
        self._automaton = AhoCorasick(list(self.patterns), implementation=Implementation.DFA)  # in half the time
        self._exact = AhoCorasick(list(self.exact), implementation=Implementation.DFA)

    def find_labels(self, text: str) -> Iterator[Hit]:
        """Find the labels that are not acronyms: at each place the longest, none overlapping, in reading order."""
        stretches = self._cut(text)
        folded = list(map(self._stretches.__getitem__, stretches))
        found = self._automaton.find_matches_as_indexes("".join(folded), overlapping=True)
        if not found:
            return
        starts = list(accumulate(map(len, folded), initial=0))
        free = 0
        for start, minus_end, index in sorted([(start, -end, index) for index, start, end in found]):
            if start < free:
                continue
            first, last = bisect_right(starts, start) - 1, bisect_left(starts, -minus_end) - 1
            begin = self._stretches.locate(stretches[first]).begins.get(start - starts[first])
            end = self._stretches.locate(stretches[last]).ends.get(-minus_end - starts[last])
            if begin is not None and end is not None:
                free = -minus_end
                place = sum(map(len, stretches[:first])) + first  # a space behind each
                width = sum(map(len, stretches[first:last])) + last - first
                yield Hit(self._concepts[index], place + begin, place + width + end)

    def _cut(self, text: str) -> list[str]:
        """Cut a text at its spaces into stretches that fold the same wherever they stand, as most come again and again."""
        if text.isascii():
            text = text.lower()  # fewer different ones
        for mark in self._marks:  # what joins words to one label goes with the first of them
            text = text.replace(f" {mark}", f"{mark} ")
        return text.split(" ")

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
    """A folded text, and where each of its words that begins (or ends) at a place of it does so in the text itself."""

    text: str
    begins: dict[int, int]
    ends: dict[int, int]


def canonical(text: str, pieces: set[str] | None = None) -> Canonical:
    """Fold a text so that spellings of one label meet, and remember where each of its words went.

    Words are folded (see `kg.values.spelling`) and joined by a space where only a space or a hyphen is between them, by
    nothing where it is a hyphen after a prefix ("socio-economic"), else by the first mark that is ("," or "/" or "."), so
    that nothing is found across the end of a sentence. A label counts only where its ends are ends of words; a possessive 's
    is not part of them. Words that are not made of the `pieces`, if there are any, are one and the same mark.

    >>> canonical("Patient-centred care: non-medical needs").text == canonical("patient centered care: nonmedical need").text
    True
    >>> canonical("A link worker's")
    Canonical(text='a link worker', begins={0: 0, 2: 2, 7: 7}, ends={1: 1, 6: 6, 13: 13})
    """
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    found = list(_PARTS.finditer(text))
    folded = text[: found[0].start() if found else None].strip()[:1]
    for each in found:
        word, gap = each.groups()
        form = _fold(word)
        if pieces is not None and not pieces.issuperset(form.split()):
            folded += _OTHER
            continue
        begins.setdefault(len(folded), each.start())
        ends.setdefault(len(folded) + len(form), each.end(1) - (len("'s") if word.endswith(_POSSESSIVE) else 0))
        folded += _join(form, gap)
    return Canonical(folded, begins, ends)


class _Stretches(dict[str, str]):
    """Stretches of text from one space to the next, and what they are folded to with the space behind them.

    Words that are not made of the pieces of labels are one and the same mark.
    """

    def __init__(self, pieces: set[str]) -> None:
        super().__init__()
        self._pieces = pieces
        self.locate = lru_cache(1 << 14)(lambda stretch: canonical(f"{stretch} ", pieces))
        """Tell where the words of a stretch are."""

    def __missing__(self, stretch: str) -> str:
        word = stretch.rstrip(_STOPS)
        if word.isalnum():  # as most are
            folded = fold_spelling(word)
            made = _join(folded, f"{stretch[len(word) :]} ") if self._pieces.issuperset(folded.split()) else _OTHER
        else:
            made = canonical(f"{stretch} ", self._pieces).text
        if len(stretch) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[stretch] = made
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
