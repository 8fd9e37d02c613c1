"""The works that a work of Crossref cites, updates or is otherwise related to."""

from __future__ import annotations

from collections.abc import Iterator

from kg.readers import _crossref_members as members
from kg.readers._json import Entry, printed
from kg.record import Identifier, Reference, Relation

_UPDATES = {
    "correction": ("corrects", "corrected-by"),
    "corrigendum": ("corrects", "corrected-by"),
    "erratum": ("corrects", "corrected-by"),
    "retraction": ("retracts", "retracted-by"),
    "partial_retraction": ("retracts", "retracted-by"),
    "withdrawal": ("retracts", "retracted-by"),
    "removal": ("retracts", "retracted-by"),
}
_RELATIONS = {"is-preprint-of": "preprint-of"}


def read_reference(cited: members.Cited) -> Reference:
    """Give a cited work as it is printed, behind the author if that is missing there, or put together from its parts."""
    parts = (cited.author, cited.article, cited.volume_title, cited.series, cited.journal)
    volume = printed(cited.volume) + (f"({printed(cited.issue)})" if cited.issue else "")
    place = ": ".join(filter(None, (volume, printed(cited.first_page))))
    text = cited.unstructured or ". ".join(filter(None, [*map(printed, parts), printed(cited.year), place]))
    if cited.author and max(cited.author.split(), key=len, default="") not in text:
        text = f"{cited.author} {text}"
    return Reference(printed(text), (Identifier("doi", cited.doi),) if cited.doi else ())


def read_relations(work: Entry) -> Iterator[Relation]:
    """Give what the work updates (a notice does), what updates it, and its other relations by Crossref's names."""
    for name, direction in (("update-to", 0), ("updated-by", 1)):
        for each in work.take(name, list[members.Update]) or ():
            kind = (each.type or "").lower().replace("-", "_").replace(" ", "_")
            other = f"{kind.replace('_', '-')}-{('of', 'by')[direction]}"
            shown = _UPDATES[kind][direction] if kind in _UPDATES else other
            yield Relation(shown, each.doi or "", (Identifier("doi", each.doi),) if each.doi else ())
    for kind, targets in (work.take("relation", dict[str, list[members.Id]]) or {}).items():
        for one in targets:
            target, scheme = printed(one.id), (one.kind or "").lower()
            ids = (Identifier(scheme, target),) if scheme in {"doi", "pmid", "pmcid", "arxiv", "issn", "isbn"} else ()
            yield Relation(_RELATIONS.get(kind, kind), target, ids)
