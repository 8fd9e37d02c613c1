"""The embedded store."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from kg.stores import EmbeddedStore, StoreError, open_store

GRAPH = NamedNode("http://example.com/graph")
MERGED = Quad(NamedNode("http://example.com/a"), NamedNode("http://example.com/b"), Literal("c"))
CLAIM = Quad(NamedNode("http://example.com/a"), NamedNode("http://example.com/b"), Literal("d"), GRAPH)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path / "store") as store:
        store.load([MERGED, CLAIM])
    return tmp_path / "store"


def test_a_store_keeps_what_was_loaded_after_it_is_closed(folder):
    with open_store(folder) as store:
        assert {*store.quads()} == {MERGED, CLAIM}
        assert len(store) == 2


def test_quads_are_given_for_one_graph_or_for_all_and_for_one_predicate_or_all(folder):
    with open_store(folder, read_only=True) as store:
        assert list(store.quads(DefaultGraph())) == [MERGED]
        assert list(store.quads(GRAPH)) == [CLAIM]
        assert len(list(store.quads())) == 2
        assert set(store.quads(predicate=CLAIM.predicate)) == {MERGED, CLAIM}
        assert list(store.quads(predicate=GRAPH)) == []


def test_queries_see_the_merged_graph_alone_unless_they_ask_for_others(folder):
    with open_store(folder, read_only=True) as store:
        assert [row["o"].value for row in store.query("SELECT ?o { ?s ?p ?o }")] == ["c"]
        assert [row["o"].value for row in store.query("SELECT ?o { GRAPH ?g { ?s ?p ?o } }")] == ["d"]


def test_loading_the_same_quads_twice_changes_nothing(folder):
    with open_store(folder) as store:
        store.load([MERGED, CLAIM])
        assert len(store) == 2


@settings(deadline=None, max_examples=30)
@given(
    told=st.lists(st.builds(Literal, st.text(st.characters(exclude_categories=["Cs"]), max_size=9)), max_size=20),
    size=st.integers(1, 200),
)
def test_a_file_of_quads_gives_these_quads_wherever_it_is_cut(tmp_path_factory, told, size):
    path = tmp_path_factory.mktemp("quads") / "graph.nq.gz"
    quads = {Quad(GRAPH, GRAPH, value, graph) for value in told for graph in (GRAPH, DefaultGraph())}
    path.write_bytes(gzip.compress(serialize(quads, format=RdfFormat.N_QUADS)))
    steps = []
    with pytest.MonkeyPatch.context() as patch, EmbeddedStore() as store:
        patch.setattr("kg.stores.embedded._PIECE", size)
        store.load_file(path, steps.append)
        assert {*store.quads()} == quads
    assert steps == sorted(steps)
    assert steps[-1:] == [len(quads)][: len(quads)]


def test_a_file_that_is_no_n_quads_is_an_error(tmp_path):
    path = tmp_path / "graph.nq.gz"
    path.write_bytes(gzip.compress(b"<http://example.com/a> .\n"))
    with EmbeddedStore() as store, pytest.raises(SyntaxError):
        store.load_file(path)


def test_what_goes_wrong_while_quads_are_made_comes_through(tmp_path):
    def quads():
        yield MERGED
        raise ArithmeticError("no more quads")

    with open_store(tmp_path / "store") as store, pytest.raises(ArithmeticError, match="no more quads"):
        store.load(quads())


def test_many_may_read_a_store_at_once(folder):
    with open_store(folder, read_only=True) as one, open_store(folder, read_only=True) as other:
        assert len(one) == len(other) == 2


def test_a_store_that_this_process_writes_to_cannot_be_opened_again(folder):
    with open_store(folder), pytest.raises(StoreError, match=r"store could not be opened: it is in use"):
        open_store(folder)


def test_a_store_that_another_process_writes_to_cannot_be_opened(folder):
    hold = f"import pyoxigraph; store = pyoxigraph.Store({str(folder)!r}); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StoreError, match="it is in use"):
            open_store(folder)
        other.communicate(b"\n")


def test_reading_where_there_is_no_store_is_an_error_and_makes_none(tmp_path):
    with pytest.raises(StoreError, match=r"there is no store at .*missing"):
        open_store(tmp_path / "missing", read_only=True)
    assert not (tmp_path / "missing").exists()


def test_a_folder_of_other_files_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(StoreError, match="holds other files"):
        open_store(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_is_not_a_store(tmp_path):
    (tmp_path / "graph.ttl").touch()
    with pytest.raises(StoreError, match="is a file"):
        open_store(tmp_path / "graph.ttl")


def test_a_store_opened_for_reading_takes_no_quads(folder):
    with open_store(folder, read_only=True) as store, pytest.raises(StoreError, match="for reading only"):
        store.load([MERGED])


def test_a_closed_store_says_so_and_can_be_closed_again(folder):
    store = open_store(folder)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        len(store)


def test_a_store_without_a_path_lives_in_memory():
    with EmbeddedStore() as store:
        store.load([CLAIM])
        assert list(store.quads()) == [CLAIM]
