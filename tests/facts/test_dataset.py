"""The dataset's description: exact counts, itself included."""

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, Store

from kg.facts import Census, describe_dataset
from kg.iri import Minter
from kg.terms import DCTERMS, RDF, VOID
from tests.concluding import conclusions
from tests.parsing import parse_quads

MINTER = Minter()


def build(world, title="Graph") -> tuple[list[Quad], Store]:
    census = Census()
    quads = parse_quads(census.count(conclusions(world.records, world.entities, world.network, MINTER)))
    described = parse_quads(describe_dataset(census, MINTER, title))
    store = Store()
    store.extend(quads + described)
    assert len(store) == len(quads) + len(described)
    return described, store


def figures(store: Store, link, term, unit) -> dict[str, int]:
    return {
        next(store.quads_for_pattern(quad.object, term, None)).object.value: int(
            next(store.quads_for_pattern(quad.object, unit, None)).object.value
        )
        for quad in store.quads_for_pattern(None, link, None)
    }


def stated(quads: Iterable[Quad], term: NamedNode) -> list[int]:
    """Give the figures that are stated of the dataset itself."""
    dataset = NamedNode(MINTER.node("dataset"))
    return [int(quad.object.value) for quad in quads if quad.subject == dataset and quad.predicate == term]


def test_the_numbers_are_those_of_the_graph_with_the_description(world):
    described, store = build(world)
    types = list(store.quads_for_pattern(None, RDF.type, None))
    assert stated(described, VOID.triples) == [len(store)]
    assert stated(described, VOID.entities) == [len({quad.subject for quad in types})]
    assert stated(described, VOID.classes) == [len({quad.object for quad in types})]
    assert stated(described, VOID.properties) == [len({quad.predicate for quad in store})]


def test_partitions_count_every_class_and_every_property(world):
    _, store = build(world)
    assert figures(store, VOID.propertyPartition, VOID.property, VOID.triples) == Counter(
        q.predicate.value for q in store
    )
    assert figures(store, VOID.classPartition, VOID.class_, VOID.entities) == Counter(
        q.object.value for q in store.quads_for_pattern(None, RDF.type, None)
    )


def test_an_empty_graph_describes_itself():
    quads = parse_quads(describe_dataset(Census(), MINTER, "Graph"))
    assert stated(quads, VOID.triples) == [len(quads)]
    assert len(quads) == len(set(quads))


def test_the_title_is_the_users(world):
    described, _ = build(world, title="Mine")
    assert [q.object.value for q in described if q.predicate == DCTERMS.title] == ["Mine"]
