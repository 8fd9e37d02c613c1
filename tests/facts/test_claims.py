"""Claims: what one record says, about its own nodes, wherever it stands."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from pyoxigraph import Literal, NamedNode, Store

from kg.facts import claims
from kg.iri import Minter
from kg.record import Container, Contributor, Identifier, Source
from kg.terms import KG, PRISM, PROV, XSD
from tests.parsing import parse_quads

MINTER = Minter()
FIELDS = {"title", "volume", "issue", "pages", "keywords"}


def test_a_record_states_its_fields_under_the_terms_of_a_study(world):
    record = world.records[0]
    said = {(quad.subject.value, quad.predicate, quad.object.value) for quad in parse_quads(claims(record, MINTER))}
    node = MINTER.node("record", record.key)
    assert {
        (node, KG.journalTitle, "J Tests"),
        (node, PRISM.eIssn, "2234-5678"),
        (node, PRISM.pageRange, "305-12"),
        (node, KG.revised, "2022-02-02"),
        (node, KG.citationCount, "12"),
        (node, KG.impactIndex, "4"),
        (node, PROV.hadPrimarySource, KG.ReferenceCitationAnalysis.value),
        (node + "/author/1", KG.printedFullName, "Josephine M Wildman"),
        (node + "/affiliation/1/1", KG.ofAuthorship, node + "/author/1"),
    } <= said


def test_a_container_of_which_only_numbers_are_known_has_no_title(world):
    nameless = Container("", identifiers=(Identifier("issn", "1234-5679"),))
    said = parse_quads(claims(structs.replace(world.records[0], container=nameless), MINTER))
    assert PRISM.issn in {quad.predicate for quad in said}
    assert KG.journalTitle not in {quad.predicate for quad in said}


def test_only_a_truncated_record_says_so(world):
    assert [KG.truncated in {q.predicate for q in parse_quads(claims(each, MINTER))} for each in world.records] == [
        False,
        False,
        True,
    ]


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_claims_are_about_the_records_own_nodes_in_its_own_graph_and_stores_give_them_back(data, hostile_records):
    record = data.draw(hostile_records)
    quads = parse_quads(claims(record, MINTER))
    own = MINTER.node("record", record.key)
    assert {quad.graph_name for quad in quads} == {NamedNode(own + "/claims")}
    assert all(quad.subject.value == own or quad.subject.value.startswith(own + "/") for quad in quads)
    assert len(quads) == len(set(quads))
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)


@given(data=st.data(), file=st.text(), line=st.integers(1), ordinal=st.text())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_where_a_record_stands_changes_no_claim(data, hostile_records, file, line, ordinal):
    record = data.draw(hostile_records)
    moved = structs.replace(record, source=Source(record.source.format, file, line, record.source.raw, ordinal))
    assert list(claims(moved, MINTER)) == list(claims(record, MINTER))


@given(
    address=st.emails(domains=st.sampled_from(["example.org", "mail.example.co.uk"])), before=st.text(), after=st.text()
)
@settings(max_examples=200)
def test_no_claim_has_an_e_mail_address(record, address, before, after):
    text = f"{before} {address} {after}"
    made = record("x", title=text, keywords=(text,), contributors=(Contributor("A B", text, email=address),))
    assert not [quad for quad in parse_quads(claims(made, MINTER)) if address in quad.object.value]


def test_dates_keep_the_precision_that_is_known(world):
    kinds = {q.object.datatype for q in parse_quads(claims(world.records[0], MINTER)) if isinstance(q.object, Literal)}
    assert {XSD.gYear, XSD.date} <= kinds
