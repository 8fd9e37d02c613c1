"""Label the words of affiliations: organisations, units, cities, regions, countries, postcodes, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, cast

from kg.values.affiliation_chain import LABELS, load_chain, probability
from kg.values.affiliation_features import Features
from kg.values.gazetteer import Gazetteer

Label = Literal["ORG", "SUB", "CITY", "REGION", "COUNTRY", "POSTALCODE", "ADDRESS"]


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
    return [
        tuple(_number_parts(text, list(_join(text, features, labels, margins)), gazetteer))
        for text, (features, labels, margins) in zip(texts, load_chain(gazetteer).label(texts), strict=True)
    ]


def _join(text: str, features: Features, labels: list[int], margins: list[int]) -> Iterator[Span]:
    """Join the tokens of each name; none goes on beyond the end of a part."""
    start = end = -1
    kind, part, margin = "", -1, 0
    for (first, last), here, label, sure in zip(features.tokens, features.parts, labels, margins, strict=True):
        begin, _, name = LABELS[label].partition("-")
        if begin == "I" and name == kind and here == part:
            end, margin = last, min(margin, sure)
            continue
        if kind:
            yield Span(start, _close(text, start, end), cast("Label", kind), part, probability(margin))
        start, end, kind, part, margin = first, last, name, here, sure
    if kind:
        yield Span(start, _close(text, start, end), cast("Label", kind), part, probability(margin))


def _close(text: str, start: int, end: int) -> int:
    """Find the end of a name with the bracket or the abbreviation's point that belongs to it."""
    following = text[end : end + 1]
    bracket = following == ")" and text.count("(", start, end) > text.count(")", start, end)
    return end + (bracket or (following == "." and bool(_ABBREVIATED.search(text, start, end + 1))))


def _number_parts(text: str, spans: list[Span], gazetteer: Gazetteer) -> Iterator[Span]:
    """Number the affiliations: another begins with a name after a country, and at a separator that a name follows.

    A place that a semicolon cuts off ("University of Tokyo; Tokyo; Japan") stays with the names before it.
    """
    number, last, city = 0, None, ""
    named = False
    for span in spans:
        name = span.label in {"ORG", "SUB"}
        if last and name and named and (span.part != last.part or last.label == "COUNTRY"):
            number += 1
            named, city = False, ""
        named |= name
        last = span
        if span.label == "CITY":
            city = text[span.start : span.end]
        region = span.label == "COUNTRY" and city and _is_region(text[span.start : span.end], city, gazetteer)
        yield Span(span.start, span.end, "REGION" if region else span.label, number, span.score)


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
