"""Studies: what is concluded about a published work from the records that describe it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs
from pyoxigraph import Literal, NamedNode, Quad

from kg.entity import Study
from kg.facts.abstracts import section_facts
from kg.facts.claims import SOURCES
from kg.facts.expressions import expressions
from kg.facts.literals import date, decimal, integer, text
from kg.facts.nodes import Nodes
from kg.facts.pages import read_pages
from kg.facts.stated import stated
from kg.iri import authority_iri
from kg.record import Record
from kg.terms import BIDO, C4O, DCTERMS, FABIO, FRBR, KG, OWL, PRISM, PROV, PSO, RDF, SCHEMA, TIME, TVC

_DAY = len("2022-12-28")
_DATES = (
    ("published", PRISM.publicationDate),
    ("received", FABIO.hasDateReceived),
    ("accepted", DCTERMS.dateAccepted),
)
_STATUSES = (("revised", PSO.revised), ("indexed", PSO.catalogued))


def combine(records: Sequence[Record]) -> Record:
    """Fill what the first record leaves empty from the next ones, field by field.

    Identifiers, dates and metrics are joined, so that the first of each kind counts.
    """
    first, *others = records
    if not others:
        return first
    filled = {
        name: next((value for each in records if (value := getattr(each, name)) not in ("", (), None)), empty)
        for name, empty in structs.asdict(first).items()
    }
    for name in ("identifiers", "dates", "metrics"):
        filled[name] = tuple(one for each in records for one in getattr(each, name) if one.value)
    return structs.replace(first, **filled)


def study_facts(study: Study, record: Record, nodes: Nodes) -> Iterator[Quad]:
    """Describe a study by the combined record; who wrote it is told by `byline_facts`."""
    node = nodes["study", study.key]
    for expression in expressions(record):
        yield Quad(node, RDF.type, expression)
    yield Quad(node, RDF.type, SCHEMA.ScholarlyArticle)
    for term, value in stated(record):
        yield Quad(node, term, value)
    if study.journal:
        yield Quad(node, FRBR.partOf, nodes["journal", study.journal])
    if doi := record.identifier("doi"):
        yield Quad(node, OWL.sameAs, NamedNode(authority_iri("doi", doi)))
    for term, literal in _days_and_pages(record):
        yield Quad(node, term, literal)
    for number in dict.fromkeys(each.value for each in record.registrations):
        yield Quad(node, SCHEMA.about, nodes["trial", number])
    for design in study.designs:
        yield Quad(node, KG.studyDesign, NamedNode(design))
    for key in study.records:
        yield Quad(node, PROV.wasDerivedFrom, nodes.below("record", key))
    yield from section_facts(node, study.key, record.abstract, nodes)
    yield from _statuses(node, study.key, record, nodes)
    yield from _metrics(node, study.key, record, nodes)


def day_facts(day: str, nodes: Nodes) -> Iterator[Quad]:
    """Describe a day on which some study's status changed."""
    node = nodes["day", day]
    yield Quad(node, RDF.type, TIME.Instant)
    yield Quad(node, TIME.inXSDDate, date(day))


def trial_facts(number: str, records: Sequence[str], nodes: Nodes) -> Iterator[Quad]:
    """Describe a registered trial, which every report of it shares; `records` are the keys of those that name it."""
    node = nodes["trial", number]
    yield Quad(node, RDF.type, SCHEMA.MedicalTrial)
    yield Quad(node, KG.registrationNumber, text(number))
    for key in records:
        yield Quad(node, PROV.wasDerivedFrom, nodes.below("record", key))


def status_days(record: Record) -> Iterator[str]:
    """Give the days that the statuses of a study refer to."""
    for kind, _ in _STATUSES:
        if day := _day(record, kind):
            yield day


def _days_and_pages(record: Record) -> Iterator[tuple[NamedNode, Literal]]:
    for kind, term in _DATES:
        if day := _day(record, kind):
            yield term, date(day)
    for term, page in zip((PRISM.startingPage, PRISM.endingPage), read_pages(record.pages), strict=True):
        if page:
            yield term, text(page)


def _day(record: Record, kind: str) -> str:
    value = record.date(kind)
    return value if len(value) == _DAY else ""


def _statuses(study: NamedNode, key: str, record: Record, nodes: Nodes) -> Iterator[Quad]:
    for kind, status in _STATUSES:
        if day := _day(record, kind):
            node = nodes.below("study", key, "status", kind)
            yield from _status(study, node, status)
            yield Quad(node, TVC.atTime, nodes["day", day])
    if record.open_access:
        yield from _status(study, nodes.below("study", key, "status", "open-access"), PSO.open_access)


def _status(study: NamedNode, node: NamedNode, status: NamedNode) -> Iterator[Quad]:
    yield Quad(study, PSO.holdsStatusInTime, node)
    yield Quad(node, RDF.type, PSO.StatusInTime)
    yield Quad(node, PSO.isStatusHeldBy, study)
    yield Quad(node, PSO.withStatus, status)


def _metrics(study: NamedNode, key: str, record: Record, nodes: Nodes) -> Iterator[Quad]:
    for kind, source, describe in _METRICS:
        if value := record.metric(kind):
            yield from describe(study, key, source, value, nodes)


def _citations(study: NamedNode, key: str, source: str, value: str, nodes: Nodes) -> Iterator[Quad]:
    node = nodes.below("study", key, "citations", source)
    yield Quad(study, C4O.hasGlobalCitationFrequency, node)
    yield Quad(node, RDF.type, C4O.GlobalCitationCount)
    yield Quad(node, C4O.hasGlobalCountValue, integer(int(value)))
    yield Quad(node, C4O.hasGlobalCountSource, SOURCES[source])


def _impact(study: NamedNode, key: str, source: str, value: str, nodes: Nodes) -> Iterator[Quad]:
    node = nodes.below("study", key, "impact", source)
    data = nodes.below("study", key, "impact", source, "value")
    yield Quad(study, BIDO.holdsBibliometricDataInTime, node)
    yield Quad(node, RDF.type, BIDO.BibliometricDataInTime)
    yield Quad(node, BIDO.accordingTo, SOURCES[source])
    yield Quad(node, BIDO.withBibliometricData, data)
    yield Quad(data, RDF.type, BIDO.NumericBibliometricData)
    yield Quad(data, BIDO.hasMeasure, KG.impactIndexPerArticle)
    yield Quad(data, BIDO.hasNumericValue, decimal(value))


# A metric's kind names the database that counted: each has its own figure.
_METRICS = (("rca-citations", "rca", _citations), ("rca-impact-index", "rca", _impact))
