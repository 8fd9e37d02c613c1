"""What a record states and a study has under the same terms: title, dates, volume, pages, identifiers, abstract, licence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from kg.facts.identifiers import identify
from kg.facts.literals import boolean, date, text
from kg.facts.quads import Literal, Node, Term, named
from kg.facts.vocabulary import DC, DCTERMS, FABIO, KG, PRISM, SCHEMA
from kg.record import Record, Section

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_TOLD = frozenset(("doi", "pmid", "pmcid"))
# When it appeared, and what sources call that.
_ISSUED = {
    **dict.fromkeys(("epublish", "published-online", "epub", "electronic", "online"), KG.publishedOnline),
    **dict.fromkeys(("ppublish", "published-print", "ppub", "print"), KG.publishedInPrint),
}


def stated(record: Record) -> Iterator[tuple[Node, Term]]:
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
    if (year := record.year) is not None:
        yield FABIO.hasPublicationYear, date(f"{year:04}")
    yield from identify(record.identifiers, _TOLD)
    yield from _issued(record)
    for keyword in dict.fromkeys(map(text, record.keywords)):
        yield PRISM.keyword, keyword
    for printed in dict.fromkeys(map(text, record.types)):
        yield SCHEMA.genre, printed
    if record.language:
        yield _language(record.language)
    if record.open_access is not None:
        yield SCHEMA.isAccessibleForFree, boolean(record.open_access)
    if record.licence:
        yield state_licence(record.licence.strip())


def join_sections(sections: tuple[Section, ...]) -> str:
    r"""Join the sections of an abstract, each with its label on a line of its own.

    >>> join_sections((Section("AIMS", "To see."), Section("", "More.")))
    'AIMS: To see.\nMore.'
    """
    return "\n".join(f"{each.label}: {each.text}" if each.label else each.text for each in sections)


def _language(name: str) -> tuple[Node, Term]:
    """Turn an ISO 639 code into the Library of Congress's node for it; anything else stays text, as schema.org allows."""
    code = name.lower()
    if _LANGUAGE.fullmatch(code):
        return DCTERMS.language, named(f"http://id.loc.gov/vocabulary/iso639-{len(code) - 1}/{code}")
    return SCHEMA.inLanguage, text(name)


def _issued(record: Record) -> Iterator[tuple[Node, Literal]]:
    """Give the first date of each form in which the work appeared."""
    found: dict[Node, str] = {}
    for each in record.dates:
        if each.value and each.kind in _ISSUED:
            found.setdefault(_ISSUED[each.kind], each.value)
    for term, value in found.items():
        yield term, date(value)


def state_licence(printed: str) -> tuple[Node, Term]:
    """Turn the address of a licence into a node; its name, or its words, stay text."""
    if printed.startswith(("http://", "https://")) and "@" not in printed:
        with suppress(ValueError):
            return DCTERMS.license, named(printed)
    return DC.rights, text(printed)
