"""The databases that records come from, and how often each says that a work was cited."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts.vocabulary import KG
from kg.record import Record

SOURCES = {
    "crossref": KG.Crossref,
    "dimensions": KG.Dimensions,
    "lens": KG.Lens,
    "medline": KG.PubMed,
    "openalex": KG.OpenAlex,
    "pubmed": KG.PubMed,
    "rca": KG.ReferenceCitationAnalysis,
    "scopus": KG.Scopus,
    "wos": KG.WebOfScience,
    "wos_tab": KG.WebOfScience,
}
"""The database that a reader's records come from, by the reader's name; and that a metric's kind begins with."""

_CITATIONS = "-citations"


def citation_counts(record: Record) -> Iterator[tuple[str, int]]:
    """Give each database that counts citations, by its name in the metric's kind, and its figure; the first counts.

    >>> from kg.record import Metric, Source
    >>> record = Record("abc", Source("ris", "x", 1, ""), metrics=(Metric("wos-citations", "3"), Metric("views", "9")))
    >>> list(citation_counts(record))
    [('wos', 3)]
    """
    seen: set[str] = set()
    for metric in record.metrics:
        if metric.kind.endswith(_CITATIONS) and metric.kind not in seen and metric.value.isdecimal():
            seen.add(metric.kind)
            yield metric.kind.removesuffix(_CITATIONS), int(metric.value)
