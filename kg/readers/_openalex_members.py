"""What is read of a work of OpenAlex: its members by name and type. A member that has another type is a fault."""

from __future__ import annotations

from msgspec import Struct

from kg.readers._json import Text


class Author(Struct):
    id: str | None = None
    display_name: str | None = None
    orcid: str | None = None


class Institution(Struct):
    id: str | None = None
    display_name: str | None = None
    ror: str | None = None


class Affiliation(Struct):
    raw_affiliation_string: str | None = None
    institution_ids: list[str | None] | None = None


class Authorship(Struct):
    author: Author | None = None
    raw_author_name: str | None = None
    institutions: list[Institution] | None = None
    affiliations: list[Affiliation] | None = None
    raw_affiliation_strings: list[str | None] | None = None
    raw_affiliation_string: str | None = None


class Source(Struct):
    id: str | None = None
    display_name: str | None = None
    type: str | None = None
    issn: list[str | None] | None = None
    issn_l: str | None = None
    host_organization_name: str | None = None
    publisher: str | None = None


class Location(Struct):
    source: Source | None = None
    license: str | None = None


class Biblio(Struct):
    volume: Text = None
    issue: Text = None
    first_page: Text = None
    last_page: Text = None


class Term(Struct):
    descriptor_ui: str | None = None
    descriptor_name: str | None = None
    qualifier_name: str | None = None
    is_major_topic: bool | None = None


class Keyword(Struct):
    display_name: str | None = None
    keyword: str | None = None


class Grant(Struct):
    award_id: Text = None
    funder_award_id: Text = None
    funder: str | None = None
    funder_display_name: str | None = None


class Access(Struct):
    is_oa: bool | None = None
    oa_status: str | None = None
