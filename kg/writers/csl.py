"""Writes CSL-JSON, which Zotero, Mendeley, pandoc and Citation.js read.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables lists the variables. What CSL has no variable for
(addresses, subject headings, grants, references) is left out; what a CSL file had and our model has not is written as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from gzip import GzipFile
from typing import IO, Any

import msgspec

from kg.record import Contributor, Date, Record
from kg.writers._retractions import further_type

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
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}")
_JSON = re.compile(r"[\[{\d-]|true$|false$")


def write(records: Iterable[Record], stream: IO[bytes] | GzipFile) -> None:
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
        "abstract": _abstract(record),
        "keyword": "; ".join(record.keywords) + ";" * (len(record.keywords) == 1 and "," in record.keywords[0]),
    }
    for identifier in record.identifiers:
        if identifier.scheme in _IDENTIFIERS:
            item.setdefault(_IDENTIFIERS[identifier.scheme], identifier.value)
    for field in record.extra if own else ():
        item[field.name] = msgspec.Raw(field.value.encode()) if _is_json(field.value) else field.value
    return {name: value for name, value in item.items() if value not in ("", [])}


def _type(record: Record) -> str:
    if record.source.format == "csl" and record.types:
        return record.types[0]
    known = next((_KNOWN[each.lower()] for each in record.types if each.lower() in _KNOWN), "")
    return known or (_TYPES.get(record.container.kind, "document") if record.container else "document")


def _container(record: Record) -> dict[str, Any]:
    container = record.container
    numbers = (*(container.identifiers if container else ()), *record.identifiers)
    found: dict[str, Any] = {
        "ISSN": ", ".join(each.value for each in numbers if each.scheme in {"issn", "eissn"}),
        "ISBN": ", ".join(each.value for each in numbers if each.scheme == "isbn"),
    }
    if container:
        found |= {
            "container-title": container.title,
            "container-title-short": container.abbreviation,
            "publisher": container.publisher,
        }
    return found


def _name(each: Contributor) -> dict[str, str]:
    if each.collective or not each.family:
        return {"literal": each.name}
    person = {"family": each.family, "given": each.given or each.initials, "suffix": each.suffix}
    person["ORCID"] = next((number.value for number in each.identifiers if number.scheme == "orcid"), "")
    return {part: value for part, value in person.items() if value}


def _date(date: Date, *, own: bool) -> dict[str, Any]:
    if _ISO.fullmatch(date.value) and not (own and _ISO.fullmatch(date.printed) is None):
        return {"date-parts": [[int(part) for part in date.value.split("-")]]}
    return {"raw": date.printed or date.value}


def _abstract(record: Record) -> str:
    return " ".join(": ".join(filter(None, (each.label, each.text))) for each in record.abstract)


def _is_json(value: str) -> bool:
    """Whether a field that was kept as read is no text: a number, a list, an object."""
    if not _JSON.match(value):
        return False
    try:
        msgspec.json.decode(value)
    except msgspec.DecodeError:
        return False
    return True
