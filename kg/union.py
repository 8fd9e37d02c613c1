"""The one rule by which several records of a study become one: field by field, and what they disagree about stays visible.

The first record (the richest) tells each field that has one value; what it leaves empty is filled from the next ones, in
their order. Fields that may have many values have those of all records, each once; those that our model has no place for
are joined within the first record's format only, since their names mean something else in another.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct, structs

from kg.record import Container, Record
from kg.values.journal_titles import abbreviates, is_same_title, read_title
from kg.values.keys import fold
from kg.values.pages import read_pages

# Fields of which each record gives some of many values; bylines, abstracts and reference lists are taken whole.
_JOINED = (
    "identifiers", "dates", "keywords", "headings", "types", "grants", "registrations", "relations", "metrics", "flags",
    "extra",
)  # fmt: skip
_SINGLE = ("title", "volume", "issue", "pages", "article_number", "language", "licence", "open_access")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_ONE_EACH = ("identifiers", "dates", "metrics")  # of each scheme or kind, a study has one value


class Variant(Struct, frozen=True):
    """A value that records give a field, the keys of those records (sorted), and whether it is the one shown."""

    value: str
    records: tuple[str, ...]
    chosen: bool


class Conflict(Struct, frozen=True):
    """A field for which records of one study give different values, the one shown first."""

    field: str
    variants: tuple[Variant, ...]


def in_order(chosen: str, records: Iterable[Record]) -> list[Record]:
    """Sort the records of a study as `combine` takes them: the one whose values are shown, then the others by key."""
    return sorted(records, key=lambda each: (each.key != chosen, each.key))


def combine(records: Sequence[Record]) -> Record:
    """Make one record of those that describe one study, the one to be shown first.

    >>> from kg.record import Source
    >>> a = Record("a", Source("x", "", 1, ""), title="Link workers", keywords=("Loneliness",))
    >>> b = Record("b", Source("x", "", 2, ""), title="LINK WORKERS", volume="3", keywords=("loneliness", "Ageing"))
    >>> one = combine([a, b])
    >>> one.title, one.volume, one.keywords
    ('Link workers', '3', ('Loneliness', 'Ageing'))
    """
    first, *others = records
    if not others:
        return first
    filled = {
        name: next((value for each in records if (value := getattr(each, name)) not in ("", (), None)), empty)
        for name in first.__struct_fields__
        if (empty := getattr(first, name)) in ("", (), None)
    }
    if len(containers := [each.container for each in records if each.container]) > 1:
        filled["container"] = _combine_containers(containers)
    for name in _JOINED:
        joined: dict[Hashable, Any] = {}
        for each in records:
            if name == "extra" and each.source.format != first.source.format:
                continue  # names of fields as read mean something in their own format only
            for value in getattr(each, name):
                joined.setdefault(_same(value), value)
        filled[name] = tuple(joined.values())
    return structs.replace(first, **filled)


def find_conflicts(records: Sequence[Record]) -> tuple[Conflict, ...]:
    """Find the fields for which the records give different values, not different forms of one.

    Case, accents and punctuation make no difference, nor do short titles of journals ("BMC Med") and short ranges of pages ("543-52").

    `records` as for `combine`, whose choice comes first in each conflict.
    """
    return tuple(_find_conflicts(records)) if len(records) > 1 else ()


def _find_conflicts(records: Sequence[Record]) -> Iterator[Conflict]:
    said: dict[str, dict[str, tuple[str, set[str]]]] = {}
    for each in records:
        for field, value in _statements(each):
            values = said.setdefault(field, {})
            same = next((known for known in values if _says(field, known, value) or _says(field, value, known)), value)
            values.setdefault(same, (value, set()))[1].add(each.key)
    for field, values in sorted(said.items()):
        if len(values) > 1:
            variants = (Variant(shown, tuple(sorted(keys)), n == 0) for n, (shown, keys) in enumerate(values.values()))
            yield Conflict(field, tuple(variants))


def _statements(record: Record) -> Iterator[tuple[str, str]]:
    """Give what a record says of the fields of which a study has one value."""
    for name in _SINGLE:
        value = getattr(record, name)
        if value not in ("", None):
            yield name, str(value)
    if record.container and record.container.title:
        yield "container", record.container.title
    for name in _ONE_EACH:
        seen: set[str] = set()
        for each in getattr(record, name):
            kind = getattr(each, "kind", "") or each.scheme
            if kind not in seen:
                seen.add(kind)
                yield kind, each.value or getattr(each, "printed", "")
    authors = [each.family or each.name for each in record.contributors if each.role == "author"]
    if authors:
        yield "authors", "; ".join(authors)


def _says(field: str, longer: str, shorter: str) -> bool:
    """Whether a value says all that the other says, a day its year, but for its form."""
    if field == "container" and (
        is_same_title(longer, shorter) or abbreviates(read_title(shorter), read_title(longer))
    ):
        return True
    if field == "pages" and read_pages(longer) == read_pages(shorter) != ("", ""):
        return True
    if _DAY.fullmatch(longer) and _DAY.fullmatch(shorter):
        return longer.startswith(shorter)
    return (fold(longer) or longer) == (fold(shorter) or shorter)


def _combine_containers(containers: Sequence[Container]) -> Container:
    """Keep the first container, with the identifiers of all that have its kind, and their abbreviation, publisher and country."""
    first = containers[0]
    alike = [each for each in containers if each.kind == first.kind]
    return structs.replace(
        first,
        identifiers=tuple(dict.fromkeys(one for each in alike for one in each.identifiers)),
        abbreviation=next((each.abbreviation for each in alike if each.abbreviation), ""),
        publisher=next((each.publisher for each in alike if each.publisher), ""),
        country=next((each.country for each in alike if each.country), ""),
    )


def _same(value: Any) -> Hashable:
    """What two values of a list have in common if they are one."""
    if isinstance(value, str):
        return fold(value) or value
    label = getattr(value, "label", "")
    return (fold(label), value.qualifiers) if label else value
