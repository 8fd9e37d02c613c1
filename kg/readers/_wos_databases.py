"""What the databases of Web of Science beside its Core Collection say in tags of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.readers._tagged_fields import Tags, join_pages
from kg.record import Heading, Identifier
from kg.values.pages import read_pages

_MEDLINE = "MEDLINE:"
_ARTICLE_NUMBER = re.compile(r"Article No\.:? *(\S+)")
_WITH_EPUB = re.compile(r"(.*\S) *\(Epub [^()]*\)")
_BETWEEN_HEADINGS = re.compile(r"\.(?:\s+|$)")


def find_identifiers(tags: Tags) -> Iterator[Identifier]:
    """Give the PMID of a record of MEDLINE; the number that a database has of its own is used up where the accession number has it."""
    for accession in tags.peek("UT"):
        database, _, number = accession.partition(":")
        for each in tags.of("AN"):
            if each.text in {number, accession}:
                tags.use(each)
        if f"{database}:" == _MEDLINE:
            yield Identifier("pmid", number)


def find_pages(tags: Tags) -> tuple[str, str]:
    """Give the pages, which others print as "12-19" in a field of their own, and the number of the article."""
    pages, number = join_pages(tags.first("BP"), tags.first("EP")), tags.first("AR")
    for each in tags.of("PS"):
        found = _ARTICLE_NUMBER.fullmatch(each.text)
        if found and {number, pages} <= {"", found[1]}:
            pages, number = "", found[1]
        elif found or (pages and not _are_same(pages, each.text)):
            continue
        else:
            pages = pages or each.text
        tags.use(each)
    return pages, number


def _are_same(pages: str, others: str) -> bool:
    return pages == others or ("", "") != read_pages(pages) == read_pages(others)


def tell_dates(tags: Tags) -> Iterator[str]:
    """Give the date of the issue without that of the electronic form behind it: "2021 May (Epub 2021 Feb 03)"."""
    yield from (found[1] for text in tags.peek("PD") if (found := _WITH_EPUB.fullmatch(text)))


def find_keywords(tags: Tags) -> Iterator[str]:
    """Give the keywords of MEDLINE's authors, under the tag that elsewhere says what Web of Science thought of, and BIOSIS's."""
    listed = [text.split(";") for text in tags.all("ID")] if _is_medline(tags) else []
    listed += [text.split(",") for text in tags.all("MI")]
    yield from (word for each in listed for part in each if (word := part.strip()))


def find_headings(tags: Tags) -> Iterator[Heading]:
    """Give the headings of MEDLINE: "Adult. *Walking / physiology; *psychology."."""
    if not _is_medline(tags):
        return
    for text in (part for line in tags.lines("MH") for part in _BETWEEN_HEADINGS.split(line) if part):
        label, _, listed = text.partition(" / ")
        qualifiers = [part.strip() for part in listed.split(";") if part.strip()]
        main = tuple(each.removeprefix("*") for each in qualifiers if each.startswith("*"))
        plain = tuple(each.removeprefix("*") for each in qualifiers)
        yield Heading(
            label.strip().removeprefix("*"), plain, bool(main) or label.startswith("*"), major_qualifiers=main
        )


def _is_medline(tags: Tags) -> bool:
    return any(text.startswith(_MEDLINE) for text in tags.peek("UT"))
