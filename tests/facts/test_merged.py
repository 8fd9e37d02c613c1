"""The merged graph: what is concluded, each quad once, whatever the order of the records."""

import json
from itertools import chain
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.cluster import Network
from kg.entity import Entities, Journal, Study
from kg.facts import Census, describe_dataset
from kg.facts.concepts import concept_facts
from kg.iri import Minter
from kg.terms import (
    DCTERMS,
    FABIO,
    FOAF,
    KG,
    ORG,
    OWL,
    PREFIXES,
    PRISM,
    PRO,
    PROV,
    PSO,
    RDF,
    SCHEMA,
    SKOS,
    TVC,
    VIVO,
    XSD,
    ontology_file,
)
from tests.concluding import conclusions
from tests.parsing import parse_quads

MINTER = Minter("https://data.example/")
STUDY = "doi/10.1000/<x>"


def node(kind: str, *parts: str | int) -> NamedNode:
    return NamedNode(MINTER.node(kind, *parts))


def conclude(world) -> list[Quad]:
    return parse_quads(conclusions(world.records, world.entities, world.network, MINTER))


@pytest.fixture(scope="module")
def store(world) -> Store:
    made = Store()
    made.extend(conclude(world))
    return made


def values(store: Store, subject: NamedNode, term: NamedNode) -> list[str]:
    return sorted(quad.object.value for quad in store.quads_for_pattern(subject, term, None, DefaultGraph()))


def test_all_is_in_the_default_graph_and_no_quad_comes_twice(world):
    quads = conclude(world)
    assert all(quad.graph_name == DefaultGraph() for quad in quads)
    assert len(quads) == len(set(quads))


@given(seed=st.integers(0, 2**32))
@settings(max_examples=20)
def test_the_order_of_records_changes_no_quad(world, seed):
    shuffled = Random(seed).sample(world.records, len(world.records))
    assert set(conclude(world._replace(records=shuffled))) == set(conclude(world))


def test_a_store_gives_back_every_quad_as_it_was_written(world, store):
    assert set(store) == set(conclude(world))


def test_the_chosen_record_speaks_first_and_others_fill_what_it_leaves_empty(store):
    study = node("study", STUDY)
    assert values(store, study, PRISM.volume) == ["11"]
    assert values(store, study, PRISM.issueIdentifier) == ["4"]
    assert values(store, study, DCTERMS.language) == ["http://id.loc.gov/vocabulary/iso639-1/en"]


def test_a_study_is_derived_from_all_its_records(world, store):
    expected = sorted(node("record", record.key).value for record in world.records[:2])
    assert values(store, node("study", STUDY), PROV.wasDerivedFrom) == expected


def test_a_study_has_the_plain_facts_that_a_first_query_asks_for(store):
    study = node("study", STUDY)
    assert values(store, study, DCTERMS.title) == ["Link workers: a review"]
    assert values(store, study, FABIO.hasPublicationYear) == ["2023"]
    assert values(store, study, PRISM.startingPage) + values(store, study, PRISM.endingPage) == ["305", "312"]
    assert values(store, study, OWL.sameAs) == ["https://doi.org/10.1000/%3Cx%3E"]
    assert values(store, study, FABIO.hasDateReceived) == ["2022-01-02"]
    assert values(store, study, DCTERMS.creator) == [node("person", "moffatt").value, node("person", "wildman").value]
    assert values(store, study, SCHEMA.isAccessibleForFree) == ["true"]
    assert values(store, study, PRISM.publicationDate) == []


def test_the_designs_of_a_study_are_stated_of_it(world):
    design = PREFIXES["kgc"] + "scoping-review"
    studies = tuple(structs.replace(each, designs=(design,)) for each in world.entities.studies if each.key == STUDY)
    others = tuple(each for each in world.entities.studies if each.key != STUDY)
    quads = conclude(world._replace(entities=structs.replace(world.entities, studies=(*studies, *others))))
    assert Quad(node("study", STUDY), KG.studyDesign, NamedNode(design)) in quads
    assert KG.studyDesign not in {quad.predicate for quad in conclude(world)}


def test_an_authorship_says_who_stood_where_and_how_sure_that_is(world, store):
    role = node("study", "another", "author", 1)
    assert values(store, role, PRO.isHeldBy) == [node("person", "wildman").value]
    assert values(store, role, VIVO.rank) == ["1"]
    assert values(store, role, KG.printedName) == ["Wildman J"]
    assert values(store, role, KG.matchScore) == ["0.9731"]
    assert values(store, role, PROV.wasDerivedFrom) == [node("record", world.records[2].key, "author", 1).value]


def test_people_have_their_top_organisations_and_units_their_parents(store):
    assert values(store, node("person", "wildman"), SCHEMA.affiliation) == [node("institution", "university").value]
    assert values(store, node("institution", "department"), ORG.subOrganizationOf) == [
        node("institution", "university").value
    ]
    assert values(store, node("institution", "university", "address"), SCHEMA.addressCountry) == ["GB"]
    assert values(store, node("institution", "university"), SKOS.altLabel) == ["Univ Newcastle"]


def test_a_collective_is_a_group_without_family_name(world):
    team = structs.replace(world.entities.people[1], family="team", given="RAMESES II")
    people = (world.entities.people[0], team, world.entities.people[2])
    told = conclude(world._replace(entities=structs.replace(world.entities, people=people)))
    assert {q.predicate for q in told if q.subject == node("person", "team")} >= {RDF.type, FOAF.name}
    assert not {FOAF.familyName, FOAF.givenName} & {q.predicate for q in told if q.subject == node("person", "team")}
    assert Quad(node("person", "team"), RDF.type, FOAF.Group) in told


def test_statuses_share_their_day_and_reports_share_their_trial(store):
    day = node("day", "2022-02-02")
    statuses = {quad.subject for quad in store.quads_for_pattern(None, TVC.atTime, day)}
    assert statuses == {
        node("study", "another", "status", "revised"),
        node("study", STUDY, "status", "revised"),
        node("study", STUDY, "status", "indexed"),
    }
    assert values(store, node("study", STUDY, "status", "indexed"), PSO.withStatus) == [PSO.catalogued.value]
    trial = node("trial", "ISRCTN13880272")
    assert len(list(store.quads_for_pattern(None, SCHEMA.about, trial))) == 2


def test_issns_are_electronic_where_a_record_says_so(store):
    assert values(store, node("journal", "tests"), PRISM.eIssn) == ["2234-5678"]
    assert values(store, node("journal", "tests"), PRISM.issn) == ["1234-5679"]
    assert values(store, node("journal", "tests"), DCTERMS.alternative) == ["Journal of Tests"]


def test_evidence_counts_characters_in_the_text_that_the_study_shows(world, store):
    evidence = {
        quad.subject: values(store, quad.subject, PROV.wasDerivedFrom)
        for quad in store.quads_for_pattern(None, KG.sentence, None)
    }
    shown = [node("record", world.records[0].key).value]
    assert evidence == {
        node("study", STUDY, "mention", "title", "0-12"): shown,
        node("study", STUDY, "mention", "abstract/1", "7-19"): shown,
    }


def test_a_passage_of_a_text_that_the_study_does_not_show_is_no_evidence(world):
    (mention, *_), second = world.entities.mentions, world.records[1]
    hidden = structs.replace(mention, record=second.key, start=1, end=5)
    entities = structs.replace(world.entities, mentions=(*world.entities.mentions, hidden))
    assert set(conclude(world._replace(entities=entities))) == set(conclude(world))


def test_a_coauthorship_rests_on_the_studies_written_together(store):
    both, one = node("coauthorship", "moffatt", "wildman"), node("coauthorship", "moffatt", "team")
    assert values(store, both, PROV.wasDerivedFrom) == [node("study", "another").value, node("study", STUDY).value]
    assert values(store, one, PROV.wasDerivedFrom) == [node("study", "another").value]
    assert values(store, both, KG.weight) == ["1.5"]


def test_no_node_is_an_expression_and_a_work_and_none_has_a_shared_identifier(store):
    types = {quad.object.value for quad in store.quads_for_pattern(node("study", STUDY), RDF.type, None)}
    assert types == {FABIO.JournalArticle.value, SCHEMA.ScholarlyArticle.value}
    assert not [quad for quad in store if "datacite" in quad.predicate.value]


def test_a_concept_comes_with_all_that_are_broader_and_points_to_no_other():
    leaf = PREFIXES["kgc"] + "scoping-review"
    quads = parse_quads(concept_facts([leaf]))
    subjects = {quad.subject.value for quad in quads}
    assert {leaf, PREFIXES["kgc"] + "study-designs"} <= subjects
    ours = {quad.object.value for quad in quads if quad.object.value.startswith(PREFIXES["kgc"])}
    assert ours <= subjects
    assert list(concept_facts([])) == []


def test_every_property_and_class_of_the_graph_has_a_short_name_in_json_ld(world):
    census = Census()
    told = conclusions(world.records, world.entities, world.network, MINTER)
    quads = parse_quads(chain(census.count(told), describe_dataset(census, MINTER, "Graph")))
    context = json.loads(ontology_file("context.jsonld").read_text("utf-8"))["@context"]
    names = {value if isinstance(value, str) else value["@id"] for value in context.values() if value != 1.1}
    known = {
        PREFIXES[prefix] + name for prefix, _, name in (each.partition(":") for each in names) if prefix in PREFIXES
    }
    used = {(quad.object if quad.predicate == RDF.type else quad.predicate).value for quad in quads}
    # Two classes share their name with another, and a node that has one of the two has the other as well.
    assert used - known == {FOAF.Organization.value, PREFIXES["dcat"] + "Dataset"}


def test_a_replaced_key_points_to_its_successor(world):
    entities = structs.replace(world.entities, replaced=(("person", "old", "wildman"),))
    assert Quad(node("person", "old"), DCTERMS.isReplacedBy, node("person", "wildman")) in conclude(
        world._replace(entities=entities)
    )


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_hostile_text_round_trips_without_duplicates_controls_or_addresses(data, hostile_records):
    record = data.draw(hostile_records)
    study = Study("s", (record.key,), record.key, record.title, journal="j")
    entities = Entities(studies=(study,), journals=(Journal("j", record.title),))
    quads = parse_quads(conclusions([record], entities, Network(), MINTER))
    assert len(quads) == len(set(quads))
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)
    for form in (RdfFormat.N_QUADS, RdfFormat.TURTLE, RdfFormat.RDF_XML):
        triples = quads if form == RdfFormat.N_QUADS else [quad.triple for quad in quads]
        assert {*parse(serialize(triples, format=form), form)} == set(quads)
    literals = [quad.object.value for quad in quads if isinstance(quad.object, Literal)]
    assert not [each for each in literals if set(each) & {"\x00", "\x85", "\r", "\ufffe"}]
    assert not [quad for quad in quads if isinstance(quad.object, Literal) and quad.object.datatype == XSD.date
                and len(quad.object.value) != 10]  # fmt: skip
