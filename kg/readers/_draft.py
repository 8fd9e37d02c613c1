"""A record that is being read: its fields are lists until all of them are there."""

from __future__ import annotations

from typing import TypeVar

from msgspec import Struct, field

from kg.record import (
    Container,
    Contributor,
    Date,
    Field,
    Grant,
    Heading,
    Identifier,
    Record,
    Reference,
    Relation,
    Section,
    Source,
)

Value = TypeVar("Value", str, Identifier)


class Draft(Struct):
    """What has been read of a record so far; `container` is the title of what it appeared in."""

    title: str = ""
    container: str = ""
    kind: str = "journal"
    abbreviation: str = ""
    publisher: str = ""
    country: str = ""
    container_identifiers: list[Identifier] = field(default_factory=list)
    volume: str = ""
    issue: str = ""
    pages: str = ""
    article_number: str = ""
    licence: str = ""
    open_access: bool | None = None
    identifiers: list[Identifier] = field(default_factory=list)
    dates: list[Date] = field(default_factory=list)
    contributors: list[Contributor] = field(default_factory=list)
    abstract: list[Section] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    registrations: list[Identifier] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    extra: list[Field] = field(default_factory=list)

    def keep(self, name: str, value: str) -> None:
        """Keep what the model has no place for, unless it is empty."""
        if value:
            self.extra.append(Field(name, value))

    def finish(self, key: str, source: Source) -> Record:
        """Make the record; what is listed twice is in it once."""
        title = self.container or self.abbreviation
        if not title:
            self.keep("publisher", self.publisher)
        self.extra += (Field("Language", each) for each in self.languages[1:])
        appeared = _unique(self.container_identifiers)
        if not title and not appeared:
            self.keep("Country", self.country)
        container = Container(
            title, self.kind, appeared, self.abbreviation, self.publisher if title else "", self.country
        )
        return Record(
            key=key,
            source=source,
            title=self.title,
            identifiers=_unique(self.identifiers),
            dates=tuple(self.dates),
            container=container if container.title or container.identifiers else None,
            volume=self.volume,
            issue=self.issue,
            pages=self.pages,
            article_number=self.article_number,
            contributors=tuple(self.contributors),
            abstract=tuple(self.abstract),
            keywords=_unique(self.keywords),
            headings=tuple(self.headings),
            types=_unique(self.types),
            language=self.languages[0] if self.languages else "",
            grants=tuple(self.grants),
            registrations=_unique(self.registrations),
            references=tuple(self.references),
            relations=tuple(self.relations),
            licence=self.licence,
            open_access=self.open_access,
            flags=("retracted",) if any(each.kind == "retracted-by" for each in self.relations) else (),
            extra=tuple(self.extra),
        )


def _unique(values: list[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values)) if len(values) > 1 else tuple(values)
