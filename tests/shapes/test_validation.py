"""What a valid graph looks like, and that each shape sees what does not fit."""

import gzip

import pytest
import rdflib
from pyshacl import validate as run_pyshacl
from rdflib.namespace import SH

from kg.clean import clean
from kg.entities import resolve
from kg.facts import claims
from kg.iri import Minter
from kg.networks import build_network
from kg.processes.workers import Workers
from kg.readers import read
from kg.record import Record
from kg.shapes import find_reading_years, validate
from kg.stores import EmbeddedStore
from kg.terms import DCTERMS, KG, ontology_file
from tests.concluding import conclusions
from tests.parsing import parse_quads
from tests.shapes.graphs import BASE, PROLOGUE, VALID, changed, store_of, write_lines


def test_a_graph_as_the_model_describes_it_conforms():
    assert list(validate(store_of(**VALID))) == []


# What is changed in that graph, into what, and what must be said of it.
FLAWS = [
    ('schema:ScholarlyArticle ; dcterms:title "Link workers"', "schema:ScholarlyArticle", "A study should have a title."),
    ('dcterms:title "Link workers"', 'dcterms:title "Link workers", "Others"', "There must be at most one title, and it must not be empty."),
    ('"2021"^^xsd:gYear ; prism', '"21"^^xsd:gYear ; prism', "There must be at most one year of publication, of four digits."),
    ('"2021-05-01"^^xsd:date', '"2021-05-01"^^xsd:date, "2021-06-01"^^xsd:date', "A study must have at most one full date of publication."),
    ('prism:doi "10.1000/x"', 'prism:doi "doi:10.1000/x"', "There must be at most one DOI, and it must start with 10., a registrant's number and a slash."),
    ('fabio:hasPubMedId "33761145"', 'fabio:hasPubMedId "PMID 33761145"', "There must be at most one PMID, and it must be a number."),
    ('"PMC8278514"', '"8278514"', "There must be at most one PMCID, and it must be PMC and a number."),
    ("frbr:partOf <journal/j>", "frbr:partOf <journal/k>", "A study must be part of at most one journal, book or other container."),
    ("frapo:isFundedBy <grant/g>", "frapo:isFundedBy <person/a>", "What pays for a study must be a grant or a funder."),
    ('frapo:hasGrantNumber "G1"', 'frapo:hasGrantNumber "G1", "G2"', "A grant must have exactly one number."),
    ("frapo:hasFundingAgency <funder/f>", "frapo:hasFundingAgency <grant/g>", "A grant must be given by at most one funder."),
    ("pro:withRole pro:editor ; ", "", "A contribution must have exactly one role."),
    ('kg:printedName "Editor E"', 'kg:printedName ""', "A contribution must have exactly one printed name."),
    ("dcterms:creator <person/a>, <person/b>", "dcterms:creator <person/a>", "Those who hold a role in a study must be its creators, and all of them must hold one."),
    ("pro:isHeldBy <person/team>", "pro:isHeldBy <person/b>", "Those who hold a role in a study must be its creators, and all of them must hold one."),
    ("dcterms:creator <person/a>", "dcterms:creator <person/x>", "Whoever created a study must be a person or a group."),
    ('dcterms:dateAccepted "2020-03-02"', 'dcterms:dateAccepted "2019-03-02"', "A study must be received before it is accepted."),
    ("<person/team> ; prov:wasDerivedFrom <record/r> .", "<person/team> .", "What is concluded must say what it rests on."),
    ("pro:isHeldBy <person/b>", "pro:isHeldBy <person/a>, <person/b>", "A role must be held by exactly one person or group."),
    ("pro:withRole pro:author", "pro:withRole pro:editor", "A role must be that of an author or of an affiliate."),
    ('<study/s> ; vivo:rank 1 ; kg:printedName "Bell S"', "<study/s> ; vivo:rank 1", "A role must have either one printed name or one printed affiliation."),
    ("pro:relatesToDocument <study/s> ; vivo:rank 2", "pro:relatesToDocument <study/s>, <study/t> ; vivo:rank 2", "A role must relate to exactly one study."),
    ("pro:relatesToOrganization <institution/unit>", "pro:relatesToOrganization <place/uk>", "A role must relate to institutions only."),
    ("<study/s> ; vivo:rank 3", "<study/s> ; vivo:rank 0", "There must be exactly one rank, 1 or more."),
    ("kg:matchScore 0.9", "kg:matchScore 1.9", "A match must have at most one score, from 0 to 1."),
    ('foaf:name "Bell S"', 'foaf:name "Bell S", "Bell SD"', "There must be exactly one name."),
    ('rdfs:label "Bell, Sadie"', 'rdfs:label "Bell, Sadie", "Bell, S"', "A person must have exactly one label."),
    ('foaf:familyName "Bell"', 'foaf:familyName "Bell", "Ball"', "A person must have at most one family name."),
    ('foaf:givenName "Sadie"', 'foaf:givenName "Sadie", "Sarah"', "A person must have at most one given name."),
    ("0000-0002-1825-0097", "0000-0002-1825", "A person must be the same as at most one ORCID."),
    ("schema:affiliation <institution/whole>", "schema:affiliation <institution/unit>", "A person must be affiliated with whole organisations."),
    ("kg:degree 1", "kg:degree -1", "A degree must be a count."),
    ("kg:degree 1", 'kg:degree "one"^^xsd:integer', "A degree must be a count."),
    ('"2021-05-01"^^xsd:date', '"2021-02-30"^^xsd:date', "A study must have at most one full date of publication."),
    ('dcterms:title "Link workers"', "dcterms:title []", "There must be at most one title, and it must not be empty."),
    ("kg:betweenness 0.0", "kg:betweenness 2.0", "Betweenness must be from 0 to 1."),
    ("kg:clusteringCoefficient 1.0", "kg:clusteringCoefficient 1.1", "A clustering coefficient must be from 0 to 1."),
    ('a foaf:Group ; foaf:name "SPRING team"', "a foaf:Group", "A group that signs as an author must have exactly one name and records it rests on."),
    ('kg:shortName "Leeds"', 'kg:shortName "Leeds", "UoL"', "An institution must have at most one short name."),
    ("https://ror.org/024mrxd33", "https://ror.org/leeds", "An institution must be the same as at most one entry of an authority, such as ROR."),
    ('kg:shortName "Leeds"', "kg:matchScore 1.1", "How sure it is that an institution is its authority's entry must be told at most once, from 0 to 1."),
    ("schema:location <place/leeds>", "schema:location <person/a>", "An institution must be in at most one city or country."),
    ("org:subOrganizationOf <institution/faculty>", "org:subOrganizationOf <place/uk>", "A unit must be part of exactly one larger institution."),
    ("org:subOrganizationOf <institution/whole>", "org:subOrganizationOf <institution/unit>", "What a unit is part of must lead up to a whole organisation, and not round in a circle."),
    ('kg:shortName "Leeds"', "org:subOrganizationOf <institution/faculty>", "A whole organisation must be part of whole organisations only."),
    ('schema:name "Leeds"', 'schema:name "Leeds", "Leeds City"', "A place must have exactly one name."),
    ("schema:containedInPlace <place/uk>", "schema:containedInPlace <journal/j>", "A city must be in exactly one country."),
    ("schema:latitude 53.8", "schema:latitude 153.8", "A latitude must be from -90 to 90 degrees."),
    ("schema:longitude -1.5", "schema:longitude -191.5", "A longitude must be from -180 to 180 degrees."),
    ('kg:countryCode "GB"', 'kg:countryCode "GBR"', "A country must have exactly one ISO 3166 code of two letters."),
    ('a fabio:Journal ; dcterms:title "BMC Medicine"', "a fabio:Journal", "A journal must have exactly one title."),
    ('prism:issn "1472-696X"', 'prism:issn "1472696X"', "An ISSN must have twice four digits, of which the last may be an X."),
    ('rdfs:label "Leeds" ;', "", "A cluster must have exactly one name."),
    ("foaf:member <person/a>, <person/b>", "foaf:member <person/a>", "A cluster must have at least two people."),
    ("kg:hasStudy <study/s>", "kg:hasStudy <person/a>", "A cluster's studies must be studies."),
    ("kg:hasInstitution <institution/whole>", "kg:hasInstitution <person/a>", "A cluster's institutions must be institutions."),
    ("kg:hasCentralPerson <person/a> ;", "", "A cluster must have at least one central person."),
    ('kg:firstYear "2021"^^xsd:gYear', "kg:firstYear 2021", "A cluster must have at most one first year."),
    ('kg:lastYear "2021"^^xsd:gYear', "kg:lastYear 2021", "A cluster must have at most one last year."),
    ("kg:stability 0.9", "kg:stability 1.9", "Stability must be from 0 to 1."),
    ('rdfs:label "link workers" ;', "", "A field must have exactly one name."),
    ("prov:wasDerivedFrom <cluster/c>, <cluster/d>", "prov:wasDerivedFrom <cluster/c>", "A field must have at least two clusters."),
    ('kg:received "2020-01-02"', 'kg:received "2020-02-20"', "A work must be received before it is revised."),
    ('kg:received "2020-01-02"', 'kg:received "2020-12-02"', "A work must be received before it is accepted."),
    ('kg:revised "2020-02-02"', 'kg:revised "2020-04-02"', "A work must be revised before it is accepted."),
    ('kg:received "2020-01-02"^^xsd:date', 'kg:received "2020-01-02"^^xsd:date, "2020-01-03"^^xsd:date', "A work must be received at most once."),
    ('kg:revised "2020-02-02"^^xsd:date', 'kg:revised "2020-02-02"^^xsd:date, "2020-02-03"^^xsd:date', "A record must have at most one day of revision."),
    ('kg:accepted "2020-03-02"^^xsd:date', 'kg:accepted "2020-03-02"^^xsd:date, "2020-03-03"^^xsd:date', "A work must be accepted at most once."),
    ('kg:indexed "2021-01-01"^^xsd:date', 'kg:indexed "2021-01-01"^^xsd:date, "2021-01-03"^^xsd:date', "A record must have at most one day of indexing."),
    ("kg:citationCount 17", "kg:citationCount -17", "A citation count must be 0 or more."),
    ("kg:citationCount 17", 'kg:citationCount 17, "one"^^xsd:integer', "A citation count must be 0 or more."),
    ("kg:impactIndex 4.3", "kg:impactIndex -4.3", "There must be at most one impact index, 0 or more."),
    ("a kg:Authorship ; kg:ofRecord <record/r>", "a kg:Authorship ; kg:ofRecord <record/r>, <record/q>", "A printed authorship must be of exactly one record."),
    ('vivo:rank 1 ; kg:printedName "Bell S" .', "vivo:rank 1 .", "A printed authorship must have exactly one name."),
    ("kg:ofAuthorship <record/r/author/1>", "kg:ofAuthorship <record/r/author/1>, <record/r/author/2>", "A printed affiliation must be of exactly one printed authorship."),
    ('kg:printedAffiliation "Leeds" .', 'kg:printedAffiliation "" .', "A printed affiliation must have exactly one text."),
]  # fmt: skip


# Places are the gazetteer's, and what says of no record that it rests on it cannot be traced to one.
OF_NO_RECORD = {
    message for *_, message in FLAWS if message.startswith(("A place", "A city", "A country", "A l", "What is"))
}


@pytest.mark.parametrize(("old", "new", "message"), FLAWS)
def test_what_does_not_fit_a_shape_is_reported_with_file_and_line(old, new, message):
    found = [violation for violation in changed(old, new) if violation.message == message]
    assert found
    of_a_record = message not in OF_NO_RECORD
    assert {violation.places for violation in found} == {("page.txt#7",) if of_a_record else ()}
    assert {violation.records for violation in found} == {("https://example.org/kg/record/r",) if of_a_record else ()}


def test_the_records_that_a_node_rests_on_are_told_in_order():
    claims = "".join(f'<record/{n}> a kg:Record ; dcterms:title "{n}" .' for n in range(9))
    derived = ", ".join(f"<record/{n}>" for n in range(9))
    store = store_of(claims=claims, merged=f"<journal/j> a fabio:Journal ; prov:wasDerivedFrom {derived} .")
    (violation,) = (each for each in validate(store) if "journal" in each.message)
    assert violation.records == tuple(f"https://example.org/kg/record/{n}" for n in range(9))


def test_every_message_of_the_shapes_is_tried():
    shapes = rdflib.Graph().parse(data=ontology_file("shapes.ttl").read_text("utf-8"), format="turtle")
    messages = {
        str(shapes.value(shape, SH.message))
        for shape in shapes.subjects(SH.message)
        if not shapes.value(shape, SH.select)
    }
    assert messages == {message for *_, message in FLAWS}


def test_every_constraint_has_a_message_for_people():
    shapes = rdflib.Graph().parse(data=ontology_file("shapes.ttl").read_text("utf-8"), format="turtle")
    assert all(shapes.value(shape, SH.message) for shape in shapes.subjects(SH.path))


def test_what_sources_may_get_wrong_is_only_a_warning():
    (violation,) = changed('kg:revised "2020-02-02"', 'kg:revised "2020-04-02"')
    assert (violation.severity, violation.focus) == ("Warning", "https://example.org/kg/record/r")
    assert violation.path == KG.revised.value
    assert violation.value == "2020-04-02"


def test_a_source_may_give_no_title():
    (violation,) = changed('dcterms:title "Link workers" ;', "")
    assert (violation.severity, violation.path) == ("Warning", DCTERMS.title.value)


def test_a_violation_tells_node_property_and_value():
    (violation,) = changed("kg:matchScore 0.9", "kg:matchScore 1.9")
    assert violation.severity == "Violation"
    assert violation.focus == "https://example.org/kg/study/s/author/1"
    assert (violation.path, violation.value) == (KG.matchScore.value, "1.9")


@pytest.mark.parametrize("batch", [1, 2, 500])
def test_batches_of_any_size_find_the_same(batch):
    flawed = {graph: text.replace("<person/b>", "<person/c>", 1) for graph, text in VALID.items()}
    whole = {(each.focus, each.message) for each in validate(store_of(**flawed))}
    assert whole
    assert {(each.focus, each.message) for each in validate(store_of(**flawed), batch)} == whole


def test_further_processes_find_the_same_in_the_same_order_from_a_file(tmp_path):
    flawed = {graph: text.replace("<person/b>", "<person/c>", 1) for graph, text in VALID.items()}
    graph = tmp_path / "graph.nq.gz"
    with EmbeddedStore(tmp_path / "store") as store, Workers(2) as workers:
        store.load(store_of(**flawed).quads())
        graph.write_bytes(gzip.compress(b"".join(write_lines(store.quads()))))
        found = list(validate(store, 1, workers, graph))
        assert found == list(validate(store, 1))
        assert found
        assert workers.cpu > 0


def test_the_file_itself_is_valid_shacl_and_works_without_our_code():
    shapes = rdflib.Graph().parse(data=ontology_file("shapes.ttl").read_text("utf-8"), format="turtle")
    whole = rdflib.Graph()
    for turtle in VALID.values():
        whole.parse(data=f"{PROLOGUE}\n{BASE}\n{turtle}", format="turtle")
    assert run_pyshacl(whole, shacl_graph=shapes, ont_graph=shapes, meta_shacl=True)[0]
    whole.remove((None, rdflib.URIRef(KG.printedName.value), None))
    conforms, report, _ = run_pyshacl(whole, shacl_graph=shapes, ont_graph=shapes)
    assert not conforms
    assert len(list(report.subjects(SH.resultSeverity))) == 6


def test_the_eight_real_records_conform(shared):
    records = [item for item in read(shared / "seeds/social-prescribing.rca.txt") if isinstance(item, Record)]
    cleaned = [item for record in records for item in clean(record) if isinstance(item, Record)]
    entities, minter = resolve(cleaned), Minter()
    with EmbeddedStore() as store:
        for record in cleaned:
            store.load(parse_quads(claims(record, minter)))
        store.load(parse_quads(conclusions(cleaned, entities, build_network(entities), minter)))
        assert find_reading_years(store) == {KG.ReferenceCitationAnalysis: 2025}
        assert list(validate(store)) == []
