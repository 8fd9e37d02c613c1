"""The concept scheme: valid SKOS, labels that belong to one concept each, and matches to MeSH that exist."""

import gzip
import re
from collections import Counter, defaultdict

import pytest
from pyoxigraph import Literal, RdfFormat, parse
from rdflib import Graph

from kg.entities.concepts.scheme import forms, is_single_acronym
from kg.terms import PREFIXES, ontology_file

SKOS = PREFIXES["skos"]
ACRONYM = PREFIXES["kg"] + "acronym"
MATCHES = tuple(SKOS + kind + "Match" for kind in ("exact", "close", "broad", "narrow"))
TOPS = {
    "conditions",
    "guidelines",
    "interventions",
    "methods",
    "outcomes",
    "populations",
    "roles",
    "settings",
    "study-designs",
}


def written(label):
    """Give the forms under which a label is looked for."""
    return {label.value} if is_single_acronym(label.value) else forms(label.value)


@pytest.fixture(scope="module")
def source():
    return ontology_file("concepts.ttl").read_text("utf-8")


@pytest.fixture(scope="module")
def facts(source):
    """Give, for each predicate, each subject's values."""
    found = defaultdict(lambda: defaultdict(list))
    for quad in parse(source, RdfFormat.TURTLE):
        value = quad.object if isinstance(quad.object, Literal) else quad.object.value
        found[quad.predicate.value][quad.subject.value].append(value)
    return found


@pytest.fixture(scope="module")
def concepts(facts):
    return set(facts[SKOS + "inScheme"])


def test_the_scheme_has_its_nine_top_concepts_and_at_least_150_concepts(facts, concepts):
    [tops] = facts[SKOS + "hasTopConcept"].values()
    assert {iri.removeprefix(PREFIXES["kgc"]) for iri in tops} == TOPS
    assert set(facts[SKOS + "topConceptOf"]) == set(tops)
    assert len(concepts) >= 150


def test_every_concept_has_one_english_preferred_label_and_one_definition(facts, concepts):
    for predicate in (SKOS + "prefLabel", SKOS + "definition"):
        assert set(facts[predicate]) == concepts
        assert all(len(values) == 1 and values[0].language == "en" for values in facts[predicate].values())


def test_no_form_of_a_label_belongs_to_two_concepts(facts):
    owners = defaultdict(set)
    for predicate in (SKOS + "prefLabel", SKOS + "altLabel"):
        for concept, labels in facts[predicate].items():
            for label in labels:
                for form in written(label):
                    owners[form].add(concept)
    assert {form: each for form, each in owners.items() if len(each) > 1} == {}


def test_no_alternative_label_repeats_what_folding_already_finds(facts):
    repeated = []
    for concept, labels in facts[SKOS + "prefLabel"].items():
        seen = written(labels[0])
        for label in sorted(facts[SKOS + "altLabel"].get(concept, []), key=lambda each: -len(written(each))):
            repeated += [label.value] if written(label) <= seen else []
            seen |= written(label)
    assert repeated == []


def test_no_acronym_belongs_to_two_concepts_or_is_a_label_too(facts):
    counts = Counter(acronym.value for each in facts[ACRONYM].values() for acronym in each)
    labels = {
        label.value for kind in ("prefLabel", "altLabel") for each in facts[SKOS + kind].values() for label in each
    }
    assert [acronym for acronym, count in counts.items() if count > 1] == []
    assert counts.keys() & labels == set()


def test_broader_and_narrower_mirror_each_other(facts):
    broader = {(a, b) for a, above in facts[SKOS + "broader"].items() for b in above}
    narrower = {(b, a) for a, below in facts[SKOS + "narrower"].items() for b in below}
    assert broader == narrower


def test_every_concept_leads_up_to_exactly_one_top_concept_without_a_cycle(facts, concepts):
    def climb(concept, path):
        assert concept not in path, f"a cycle: {path}"
        above = facts[SKOS + "broader"].get(concept, [])
        return {concept}.union(*(climb(each, {*path, concept}) for each in above)) if above else {concept}

    tops = set(facts[SKOS + "topConceptOf"])
    for concept in concepts:
        assert len(climb(concept, set()) & tops) == 1, concept


def test_every_match_is_a_mesh_descriptor(facts, shared):
    with gzip.open(shared / "reference/mesh2024.tsv.gz", "rt", encoding="utf-8") as rows:
        known = {PREFIXES["mesh"] + row.split("\t")[0] for row in rows}
    matched = {match for kind in MATCHES for each in facts[kind].values() for match in each}
    assert len(matched) > 100
    assert matched - known == set()


def test_a_descriptor_matches_a_concept_in_one_way_and_one_concept_exactly(facts, concepts):
    for concept in concepts:
        matches = [match for kind in MATCHES for match in facts[kind].get(concept, [])]
        assert len(matches) == len(set(matches)), concept
        assert len(facts[MATCHES[0]].get(concept, [])) <= 1, concept
    exact = Counter(match for each in facts[MATCHES[0]].values() for match in each)
    assert [match for match, count in exact.items() if count > 1] == []


def test_concepts_are_named_after_their_labels_and_sorted_within_their_top_concept(source):
    for block in re.split(r"^# ", source, flags=re.MULTILINE)[-len(TOPS) :]:
        names = re.findall(r"^kgc:([\w-]+) a skos:Concept", block, flags=re.MULTILINE)
        assert names[0] in TOPS
        assert names[1:] == sorted(names[1:])


def test_rdflib_reads_the_scheme_as_well(source, facts):
    assert len(Graph().parse(data=source, format="turtle")) == sum(
        len(values) for each in facts.values() for values in each.values()
    )
