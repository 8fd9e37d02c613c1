"""Concepts: the labels of the concept scheme in a record's title and abstract.

`scheme` reads the labels; `designs` finds claims of a study's design, `subjects` MeSH headings, `topics` the words that tell subjects apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from kg.entities.concepts.scheme import Hit, Scheme, load_scheme
from kg.entity import ConceptMention
from kg.record import Record
from kg.values.acronyms import Definition, find_definitions, singular_acronym
from kg.values.sentences import sentence_spans

__all__ = ["DEFINED", "LABEL", "UNAMBIGUOUS", "find_mentions", "load_scheme"]

# How sure a mention is: a full label; an acronym that the record defines; an acronym that is taken to need no definition.
LABEL = 1.0
DEFINED = 0.95
UNAMBIGUOUS = 0.85


# What may hold an acronym: words that begin with a capital or soon have one, joined by hyphens and the like.
_CAPITALS = re.compile(r"(?<![^\W_])[a-z]{0,2}[A-Z0-9][^\W_]*(?:[-&/][^\W_]+)*(?:['’]s)?")
_PIECE = re.compile(r"[^\W_]+(?:['’]s)?")


def find_mentions(record: Record, study: str) -> Iterator[ConceptMention]:
    """Find the scheme's concepts in a record's title and abstract, part by part in reading order.

    The longest label at each place counts, regardless of case, hyphens, plural and spelling (see
    `kg.entities.scheme.canonical`). An acronym counts in exactly its case, and only if the record defines it
    ("social prescribing (SP)") or the scheme has it as a label ("NHS") and the record does not define it as something
    else. Positions count characters of the part's text as it stands.

    >>> from kg.record import Source
    >>> record = Record("k", Source("rca", "f", 1, ""), title="Social prescribing (SP) in the NHS: does SP work?")
    >>> [(each.exact, each.start, each.score) for each in find_mentions(record, "s")]
    [('Social prescribing', 0, 1.0), ('NHS', 31, 0.85), ('SP', 41, 0.95)]
    """
    scheme = load_scheme()
    parts = [("title", record.title)]
    parts += [(f"abstract/{number}", section.text) for number, section in enumerate(record.abstract, 1)]
    labels = {part: list(scheme.find_labels(text)) for part, text in parts}
    may_have_acronym = scheme.may_have_acronym("\n".join(text for _, text in parts))
    if not any(labels.values()) and not may_have_acronym:
        return  # an acronym that is defined stands for labels
    definitions = {part: list(find_definitions(text)) if "(" in text else [] for part, text in parts}
    meanings: dict[str, str | None] = {}
    for part, _ in parts:
        for definition in definitions[part]:
            meanings.setdefault(definition.acronym, _meaning(definition, labels[part], scheme))
    for part, text in parts:
        defining = {each.start for each in definitions[part]}
        found = [(hit, LABEL) for hit in labels[part]]
        taken = [(hit.start, hit.end) for hit in labels[part]]
        for hit, score in _find_acronyms(text, meanings, scheme) if may_have_acronym or any(meanings.values()) else ():
            inside = bisect_right(taken, (hit.start, len(text))) - 1
            if hit.start not in defining and not (inside >= 0 and taken[inside][1] > hit.start):
                found.append((hit, score))
        sentences = sentence_spans(text)
        end = 0
        for hit, score in sorted(found, key=lambda each: each[0].start):
            while end <= hit.start:
                begin, end = next(sentences)
            exact, sentence = text[hit.start : hit.end], text[begin:end]
            yield ConceptMention(study, hit.concept, record.key, part, hit.start, hit.end, exact, sentence, score)


def _meaning(definition: Definition, hits: list[Hit], scheme: Scheme) -> str | None:
    """Give the concept that a defined acronym stands for, or None if it stands for something else.

    Its words must end with a label, and either the scheme has the acronym for that concept, or they are labels
    throughout; then the last one counts, as the head of the compound ("social prescribing link workers").
    """
    inside = [hit for hit in hits if hit.end > definition.long_start and hit.end <= definition.long_end]
    if not inside or inside[-1].end != definition.long_end:
        return None
    last = inside[-1].concept
    if last in scheme.acronyms.get(definition.acronym, ()):
        return last
    begins = inside[0].start <= definition.long_start
    together = all(right.start - left.end <= 1 for left, right in pairwise(inside))
    return last if begins and together else None


def _find_acronyms(text: str, meanings: dict[str, str | None], scheme: Scheme) -> Iterator[tuple[Hit, float]]:
    """Find the acronyms with a meaning in this record, and those that need no definition."""
    if not (any(acronym in text for acronym, concept in meanings.items() if concept) or scheme.may_have_acronym(text)):
        return
    for run in _CAPITALS.finditer(text):
        whole = singular_acronym(run[0])
        if whole not in meanings and whole not in scheme.exact and run[0].isalnum():
            continue  # as most are
        for piece in [run] if whole in meanings else _PIECE.finditer(text, *run.span()):
            acronym = singular_acronym(piece[0])
            start, end = piece.start(), piece.start() + len(acronym)
            if acronym in meanings:
                if concept := meanings[acronym]:
                    yield Hit(concept, start, end), DEFINED
            elif acronym in scheme.exact:
                yield Hit(scheme.exact[acronym], start, end), UNAMBIGUOUS
