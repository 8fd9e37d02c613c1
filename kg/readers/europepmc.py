"""Reads the results of Europe PMC as JSON: answers of its search (resultType core or lite), and lists of results.

https://europepmc.org/RestfulWebService describes the service; members as its answers of 2020 to 2026 have them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO, TypeVar

from msgspec import Raw

from kg.readers import _europepmc_members as members
from kg.readers._citation_line import split_authors
from kg.readers._crossref_abstract import read_abstract
from kg.readers._json import Entry, printed, read_entries
from kg.readers._json_split import Layout, is_json
from kg.record import (
    Affiliation,
    Container,
    Contributor,
    Date,
    Fault,
    Grant,
    Heading,
    Identifier,
    Metric,
    Record,
    Relation,
)
from kg.values.names import is_personal
from kg.values.relations import BY_WORDS

Value = TypeVar("Value")

TITLE = "Europe PMC search results (JSON)"

_LAYOUT = Layout(
    frozenset({b"resultList", b"result"}),
    # other works that a result names begin as it does, but for their third member
    rb'\{\s*"id"\s*:\s*"[^"\\]*"\s*,\s*"source"\s*:\s*"[^"\\]*"\s*,\s*"(?:pmid|pmcid|fullTextIdList|doi|title)"',
)
_SIGNS = (b'"authorString"', b'"journalInfo"', b'"firstPublicationDate"', b'"inEPMC"')
_DATES = {
    "epublish": "electronicPublicationDate",
    "created": "dateOfCreation",
    "completed": "dateOfCompletion",
    "updated": "dateOfRevision",
}
_SOURCES = {"MED": "pmid", "PMC": "pmcid"}


def sniff(head: bytes) -> bool:
    """Tell by members that only Europe PMC has.

    >>> sniff(b'{"version":"6.9","resultList":{"result":[{"id":"1","source":"MED","authorString":"Bell S."}]}}')
    True
    """
    return is_json(head) and b'"source"' in head and any(sign in head for sign in _SIGNS)


def read(stream: BinaryIO, file: str) -> Iterator[Record | Fault]:
    """Read results, each with its faults before it; what is no result is a fault."""
    return read_entries(stream, file, _LAYOUT, _is_result, _read_result)


def _is_result(members: Mapping[str, Raw]) -> bool:
    return "id" in members and "source" in members and ("title" in members or "authorString" in members)


def _read_result(result: Entry) -> Record:
    place = result.take("journalInfo", members.Issue) or members.Issue()
    relations = tuple(_relations(result))
    types = _listed(result.take("pubTypeList", dict[str, list[str] | str | None])) or result.text("pubType").split("; ")
    keywords = _listed(result.take("keywordList", dict[str, list[str] | None]))
    return Record(
        key=result.key,
        source=result.source("europepmc"),
        title=result.text("title"),
        identifiers=tuple(_identifiers(result)),
        dates=tuple(_dates(result, place)),
        container=_container(result, place.journal or members.Journal()),
        volume=printed(place.volume) or result.text("journalVolume"),
        issue=printed(place.issue) or result.text("issue"),
        pages=result.text("pageInfo"),
        contributors=tuple(_contributors(result)),
        abstract=read_abstract(result.take("abstractText", str) or ""),
        keywords=tuple(filter(None, map(printed, keywords or ()))),
        headings=tuple(_headings(result)),
        types=tuple(filter(None, [types] if isinstance(types, str) else types)),
        language=result.text("language"),
        grants=tuple(_grants(result)),
        relations=relations,
        licence=result.text("license"),
        open_access=True if result.text("isOpenAccess") == "Y" else None,
        metrics=tuple(Metric("europepmc-citations", count) for count in [result.text("citedByCount")] if count),
        flags=("retracted",) if any(each.kind == "retracted-by" for each in relations) else (),
        extra=result.rest(),
    )


def _listed(wrapped: Mapping[str, Value | None] | None) -> Value | None:
    """Give the list that a member stands around."""
    return next(iter((wrapped or {}).values()), None)


def _identifiers(result: Entry) -> Iterator[Identifier]:
    """Give the identifiers; the number of a result of PubMed or PubMed Central is theirs, of others Europe PMC's."""
    number, source = result.text("id"), result.text("source")
    found = {scheme: result.text(scheme) for scheme in ("pmid", "pmcid", "doi")}
    scheme = _SOURCES.get(source, "europepmc")
    found[scheme] = found.get(scheme) or (number if source in _SOURCES else f"{source}/{number}")
    yield from (Identifier(scheme, value) for scheme, value in found.items() if value)


def _dates(result: Entry, place: members.Issue) -> Iterator[Date]:
    year = result.text("pubYear")
    if told := printed(place.date_of_publication) or year:
        yield Date("published", told)
    for kind, name in _DATES.items():
        if told := result.text(name):
            yield Date(kind, told)


def _container(result: Entry, journal: members.Journal) -> Container | None:
    title = printed(journal.title) or result.text("journalTitle")
    numbers = [("issn", journal.issn), ("eissn", journal.essn), ("nlmid", journal.nlmid)]
    numbers += [("issn", each) for each in result.text("journalIssn").split("; ")]
    found = tuple(dict.fromkeys(Identifier(scheme, text) for scheme, each in numbers if (text := printed(each))))
    short = printed(journal.isoabbreviation or journal.medline_abbreviation)
    return Container(title, identifiers=found, abbreviation=short if short != title else "") if title or found else None


def _contributors(result: Entry) -> Iterator[Contributor]:
    """Give the authors one by one, or those of a byline, which is all that results of the lite type have."""
    people = _listed(result.take("authorList", dict[str, list[members.Person] | None]))
    byline = result.text("authorString")
    if not people:
        for name in split_authors(f"{byline.removesuffix('.')}. T")[0]:
            yield Contributor(name, collective=not is_personal(name))
        return
    for each in people:
        details = _listed(each.author_affiliation_details_list) or ()
        texts = [one.affiliation for one in details] or [each.affiliation]
        own = each.author_id
        yield Contributor(
            printed(each.collective_name or each.full_name),
            collective=bool(each.collective_name),
            family=printed(each.last_name),
            given=printed(each.first_name),
            initials=printed(each.initials),
            identifiers=(Identifier((own.type or "").lower(), own.value),) if own and own.type and own.value else (),
            affiliations=tuple(Affiliation(text) for one in texts if (text := printed(one))),
        )


def _headings(result: Entry) -> Iterator[Heading]:
    for each in _listed(result.take("meshHeadingList", dict[str, list[members.Term] | None])) or ():
        found = _listed(each.mesh_qualifier_list) or ()
        major = tuple(printed(one.qualifier_name) for one in found if one.major == "Y")
        yield Heading(
            printed(each.descriptor_name),
            tuple(printed(one.qualifier_name) for one in found),
            major=each.major == "Y" or bool(major),
            major_qualifiers=major,
        )


def _grants(result: Entry) -> Iterator[Grant]:
    for each in _listed(result.take("grantsList", dict[str, list[members.Award] | None])) or ():
        yield Grant(printed(each.grant_id), printed(each.agency))


def _relations(result: Entry) -> Iterator[Relation]:
    for each in _listed(result.take("commentCorrectionList", dict[str, list[members.Other] | None])) or ():
        scheme, number = _SOURCES.get(each.source or ""), printed(each.id)
        cited = (Identifier(scheme, number),) if scheme and number else ()
        kind = printed(each.type)
        yield Relation(BY_WORDS.get(kind, kind), printed(each.reference or each.note) or number, cited)
