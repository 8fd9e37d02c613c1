"""What the page knows."""

from collections import Counter

from kg.views.gather import build_model
from kg.views.model import (
    ABOUT,
    AFFILIATED,
    AUTHOR,
    CLUSTER,
    COAUTHOR,
    CONCEPT,
    INSTITUTION,
    PARTNER,
    STUDY,
    TOGETHER,
    TYPES,
    WROTE,
)
from tests.views.tables import Rows, iri


def test_every_study_author_organisation_and_concept_of_a_small_graph_is_there(small):
    counted = Counter(node.type for node in build_model(small).nodes)
    assert counted == {"author": 32, "study": 8, "institution": 11, "concept": 11, "cluster": 5, "field": 1}
    assert build_model(small).totals == counted


def test_links_join_the_types_their_kind_says(small):
    model = build_model(small)
    joined = {(edge.kind, model.nodes[edge.a].type, model.nodes[edge.b].type) for edge in model.edges}
    assert joined == {
        (COAUTHOR, "author", "author"),
        (WROTE, "author", "study"),
        (AFFILIATED, "author", "institution"),
        (ABOUT, "study", "concept"),
        (PARTNER, "institution", "institution"),
        (TOGETHER, "concept", "concept"),
    }


def test_a_byline_keeps_its_order(small):
    model = build_model(small)
    study = next(index for index, node in enumerate(model.nodes) if node.iri.endswith("study/3"))
    signed = sorted(
        (edge.rank, model.nodes[edge.a].name) for edge in model.edges if edge.kind == WROTE and edge.b == study
    )
    assert [name for _, name in signed] == ["Tyndall S", "Turkan A", "Mahler KR", "Hobart B", "Popplewell C"]


def test_a_study_without_authors_is_there_and_named_by_its_title_and_year(small):
    model = build_model(small)
    assert "What works for whom… 2021" in {node.short for node in model.nodes if node.type == STUDY}


def test_clusters_are_largest_first_and_their_central_people_say_so(small):
    model = build_model(small)
    clusters = [node for node in model.nodes if node.type == CLUSTER]
    assert [cluster.name for cluster in clusters][:2] == ["Aldmoor / Bexhaven", "Estwick / Farrow"]
    assert [cluster.number("Authors") for cluster in clusters] == [12, 10, 6, 2, 2]
    central = [node for node in model.nodes if "central" in node.text("Part in the cluster")]
    assert {node.cluster for node in central} == {cluster.cluster for cluster in clusters}


def test_nodes_stand_type_by_type(small):
    types = [node.type for node in build_model(small).nodes]
    assert types == sorted(types, key=TYPES.index)


def test_institutions_are_linked_by_the_studies_they_sign_together(small):
    model = build_model(small)
    named = {
        frozenset((model.nodes[e.a].short, model.nodes[e.b].short)): e.weight for e in model.edges if e.kind == PARTNER
    }
    assert named[frozenset(("Aldmoor", "Dunmere"))] == 2
    assert frozenset(("Aldmoor", "Estwick")) not in named


def test_an_affiliation_knows_the_study_that_prints_it(small):
    model = build_model(small)
    wrote = {(edge.a, edge.b) for edge in model.edges if edge.kind == WROTE}
    printed = {(edge.a, edge.study) for edge in model.edges if edge.kind == AFFILIATED}
    assert printed
    assert printed <= wrote


def test_evidence_is_each_sentence_once_with_the_words_that_name_the_concepts(small):
    model = build_model(small)
    for each in model.evidence:
        assert model.nodes[each.study].type == STUDY
        assert all(words in each.sentence for _, words in each.found)
    assert len({(each.study, each.sentence) for each in model.evidence}) == len(model.evidence)


def test_of_one_concept_in_a_study_three_sentences_are_shown_the_title_first_and_in_each_the_first_words(small):
    study, concept = iri("study", 1), iri("concept", "link workers")
    named = [("abstract/1", start, f"Sentence {start} on link workers.") for start in range(0, 10, 2)]
    named += [("title", 0, "Link workers"), ("abstract/1", 1, "Sentence 0 on link workers.")]
    rows = [
        {"study": study, "concept": concept, "part": part, "start": start, "sentence": sentence, "exact": f"at {start}"}
        for part, start, sentence in named
    ]
    model = build_model(lambda name: Rows(rows) if name == "evidence" else small(name))
    assert [(each.sentence, [words for _, words in each.found]) for each in model.evidence] == [
        ("Link workers", ["at 0"]),
        ("Sentence 0 on link workers.", ["at 0"]),
        ("Sentence 2 on link workers.", ["at 2"]),
    ]


def test_institutions_and_concepts_stand_largest_first(small):
    nodes = build_model(small).nodes
    for kind in (INSTITUTION, CONCEPT):
        counts = [node.number("Studies") for node in nodes if node.type == kind]
        assert counts == sorted(counts, reverse=True) != sorted(counts)


def test_a_doi_keeps_the_signs_that_an_address_may_have(small):
    links = dict(next(node for node in build_model(small).nodes if node.iri == iri("study", 1)).links)
    assert links["DOI"] == "https://doi.org/10.1000/abc(1)"


def test_a_network_beyond_the_limit_keeps_the_top_people_of_its_clusters_and_still_counts_all(large):
    model = build_model(large, most=300)
    counted = Counter(node.type for node in model.nodes)
    assert (counted[AUTHOR], counted[STUDY]) == (150, 150)
    assert model.totals[AUTHOR] > 800
    kept = [node.cluster for node in model.nodes if node.type == AUTHOR]
    assert kept == sorted(kept)
    assert set(kept) == {node.cluster for node in model.nodes if node.type == CLUSTER}
    assert max(Counter(kept).values()) == 3
    assert all(edge.a < len(model.nodes) and edge.b < len(model.nodes) for edge in model.edges)


def test_the_order_of_the_rows_does_not_matter_to_what_is_kept(large):
    class Turned:
        def __init__(self, rows):
            self.rows = rows

        def to_dicts(self):
            return self.rows.to_dicts()[::-1]

        def dicts(self):
            return iter(self.to_dicts())

    kept = {node.iri for node in build_model(large, 1200).nodes}
    assert {node.iri for node in build_model(lambda name: Turned(large(name)), 1200).nodes} == kept


def test_links_are_https_whatever_an_identifier_holds(hostile):
    model = build_model(hostile)
    urls = [url for node in model.nodes for _, url in node.links]
    assert urls
    for url in urls:
        assert url.startswith("https://")
        assert not set(url) & set("<>\"' {}\u202e\u2028")


def test_an_institution_is_shown_under_its_short_name_with_its_units(small):
    node = next(node for node in build_model(small).nodes if node.type == INSTITUTION and node.short == "Dunmere")
    assert node.name == "University of Dunmere"
    assert ("Units", "School of Health") in node.facts


def test_a_retracted_study_says_so_in_its_label_and_its_facts(retracted):
    node = next(node for node in build_model(retracted).nodes if node.type == STUDY)
    assert node.short == "RETRACTED Aster 2021"
    assert node.facts[0] == ("Retracted", "yes")


def test_a_field_holds_its_clusters(small):
    nodes = build_model(small).nodes
    field = next(node for node in nodes if node.type == "field")
    assert [node.name for node in nodes if node.type == CLUSTER and node.field == field.field] == [
        "Aldmoor / Bexhaven",
        "Estwick / Farrow",
    ]
