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
    """Give units to the organisation printed after them, in their part or a later one, else to the one before."""
    waiting: list[str] = []
    for spans in parts:
        places: dict[str, str] = {}
        organisations: list[tuple[str, list[str]]] = []
        for span in spans:
            words = " ".join(text[span.start : span.end].split())
            if span.label == "ORG":
                organisations.append((words, waiting))
                waiting = []
            elif span.label == "SUB":
                waiting.append(words)
            elif span.label == "POSTALCODE":
                places[span.label] = words
            else:
                places.setdefault(span.label, words)
        if organisations and waiting:
            name, units = organisations[-1]
            organisations[-1] = (name, [*reversed(waiting), *units])
            waiting = []
        where = [places.get(label, "") for label in ("CITY", "REGION", "COUNTRY", "POSTALCODE")]
        for name, units in organisations:
            yield Path(tuple(units), name, *where)
        if any(where) and not organisations:
            yield Path(tuple(waiting), "", *where)
            waiting = []
    if waiting:
        yield Path(tuple(waiting))
