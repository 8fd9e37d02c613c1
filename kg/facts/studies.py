"""Studies: what is concluded about a published work from the records that describe it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.entity import Study
from kg.facts.abstracts import section_facts
from kg.facts.expressions import expressions
from kg.facts.literals import date, decimal, integer, text
from kg.facts.nodes import Nodes, step
from kg.facts.quads import Literal, Node, Quad, authority_node, named
from kg.facts.sources import SOURCES, citation_counts
from kg.facts.stated import stated
from kg.facts.vocabulary import BIDO, C4O, DCTERMS, FABIO, FRBR, KG, OWL, PRISM, PROV, PSO, RDF, SCHEMA, TIME, TVC
from kg.iri import encode
from kg.record import Record
from kg.values.pages import read_pages

_DAY = len("2022-12-28")
_DATES = (
    ("published", PRISM.publicationDate),
    ("received", FABIO.hasDateReceived),
    ("accepted", DCTERMS.dateAccepted),
)
_STATUSES = (("revised", PSO.revised), ("indexed", PSO.catalogued))


def study_facts(study: Study, record: Record, nodes: Nodes) -> Iterator[Quad]:
    """Describe a study by the combined record; who wrote it is told by `byline_facts`."""
    node = nodes["study", study.key]
    for expression in expressions(record):
        yield node, RDF.type, expression
    yield node, RDF.type, SCHEMA.ScholarlyArticle
    for term, value in stated(record):
        yield node, term, value
    if study.journal:
        yield node, FRBR.partOf, nodes["journal", study.journal]
    for scheme in ("doi", "openalex"):
        if identifier := record.identifier(scheme):
            yield node, OWL.sameAs, authority_node(scheme, identifier)
    for term, literal in _days_and_pages(record):
        yield node, term, literal
    for number in dict.fromkeys(each.value for each in record.registrations):
        yield node, SCHEMA.about, nodes["trial", number]
    for design in study.designs:
        yield node, KG.studyDesign, named(design)
    for key in study.records:
        yield node, PROV.wasDerivedFrom, nodes["record", key]
    yield from section_facts(node, record.abstract)
    yield from _statuses(node, record, nodes)
    yield from _metrics(node, record)


def day_facts(day: str, nodes: Nodes) -> Iterator[Quad]:
    """Describe a day on which some study's status changed."""
    node = nodes["day", day]
    yield node, RDF.type, TIME.Instant
    yield node, TIME.inXSDDate, date(day)


def retraction_facts(key: str, records: Sequence[str], nodes: Nodes) -> Iterator[Quad]:
    """State that the study of that key was retracted; `records` are the keys of those that say so."""
    study = nodes["study", key]
    node = step(study, "status/retracted")
    yield from _status(study, node, PSO.retracted_from_publication)
    for each in records:
        yield node, PROV.wasDerivedFrom, nodes.below("record", each)


def trial_facts(number: str, records: Sequence[str], nodes: Nodes) -> Iterator[Quad]:
    """Describe a registered trial, which every report of it shares; `records` are the keys of those that name it."""
    node = nodes["trial", number]
    yield node, RDF.type, SCHEMA.MedicalTrial
    yield node, KG.registrationNumber, text(number)
    for key in records:
        yield node, PROV.wasDerivedFrom, nodes.below("record", key)


def status_days(record: Record) -> Iterator[str]:
    """Give the days that the statuses of a study refer to."""
    for kind, _ in _STATUSES:
        if day := _day(record, kind):
            yield day


def _days_and_pages(record: Record) -> Iterator[tuple[Node, Literal]]:
    for kind, term in _DATES:
        if day := _day(record, kind):
            yield term, date(day)
    for term, page in zip((PRISM.startingPage, PRISM.endingPage), read_pages(record.pages), strict=True):
        if page:
            yield term, text(page)


def _day(record: Record, kind: str) -> str:
    value = record.date(kind)
    return value if len(value) == _DAY else ""


def _statuses(study: Node, record: Record, nodes: Nodes) -> Iterator[Quad]:
    for kind, status in _STATUSES:
        if day := _day(record, kind):
            node = step(study, f"status/{kind}")
            yield from _status(study, node, status)
            yield node, TVC.atTime, nodes["day", day]
    if record.open_access:
        yield from _status(study, step(study, "status/open-access"), PSO.open_access)


def _status(study: Node, node: Node, status: Node) -> Iterator[Quad]:
    yield study, PSO.holdsStatusInTime, node
    yield node, RDF.type, PSO.StatusInTime
    yield node, PSO.isStatusHeldBy, study
    yield node, PSO.withStatus, status


def _metrics(study: Node, record: Record) -> Iterator[Quad]:
    for source, count in citation_counts(record):
        node = step(study, f"citations/{encode(source)}")
        yield study, C4O.hasGlobalCitationFrequency, node
        yield node, RDF.type, C4O.GlobalCitationCount
        yield node, C4O.hasGlobalCountValue, integer(count)
        if source in SOURCES:
            yield node, C4O.hasGlobalCountSource, SOURCES[source]
    if value := record.metric("rca-impact-index"):
        yield from _impact(study, value)


def _impact(study: Node, value: str) -> Iterator[Quad]:
    node = step(study, "impact/rca")
    data = step(node, "value")
    yield study, BIDO.holdsBibliometricDataInTime, node
    yield node, RDF.type, BIDO.BibliometricDataInTime
    yield node, BIDO.accordingTo, KG.ReferenceCitationAnalysis
    yield node, BIDO.withBibliometricData, data
    yield data, RDF.type, BIDO.NumericBibliometricData
    yield data, BIDO.hasMeasure, KG.impactIndexPerArticle
    yield data, BIDO.hasNumericValue, decimal(value)
