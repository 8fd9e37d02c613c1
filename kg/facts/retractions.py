"""Which studies have been retracted, as their own records say, or those of the notices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.citations import Works
from kg.record import Record

_BY = frozenset(("retracted-by", "retracted-and-republished-in"))
_OF = frozenset(("retracts", "retracts-and-republishes"))
_FLAGS = frozenset(("retracted", "is_retracted"))
_TYPES = frozenset(("retracted publication", "retracted article", "retracted"))
_NOTICES = frozenset(("retraction of publication", "retraction notice", "retraction"))
# Elsevier and Springer print the first form, Web of Science the second. "Retracted: …" is how Wiley and Hindawi call notices.
_MARKED = re.compile(r"\W{0,2}RETRACTED\b|.*\(Retracted (?:article|paper|publication)\b", re.DOTALL)


def is_retracted(record: Record) -> bool:
    """Tell whether a record says that its work was retracted: by a flag, a type, a relation or a mark in the title.

    >>> from kg.record import Source
    >>> is_retracted(Record("abc", Source("ris", "x", 1, ""), title="RETRACTED ARTICLE: Link workers"))
    True
    """
    if any(each.kind in _BY for each in record.relations) or not _FLAGS.isdisjoint(record.flags):
        return True
    types = {each.lower() for each in record.types}
    return not _TYPES.isdisjoint(types) or (_MARKED.match(record.title) is not None and _NOTICES.isdisjoint(types))


def retracted_studies(study: str, record: Record, works: Works) -> Iterator[str]:
    """Give the keys of the studies that a record of `study` says were retracted: that one, or those it retracts."""
    if is_retracted(record):
        yield study
    for relation in record.relations:
        if relation.kind in _OF and (key := works.key(relation.identifiers)):
            yield key
