"""Records for the resolution tests, small enough to read."""

from collections.abc import Callable

import pytest

from kg.record import Affiliation, Container, Contributor, Date, Identifier, Record, Section, Source, record_key


def author(text: str) -> Contributor:
    """Make an author from "Wildman JM | Josephine M | Newcastle University, Newcastle upon Tyne, UK"."""
    name, given, where = (*(part.strip() for part in text.split("|")), "", "")[:3]
    family, _, initials = name.rpartition(" ")
    affiliations = (Affiliation(where),) if where else ()
    return Contributor(name, family=family, given=given, initials=initials, affiliations=affiliations)


def make_record(
    title: str = "",
    authors: tuple[str | Contributor, ...] = (),
    year: int | None = 2020,
    journal: str = "BMC Med",
    **fields: object,
) -> Record:
    identifiers = tuple(
        Identifier(scheme, str(fields.pop(scheme))) for scheme in ("doi", "pmid", "pmcid") if scheme in fields
    )
    abstract = str(fields.pop("abstract", ""))
    contributors = tuple(author(each) if isinstance(each, str) else each for each in authors)
    raw = repr((title, contributors, year, journal, identifiers, fields, abstract))
    return Record(
        key=record_key(raw),
        source=Source("test", "test.txt", 1, raw),
        title=title,
        contributors=contributors,
        dates=(Date("published", str(year), str(year)),) if year else (),
        container=Container(journal) if journal else None,
        identifiers=identifiers,
        abstract=(Section("", abstract),) if abstract else (),
        **fields,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="session")
def record() -> Callable[..., Record]:
    """Give the maker of records."""
    return make_record
