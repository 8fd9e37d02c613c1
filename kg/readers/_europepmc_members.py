"""The members of Europe PMC's results that have members of their own, as far as they are read.

Lists have a member around them: {"author": […]}.
"""

from __future__ import annotations

from msgspec import Struct, field

from kg.readers._json import Text


class Member(Struct, rename="camel"):
    """A member whose names are as in JSON, but for capitals."""


class Place(Member):
    """An affiliation of an author."""

    affiliation: str | None = None


class PersonId(Member):
    """An identifier of an author, of a type ("ORCID")."""

    type: str | None = None
    value: str | None = None


class Person(Member):
    """An author: a person, or a group (`collective_name`)."""

    full_name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    initials: str | None = None
    collective_name: str | None = None
    author_id: PersonId | None = None
    affiliation: str | None = None
    author_affiliation_details_list: dict[str, list[Place] | None] | None = None


class Journal(Member):
    """A journal, with its numbers."""

    title: str | None = None
    isoabbreviation: str | None = None
    medline_abbreviation: str | None = None
    issn: str | None = None
    essn: str | None = None
    nlmid: Text = None


class Issue(Member):
    """Where and when in a journal."""

    volume: Text = None
    issue: Text = None
    date_of_publication: str | None = None
    journal: Journal | None = None


class Qualifier(Member):
    """A qualifier of a heading."""

    qualifier_name: str | None = None
    major: str | None = field(name="majorTopic_YN", default=None)


class Term(Member):
    """A heading of MeSH."""

    descriptor_name: str | None = None
    major: str | None = field(name="majorTopic_YN", default=None)
    mesh_qualifier_list: dict[str, list[Qualifier] | None] | None = None


class Award(Member):
    """A grant."""

    grant_id: Text = None
    agency: str | None = None


class Other(Member):
    """Another work, and what it is to this one ("Comment in")."""

    id: Text = None
    source: str | None = None
    type: str | None = None
    reference: str | None = None
    note: str | None = None
