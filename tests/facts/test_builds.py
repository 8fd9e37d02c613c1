"""The build graph: the only one that knows files, lines, ordinals, times and versions."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Store

from kg.facts import Nodes, occurrence_facts, provenance
from kg.facts.builds import Build, Input, Occurrence
from kg.iri import Minter
from kg.terms import KG, PROV
from tests.parsing import parse_quads

MINTER = Minter()


def build(**changes) -> Build:
    start = datetime(2025, 1, 2, 3, 4, 5, 120000, tzinfo=timezone(timedelta(hours=1)))
    fields = {"id": "b1", "started": start, "ended": start + timedelta(seconds=1), "version": "1.2.3"}
    return Build(**(fields | changes))


def test_all_of_it_is_in_the_graph_of_the_build():
    made = build(inputs=(Input("page.txt", "0" * 64, "rca"),))
    place = Occurrence("abc", "page.txt", 7, "3")
    quads = parse_quads([*provenance(made, MINTER), *occurrence_facts(made.id, 1, place, Nodes(MINTER))])
    assert {quad.graph_name for quad in quads} == {NamedNode("https://example.org/kg/build/b1")}
    assert len(quads) == len(set(quads))


def test_an_occurrence_says_in_which_file_and_line_a_record_stood():
    places = Occurrence("abc", "page.txt", 7, "3"), Occurrence("abc", "other.txt", 1)
    said = {
        (q.subject.value[-1], q.predicate, q.object.value)
        for number, place in enumerate(places, 1)
        for q in parse_quads(occurrence_facts("b1", number, place, Nodes(MINTER)))
    }
    assert {("1", KG.file, "page.txt"), ("1", KG.line, "7"), ("1", KG.ordinal, "3"), ("2", KG.line, "1")} <= said
    assert not [each for each in said if each[0] == "2" and each[1] == KG.ordinal]


def test_what_is_known_of_an_authority_is_told_beside_its_file_and_digest():
    said = {
        (str(each.predicate), each.object.value)
        for each in parse_quads(
            provenance(
                build(
                    inputs=(Input("ror.zip", "0" * 64, "authority", "v2.1", "cc0-1.0", "https://zenodo.org/r/ror.zip"),)
                ),
                MINTER,
            )
        )
        if each.subject.value.endswith("/input/1")
    }
    assert {
        ("<https://schema.org/version>", "v2.1"),
        ("<http://purl.org/dc/elements/1.1/rights>", "cc0-1.0"),
        ("<http://purl.org/dc/terms/source>", "https://zenodo.org/r/ror.zip"),
        (str(KG.sha256), "0" * 64),
    } <= said


@given(when=st.datetimes(timezones=st.just(UTC)))
def test_times_are_in_utc_as_a_store_gives_them_back(when):
    quads = parse_quads(provenance(build(started=when, ended=when), MINTER))
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)
    assert all(q.object.value.endswith("Z") for q in quads if q.predicate == PROV.startedAtTime)
