"""Journals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg.entity import Journal
from kg.facts.literals import text
from kg.facts.nodes import Nodes
from kg.facts.quads import Quad
from kg.facts.vocabulary import DCTERMS, FABIO, PRISM, PROV, RDF


def journal_facts(
    journal: Journal, electronic: Collection[str], records: Iterable[str], nodes: Nodes
) -> Iterator[Quad]:
    """Describe a journal; `electronic` are the ISSNs that a record calls so, `records` the keys of its records."""
    node = nodes["journal", journal.key]
    yield node, RDF.type, FABIO.Journal
    yield node, DCTERMS.title, text(journal.title)
    for title in dict.fromkeys(map(text, journal.titles)):
        if title != text(journal.title):
            yield node, DCTERMS.alternative, title
    for issn in journal.issns:
        yield node, PRISM.eIssn if issn in electronic else PRISM.issn, text(issn)
    for key in records:
        yield node, PROV.wasDerivedFrom, nodes.below("record", key)
