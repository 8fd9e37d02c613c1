"""The vocabulary: every term exists in its own ontology, and is used."""

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg import terms
from kg.terms import PREFIXES, RDF, VOID, Vocabulary, ontology_file

VOCABULARIES = {name: each for name, each in vars(terms).items() if isinstance(each, Vocabulary)}
FORMATS = {".ttl": RdfFormat.TURTLE, ".nq": RdfFormat.N_QUADS, ".owl": RdfFormat.RDF_XML}
# Defined by the languages themselves, whose files are no ontologies among others.
LANGUAGES = {"RDF", "RDFS", "OWL", "XSD"}


@pytest.fixture(scope="module")
def defined(shared) -> set[str]:
    """Give the subjects that the reference ontologies give a type."""
    found = set()
    for file in sorted((shared / "reference/ontologies").rglob("*.*")):
        for quad in parse(path=str(file), format=FORMATS[file.suffix], lenient=True, base_iri="http://example.org/"):
            if quad.predicate == RDF.type and isinstance(quad.subject, NamedNode):
                found.add(quad.subject.value.replace("http://schema.org/", PREFIXES["schema"]))
    return found


def test_namespaces_end_where_a_name_can_follow():
    assert all(space[-1] in "/#" for space in PREFIXES.values())
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_a_term_that_is_not_listed_is_an_error():
    with pytest.raises(AttributeError, match="titel"):
        assert terms.DCTERMS.titel


def test_hyphens_become_underscores_and_keywords_get_one():
    assert terms.PSO.open_access.value == PREFIXES["pso"] + "open-access"
    assert VOID.class_.value == PREFIXES["void"] + "class"


@pytest.mark.parametrize("name", sorted(VOCABULARIES.keys() - LANGUAGES - {"KG"}))
def test_every_foreign_term_exists_in_its_ontology(name, defined):
    assert [each.value for each in VOCABULARIES[name] if each.value not in defined] == []


def test_every_listed_term_is_used_in_code_or_ontology():
    package = Path(terms.__file__).resolve().parent
    code = "\n".join(file.read_text("utf-8") for file in sorted(package.rglob("*.py")) if file.name != "terms.py")
    concepts = ontology_file("concepts.ttl").read_text("utf-8")
    listed = {(name, term) for name, each in VOCABULARIES.items() for term in vars(each)}
    used = set(re.findall(rf"\b({'|'.join(VOCABULARIES)})\.(\w+)", code))
    unused = sorted(listed - used)
    assert [each for each in unused if each[0] != "KG" or f"kg:{each[1]}" not in concepts] == []


@pytest.mark.parametrize("name", ["kg.ttl", "concepts.ttl", "shapes.ttl", "context.jsonld"])
def test_the_ontology_is_found(name):
    assert ontology_file(name).read_text("utf-8")


def test_a_file_that_the_ontology_has_not_is_an_error():
    with pytest.raises(FileNotFoundError, match=r"none\.ttl"):
        ontology_file("none.ttl")
