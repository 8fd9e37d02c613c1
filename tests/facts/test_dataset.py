"""The dataset's description: exact counts, itself included."""

from collections import Counter

from pyoxigraph import Quad, Store

from kg.facts import Census, conclusions, describe_dataset
from kg.iri import Minter
from kg.terms import DCTERMS, RDF, VOID

MINTER = Minter()


def build(world, **options) -> tuple[list[Quad], Store]:
    census = Census()
    quads = list(census.count(conclusions(world.records, world.entities, world.network, MINTER)))
    described = list(describe_dataset(census, MINTER, **options))
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


def test_the_number_of_triples_is_that_of_the_graph_with_the_description(world):
    described, store = build(world)
    assert [
        int(quad.object.value) for quad in described if quad.predicate == VOID.triples and "/class/" not in str(quad)
    ][0] == len(store)


def test_the_number_of_entities_is_that_of_the_nodes_with_a_type(world):
    _, store = build(world)
    entities = [
        q.object.value for q in store.quads_for_pattern(None, VOID.entities, None) if q.subject.value.endswith("t")
    ]
    dataset = MINTER.node("dataset")
    (stated,) = [q.object.value for q in store if q.subject.value == dataset and q.predicate == VOID.entities]
    assert int(stated) == len({quad.subject for quad in store.quads_for_pattern(None, RDF.type, None)})
    assert entities


def test_partitions_count_every_class_and_every_property(world):
    _, store = build(world)
    assert figures(store, VOID.propertyPartition, VOID.property, VOID.triples) == Counter(
        q.predicate.value for q in store
    )
    assert figures(store, VOID.classPartition, VOID.class_, VOID.entities) == Counter(
        q.object.value for q in store.quads_for_pattern(None, RDF.type, None)
    )


def test_an_empty_graph_describes_itself():
    quads = list(describe_dataset(Census(), MINTER))
    assert [q.object.value for q in quads if q.predicate == VOID.triples][0] == str(len(quads))
    assert len(quads) == len(set(quads))


def test_title_and_licence_are_the_users(world):
    described, _ = build(world, title="Mine", licence="")
    assert [q.object.value for q in described if q.predicate == DCTERMS.title] == ["Mine"]
    assert not [q for q in described if q.predicate == DCTERMS.license]
