"""How the formats that have no field for it say that a work was retracted: by a type of publication, as PubMed does."""

from __future__ import annotations

from kg.record import Record

_TYPE = "Retracted Publication"


def types_of(record: Record) -> tuple[str, ...]:
    """Give the types of a record; if something else than these says that its work was retracted, that type as well.

    >>> from kg.record import Source
    >>> types_of(Record("k", Source("crossref", "x", 1, ""), types=("journal-article",), flags=("retracted",)))
    ('journal-article', 'Retracted Publication')
    >>> types_of(Record("k", Source("pubmed", "x", 1, ""), types=("Retracted Publication",), flags=("retracted",)))
    ('Retracted Publication',)
    """
    retracted = "retracted" in record.flags or any(each.kind == "retracted-by" for each in record.relations)
    return tuple(dict.fromkeys((*record.types, _TYPE))) if retracted else record.types


def further_type(record: Record, *, own: bool) -> str:
    """Give what a format has one further field for: the second type of its own records, of others only that they were retracted."""
    types = types_of(record)
    return next(iter(types[1:]), "") if own else _TYPE * (_TYPE in types)
