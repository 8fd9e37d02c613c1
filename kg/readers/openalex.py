"""Reads works of OpenAlex as JSON: lines of a snapshot or of a download, a list, answers of the API.

https://docs.openalex.org/api-entities/works/work-object says what the members mean; those of 2023, which the API no
longer has, are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from msgspec import Raw

from kg.readers import _openalex_members as members
from kg.readers._json import Entry, Text, printed, read_entries
from kg.readers._json_split import Layout, is_json
from kg.record import (
    Affiliation,
    Container,
    Contributor,
    Date,
    Fault,
    Field,
    Grant,
    Heading,
    Identifier,
    Metric,
    Record,
    Reference,
    Section,
)
from kg.values.names import Name, split_full_name

TITLE = "OpenAlex works (JSON)"
BOUNDARY = re.compile(rb"\}\r?\n(?=\{)")

_LAYOUT = Layout(frozenset({b"results"}), rb'\{\s*"id"\s*:\s*"https?://openalex\.org/[Ww]\d')
_SIGNS = (b'"authorships"', b'"abstract_inverted_index"', b'"cited_by_api_url"', b'"https://openalex.org/W')
_INITIALS_LAST = re.compile(r"\s[A-Z]{1,3}$")  # a raw name as bylines print it: "Dow CJ"
_KINDS = {"journal": "journal", "conference": "conference", "book series": "book", "ebook platform": "book"}


def sniff(head: bytes) -> bool:
    """Tell by members that only works of OpenAlex have.

    >>> sniff(b'{"id":"https://openalex.org/W2741809807","doi":null}'), sniff(b'{"DOI": "10.1/x"}')
    (True, False)
    """
    return is_json(head) and any(sign in head for sign in _SIGNS)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read works, each with its faults before it; what is no work is a fault."""
    return read_entries(stream, file, _LAYOUT, _is_work, _read_work)


def _is_work(members: Mapping[str, Raw]) -> bool:
    return bytes(members.get("id", b"")).rpartition(b"/")[2][:1] in {b"W", b"w"}


def _read_work(work: Entry) -> Record:
    title = work.text("title") or work.text("display_name")
    work.take("display_name", str)
    access = work.take("open_access", members.Access)
    grants, funders = _grants(work)
    status = [Field("oa_status", access.oa_status)] if access and access.oa_status else []
    place = work.take("primary_location", members.Location)
    best = work.take("best_oa_location", members.Location)
    source = (place and place.source) or work.take("host_venue", members.Source)
    biblio = work.take("biblio", members.Biblio) or members.Biblio()
    pages = "-".join(dict.fromkeys(filter(None, map(printed, (biblio.first_page, biblio.last_page)))))
    return Record(
        key=work.key,
        source=work.source("openalex"),
        title=title,
        identifiers=tuple(_identifiers(work)),
        dates=_dates(work),
        container=_container(source),
        volume=printed(biblio.volume),
        issue=printed(biblio.issue),
        pages=pages,
        contributors=tuple(map(_contributor, work.take("authorships", list[members.Authorship]) or ())),
        abstract=_abstract(work),
        keywords=tuple(
            filter(
                None,
                (
                    printed(each.display_name or each.keyword)
                    for each in work.take("keywords", list[members.Keyword]) or ()
                ),
            )
        ),
        headings=_headings(work.take("mesh", list[members.Term]) or []),
        types=tuple(dict.fromkeys(filter(None, (work.text("type"), work.text("type_crossref"))))),
        language=work.text("language"),
        grants=grants,
        references=tuple(
            Reference(each, (Identifier("openalex", _last(each)),))
            for each in work.take("referenced_works", list[str]) or ()
        ),
        licence=next((each.license for each in (best, place) if each and each.license), ""),
        open_access=access.is_oa if access else None,
        metrics=tuple(Metric("openalex-citations", count) for count in [work.text("cited_by_count")] if count),
        flags=tuple(name.removeprefix("is_") for name in ("is_retracted", "is_paratext") if work.take(name, bool)),
        extra=(*status, *funders, *work.rest()),
    )


def _last(url: str) -> str:
    """Give the identifier at the end of an address."""
    return url.strip().rstrip("/").rpartition("/")[2]


def _identifiers(work: Entry) -> Iterator[Identifier]:
    """Give each identifier once: `ids` repeats the members of its own."""
    found: dict[str, str] = {"openalex": _last(work.text("id")), "doi": work.text("doi")}
    for scheme, value in (work.take("ids", dict[str, Text]) or {}).items():
        text = printed(value)
        found[scheme] = found.get(scheme) or (text if scheme == "doi" else _last(text))
    return (Identifier(scheme, value) for scheme, value in found.items() if value)


def _dates(work: Entry) -> tuple[Date, ...]:
    """Give the date of publication as far as it can be meant.

    OpenAlex fills up what is not known: three quarters of its dates are the first of a month, a sixth of these in
    January. So the first of a month says the month alone, and the first of January the year.
    """
    day, year = work.text("publication_date"), work.text("publication_year")
    known = day.removesuffix("-01").removesuffix("-01") if day.endswith("-01-01") else day.removesuffix("-01")
    return (Date("published", known or year),) if known or year else ()


def _container(source: members.Source | None) -> Container | None:
    if source is None or not (source.display_name or source.issn):
        return None
    issns = [Identifier("issn", issn) for issn in dict.fromkeys(source.issn or ()) if issn]
    linking = [Identifier("issnl", source.issn_l)] if source.issn_l else []
    own = [Identifier("openalex", _last(source.id))] if source.id else []
    return Container(
        printed(source.display_name),
        _KINDS.get(source.type or "journal", source.type or ""),
        (*issns, *linking, *own),
        publisher=printed(source.host_organization_name or source.publisher),
    )


def _contributor(authorship: members.Authorship) -> Contributor:
    """Give an author; OpenAlex puts given names first, so that "Bo Li" has no initials."""
    author = authorship.author or members.Author()
    shown = printed(author.display_name)
    name = printed(authorship.raw_author_name) or shown
    parts = Name("") if _INITIALS_LAST.search(name) and shown != name else split_full_name(name)
    ids = (("orcid", author.orcid), ("openalex", author.id))
    return Contributor(
        name,
        full_name=shown if shown != name else "",
        family=parts.family,
        given=parts.given,
        initials=parts.initials,
        suffix=parts.suffix,
        identifiers=tuple(Identifier(scheme, _last(url)) for scheme, url in ids if url),
        affiliations=tuple(_affiliations(authorship)),
    )


def _affiliations(authorship: members.Authorship) -> Iterator[Affiliation]:
    """Give the printed affiliations with the institutions found in each, then the institutions found in none of them.

    Where it is not said which institution stands in which affiliation, only a single affiliation has them.
    """
    institutions = {each.id: each for each in authorship.institutions or () if each.id}
    ids = {key: _institution_ids(each) for key, each in institutions.items()}
    pairs = [(each.raw_affiliation_string, each.institution_ids or []) for each in authorship.affiliations or ()]
    if not pairs:
        texts = list(filter(None, authorship.raw_affiliation_strings or [authorship.raw_affiliation_string]))
        pairs = [(text, list(institutions) if len(texts) == 1 else []) for text in texts]
    used: set[str | None] = set()
    for text, places in pairs:
        if shown := printed(text):
            used.update(places)
            yield Affiliation(shown, tuple(one for each in places for one in ids.get(each or "", ())))
    if pairs and not used:  # several affiliations that are not told apart
        return
    for key, institution in institutions.items():
        if key not in used and institution.display_name:
            yield Affiliation(printed(institution.display_name), ids[key])


def _institution_ids(institution: members.Institution) -> tuple[Identifier, ...]:
    pairs = (("ror", institution.ror), ("openalex", institution.id))
    return tuple(Identifier(scheme, _last(url)) for scheme, url in pairs if url)


def _abstract(work: Entry) -> tuple[Section, ...]:
    """Put the words of an inverted abstract back into their order."""
    inverted = work.take("abstract_inverted_index", dict[str, list[int]])
    words = sorted((place, word) for word, places in (inverted or {}).items() for place in places)
    text = " ".join(word for _, word in words) or work.text("abstract")
    return (Section("", text),) if text else ()


def _headings(terms: list[members.Term]) -> tuple[Heading, ...]:
    """Give each MeSH heading once, with all its qualifiers: a work has one member for each pair of them."""
    found: dict[str, list[members.Term]] = {}
    for term in terms:
        if term.descriptor_name:
            found.setdefault(term.descriptor_name, []).append(term)
    return tuple(
        Heading(
            label,
            tuple(dict.fromkeys(each.qualifier_name for each in same if each.qualifier_name)),
            any(each.is_major_topic for each in same),
            Identifier("mesh", same[0].descriptor_ui) if same[0].descriptor_ui else None,
            tuple(dict.fromkeys(each.qualifier_name for each in same if each.qualifier_name and each.is_major_topic)),
        )
        for label, same in found.items()
    )


def _grants(work: Entry) -> tuple[tuple[Grant, ...], tuple[Field, ...]]:
    """Give the grants, and beside them what OpenAlex calls their funders."""
    listed = [each for name in ("grants", "awards") for each in work.take(name, list[members.Grant]) or ()]
    named = [(each, printed(each.funder_display_name)) for each in listed]
    grants = (Grant(printed(each.award_id or each.funder_award_id), agency) for each, agency in named)
    funders = (Field("funder", f"{agency}: {_last(each.funder)}") for each, agency in named if each.funder)
    return tuple(each for each in grants if each != Grant()), tuple(dict.fromkeys(funders))
