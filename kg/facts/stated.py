"""What a record states and a study has under the same terms: title, year, volume, pages, identifiers, abstract."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.facts.literals import boolean, date, text
from kg.record import Record, Section
from kg.terms import DCTERMS, FABIO, PRISM, SCHEMA

_LANGUAGE = re.compile(r"[a-z]{2,3}")


def stated(record: Record) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """Give the properties and values that hold of the record and of its study alike; no pair comes twice."""
    for term, value in (
        (DCTERMS.title, record.title),
        (PRISM.volume, record.volume),
        (PRISM.issueIdentifier, record.issue),
        (PRISM.pageRange, record.pages),
        (FABIO.hasElectronicArticleIdentifier, record.article_number),
        (PRISM.doi, record.identifier("doi")),
        (FABIO.hasPubMedId, record.identifier("pmid")),
        (FABIO.hasPubMedCentralId, record.identifier("pmcid")),
        (DCTERMS.abstract, join_sections(record.abstract)),
    ):
        if value:
            yield term, text(value)
    if record.year is not None:
        yield FABIO.hasPublicationYear, date(f"{record.year:04}")
    for keyword in dict.fromkeys(map(text, record.keywords)):
        yield PRISM.keyword, keyword
    if record.language:
        yield _language(record.language)
    if record.open_access is not None:
        yield SCHEMA.isAccessibleForFree, boolean(record.open_access)


def join_sections(sections: tuple[Section, ...]) -> str:
    r"""Join the sections of an abstract, each with its label on a line of its own.

    >>> join_sections((Section("AIMS", "To see."), Section("", "More.")))
    'AIMS: To see.\nMore.'
    """
    return "\n".join(f"{each.label}: {each.text}" if each.label else each.text for each in sections)


def _language(name: str) -> tuple[NamedNode, NamedNode | Literal]:
    """Turn an ISO 639 code into the Library of Congress's node for it; anything else stays text, as schema.org allows."""
    code = name.lower()
    if _LANGUAGE.fullmatch(code):
        return DCTERMS.language, NamedNode(f"http://id.loc.gov/vocabulary/iso639-{len(code) - 1}/{code}")
    return SCHEMA.inLanguage, text(name)
