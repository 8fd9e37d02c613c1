"""Where a study names concepts."""

from kg.entity import ConceptMention
from kg.facts import Nodes
from kg.facts.concepts import concept_facts, mention_facts
from kg.iri import Minter
from kg.terms import KG, OA, PREFIXES, SKOS
from tests.parsing import parse_quads


def test_concepts_of_one_passage_share_an_annotation_that_is_as_sure_as_the_surest_of_them():
    passage = ("r", "title", 0, 2, "SP", "SP works.")
    mentions = [
        ConceptMention("s", PREFIXES["kgc"] + name, *passage, score) for name, score in (("a", 0.85), ("b", 0.95))
    ]
    told = parse_quads(mention_facts("s", mentions, Nodes(Minter())))
    assert [q.object.value for q in told if q.predicate == KG.matchScore] == ["0.95"]
    assert [q.object.value[-1] for q in told if q.predicate == OA.hasBody] == ["a", "b"]


def test_of_the_scheme_the_concepts_used_are_described_and_all_that_are_broader_and_nothing_points_elsewhere():
    ours, scheme = PREFIXES["kgc"], PREFIXES["kgc"].rstrip("#")
    quads = list(parse_quads(concept_facts([ours + "social-prescribing"])))
    described = {quad.subject.value for quad in quads}
    broader = {quad.object.value for quad in quads if quad.predicate == SKOS.broader}
    assert broader
    assert {ours + "social-prescribing", *broader} <= described
    assert all(SKOS.prefLabel in {q.predicate for q in quads if q.subject.value == each} for each in broader)
    pointed = {quad.object.value for quad in quads if quad.object.value.startswith(scheme)}
    assert pointed <= described
