"""What is read of a work of The Lens: its members by name and type. A member that has another type is a fault."""

from __future__ import annotations

from msgspec import Struct

from kg.readers._json import Text

KINDS = {"book chapter": "book", "conference proceedings article": "conference"}
"""What works of a type appear in, if not in a journal."""


class Id(Struct):
    """An identifier or an ISSN, of a type."""

    type: str | None = None
    value: Text = None


class Place(Struct):
    """An affiliation of an author: as printed, and as The Lens names it."""

    name: str | None = None
    name_original: str | None = None
    grid_id: str | None = None
    ids: list[Id] | None = None
    country_code: str | None = None


class Person(Struct):
    """An author: a person, or a group (`collective_name`)."""

    collective_name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    initials: str | None = None
    ids: list[Id] | None = None
    affiliations: list[Place] | None = None


class Source(Struct):
    """What the work appeared in."""

    title: str | None = None
    publisher: str | None = None
    issn: list[Id] | None = None
    country: str | None = None
    asjc_codes: list[str] | None = None
    asjc_subjects: list[str] | None = None


class Access(Struct):
    """Whether a work can be read by all, and by which licence."""

    license: str | None = None
    colour: str | None = None


class Term(Struct):
    """A heading of MeSH with one of its qualifiers."""

    mesh_heading: str | None = None
    mesh_id: str | None = None
    qualifier_name: str | None = None


class Funding(Struct):
    """A grant."""

    org: str | None = None
    funding_id: Text = None
    country: str | None = None


class Trial(Struct):
    """The registration of a trial."""

    id: str | None = None
    registry: str | None = None


class Cited(Struct):
    """A cited work."""

    lens_id: str | None = None
    text: str | None = None
