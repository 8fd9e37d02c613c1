"""The JSON-LD context: short names for all that the merged graph says."""

import json
from pathlib import Path

import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.terms import PREFIXES

CONTEXT = json.loads((Path(__file__).resolve().parents[2] / "ontology/context.jsonld").read_text("utf-8"))["@context"]
SAMPLE = {
    "@context": CONTEXT,
    "id": "https://example.org/kg/study/doi/10.1000/x",
    "type": ["JournalArticle", "ScholarlyArticle"],
    "title": "Link workers: a review",
    "year": "2023",
    "received": "2022-01-02",
    "openAccess": True,
    "doi": "10.1000/x",
    "sameAs": "https://doi.org/10.1000/x",
    "journal": "https://example.org/kg/journal/tests",
    "creator": ["https://example.org/kg/person/a", "https://example.org/kg/person/b"],
    "mentions": {"id": "kgc:link-worker", "type": "Concept", "prefLabel": "Link worker"},
}


def expand(name: str) -> str:
    """Give the IRI that a name of the context stands for."""
    value = CONTEXT[name] if isinstance(CONTEXT[name], str) else CONTEXT[name]["@id"]
    prefix, colon, rest = value.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES else value


NAMES = {expand(name): name for name in CONTEXT if not name.startswith("@")}


def test_prefixes_are_those_of_the_code():
    assert {name: iri for name, iri in CONTEXT.items() if name in PREFIXES} == {
        name: PREFIXES[name] for name in CONTEXT if name in PREFIXES
    }


def test_no_two_names_stand_for_the_same_term():
    assert len(NAMES) == len([name for name in CONTEXT if not name.startswith("@")])


def test_a_document_with_short_names_reads_as_the_triples_it_means_and_back():
    graph = rdflib.Graph().parse(data=json.dumps(SAMPLE), format="json-ld")
    study = rdflib.URIRef(SAMPLE["id"])
    fabio, dcterms, xsd = (rdflib.Namespace(PREFIXES[each]) for each in ("fabio", "dcterms", "xsd"))
    assert (study, fabio.hasPublicationYear, rdflib.Literal("2023", datatype=xsd.gYear)) in graph
    assert (study, fabio.hasDateReceived, rdflib.Literal("2022-01-02", datatype=xsd.date)) in graph
    assert set(graph.objects(study, dcterms.creator)) == {rdflib.URIRef(each) for each in SAMPLE["creator"]}
    assert len(graph) == 14
    again = rdflib.Graph().parse(data=graph.serialize(format="json-ld", context=CONTEXT), format="json-ld")
    assert set(again) == set(graph)


def test_oxigraph_reads_it_too():
    quads = set(parse(json.dumps(SAMPLE), RdfFormat.JSON_LD))
    assert len(quads) == 14
    study = NamedNode(SAMPLE["id"])
    assert Quad(study, NamedNode(PREFIXES["frbr"] + "partOf"), NamedNode(SAMPLE["journal"])) in quads
