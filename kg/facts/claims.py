"""What one record says, about its own nodes only, in a graph of its own."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.facts.literals import boolean, date, decimal, integer, text
from kg.facts.stated import stated
from kg.iri import Minter
from kg.record import Container, Contributor, Record
from kg.terms import FOAF, KG, PRISM, PROV, RDF, SCHEMA, VIVO

SOURCES = {"rca": KG.ReferenceCitationAnalysis}
"""The database that a reader's records come from, by the reader's name."""

_DATES = (("received", KG.received), ("revised", KG.revised), ("accepted", KG.accepted), ("indexed", KG.indexed))
_ISSNS = (("issn", PRISM.issn), ("eissn", PRISM.eIssn))


def claims(record: Record, minter: Minter) -> Iterator[Quad]:
    """Give the claim graph of a record; it depends on nothing but the record, nor on where the record stands.

    >>> from kg.record import Source
    >>> record = Record("abc", Source("rca", "page.txt", 1, "…"), title="Link workers")
    >>> [quad.predicate.value.rpartition("/")[2] for quad in claims(record, Minter())]
    ['22-rdf-syntax-ns#type', 'prov#hadPrimarySource', 'title']
    """
    graph = NamedNode(minter.node("record", record.key, "claims"))
    node = NamedNode(minter.node("record", record.key))
    yield Quad(node, RDF.type, KG.Record, graph)
    if record.source.format in SOURCES:
        yield Quad(node, PROV.hadPrimarySource, SOURCES[record.source.format], graph)
    for term, value in stated(record):
        yield Quad(node, term, value, graph)
    for term, value in _own(record):
        yield Quad(node, term, value, graph)
    for position, contributor in enumerate(record.contributors, start=1):
        author = NamedNode(minter.node("record", record.key, "author", position))
        yield Quad(author, RDF.type, KG.Authorship, graph)
        yield Quad(author, KG.ofRecord, node, graph)
        yield Quad(author, VIVO.rank, integer(position), graph)
        for term, name in _names(contributor):
            if name:
                yield Quad(author, term, text(name), graph)
        for index, affiliation in enumerate(contributor.affiliations, start=1):
            place = NamedNode(minter.node("record", record.key, "affiliation", position, index))
            yield Quad(place, RDF.type, KG.Affiliation, graph)
            yield Quad(place, KG.ofAuthorship, author, graph)
            yield Quad(place, KG.printedAffiliation, text(affiliation.text), graph)


def _own(record: Record) -> Iterator[tuple[NamedNode, Literal]]:
    """Give what only a record has: its journal's title and ISSNs, typed dates, metrics, flags."""
    if record.container:
        yield from _container(record.container)
    for kind, term in _DATES:
        if value := record.date(kind):
            yield term, date(value)
    if value := record.metric("rca-citations"):
        yield KG.citationCount, integer(int(value))
    if value := record.metric("rca-impact-index"):
        yield KG.impactIndex, decimal(value)
    for term, values in (
        (SCHEMA.genre, record.types),
        (KG.flag, record.flags),
        (KG.registrationNumber, tuple(each.value for each in record.registrations)),
    ):
        for literal in dict.fromkeys(map(text, values)):
            yield term, literal
    if record.truncated:
        yield KG.truncated, boolean(True)


def _container(container: Container) -> Iterator[tuple[NamedNode, Literal]]:
    yield KG.journalTitle, text(container.title)
    for scheme, term in _ISSNS:
        for issn in sorted({each.value for each in container.identifiers if each.scheme == scheme}):
            yield term, text(issn)


def _names(contributor: Contributor) -> tuple[tuple[NamedNode, str], ...]:
    return (
        (KG.printedName, contributor.name),
        (KG.printedFullName, contributor.full_name),
        (FOAF.familyName, contributor.family),
        (FOAF.givenName, contributor.given),
        (KG.initials, contributor.initials),
        (KG.nameSuffix, contributor.suffix),
    )
