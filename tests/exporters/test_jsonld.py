"""JSON-LD in the terms of our context."""

import json

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.exporters import export
from kg.stores import EmbeddedStore
from kg.terms import KG, PREFIXES, XSD


@pytest.fixture(scope="module")
def document(store, tmp_path_factory):
    path = tmp_path_factory.mktemp("jsonld") / "graph.jsonld"
    export(store, "jsonld", path)
    return json.loads(path.read_text())


def test_a_node_is_written_in_short_terms_with_plain_numbers_and_booleans(document):
    nodes = {node["id"]: node for node in document["@graph"]}
    assert nodes["https://example.org/kg/study/walking"] == {
        "id": "https://example.org/kg/study/walking",
        "type": ["JournalArticle", "ScholarlyArticle"],
        "title": "Walking groups and loneliness",
        "year": "2022",
        "journal": "https://example.org/kg/journal/care",
        "volume": "7",
        "pages": "1-9",
        "doi": "10.1/walking",
        "pmid": "111",
        "pmcid": "PMC1",
        "openAccess": True,
        "creator": [f"https://example.org/kg/person/{name}" for name in ("ada", "bo", "cy")],
        "studyDesign": "kgc:cohort-study",
        "subject": ["mesh:D008132", "https://example.org/kg/subject/walking"],
        "fundedBy": "https://example.org/kg/grant/g1",
        "cites": [
            "https://doi.org/10.1/outside",
            "https://example.org/kg/study/talking",
            "https://example.org/kg/study/walking/reference/3",
        ],
        "citationCount": "https://example.org/kg/study/walking/citations/rca",
        "metric": "https://example.org/kg/study/walking/impact/rca",
        "mentions": ["kgc:loneliness", "kgc:social-prescribing"],
        "derivedFrom": "https://example.org/kg/record/r1",
    }
    assert nodes["https://example.org/kg/coauthorship/4"]["papers"] == 1
    assert nodes["https://example.org/kg/coauthorship/4"]["weight"] == "1"


def test_a_label_in_the_terms_language_is_plain_and_others_say_theirs(document):
    node = next(node for node in document["@graph"] if node["id"] == "kgc:loneliness")
    assert node["prefLabel"] == "loneliness"
    assert node["skos:prefLabel"] == {"@value": "Einsamkeit", "@language": "de"}


def test_the_file_holds_its_context_and_names_no_other_document(document):
    assert isinstance(document["@context"], dict)
    assert document["@context"]["title"] == "dcterms:title"


def test_what_would_be_read_as_an_address_behind_a_prefix_is_written_in_full(tmp_path):
    node, store = NamedNode(PREFIXES["kgc"] + "//x"), EmbeddedStore()
    store.load([Quad(node, KG.mentions, node)])
    export(store, "jsonld", tmp_path / "graph.jsonld")
    (told,) = json.loads((tmp_path / "graph.jsonld").read_text())["@graph"]
    assert told["id"] == told["mentions"] == node.value


@pytest.mark.parametrize(("number", "written"), [(2**53, 2**53), (2**53 + 1, str(2**53 + 1)), ("007", "007")])
def test_a_number_that_not_every_program_reads_exactly_is_text(number, written, tmp_path):
    node, store = NamedNode("http://example.com/a"), EmbeddedStore()
    store.load([Quad(node, KG.papers, Literal(str(number), datatype=XSD.integer))])
    export(store, "jsonld", tmp_path / "graph.jsonld")
    (told,) = json.loads((tmp_path / "graph.jsonld").read_text())["@graph"]
    assert told["papers"] == (int(written) if isinstance(number, str) else written)


@pytest.mark.parametrize("place", ["subject", "property", "object", "datatype"])
def test_an_iri_that_would_be_read_as_a_shortened_one_is_an_error(place, tmp_path):
    iri, other = NamedNode("mesh:D1"), NamedNode("http://example.com/a")
    quad = {
        "subject": Quad(iri, other, other),
        "property": Quad(other, iri, other),
        "object": Quad(other, NamedNode(PREFIXES["dcterms"] + "creator"), iri),
        "datatype": Quad(other, other, Literal("x", datatype=iri)),
    }[place]
    store = EmbeddedStore()
    store.load([quad])
    with pytest.raises(ValueError, match="would read the IRI mesh:D1 as one that the prefix mesh shortens"):
        export(store, "jsonld", tmp_path / "graph.jsonld")
