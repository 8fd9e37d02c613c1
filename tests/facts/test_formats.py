"""What other formats than RCA bring: references, relations, grants, headings, books, editors, licences, more identifiers."""

from random import Random

import pytest
from msgspec import structs
from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.cluster import Network
from kg.entities import resolve
from kg.entity import Entities, Study
from kg.facts import Census, claims, describe_dataset
from kg.facts.citations import _TERMS as RELATIONS
from kg.facts.retractions import is_retracted
from kg.iri import Minter
from kg.record import (
    Affiliation,
    Container,
    Contributor,
    Date,
    Grant,
    Heading,
    Identifier,
    Metric,
    Record,
    Reference,
    Relation,
    Source,
)
from kg.shapes import validate
from kg.stores import EmbeddedStore
from kg.terms import (
    C4O,
    CITO,
    DC,
    DCTERMS,
    FABIO,
    FOAF,
    FRAPO,
    FRBR,
    KG,
    MESHV,
    OA,
    OWL,
    PRISM,
    PRO,
    PROV,
    PSO,
    RDF,
    RDFS,
    SCHEMA,
    SCORO,
    SKOS,
    VOID,
)
from tests.concluding import conclusions
from tests.parsing import parse_quads

MINTER = Minter("https://data.example/")
MESH = "http://id.nlm.nih.gov/mesh/"


def node(kind: str, *parts: str | int) -> NamedNode:
    return NamedNode(MINTER.node(kind, *parts))


@pytest.fixture(scope="module")
def records(record):
    """Give a study with all that PubMed, Crossref and Web of Science say, the notice of its retraction, and a chapter."""
    article = record(
        "article",
        title="Link workers: a review",
        identifiers=(
            Identifier("doi", "10.1000/a"),
            Identifier("pmid", "1"),
            Identifier("openalex", "W1"),
            Identifier("wos", "WOS:000301"),
            Identifier("scopus", "2-s2.0-1"),
            Identifier("arxiv", "2101.00001"),
            Identifier("pii", "S1"),
        ),
        dates=(Date("published", "2021", "2021"), Date("epublish", "2020-12", "2020-12"), Date("ppublish", "2021 Jan 2", "2021-01-02")),
        contributors=(
            Contributor("Aster B", identifiers=(Identifier("orcid", "0000-0002-1825-0097"),),
                        affiliations=(Affiliation("Leeds", (Identifier("ror", "https://ror.org/024mrxd33"),)),)),
            Contributor("Editor E", role="editor"),
            Contributor("Team T", role="investigator"),
            Contributor("Other O", role="stage manager"),
        ),
        headings=(
            Heading("Loneliness", ("psychology", "prevention & control"), True, Identifier("mesh", "D008132")),
            Heading("Humans", identifier=Identifier("mesh", "D006801")),
            Heading("Some drug", identifier=Identifier("mesh", "C012345")),
            Heading("Walking"),
            Heading("running"),
        ),
        types=("Journal Article", "Retracted Publication"),
        grants=(Grant("G1", "Trust"), Grant("G1", "TRUST"), Grant("", "Council"), Grant("77", "")),
        references=(
            Reference("Chapter", (Identifier("doi", "10.1000/c"),)),
            Reference("Out", (Identifier("doi", "10.1000/out"), Identifier("pmid", "9"))),
            Reference("Old J. An old book. 1950. Write to old@example.org."),
            Reference("Old J. An old book. 1950. Write to old@example.org."),
            Reference("Myself", (Identifier("pmid", "1"),)),
        ),
        relations=(Relation("has-preprint", "10.1000/p", (Identifier("doi", "10.1000/p"),)), Relation("odd", "Something")),
        licence="https://creativecommons.org/licenses/by/4.0/",
        open_access=True,
        metrics=(Metric("crossref-citations", "7"), Metric("wos-citations", "5"), Metric("semanticscholar-citations", "6")),
    )  # fmt: skip
    notice = record(
        "notice",
        title="Retraction: Link workers",
        identifiers=(Identifier("doi", "10.1000/n"),),
        types=("Retraction of Publication",),
        relations=(Relation("retracts", "10.1000/A", (Identifier("doi", "10.1000/A"),)),),
        grants=(Grant("G1", "Trust"),),
        licence="cc-by",
    )
    chapter = record(
        "chapter",
        title="A chapter",
        identifiers=(Identifier("doi", "10.1000/c"),),
        container=Container("A book", "book", (Identifier("isbn", "9780306406157"),), publisher="Press"),
        dates=(Date("published", "2019", "2019"),),
    )
    return [article, notice, chapter]


@pytest.fixture(scope="module")
def entities(records):
    studies = []
    for letter, each in zip("anc", records, strict=True):
        identifiers = tuple(sorted((i.scheme, i.value.lower()) for i in each.identifiers))
        studies.append(
            Study(f"doi/10.1000/{letter}", (each.key,), each.key, each.title, each.year, identifiers=identifiers)
        )
    return Entities(studies=tuple(sorted(studies, key=lambda study: study.key)), subjects=(("running", "D012420"),))


@pytest.fixture(scope="module")
def store(records, entities):
    made = Store()
    made.extend(parse_quads(conclusions(records, entities, Network(), MINTER)))
    return made


def values(store, subject, term):
    return sorted(quad.object.value for quad in store.quads_for_pattern(subject, term, None, None))


STUDY = node("study", "doi/10.1000/a")


def test_a_reference_leads_to_the_study_that_has_its_identifier_else_to_its_authority_else_to_its_text(store):
    text = node("study", "doi/10.1000/a", "reference", 3)
    assert values(store, STUDY, CITO.cites) == sorted(
        ["https://doi.org/10.1000/out", node("study", "doi/10.1000/c").value, text.value]
    )
    assert values(store, text, RDF.type) == [KG.Reference.value]
    (printed,) = values(store, text, DCTERMS.bibliographicCitation)
    assert printed.startswith("Old J. An old book. 1950.")
    assert "@" not in printed


def test_a_relation_has_its_own_term_and_one_of_an_unknown_kind_the_most_general(store):
    assert values(store, STUDY, FRBR.revisionOf) == ["https://doi.org/10.1000/p"]
    assert values(store, STUDY, DCTERMS.relation) == [node("study", "doi/10.1000/a", "relation", 2).value]
    assert values(store, node("study", "doi/10.1000/n"), CITO.retracts) == [STUDY.value]


def test_a_study_is_retracted_if_it_or_the_notice_says_so_and_the_notice_is_not(store, records):
    status = node("study", "doi/10.1000/a", "status", "retracted")
    assert [quad.subject for quad in store.quads_for_pattern(None, PSO.withStatus, PSO.retracted_from_publication)] == [
        status
    ]
    assert values(store, status, PROV.wasDerivedFrom) == sorted(node("record", each.key).value for each in records[:2])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "RETRACTED ARTICLE: Walking"}, True),
        ({"title": "Walking (Retracted article. See vol. 3, pg. 4, 2020)"}, True),
        ({"title": "Retracted: Walking"}, False),
        ({"title": "RETRACTED: Walking", "types": ("Retraction of Publication",)}, False),
        ({"title": "Why papers are retracted"}, False),
        ({"types": ("Retracted Publication",)}, True),
        ({"flags": ("is_retracted",)}, True),
        ({"relations": (Relation("retracted-by", "1"),)}, True),
        ({"relations": (Relation("retracts", "1"),)}, False),
        ({"relations": (Relation("partially-retracted-by", "1"),)}, False),
    ],
)
def test_only_what_says_that_it_was_retracted_itself_counts(record, fields, expected):
    assert is_retracted(record("x", **fields)) is expected


def test_a_grant_of_one_funder_is_shared_and_a_number_alone_is_not(store):
    (shared,) = values(store, node("study", "doi/10.1000/n"), FRAPO.isFundedBy)
    funded = values(store, STUDY, FRAPO.isFundedBy)
    assert len(funded) == 3
    assert shared in funded
    (funder,) = values(store, NamedNode(shared), FRAPO.hasFundingAgency)
    assert values(store, NamedNode(funder), FOAF.name) == ["Trust"]
    assert len(values(store, NamedNode(shared), PROV.wasDerivedFrom)) == 2
    agencies = {q.subject.value for q in store.quads_for_pattern(None, RDF.type, FRAPO.FundingAgency)}
    assert len(agencies) == 2
    assert len(agencies & set(funded)) == 1


def test_headings_are_mesh_where_the_id_is_printed_or_known_from_others_and_carry_qualifiers_in_annotations(store):
    subjects = values(store, STUDY, DCTERMS.subject)
    assert [each for each in subjects if each.startswith(MESH)] == [
        MESH + each for each in ("C012345", "D006801", "D008132", "D012420")
    ]
    assert values(store, NamedNode(MESH + "C012345"), RDF.type) == [MESHV.SupplementaryConceptRecord.value]
    (other,) = (NamedNode(each) for each in subjects if not each.startswith(MESH))
    assert values(store, other, RDFS.label) == ["Walking"]
    assert values(store, other, RDF.type) == [SKOS.Concept.value]
    marked = node("study", "doi/10.1000/a", "heading", 1)
    assert {quad.subject for quad in store.quads_for_pattern(None, OA.hasTarget, STUDY)} == {marked}
    assert values(store, marked, KG.qualifier) == ["prevention & control", "psychology"]
    assert values(store, marked, KG.majorTopic) == ["true"]


def test_editors_and_others_have_roles_but_are_nobody_yet(store):
    roles = [values(store, node("study", "doi/10.1000/a", "contributor", rank), PRO.withRole) for rank in (1, 2, 3)]
    assert roles == [[PRO.editor.value], [SCORO.collaborator.value], [PRO.contributor.value]]
    assert not list(store.quads_for_pattern(node("study", "doi/10.1000/a", "contributor", 1), PRO.isHeldBy, None))


def test_a_chapter_is_part_of_its_book(store):
    (book,) = values(store, node("study", "doi/10.1000/c"), FRBR.partOf)
    assert book == node("container", "isbn/9780306406157").value
    assert values(store, NamedNode(book), RDF.type) == [FABIO.Book.value]
    assert values(store, NamedNode(book), DCTERMS.title) == ["A book"]
    assert values(store, NamedNode(book), PRISM.isbn) == ["9780306406157"]
    assert values(store, NamedNode(book), DC.publisher) == ["Press"]


def test_identifiers_have_their_terms_or_their_scheme_before_them(store):
    assert values(store, STUDY, DCTERMS.identifier) == ["openalex:W1", "scopus:2-s2.0-1", "wos:000301"]
    assert values(store, STUDY, FABIO.hasArXivId) + values(store, STUDY, FABIO.hasPII) == ["2101.00001", "S1"]
    assert values(store, STUDY, OWL.sameAs) == ["https://doi.org/10.1000/a", "https://openalex.org/W1"]


def test_licences_are_addresses_or_words_and_dates_say_in_which_form(store):
    assert values(store, STUDY, DCTERMS.license) == ["https://creativecommons.org/licenses/by/4.0/"]
    assert values(store, node("study", "doi/10.1000/n"), DC.rights) == ["cc-by"]
    assert values(store, STUDY, KG.publishedOnline) + values(store, STUDY, KG.publishedInPrint) == [
        "2020-12",
        "2021-01-02",
    ]
    assert values(store, STUDY, SCHEMA.genre) == ["Journal Article", "Retracted Publication"]


def test_each_database_counts_citations_for_itself(store):
    counts = {
        name: node("study", "doi/10.1000/a", "citations", name) for name in ("crossref", "wos", "semanticscholar")
    }
    assert [values(store, each, C4O.hasGlobalCountValue) for each in counts.values()] == [["7"], ["5"], ["6"]]
    assert values(store, counts["wos"], C4O.hasGlobalCountSource) == [KG.WebOfScience.value]
    assert values(store, counts["semanticscholar"], C4O.hasGlobalCountSource) == []


def test_claims_say_the_same_of_the_record_alone(records):
    article = records[0]
    own = MINTER.node("record", article.key)
    said = {
        (q.subject.value.removeprefix(own), q.predicate, q.object.value) for q in parse_quads(claims(article, MINTER))
    }
    assert {
        ("", CITO.cites, "https://doi.org/10.1000/c"),
        ("", CITO.cites, own + "/reference/3"),
        ("", KG.subjectHeading, "*Loneliness/psychology/prevention & control"),
        ("", DCTERMS.subject, MESH + "D008132"),
        ("", FRAPO.isFundedBy, own + "/grant/1"),
        ("/grant/1", FRAPO.hasFundingAgency, own + "/funder/1"),
        ("", FRAPO.isFundedBy, own + "/funder/3"),
        ("", KG.citationCount, "7"),
        ("/author/1", DCTERMS.identifier, "orcid:0000-0002-1825-0097"),
        ("/affiliation/1/1", DCTERMS.identifier, "ror:https://ror.org/024mrxd33"),
        ("/author/2", PRO.withRole, PRO.editor.value),
    } <= said
    chapter = {(q.predicate, q.object.value) for q in parse_quads(claims(records[2], MINTER))}
    assert {(KG.containerKind, "book"), (PRISM.isbn, "9780306406157"), (DC.publisher, "Press")} <= chapter


def test_claims_and_conclusions_come_once_and_are_counted_exactly(records, entities):
    for each in records:
        quads = list(claims(each, MINTER))
        assert len(quads) == len(set(quads))
    census = Census()
    quads = parse_quads(census.count(conclusions(records, entities, Network(), MINTER)))
    quads += parse_quads(describe_dataset(census, MINTER, "Graph"))
    assert len(quads) == len(set(quads))
    assert next(q.object.value for q in quads if q.predicate == VOID.triples) == str(len(quads))
    typed = {quad.subject for quad in quads if quad.predicate == RDF.type}
    counted = next(q.object.value for q in quads if q.predicate == VOID.entities and q.subject == node("dataset"))
    assert counted == str(len(typed))
    assert not [q for q in quads if isinstance(q.object, Literal) and "@example" in q.object.value]
    assert {q.graph_name for q in quads} == {DefaultGraph()}


@pytest.mark.parametrize("seed", range(5))
def test_order_changes_no_quad(records, entities, seed):
    shuffled = Random(seed).sample(records, len(records))
    assert set(conclusions(shuffled, entities, Network(), MINTER)) == set(
        conclusions(records, entities, Network(), MINTER)
    )


def test_the_shapes_find_nothing_wrong(records, entities):
    with EmbeddedStore() as store:
        store.load(quad for each in records for quad in parse_quads(claims(each, MINTER)))
        store.load(parse_quads(conclusions(records, entities, Network(), MINTER)))
        found = [each for each in validate(store) if "creators" not in each.message]
    assert found == []


def test_every_kind_of_relation_has_its_term(records):
    assert all(kind == kind.lower() for kind in RELATIONS)
    odd = structs.replace(records[2], relations=tuple(Relation(kind, "T") for kind in RELATIONS))
    terms = {q.predicate for q in parse_quads(claims(odd, MINTER)) if q.subject == node("record", odd.key)}
    assert set(RELATIONS.values()) <= set(map(str, terms))


def test_a_journal_that_no_study_is_shown_in_is_not_described():
    """Two databases print other titles for a journal that nothing else tells to be one."""
    poor = Record(
        "poor",
        Source("ris", "f", 1, ""),
        "Link workers in general practice",
        (Identifier("doi", "10.1/a"),),
        volume="7",
        pages="101-109",
        container=Container("Rheumatology Annals"),
        contributors=(Contributor("Abel A", family="Abel", initials="A"),),
    )
    rich = structs.replace(poor, key="rich", container=Container("Annals of Rheumatology"), keywords=("care",))
    entities = resolve([poor, rich])
    assert (len(entities.studies), len(entities.journals)) == (1, 2)
    quads = parse_quads(conclusions([poor, rich], entities, Network(), MINTER))
    journals = {quad.subject for quad in quads if quad.predicate == RDF.type and quad.object == FABIO.Journal}
    assert len(journals) == 1
    assert journals <= {quad.subject for quad in quads if quad.predicate == PROV.wasDerivedFrom}
