"""A store with a copy in memory is the store on disk, only faster to read."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from kg.stores import MirroredStore, open_store

NODE = NamedNode("http://example.com/a")
GRAPH = NamedNode("http://example.com/g")


@settings(deadline=None, max_examples=25)
@given(parts=st.lists(st.sets(st.integers(0, 50), max_size=9), max_size=6), most=st.integers(0, 40))
def test_it_gives_back_all_quads_whether_or_not_they_fit_in_memory(tmp_path_factory, parts, most):
    path = tmp_path_factory.mktemp("mirrored") / "store"
    told = {Quad(NODE, NODE, Literal(str(number)), GRAPH) for part in parts for number in part}
    with MirroredStore(path, most) as store:
        for part in parts:
            quads = [Quad(NODE, NODE, Literal(str(number)), GRAPH) for number in part]
            (path.parent / "part.nq.gz").write_bytes(gzip.compress(serialize(quads, format=RdfFormat.N_QUADS)))
            store.load_file(path.parent / "part.nq.gz", len(quads))
        assert set(store.quads()) == set(store.quads(GRAPH)) == told
        assert len(store) == len(told)
        assert list(store.quads(DefaultGraph())) == []
        assert store._memory is None or len(told) <= most
    with open_store(path, read_only=True) as disk:
        assert set(disk.quads()) == told


@pytest.mark.parametrize("most", [0, 1, 2, 10])
def test_a_file_of_quads_is_loaded_as_the_quads_are(tmp_path, most):
    told = {Quad(NODE, NODE, Literal(value), GRAPH) for value in ("a", 'b\n"')}
    (tmp_path / "graph.nq.gz").write_bytes(gzip.compress(serialize(told, format=RdfFormat.N_QUADS)))
    with MirroredStore(tmp_path / "store", most) as store:
        store.load_file(tmp_path / "graph.nq.gz", len(told))
        assert set(store.quads()) == told
        assert (store._memory is not None) == (most >= 2)
    with open_store(tmp_path / "store", read_only=True) as disk:
        assert set(disk.quads()) == told


@pytest.mark.parametrize("most", [0, 10])
def test_it_answers_queries(tmp_path, most):
    with MirroredStore(tmp_path / "store", most) as store:
        (tmp_path / "graph.nq.gz").write_bytes(gzip.compress(f'{NODE} {NODE} "b" .\n'.encode()))
        store.load_file(tmp_path / "graph.nq.gz", 1)
        store.optimise()
        assert [row["o"].value for row in store.query("SELECT ?o { ?s ?p ?o }")] == ["b"]
