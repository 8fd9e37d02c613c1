"""The ontology: complete, consistent in its basics, and read by RDF and OWL tools."""

import io
from pathlib import Path

import owlready2
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SKOS

from kg.terms import KG, PREFIXES

FOLDER = Path(__file__).resolve().parents[2] / "ontology"
FILES = sorted(FOLDER.glob("*.ttl"))
SPACE = PREFIXES["kg"]
PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "kg.ttl")


def own(graph: rdflib.Graph, *types: rdflib.term.Node) -> set[rdflib.URIRef]:
    return {
        node for kind in types for node in graph.subjects(RDF.type, kind)
        if isinstance(node, rdflib.URIRef) and node.startswith(SPACE)
    }  # fmt: skip


def classes_in(graph: rdflib.Graph, node: rdflib.term.Node) -> list[rdflib.term.Node]:
    """Give the classes that a domain or range names, alone or in a union."""
    union = graph.value(node, OWL.unionOf)
    return [node] if union is None else list(graph.items(union))


def test_every_term_of_ours_is_defined_and_every_definition_is_a_term():
    defined = {each.subject for each in parse((FOLDER / "kg.ttl").read_bytes(), RdfFormat.TURTLE)}
    assert {each.value for each in KG} == {each.value for each in defined if str(each.value).startswith(SPACE)}


def test_every_term_of_ours_has_a_label_and_a_comment(ontology):
    for node in own(ontology, OWL.Class, OWL.NamedIndividual, *PROPERTIES):
        assert ontology.value(node, RDFS.label), node
        assert len(ontology.value(node, RDFS.comment)) > 20, node


def test_every_property_of_ours_has_one_domain_and_one_range_that_exist(ontology):
    known = set(ontology.subjects(RDF.type, OWL.Class))
    for node in own(ontology, OWL.ObjectProperty, OWL.DatatypeProperty):
        (domain,) = ontology.objects(node, RDFS.domain)
        (values,) = ontology.objects(node, RDFS.range)
        assert set(classes_in(ontology, domain)) <= known, node
        if (node, RDF.type, OWL.ObjectProperty) in ontology:
            assert set(classes_in(ontology, values)) <= known, node
        else:
            assert str(values).startswith((PREFIXES["xsd"], str(RDFS.Literal))), node


def test_no_property_is_of_two_kinds_nor_below_one_of_another_kind(ontology):
    for node in own(ontology, *PROPERTIES):
        kinds = PROPERTIES & set(ontology.objects(node, RDF.type))
        assert len(kinds) == 1, node
        for above in ontology.objects(node, RDFS.subPropertyOf):
            if above != SKOS.altLabel:
                assert kinds == PROPERTIES & set(ontology.objects(above, RDF.type)), (node, above)


def test_the_main_links_to_standard_vocabularies_are_there(ontology):
    kg = rdflib.Namespace(SPACE)
    for ours, link, theirs in (
        (kg.mentions, RDFS.subPropertyOf, PREFIXES["dcterms"] + "subject"),
        (kg.acronym, RDFS.subPropertyOf, PREFIXES["skos"] + "altLabel"),
        (kg.Cluster, RDFS.subClassOf, PREFIXES["foaf"] + "Group"),
        (kg.Record, RDFS.subClassOf, PREFIXES["fabio"] + "BibliographicMetadata"),
        (kg.impactIndexPerArticle, RDF.type, PREFIXES["bido"] + "BibliometricMeasure"),
        (kg.ReferenceCitationAnalysis, RDF.type, PREFIXES["c4o"] + "BibliographicInformationSource"),
        (kg.ReferenceCitationAnalysis, RDF.type, PREFIXES["prov"] + "Agent"),
    ):
        assert (ours, link, rdflib.URIRef(theirs)) in ontology


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_rdflib_and_oxigraph_read_the_same_number_of_triples(file):
    assert len(rdflib.Graph().parse(file)) == len(set(parse(file.read_bytes(), RdfFormat.TURTLE))) > 0


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_an_owl_tool_loads_every_file(file):
    triples = rdflib.Graph().parse(file).serialize(format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(f"file://{file.stem}#").load(fileobj=io.BytesIO(triples))
    assert len(world.graph) > 0


def test_an_owl_tool_sees_our_classes_and_properties(ontology):
    world = owlready2.World()
    world.get_ontology(SPACE).load(fileobj=io.BytesIO(ontology.serialize(format="nt", encoding="utf-8")))
    seen = {each.iri for each in (*world.classes(), *world.properties(), *world.individuals())}
    assert {each.value for each in KG} <= seen
