"""Affiliation strings as paths: unit … organisation, city, region, country.

Two steps with a seam between them: a labeller turns strings into labelled spans (`label_affiliations`; any other
`Labeller` can stand in for it), and `parse_affiliations` assembles spans into paths.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from kg.values.affiliation_segments import SIGNERS
from kg.values.affiliation_spans import Span, label_affiliations
from kg.values.gazetteer import Gazetteer
from kg.values.organisations import QUOTATION_MARKS

Labeller = Callable[[Sequence[str], Gazetteer], Sequence[tuple[Span, ...]]]


class Path(Struct, frozen=True, array_like=True):
    """One organisation of an affiliation: its units (smallest first), its name, and where it is, all as printed."""

    units: tuple[str, ...] = ()
    organisation: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    postcode: str = ""


class Parsed(Struct, frozen=True):
    """A path, where its organisation is printed (characters `start` to `end`; equal if it has none), and how sure that is.

    `score` (0 to 1) is that of the least sure of its organisation and units.
    """

    path: Path
    start: int = 0
    end: int = 0
    score: float = 1.0


def parse_affiliations(
    texts: Sequence[str], gazetteer: Gazetteer, label: Labeller = label_affiliations
) -> list[tuple[Parsed, ...]]:
    """Read each affiliation as paths, one for each organisation that it names, in printed order.

    Thousands at a time are fastest. Buildings, streets, e-mail addresses and people's positions are left out. An
    affiliation that names units or a place but no organisation gives a path without organisation; one that names
    nothing gives none.

    >>> from kg.values.gazetteer import load_gazetteer
    >>> text = "Department of Anthropology, Durham University, Dawson Building, South Road, Durham, DH1 3LE, UK."
    >>> ((parsed,),) = parse_affiliations([text], load_gazetteer())
    >>> parsed.path.units, parsed.path.organisation, parsed.start, parsed.end
    (('Department of Anthropology',), 'Durham University', 28, 45)
    """
    found = []
    for text, spans in zip(texts, label(texts, gazetteer), strict=True):
        parts: dict[int, list[Span]] = {}
        for span in spans:
            parts.setdefault(span.part, []).append(span)
        found.append(tuple(_assemble(text, parts.values())))
    return found


def _assemble(text: str, parts: Iterable[list[Span]]) -> Iterator[Parsed]:
    """Form the paths of each part; units that wait for an organisation go with the first of the next part."""
    waiting: list[Span] = []
    for spans in parts:
        organisations, waiting = _gather_units(text, spans, waiting)
        places: dict[str, str] = {}
        for span in spans:
            words = _words(text, span)
            # A number of a building or a district ("Genève 14") may look like a postcode, but is shorter.
            if span.label not in places or (span.label == "POSTALCODE" and len(words) >= len(places[span.label])):
                places[span.label] = words
        where = [places.get(label, "") for label in ("CITY", "REGION", "COUNTRY", "POSTALCODE")]
        for name, units in organisations:
            yield _parse(text, units, name, where)
        if any(where) and not organisations:
            yield _parse(text, waiting, None, where)
            waiting = []
    if waiting:
        yield _parse(text, waiting, None, [])


def _gather_units(
    text: str, spans: list[Span], waiting: list[Span]
) -> tuple[list[tuple[Span, list[Span]]], list[Span]]:
    """Give units to the organisation printed after them, else to the last one; return those that have none too.

    A unit that follows its organisation without a comma ("Yale University School of Nursing") is its largest.
    """
    organisations: list[tuple[Span, list[Span]]] = []
    end = len(text)
    for span in spans:
        if span.label == "ORG":
            organisations.append((span, waiting))
            waiting, end = [], span.end
        elif span.label == "SUB" and text[end : span.start].isspace():
            organisations[-1][1].append(span)
        elif span.label == "SUB":
            waiting = [*waiting, span]
    if organisations:
        organisations[-1][1].extend(reversed(waiting))
        waiting = []
    return organisations, waiting


def _parse(text: str, units: list[Span], organisation: Span | None, where: list[str]) -> Parsed:
    names = [*units, *([organisation] if organisation else [])]
    path = Path(tuple(_words(text, unit) for unit in units), _words(text, organisation) if organisation else "", *where)
    start, end = (organisation.start, organisation.end) if organisation else (0, 0)
    return Parsed(path, start, end, min((each.score for each in names), default=1.0))


def _words(text: str, span: Span) -> str:
    """Give the words of a name, without initials of who signs and without half a pair of brackets or quotation marks."""
    words = text[span.start : span.end]
    if "(" in words:
        words = _OPEN_BRACKET.sub("", SIGNERS.sub("", words))
    if words.count('"') % 2 or words.count("“") + words.count("„") != words.count("”"):
        words = words.translate(QUOTATION_MARKS)
    return " ".join(words.split()).replace(" ,", ",")


_OPEN_BRACKET = re.compile(r"(?<=\w)\s*\([^()]*$")
