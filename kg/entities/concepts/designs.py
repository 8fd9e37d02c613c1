"""Study designs: which of the designs that a record names are its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kg.entities.concepts.scheme import canonical, is_plural, load_scheme
from kg.entity import ConceptMention
from kg.record import Record
from kg.terms import PREFIXES
from kg.values.keys import fold
from kg.values.sentences import sentence_spans

STUDY_DESIGNS = PREFIXES["kgc"] + "study-designs"

_METHODS = {"method", "methods", "methodology", "design", "designs"}
_AFTERWARDS = {"conclusion", "conclusions", "discussion", "implications", "limitations", "results", "findings"}
_OPENING = 2  # sentences of the methods in which a study says what it is
# "review of a trial", "data from a cohort study": what comes after these is not the design, but what it is about.
_OBJECT = re.compile(r"\b(?:of|in|from|on|within|alongside|among|into|about|using)\b")
_WISH = re.compile(r"\b(?:need|needs|needed|required|warranted|future|further|should|recommended)\b")
_DID = r"(?:conduct|perform|undert[oa]ok|undertake|carried out|used?|report|present|design|adopt|employ|develop|complet)\w*"
_WORK = r"(?:study|paper|article|review|trial|research|report|project|work|evaluation|analysis)"
# "We conducted a …", "This paper reports a …", "The design was a …", "This …"
_OWN_BEFORE = re.compile(
    rf"\b(?:(?:we|authors?)\b.{{0,40}}\b{_DID}"
    rf"|(?:this|the|our|present|current)\s+(?:[\w-]+\s+){{0,3}}?{_WORK}\s.{{0,30}}?\b(?:is|was|{_DID})"
    r"|design\s+(?:is|was)|this|our|the (?:present|current))\b(?P<between>[^,;:]{0,60})$",
    re.IGNORECASE,
)
# "A … was conducted"
_OWN_AFTER = re.compile(rf"^[^.;:]{{0,80}}?\b(?:was|were|is|has been)\s+(?:\w+ly\s+)?{_DID}")
_BEGINNING = re.compile(r"^\W*(?:[\w'’-]+[\s,]+){0,5}$")
_SUBJECT = re.compile(r"\b(?:we|they|were|was|searched|included)\b", re.IGNORECASE)


def find_designs(record: Record, mentions: Iterable[ConceptMention]) -> tuple[str, ...]:
    """Say which study designs a record claims for itself: IRIs of concepts, sorted, the narrowest ones only.

    Those of the title count; only if it names none, the first sentence of the abstract that says what was done: one of
    the first two of the methods that begins with a design, or any before the results like "We conducted a …" or "A … was
    conducted". A plural ("cohort studies"), the object of another design ("a review of a trial") and what is wished for
    ("a trial is needed") never count. `mentions` are those of `kg.entities.concepts.find_mentions`.

    >>> from kg.entities.concepts import find_mentions
    >>> from kg.record import Source
    >>> record = Record("k", Source("rca", "f", 1, ""), title="Trials of exercise: a process evaluation of a cohort study")
    >>> find_designs(record, find_mentions(record, "s"))
    ('https://example.org/kg/concepts#process-evaluation',)
    """
    scheme = load_scheme()
    designs = [each for each in mentions if STUDY_DESIGNS in scheme.above(each.concept)]
    parts = {part: list(group) for part, group in groupby(designs, key=lambda each: each.part)}
    found = _own_of_title(record.title, parts.pop("title", []))
    if not found:
        found = next((own for own in _own_of_sentences(record, parts) if own), set())
    wider = {above for each in found for above in scheme.above(each) if above != each}
    return tuple(sorted(found - wider))


def _own_of_title(title: str, designs: Sequence[ConceptMention]) -> set[str]:
    return {
        each.concept
        for before, each in zip([None, *designs], designs, strict=False)
        if not _is_plural(each) and not (before and _OBJECT.search(title, before.end, each.start))
    }


def _own_of_sentences(record: Record, parts: dict[str, list[ConceptMention]]) -> Iterator[set[str]]:
    for number, section in enumerate(record.abstract, 1):
        label = set(fold(section.label).split())
        if label & _AFTERWARDS or not (designs := parts.get(f"abstract/{number}")):
            continue
        for place, (start, end) in enumerate(sentence_spans(section.text)):
            inside = [each for each in designs if start <= each.start < end]
            opening = bool(label & _METHODS) and place < _OPENING
            if inside and not _WISH.search(section.text, start, end):
                yield set(_own_of_sentence(section.text[start:end], start, inside, opening=opening))


def _own_of_sentence(sentence: str, start: int, designs: Sequence[ConceptMention], *, opening: bool) -> Iterator[str]:
    for place, each in enumerate(designs):
        if _is_plural(each):
            continue
        before, after = sentence[: each.start - start], sentence[each.end - start :]
        told = _OWN_BEFORE.search(before)
        stated = (told and not _OBJECT.search(told["between"])) or (
            _OWN_AFTER.search(after) and not _OBJECT.search(before)
        )
        begins = opening and _BEGINNING.search(before) and not (_OBJECT.search(before) or _SUBJECT.search(before))
        if (stated or begins) and not (place and _OBJECT.search(before[designs[place - 1].end - start :])):
            yield each.concept


def _is_plural(design: ConceptMention) -> bool:
    """Say whether the mention is a plural that its label is not: "cohort studies", but not "mixed methods"."""
    return is_plural(design.exact) and canonical(design.exact).text not in load_scheme().plural
