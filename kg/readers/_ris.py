"""The fields of a record from the tags of RIS, whichever way a file spells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.readers._ris_contributors import find_contributors
from kg.readers._ris_fields import (
    find_container,
    find_dates,
    find_identifiers,
    find_keywords,
    find_language,
    find_metrics,
    find_numbers_of_trials,
    find_references,
    find_types,
)
from kg.readers._tagged_fields import Element, Table, Tags, join_pages
from kg.record import Section

_TABLE = Table(
    texts={
        "title": ("TI", "T1", "CT", "BT", "ST"),
        "volume": ("VL", "VO"),
        "issue": ("IS",),
        "language": ("LA", "LG"),
        "article_number": ("C7",),
    },
    lists={"types": ("TY",)},
)


def assemble(tags: Tags, kind: str) -> dict[str, Any]:
    """Give the fields of a record of a kind ("JOUR", "CHAP", …) that its tags tell of."""
    fields = _TABLE.fill(tags)
    fields["types"] += tuple(dict.fromkeys(find_types(tags)))
    fields["language"] = fields["language"] or find_language(tags)
    return fields | {
        "container": find_container(tags, kind),
        "pages": join_pages(tags.first("SP"), tags.first("EP")),
        "registrations": tuple(dict.fromkeys(find_numbers_of_trials(tags))),
        "identifiers": tuple(dict.fromkeys(find_identifiers(tags))),
        "dates": tuple(find_dates(tags)),
        "contributors": find_contributors(tags, kind),
        "abstract": tuple(Section("", text) for text in _find_abstract(tags)),
        "keywords": tuple(dict.fromkeys(find_keywords(tags))),
        "metrics": tuple(find_metrics(tags)),
        "references": tuple(find_references(tags)),
    }


def assemble_as(tags: Tags, pairs: Sequence[tuple[Element, Element]], kind: str) -> dict[str, Any]:
    """Give the same where other tags say what those of RIS say: `pairs` are values, each with one that has its tag of RIS.

    What stays unused keeps its own tag.
    """
    as_ris = Tags([other for _, other in pairs])
    fields = assemble(as_ris, kind)
    for own, other in pairs:
        if as_ris.is_used(other):
            tags.use(own)
    return fields


def _find_abstract(tags: Tags) -> list[str]:
    """Give the abstract, which many print twice."""
    texts = tags.all("AB") or tags.all("N2")
    for each in tags.of("N2"):
        if each.text in texts:
            tags.use(each)
    return texts
