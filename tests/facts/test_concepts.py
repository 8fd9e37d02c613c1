"""Where a study names concepts."""

from kg.entity import ConceptMention
from kg.facts import Nodes
from kg.facts.concepts import mention_facts
from kg.iri import Minter
from kg.terms import KG, OA, PREFIXES
from tests.parsing import parse_quads


def test_concepts_of_one_passage_share_an_annotation_that_is_as_sure_as_the_surest_of_them():
    passage = ("r", "title", 0, 2, "SP", "SP works.")
    mentions = [
        ConceptMention("s", PREFIXES["kgc"] + name, *passage, score) for name, score in (("a", 0.85), ("b", 0.95))
    ]
    told = parse_quads(mention_facts("s", mentions, Nodes(Minter())))
    assert [q.object.value for q in told if q.predicate == KG.matchScore] == ["0.95"]
    assert [q.object.value[-1] for q in told if q.predicate == OA.hasBody] == ["a", "b"]
