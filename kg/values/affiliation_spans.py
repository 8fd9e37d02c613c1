"""Label the words of affiliations: organisations, units, cities, regions, countries, postcodes, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from kg.values.affiliation_chain import KINDS, Label, Labelled, load_chain, probability
from kg.values.gazetteer import Gazetteer
from kg.values.organisations import is_company_form, name_kind

_Run = tuple[int, int, int, int, int]  # start, end, kind (its place in KINDS, from 1), part, margin


class Span(NamedTuple):
    """A labelled stretch of an affiliation: characters `start` to `end` (exclusive).

    `part` counts the affiliations that one string holds; `score` (0 to 1) is how sure the label is.
    """

    start: int
    end: int
    label: Label
    part: int = 0
    score: float = 1.0


def label_affiliations(texts: Sequence[str], gazetteer: Gazetteer) -> list[tuple[Span, ...]]:
    """Label each text's organisations, units, cities, regions, countries, postcodes and addresses, in printed order.

    Many texts at once are far faster than one by one.

    >>> from kg.values.gazetteer import load_gazetteer
    >>> text = "1 Yale University School of Nursing, Orange, CT 06477, USA. a.b@yale.edu"
    >>> spans, = label_affiliations([text], load_gazetteer())
    >>> [(text[span.start:span.end], span.label) for span in spans][:3]
    [('Yale University', 'ORG'), ('School of Nursing', 'SUB'), ('Orange', 'CITY')]
    """
    spans: list[tuple[Span, ...]] = []
    for first in range(0, len(texts), _AT_ONCE):
        batch = texts[first : first + _AT_ONCE]
        labelled = load_chain(gazetteer).label(batch)
        spans += [
            tuple(_number_parts(text, runs, gazetteer)) for text, runs in zip(batch, _join(labelled), strict=True)
        ]
    return spans


def _join(labelled: Labelled) -> Iterator[list[_Run]]:
    """Join the tokens of each name, text by text; none goes on beyond the end of a part."""
    features, labels, margins = labelled
    kinds = (labels + 1) // 2
    text = np.repeat(np.arange(len(features.counts)), features.counts)
    going = (labels % 2 == 0) & (labels > 0)
    for each in (kinds, features.parts, text):
        going &= each == np.roll(each, 1)
    going[:1] = False
    first = np.flatnonzero(~going)
    last = np.append(first[1:], len(labels)) - 1
    least = np.minimum.reduceat(margins, first) if len(first) else margins
    named = kinds[first] > 0
    first, last, least = first[named], last[named], least[named]
    columns = features.starts[first], features.ends[last], kinds[first], features.parts[first], least
    runs = zip(*(each.tolist() for each in columns), strict=True)
    for count in np.bincount(text[first], minlength=len(features.counts)).tolist():
        yield list(islice(runs, count))


def _complete(text: str, start: int, end: int) -> tuple[int, int]:
    """Find where a name begins and ends with the brackets, quotation marks and points of abbreviations that belong to it."""
    while (mark := text[end : end + 1]) in _CLOSING:
        if not (_ABBREVIATED.search(text, start, end + 1) if mark == "." else _count_open(text[start:end], mark) > 0):
            break
        end += 1
    for mark, opening in _OPENING.items() if start else ():
        if text[start - 1] in opening:
            missing = _count_open(text[start:end], mark)
            start -= missing > 0 if mark == opening else missing < 0
            break
    return start, end


def _count_open(name: str, mark: str) -> int:
    """Count what stands open in a name that this mark would close; of marks that open and close, whether their number is odd."""
    opening = _OPENING[mark]
    return name.count(mark) % 2 if mark == opening else sum(map(name.count, opening)) - name.count(mark)


def _part_postcodes(text: str, runs: Iterable[_Run], gazetteer: Gazetteer) -> Iterator[_Run]:
    """Take what begins with a country's letters and a number ("NL-5656 AE Eindhoven") for a postcode and a town, not for a name."""
    for run in runs:
        start, end, kind, part, margin = run
        code = _POSTCODE.match(text, start, end) if kind in {_ORGANISATION, _UNIT} else None
        if not code or code["country"] not in gazetteer.by_code:
            yield run
            continue
        yield start, code.end("number"), _POSTALCODE, part, margin
        if code.end() < end:
            yield code.end(), end, kind if name_kind(text[code.end() : end]) else _CITY, part, margin


def _join_companies(text: str, runs: Iterable[_Run]) -> Iterator[_Run]:
    """Join what is only the form of a company ("Complete Decisions, LLC") to the name before it, which is no unit."""
    last: _Run | None = None
    for run in runs:
        start, end, kind, part, margin = run
        if last and kind == _ORGANISATION and last[2] == _UNIT and last[3] == part and is_company_form(text[start:end]):
            run = last[0], end, kind, part, min(last[4], margin)  # noqa: PLW2901 - from here on it is this one
        elif last:
            yield last
        last = run
    if last:
        yield last


def _number_parts(text: str, runs: Iterable[_Run], gazetteer: Gazetteer) -> Iterator[Span]:
    """Number the affiliations: another begins with a name after a country, and at a separator that a name follows.

    A place that a semicolon cuts off ("University of Tokyo; Tokyo; Japan") stays with the names before it.
    """
    number, last_part, last_kind, city = 0, -1, "", ""
    named = False
    for first, last, kind, part, margin in _part_postcodes(text, _join_companies(text, runs), gazetteer):
        label = KINDS[kind - 1]
        marked = text[last : last + 1] in _CLOSING or text[first - 1 : first] in _MARKS
        start, end = _complete(text, first, last) if marked else (first, last)
        name = label in {"ORG", "SUB"}
        if name and named and (part != last_part or last_kind == "COUNTRY"):
            number += 1
            named, city = False, ""
        named |= name
        last_part, last_kind = part, label
        if label == "CITY":
            city = text[start:end]
        elif label == "COUNTRY" and city and _is_region(text[start:end], city, gazetteer):
            label = "REGION"
        yield Span(start, end, label, number, probability(margin))


def _is_region(name: str, city: str, gazetteer: Gazetteer) -> bool:
    """Whether a country's name means a region of another one, as Georgia does after Atlanta."""
    regions, country = gazetteer.regions(name), gazetteer.country(name)
    return bool(
        regions
        and country
        and not gazetteer.locate(city, country.code)
        and any(gazetteer.locate(city, code, name) for code, _ in regions)
    )


_ABBREVIATED = re.compile(
    r"(?:\b\w|\b(?:Inc|Ltd|Co|Corp|Univ|Inst|Dept|Hosp|Sci|Med|Tech|Technol|Acad|Coll|Res|Prov))\.$"
)
_ORGANISATION, _UNIT, _CITY, _POSTALCODE = (KINDS.index(kind) + 1 for kind in ("ORG", "SUB", "CITY", "POSTALCODE"))
_OPENING = {")": "(", "”": "“„", "“": "„", "»": "«", '"': '"'}  # by what closes it
_CLOSING = frozenset((*_OPENING, "."))
_MARKS = frozenset("".join(_OPENING.values()))
_POSTCODE = re.compile(r"(?P<country>[A-Z]{2})-(?P<number>\d{4,}(?: [A-Z]{2}\b)?)\s*")
_AT_ONCE = 4096  # texts that are read together
