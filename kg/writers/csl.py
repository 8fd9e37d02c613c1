"""Writes CSL-JSON, which Zotero, Mendeley, pandoc and Citation.js read.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables lists the variables. What CSL has no variable for
(subject headings, grants, references, …) goes into `custom`, which CSL-JSON has for it, as the fields of a record; affiliations
stand with their authors as Crossref puts them. What a CSL file had and our model has not is written as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from kg.record import Affiliation, Contributor, Date, Record, Reference
from kg.writers import Stream
from kg.writers._texts import find_type, join_abstract, join_keywords
from kg.writers._types import further_type

TITLE = "CSL-JSON (Zotero, Mendeley, pandoc)"
SUFFIX = ".json"

_TYPES = {"journal": "article-journal", "book": "chapter", "conference": "paper-conference", "series": "book"}
# What other formats call a work -> type of CSL.
_KNOWN = {
    "book": "book",
    "monograph": "book",
    "dissertation": "thesis",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "dataset": "dataset",
    "posted-content": "article",
    "preprint": "article",
}
_DATES = {"published": "issued", "submitted": "submitted", "available": "available-date"}
_IDENTIFIERS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"}
_CUSTOM = ("headings", "grants", "registrations", "relations", "licence", "open_access", "metrics")
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}")
_JSON = re.compile(r"[\[{\d-]|true$|false$")


def write(records: Iterable[Record], stream: Stream) -> None:
    """Write the records in their order as a list, an item a line."""
    encoder = msgspec.json.Encoder()
    separator = b"[\n"
    for record in records:
        stream.write(separator + encoder.encode(_item(record)))
        separator = b",\n"
    stream.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def _item(record: Record) -> dict[str, Any]:
    own = record.source.format == "csl"
    kind = _type(record)
    item: dict[str, Any] = {"id": record.key, "type": kind, "title": record.title}
    for each in record.contributors:
        item.setdefault(each.role, []).append(_name(each))
    for date in record.dates:
        if date.kind in _DATES:
            item.setdefault(_DATES[date.kind], _date(date, own=own))
    item |= _container(record)
    item |= {
        "genre": further_type(record, own=own),
        "volume": record.volume,
        "issue": record.issue,
        "page": record.pages,
        "number": record.article_number,
        "language": record.language,
        "abstract": join_abstract(record),
        "keyword": join_keywords(record.keywords),
    }
    for identifier in record.identifiers:
        if identifier.scheme in _IDENTIFIERS:
            item.setdefault(_IDENTIFIERS[identifier.scheme], identifier.value)
    item["custom"] = _custom(record, numbered=kind.startswith("article") and not record.pages)
    for field in record.extra if own else ():
        item[field.name] = msgspec.Raw(field.value.encode()) if _is_json(field.value) else field.value
    return {name: value for name, value in item.items() if value not in ("", [], {})}


def _custom(record: Record, *, numbered: bool) -> dict[str, Any]:
    """Give the fields for which CSL has no variable, also dates and identifiers of other kinds.

    `numbered` says that the variable `number` is that of an article.
    """
    told = {next((each for each in record.dates if each.kind == kind), None) for kind in _DATES}
    fields = {name: getattr(record, name) for name in _CUSTOM}
    fields["article_number"] = "" if numbered else record.article_number
    fields["cited"] = list(map(_cite, record.references))
    fields["dates"] = [each for each in record.dates if each not in told]
    fields["identifiers"] = [
        each for each in record.identifiers if each.scheme not in {*_IDENTIFIERS, "issn", "eissn", "isbn"}
    ]
    return {name: msgspec.to_builtins(value) for name, value in fields.items() if value not in ("", None, (), [])}


def _cite(each: Reference) -> Reference:
    """Leave out a text that only repeats an identifier: the address of a work of OpenAlex would pass for its format."""
    repeated = any(each.text.endswith(number.value) and " " not in each.text for number in each.identifiers)
    return Reference("", each.identifiers) if repeated else each


def _type(record: Record) -> str:
    if record.source.format == "csl" and record.types:
        return record.types[0]
    return find_type(record, _KNOWN) or (
        _TYPES.get(record.container.kind, "document") if record.container else "document"
    )


def _container(record: Record) -> dict[str, Any]:
    container = record.container
    numbers = (*(container.identifiers if container else ()), *record.identifiers)
    found: dict[str, Any] = {
        "ISSN": ", ".join(each.value for each in numbers if each.scheme in {"issn", "eissn"}),
        "ISBN": ", ".join(each.value for each in numbers if each.scheme == "isbn"),
    }
    if container:
        found |= {
            "collection-title" if container.kind == "series" else "container-title": container.title,
            "container-title-short": container.abbreviation,
            "publisher": container.publisher,
        }
    return found


def _name(each: Contributor) -> dict[str, Any]:
    places = [_place(affiliation) for affiliation in each.affiliations if affiliation.text]
    if each.collective or not each.family:
        person: dict[str, Any] = {"literal": each.name}
    else:
        person = {"family": each.family, "given": each.given or each.initials, "suffix": each.suffix}
        person["ORCID"] = next((number.value for number in each.identifiers if number.scheme == "orcid"), "")
    return {part: value for part, value in (person | {"affiliation": places}).items() if value}


def _place(affiliation: Affiliation) -> dict[str, Any]:
    ids = [{"id": each.value, "id-type": each.scheme} for each in affiliation.identifiers]
    return {"name": affiliation.text, "id": ids} if ids else {"name": affiliation.text}


def _date(date: Date, *, own: bool) -> dict[str, Any]:
    if _ISO.fullmatch(date.value) and not (own and _ISO.fullmatch(date.printed) is None):
        return {"date-parts": [[int(part) for part in date.value.split("-")]]}
    return {"raw": date.printed or date.value}


def _is_json(value: str) -> bool:
    """Whether a field that was kept as read is no text: a number, a list, an object."""
    if not _JSON.match(value):
        return False
    try:
        msgspec.json.decode(value)
    except msgspec.DecodeError:
        return False
    return True
