"""What several studies share: described once, by all that their records say of it."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.entity import Entities, Journal, Study
from kg.facts import Nodes, Shared, Works
from kg.iri import Minter
from kg.record import Container, Date, Grant, Heading, Identifier, Record, Relation, Source
from kg.terms import DC, DCTERMS, FABIO, FOAF, FRAPO, FRBR, KG, MESHV, OA, PRISM, PROV, RDF, RDFS
from tests.parsing import parse_quads

MINTER = Minter("https://data.example/")
ISBNS = ("9780306406157", "9781728129341")


def tell(records: Iterable[Record], shared: Shared, journal: str = "") -> tuple[list, Entities]:
    """Collect what the studies of these records share, one record each; gives what is stated of the studies themselves."""
    studies = [Study(f"s-{each.key}", (each.key,), each.key, each.title, journal=journal) for each in records]
    works, nodes = Works(studies), Nodes(MINTER)
    stated = [
        quad
        for study, each in zip(studies, records, strict=True)
        for quad in shared.of_study(study, each, [each], works, nodes)
    ]
    return stated, Entities(studies=tuple(studies), journals=(Journal("j", "J", ("1234-5679", "2234-5678")),))


def describe(*records: Record, journal: str = "") -> set[tuple[str, NamedNode, str]]:
    """All that is told of what the studies of these records share, nodes without their base."""
    shared = Shared()
    stated, entities = tell(records, shared, journal)
    quads = parse_quads([*stated, *shared.facts(entities, Nodes(MINTER))])
    return {
        (q.subject.value.removeprefix(MINTER.base), q.predicate, q.object.value.removeprefix(MINTER.base))
        for q in quads
    }


def values(told: set[tuple[str, NamedNode, str]], term: NamedNode, kind: str = "") -> set[str]:
    return {value for subject, name, value in told if name == term and subject.startswith(kind)}


def make(key: str, **fields: object) -> Record:
    return Record(key, Source("ris", "x", 1, ""), **fields)  # type: ignore[arg-type]


def book(key: str, title: str = "A book", *isbns: str, publisher: str = "") -> Record:
    numbers = tuple(Identifier("isbn", each) for each in isbns)
    return make(
        key,
        container=Container(title, "book", numbers, publisher=publisher),
        dates=(Date("published", "2019", "2019"),),
    )


few = st.lists(
    st.builds(
        make,
        st.sampled_from("abcdefgh"),
        container=st.none()
        | st.builds(
            Container,
            st.sampled_from(["A book", "a book!", "Proc"]),
            st.sampled_from(["book", "conference", "journal"]),
            st.sampled_from([(), (Identifier("isbn", ISBNS[0]),), (Identifier("eissn", "2234-5678"),)]),
            publisher=st.sampled_from(["", "Press"]),
        ),
        grants=st.sampled_from([(), (Grant("G-1", "Trust"),), (Grant("G1", "TRUST"), Grant("", "Council"))]),
        headings=st.sampled_from([(), (Heading("Walking"), Heading("walking", ("methods",)))]),
        registrations=st.sampled_from([(), (Identifier("nct", "NCT00000001"),)]),
        dates=st.sampled_from([(), (Date("revised", "", "2020-02-03"),)]),
        flags=st.sampled_from([(), ("retracted",)]),
    ),
    max_size=5,
    unique_by=lambda each: each.key,
)


@pytest.mark.parametrize("journal", ["", "j"])
@given(records=few, cut=st.integers(0, 5))
def test_what_is_collected_in_two_parts_is_described_as_what_is_collected_at_once(journal, records, cut):
    whole, first, second = Shared(), Shared(), Shared()
    _, entities = tell(records, whole, journal)
    tell(records[:cut], first, journal)
    tell(records[cut:], second, journal)
    first.absorb(second)
    nodes = Nodes(MINTER)
    assert sorted(first.facts(entities, nodes)) == sorted(whole.facts(entities, nodes))


def test_of_several_descriptions_of_a_book_the_most_frequent_counts_then_the_first_by_its_words():
    told = describe(book("a", "A book", ISBNS[0]), *(book(key, "The Book", ISBNS[0], publisher="P") for key in "bc"))
    assert (values(told, DCTERMS.title), values(told, DC.publisher)) == ({"The Book"}, {"P"})
    assert values(describe(book("a", "B", ISBNS[0]), book("b", "A", ISBNS[0])), DCTERMS.title) == {"A"}


def test_a_book_is_told_by_its_first_isbn_else_by_title_and_year():
    told = describe(book("a", "A book", *reversed(ISBNS)), book("b", "A book"), book("c", "a Book."))
    assert f"container/isbn/{ISBNS[0]}" in values(told, FRBR.partOf, "study/s-a")
    assert values(told, FRBR.partOf, "study/s-b") == values(told, FRBR.partOf, "study/s-c")
    assert values(told, PRISM.isbn) == {*ISBNS}
    assert values(told, PROV.wasDerivedFrom, "container/isbn") == {"study/s-a"}


def test_a_study_of_a_journal_is_part_of_no_book():
    assert not values(describe(book("a"), journal="j"), FRBR.partOf)
    assert not values(describe(book("a"), journal="j"), RDF.type, "container")


def test_a_grant_number_without_an_agency_is_another_grant_in_each_study():
    records = [make(key, grants=(Grant("77"),)) for key in "ab"]
    told = describe(*records)
    assert values(told, FRAPO.isFundedBy, "study/s-a").isdisjoint(values(told, FRAPO.isFundedBy, "study/s-b"))


def test_of_several_forms_of_a_grants_number_the_first_counts_and_of_a_funders_name_the_most_frequent():
    told = describe(
        *(
            make(key, grants=(Grant(number, name),))
            for key, number, name in zip("abc", ("g 1", "G-1", "g 1"), ("Trust", "TRUST", "Trust"), strict=True)
        )
    )
    assert (values(told, FRAPO.hasGrantNumber), values(told, FOAF.name)) == ({"G-1"}, {"Trust"})
    assert values(told, PROV.wasDerivedFrom, "grant") == {"record/a", "record/b", "record/c"}


def test_of_several_forms_of_a_heading_the_most_frequent_counts():
    told = describe(
        *(
            make(key, headings=(Heading(label),))
            for key, label in zip("abc", ("WALKING", "Walking", "Walking"), strict=True)
        )
    )
    assert values(told, RDFS.label) == {"Walking"}


def test_a_major_topic_is_marked_without_qualifiers_too_and_a_plain_heading_is_not():
    told = describe(make("a", headings=(Heading("Walking", major=True), Heading("Humans"))))
    assert values(told, KG.majorTopic, "study/s-a/heading/1") == {"true"}
    assert values(told, OA.hasBody) == values(told, DCTERMS.subject) & values(told, OA.hasBody)
    assert len(values(told, OA.hasBody)) == 1


def test_a_supplementary_concept_is_no_descriptor():
    told = describe(
        make("a", headings=tuple(Heading(each, identifier=Identifier("mesh", each)) for each in ("C000001", "D000001")))
    )
    assert values(told, RDF.type, "http://id.nlm.nih.gov/mesh/C") == {MESHV.SupplementaryConceptRecord.value}
    assert values(told, RDF.type, "http://id.nlm.nih.gov/mesh/D") == {MESHV.Descriptor.value}


def test_a_retraction_rests_on_each_record_that_says_so_and_only_on_those():
    of = Relation("retracts", "10.1/a", (Identifier("doi", "10.1/a"),))
    shared = Shared()
    study = Study("s", ("a", "b"), "a", "", identifiers=(("doi", "10.1/a"),))
    notice = Study("n", ("c",), "c", "")
    works, nodes = Works([study, notice]), Nodes(MINTER)
    records = {"a": make("a", flags=("retracted",)), "b": make("b"), "c": make("c", relations=(of,))}
    for each in (study, notice):
        described = [records[key] for key in each.records]
        list(shared.of_study(each, described[0], described, works, nodes))
    told = parse_quads(shared.facts(Entities(studies=(study, notice)), nodes))
    status = NamedNode(MINTER.node("study", "s", "status", "retracted"))
    assert {
        q.object.value.rpartition("/")[2] for q in told if (q.subject, q.predicate) == (status, PROV.wasDerivedFrom)
    } == {"a", "c"}


def test_an_issn_is_electronic_in_a_journal_if_any_of_its_records_says_so():
    numbers = (Identifier("issn", "1234-5679"), Identifier("eissn", "2234-5678"))
    told = describe(make("a", container=Container("J", identifiers=numbers)), make("b"), journal="j")
    assert (values(told, PRISM.issn), values(told, PRISM.eIssn)) == ({"1234-5679"}, {"2234-5678"})
    assert values(told, PROV.wasDerivedFrom, "journal") == {"record/a", "record/b"}
    assert values(told, RDF.type) == {FABIO.Journal.value}
