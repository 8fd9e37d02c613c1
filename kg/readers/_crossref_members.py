"""What is read of a work of Crossref: its members by name and type. A member that has another type is a fault."""

from __future__ import annotations

from msgspec import Struct, field

from kg.readers._json import Text


class When(Struct):
    parts: list[list[int | str | None]] | None = field(name="date-parts", default=None)


class Id(Struct):
    id: Text = None
    kind: str | None = field(name="id-type", default=None)


class Place(Struct):
    name: str | None = None
    department: list[str] | None = None
    place: list[str] | None = None
    id: list[Id] | None = None


class Person(Struct):
    given: str | None = None
    family: str | None = None
    name: str | None = None
    literal: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    orcid: str | None = field(name="ORCID", default=None)
    affiliation: list[Place] | None = None


class Typed(Struct):
    value: Text = None
    type: str | None = None


class Funder(Struct):
    name: str | None = None
    award: list[Text] | None = None
    doi: str | None = field(name="DOI", default=None)


class Trial(Struct):
    number: Text = field(name="clinical-trial-number", default=None)
    registry: str | None = None


class Licence(Struct):
    url: str | None = field(name="URL", default=None)
    version: str | None = field(name="content-version", default=None)


class Assertion(Struct):
    name: str | None = None
    value: Text = None


class Update(Struct):
    doi: str | None = field(name="DOI", default=None)
    type: str | None = None


class Cited(Struct):
    doi: str | None = field(name="DOI", default=None)
    unstructured: str | None = None
    author: str | None = None
    year: Text = None
    article: str | None = field(name="article-title", default=None)
    volume_title: str | None = field(name="volume-title", default=None)
    series: str | None = field(name="series-title", default=None)
    journal: str | None = field(name="journal-title", default=None)
    volume: Text = None
    issue: Text = None
    first_page: Text = field(name="first-page", default=None)
