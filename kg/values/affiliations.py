"""Affiliation strings as paths: unit … organisation, city, region, country.

Two steps with a seam between them: a labeller turns a string into labelled spans (`label_affiliation`, by rules; any
other `Labeller` can stand in for it), and `parse_affiliation` assembles spans into paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from kg.values.affiliation_spans import Span, label_affiliation
from kg.values.gazetteer import Gazetteer

Labeller = Callable[[str, Gazetteer], tuple[Span, ...]]


class Path(Struct, frozen=True):
    """One organisation of an affiliation: its units (smallest first), its name, and where it is, all as printed."""

    units: tuple[str, ...] = ()
    organisation: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    postcode: str = ""


@lru_cache(maxsize=1 << 16)
def parse_affiliation(text: str, gazetteer: Gazetteer, label: Labeller = label_affiliation) -> tuple[Path, ...]:
    """Read an affiliation as paths, one for each organisation that it names, in printed order.

    Buildings, streets, e-mail addresses and people's positions are left out. An affiliation that names units or a
    place but no organisation gives a path without organisation; one that names nothing gives none.

    >>> from kg.values.gazetteer import load_gazetteer
    >>> text = "Department of Anthropology, Durham University, Dawson Building, South Road, Durham, DH1 3LE, UK."
    >>> path, = parse_affiliation(text, load_gazetteer())
    >>> path.units, path.organisation, path.city, path.postcode, path.country
    (('Department of Anthropology',), 'Durham University', 'Durham', 'DH1 3LE', 'UK')
    """
    parts: dict[int, list[Span]] = {}
    for span in label(text, gazetteer):
        parts.setdefault(span.part, []).append(span)
    return tuple(_assemble(text, parts.values()))


def _assemble(text: str, parts: Iterable[list[Span]]) -> Iterator[Path]:
    """Form the paths of each part; units that wait for an organisation go with the first of the next part."""
    waiting: list[str] = []
    for spans in parts:
        organisations, waiting = _gather_units(text, spans, waiting)
        places: dict[str, str] = {}
        for span in spans:
            if span.label == "POSTALCODE" or span.label not in places:  # what precedes a postcode may look like one
                places[span.label] = _words(text, span)
        where = [places.get(label, "") for label in ("CITY", "REGION", "COUNTRY", "POSTALCODE")]
        for name, units in organisations:
            yield Path(tuple(units), name, *where)
        if any(where) and not organisations:
            yield Path(tuple(waiting), "", *where)
            waiting = []
    if waiting:
        yield Path(tuple(waiting))


def _gather_units(text: str, spans: list[Span], waiting: list[str]) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Give units to the organisation printed after them, else to the last one; return those that have none too.

    A unit that follows its organisation without a comma ("Yale University School of Nursing") is its largest.
    """
    organisations: list[tuple[str, list[str]]] = []
    end = len(text)
    for span in spans:
        if span.label == "ORG":
            organisations.append((_words(text, span), waiting))
            waiting, end = [], span.end
        elif span.label == "SUB" and text[end : span.start].isspace():
            organisations[-1][1].append(_words(text, span))
        elif span.label == "SUB":
            waiting = [*waiting, _words(text, span)]
    if organisations:
        organisations[-1][1].extend(reversed(waiting))
        waiting = []
    return organisations, waiting


def _words(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
