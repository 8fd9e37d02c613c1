"""The types of publication that records are written with, also where a format has no other field to say that a work is retracted, or a notice."""

from __future__ import annotations

from kg.record import Record

_TYPE = "Retracted Publication"
# What tells a work from the article that it is about.
_TELLING = (
    _TYPE.lower(), "retraction of publication", "retraction", "retraction notice", "published erratum", "erratum", "correction",
    "corrigendum", "corrected-article", "expression of concern", "comment", "reply", "preprint", "posted-content", "trial registry record",
)  # fmt: skip


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
    """Give what a format has one further field for: the second type of its own records, of others what tells them from articles."""
    types = types_of(record)
    if own:
        return next(iter(types[1:]), "")
    known = {each.lower(): each for each in types}
    return next((known[each] for each in _TELLING if each in known), "")
