"""The build itself as provenance: inputs, times, versions, and where each record stood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec import Struct

from kg.facts.literals import integer, text
from kg.facts.nodes import Nodes
from kg.facts.quads import Literal, Quad, literal, named
from kg.facts.stated import state_licence
from kg.facts.vocabulary import DCTERMS, KG, PROV, RDF, SCHEMA, XSD
from kg.iri import Minter


class Input(Struct, frozen=True):
    """A file that was read: its name as records show it, its SHA-256 digest in hexadecimal, its format.

    Of an authority also its release, its licence, and the address it was fetched from, as far as they are known.
    """

    name: str
    sha256: str
    format: str = ""
    release: str = ""
    licence: str = ""
    address: str = ""


class Occurrence(Struct, frozen=True):
    """Where a record stood: its key, file, first line (1-based) and ordinal as printed."""

    record: str
    file: str
    line: int
    ordinal: str = ""


class Build(Struct, frozen=True):
    """One run over inputs. Times have a zone; `id` names the graph."""

    id: str
    started: datetime
    ended: datetime
    version: str
    inputs: tuple[Input, ...] = ()


def provenance(build: Build, minter: Minter) -> Iterator[Quad]:
    """Give the build's own graph but for `occurrence_facts`: the only one with files, lines, ordinals, times and versions."""
    nodes = Nodes(minter)
    graph = nodes.below("build", build.id)
    software = nodes.below("build", build.id, "software")
    yield graph, RDF.type, PROV.Activity, graph
    yield graph, PROV.startedAtTime, _instant(build.started), graph
    yield graph, PROV.endedAtTime, _instant(build.ended), graph
    yield graph, PROV.wasAssociatedWith, software, graph
    yield software, RDF.type, PROV.SoftwareAgent, graph
    yield software, SCHEMA.name, text("kg"), graph
    yield software, SCHEMA.softwareVersion, text(build.version), graph
    for number, each in enumerate(build.inputs, start=1):
        node = nodes.below("build", build.id, "input", number)
        yield graph, PROV.used, node, graph
        yield node, RDF.type, PROV.Entity, graph
        yield node, KG.file, text(each.name), graph
        yield node, KG.sha256, text(each.sha256), graph
        if each.format:
            yield node, DCTERMS.format, text(each.format), graph
        if each.release:
            yield node, SCHEMA.version, text(each.release), graph
        if each.licence:
            yield node, *state_licence(each.licence), graph
        if each.address:
            yield node, DCTERMS.source, named(each.address), graph


def occurrence_facts(build: str, number: int, place: Occurrence, nodes: Nodes) -> Iterator[Quad]:
    """Give what the graph of the build of that id says of where a record stood, the `number`-th of all."""
    graph, node = nodes.below("build", build), nodes.below("build", build, "occurrence", number)
    yield node, RDF.type, KG.Occurrence, graph
    yield node, KG.ofRecord, nodes.below("record", place.record), graph
    yield node, KG.file, text(place.file), graph
    yield node, KG.line, integer(place.line), graph
    if place.ordinal:
        yield node, KG.ordinal, text(place.ordinal), graph
    yield node, PROV.wasGeneratedBy, graph, graph


def _instant(when: datetime) -> Literal:
    """Make an xsd:dateTime in UTC, as a store gives it back: no zeros at the end of the fraction."""
    whole, _, fraction = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f").partition(".")
    fraction = fraction.rstrip("0")
    return literal(f"{whole}.{fraction}Z" if fraction else f"{whole}Z", XSD.dateTime)
