"""What one record says, about its own nodes only, in a graph of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pyoxigraph import Literal, NamedNode, Quad

from kg.facts.citations import citations
from kg.facts.contributions import find_role
from kg.facts.headings import print_heading
from kg.facts.identifiers import identify, mesh_iri, work_iri
from kg.facts.literals import boolean, date, decimal, integer, text
from kg.facts.sources import SOURCES, citation_counts
from kg.facts.stated import stated
from kg.iri import Minter
from kg.record import Container, Contributor, Record
from kg.terms import DC, DCTERMS, FOAF, FRAPO, KG, PRISM, PRO, PROV, RDF, VIVO

_DATES = (("received", KG.received), ("revised", KG.revised), ("accepted", KG.accepted), ("indexed", KG.indexed))
_NUMBERS = (("issn", PRISM.issn), ("eissn", PRISM.eIssn), ("isbn", PRISM.isbn))


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
    if record.references or record.relations:
        mint = partial(minter.node, "record", record.key)
        for statement in citations(node, record, work_iri, lambda name, number: NamedNode(mint(name, number))):
            yield Quad(*statement, graph)
    yield from _grants(record, node, graph)
    for position, contributor in enumerate(record.contributors, start=1):
        yield from _contributor(record.key, position, contributor, minter, graph)


def _contributor(
    record: str, position: int, contributor: Contributor, minter: Minter, graph: NamedNode
) -> Iterator[Quad]:
    author = NamedNode(minter.node("record", record, "author", position))
    yield Quad(author, RDF.type, KG.Authorship, graph)
    yield Quad(author, KG.ofRecord, NamedNode(minter.node("record", record)), graph)
    yield Quad(author, VIVO.rank, integer(position), graph)
    for term, name in _names(contributor):
        if name:
            yield Quad(author, term, text(name), graph)
    if contributor.role != "author":
        yield Quad(author, PRO.withRole, find_role(contributor.role), graph)
    if contributor.identifiers:
        for term, identifier in identify(contributor.identifiers):
            yield Quad(author, term, identifier, graph)
    for index, affiliation in enumerate(contributor.affiliations, start=1):
        place = NamedNode(minter.node("record", record, "affiliation", position, index))
        yield Quad(place, RDF.type, KG.Affiliation, graph)
        yield Quad(place, KG.ofAuthorship, author, graph)
        yield Quad(place, KG.printedAffiliation, text(affiliation.text), graph)
        if affiliation.identifiers:
            for term, identifier in identify(affiliation.identifiers):
                yield Quad(place, term, identifier, graph)


def _grants(record: Record, node: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    for number, grant in enumerate(record.grants, start=1):
        paid = NamedNode(f"{node.value}/grant/{number}")
        agency = NamedNode(f"{node.value}/funder/{number}")
        if grant.number:
            yield Quad(node, FRAPO.isFundedBy, paid, graph)
            yield Quad(paid, RDF.type, FRAPO.Grant, graph)
            yield Quad(paid, FRAPO.hasGrantNumber, text(grant.number), graph)
        if grant.agency:
            yield Quad(*((paid, FRAPO.hasFundingAgency) if grant.number else (node, FRAPO.isFundedBy)), agency, graph)
            yield Quad(agency, RDF.type, FRAPO.FundingAgency, graph)
            yield Quad(agency, FOAF.name, text(grant.agency), graph)


def _own(record: Record) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """Give what only a record has: its container's title and numbers, typed dates, headings as printed, metrics, flags."""
    if record.container:
        yield from _container(record.container, {each.value for each in record.identifiers if each.scheme == "isbn"})
    for kind, term in _DATES:
        if value := record.date(kind):
            yield term, date(value)
    for count in dict.fromkeys(count for _, count in citation_counts(record)):
        yield KG.citationCount, integer(count)
    if value := record.metric("rca-impact-index"):
        yield KG.impactIndex, decimal(value)
    for term, values in (
        (KG.subjectHeading, map(print_heading, record.headings)),
        (KG.flag, record.flags),
        (KG.registrationNumber, tuple(each.value for each in record.registrations)),
    ):
        for literal in dict.fromkeys(map(text, values)):
            yield term, literal
    for subject in dict.fromkeys(filter(None, (mesh_iri(each.identifier) for each in record.headings))):
        yield DCTERMS.subject, subject
    if record.truncated:
        yield KG.truncated, boolean(True)


def _container(container: Container, isbns: set[str]) -> Iterator[tuple[NamedNode, Literal]]:
    yield KG.journalTitle, text(container.title)
    if container.kind != "journal":
        yield KG.containerKind, text(container.kind)
    if container.publisher:
        yield DC.publisher, text(container.publisher)
    for scheme, term in _NUMBERS:
        for number in sorted({each.value for each in container.identifiers if each.scheme == scheme} - isbns):
            yield term, text(number)


def _names(contributor: Contributor) -> tuple[tuple[NamedNode, str], ...]:
    return (
        (KG.printedName, contributor.name),
        (KG.printedFullName, contributor.full_name),
        (FOAF.familyName, contributor.family),
        (FOAF.givenName, contributor.given),
        (KG.initials, contributor.initials),
        (KG.nameSuffix, contributor.suffix),
    )
