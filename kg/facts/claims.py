"""What one record says, about its own nodes only, in a graph of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import attrgetter

from kg.facts.citations import citations
from kg.facts.contributions import find_role
from kg.facts.identifiers import identify, mesh_iri, work_iri
from kg.facts.literals import boolean, date, decimal, integer, text
from kg.facts.nodes import Nodes, step
from kg.facts.quads import Literal, Node, Quad, Term
from kg.facts.sources import SOURCES, citation_counts
from kg.facts.stated import stated
from kg.facts.vocabulary import DC, DCTERMS, FOAF, FRAPO, KG, PRISM, PRO, PROV, RDF, VIVO
from kg.iri import Minter
from kg.record import Container, Contributor, Record

_DATES = (("received", KG.received), ("revised", KG.revised), ("accepted", KG.accepted), ("indexed", KG.indexed))
_NUMBERS = {"issn": PRISM.issn, "eissn": PRISM.eIssn, "isbn": PRISM.isbn}
_NAMES = KG.printedName, KG.printedFullName, FOAF.familyName, FOAF.givenName, KG.initials, KG.nameSuffix
_read_names = attrgetter("name", "full_name", "family", "given", "initials", "suffix")


def claims(record: Record, minter: Minter) -> Iterator[Quad]:
    """Give the claim graph of a record; it depends on nothing but the record, nor on where the record stands.

    >>> from kg.record import Source
    >>> record = Record("abc", Source("rca", "page.txt", 1, "…"), title="Link workers")
    >>> [term.rpartition("/")[2] for _, term, *_ in claims(record, Minter())]
    ['22-rdf-syntax-ns#type>', 'prov#hadPrimarySource>', 'title>']
    """
    nodes = Nodes(minter)
    node = nodes["record", record.key]
    graph = step(node, "claims")
    yield node, RDF.type, KG.Record, graph
    if record.source.format in SOURCES:
        yield node, PROV.hadPrimarySource, SOURCES[record.source.format], graph
    for term, value in stated(record):
        yield node, term, value, graph
    for term, value in _own(record):
        yield node, term, value, graph
    if record.references or record.relations:
        for statement in citations(node, record, work_iri, partial(nodes.below, "record", record.key)):
            yield *statement, graph
    yield from _grants(record, node, graph)
    for position, contributor in enumerate(record.contributors, start=1):
        yield from _contributor(node, position, contributor, graph)


def _contributor(record: Node, position: int, contributor: Contributor, graph: Node) -> Iterator[Quad]:
    author = step(record, f"author/{position}")
    yield author, RDF.type, KG.Authorship, graph
    yield author, KG.ofRecord, record, graph
    yield author, VIVO.rank, integer(position), graph
    for term, name in zip(_NAMES, _read_names(contributor), strict=True):
        if name:
            yield author, term, text(name), graph
    if contributor.role != "author":
        yield author, PRO.withRole, find_role(contributor.role), graph
    if contributor.identifiers:
        for term, identifier in identify(contributor.identifiers):
            yield author, term, identifier, graph
    for index, affiliation in enumerate(contributor.affiliations, start=1):
        place = step(record, f"affiliation/{position}/{index}")
        yield place, RDF.type, KG.Affiliation, graph
        yield place, KG.ofAuthorship, author, graph
        yield place, KG.printedAffiliation, text(affiliation.text), graph
        if affiliation.identifiers:
            for term, identifier in identify(affiliation.identifiers):
                yield place, term, identifier, graph


def _grants(record: Record, node: Node, graph: Node) -> Iterator[Quad]:
    for number, grant in enumerate(record.grants, start=1):
        paid, agency = step(node, f"grant/{number}"), step(node, f"funder/{number}")
        if grant.number:
            yield node, FRAPO.isFundedBy, paid, graph
            yield paid, RDF.type, FRAPO.Grant, graph
            yield paid, FRAPO.hasGrantNumber, text(grant.number), graph
        if grant.agency:
            yield *((paid, FRAPO.hasFundingAgency) if grant.number else (node, FRAPO.isFundedBy)), agency, graph
            yield agency, RDF.type, FRAPO.FundingAgency, graph
            yield agency, FOAF.name, text(grant.agency), graph


def _own(record: Record) -> Iterator[tuple[Node, Term]]:
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
        (KG.subjectHeading, [each.printed for each in record.headings]),
        (KG.flag, record.flags),
        (KG.registrationNumber, [each.value for each in record.registrations]),
    ):
        for literal in dict.fromkeys(map(text, values)):
            yield term, literal
    for subject in dict.fromkeys(filter(None, [mesh_iri(each.identifier) for each in record.headings])):
        yield DCTERMS.subject, subject
    if record.truncated:
        yield KG.truncated, boolean(True)


def _container(container: Container, isbns: set[str]) -> Iterator[tuple[Node, Literal]]:
    if container.title:
        yield KG.journalTitle, text(container.title)
    if container.kind != "journal":
        yield KG.containerKind, text(container.kind)
    if container.publisher:
        yield DC.publisher, text(container.publisher)
    for scheme, number in sorted({(each.scheme, each.value) for each in container.identifiers}):
        if scheme in _NUMBERS and number not in isbns:
            yield _NUMBERS[scheme], text(number)
