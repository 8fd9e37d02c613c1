"""The store behind a SPARQL endpoint."""

import socket
import threading
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QueryResultsFormat

from kg.stores import EmbeddedStore, StoreError, open_store
from kg.stores.remote import RemoteStore

A, B, GRAPH = (NamedNode(f"http://example.com/{name}") for name in ("a", "b", "graph"))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LITERALS = st.one_of(
    TEXT.map(Literal),
    TEXT.map(lambda text: Literal(text, language="en")),
    TEXT.map(lambda text: Literal(text, datatype=NamedNode("http://example.com/type"))),
    st.integers().map(Literal),
)
QUADS = st.builds(Quad, st.just(A), st.just(B), LITERALS, st.sampled_from([DefaultGraph(), GRAPH]))


@pytest.fixture
def store(endpoint):
    return open_store(f"{endpoint.url}/query")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quads=st.lists(QUADS, max_size=8))
def test_what_is_loaded_comes_back_whatever_it_holds(endpoint, quads):
    endpoint.store.clear()
    store = RemoteStore(f"{endpoint.url}/query")
    with EmbeddedStore() as embedded:
        embedded.load(quads)
        store.load(quads)
        assert {*store.quads()} == {*embedded.quads()}
        assert len(store) == len(embedded)


def test_more_quads_than_fit_one_update_are_all_loaded(store):
    store.load(Quad(A, B, Literal(number)) for number in range(4_500))
    assert len(store) == 4_500


def test_quads_are_given_for_one_graph_or_for_all_and_for_one_predicate_or_all(store):
    store.load([Quad(A, B, Literal("merged")), Quad(A, B, Literal("claim"), GRAPH)])
    assert list(store.quads(DefaultGraph())) == [Quad(A, B, Literal("merged"))]
    assert list(store.quads(GRAPH)) == [Quad(A, B, Literal("claim"), GRAPH)]
    assert len(list(store.quads())) == 2
    assert len(list(store.quads(predicate=B))) == 2
    assert list(store.quads(GRAPH, A)) == []


@pytest.mark.parametrize("results", [QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.TSV])
def test_every_form_of_query_is_answered_in_every_format(endpoint, store, results):
    endpoint.results = results
    store.load([Quad(A, B, Literal("c", language="en"))])
    assert [row["o"] for row in store.query("SELECT ?o { ?s ?p ?o }")] == [Literal("c", language="en")]
    assert [str(triple) for triple in store.query("CONSTRUCT WHERE { ?s ?p ?o }")] == [f'{A} {B} "c"@en']
    assert [triple.predicate for triple in store.query(f"DESCRIBE {A}")] == [B]
    if results != QueryResultsFormat.TSV:  # which has no booleans
        assert bool(store.query("ASK { ?s ?p ?o }")) is True


def test_text_that_the_endpoint_calls_malformed_is_a_syntax_error(store):
    with pytest.raises(SyntaxError, match="error at 1:15"):
        store.query("SELECT nothing")


def test_an_endpoint_that_is_not_there_is_named():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(StoreError, match=rf"http://127.0.0.1:{port}/query cannot be reached: .*refused"):
        open_store(f"http://127.0.0.1:{port}/query").query("ASK {}")


def test_an_address_where_nothing_is_says_what_the_server_said(endpoint):
    with pytest.raises(StoreError, match=r"/other refused \(404\): nothing here"):
        open_store(f"{endpoint.url}/other").query("ASK {}")


def test_a_store_opened_for_reading_takes_no_quads(endpoint):
    with pytest.raises(StoreError, match="for reading only"):
        open_store(f"{endpoint.url}/query", read_only=True).load([Quad(A, B, A)])
    assert not endpoint.requests


def test_an_address_may_be_in_capitals(endpoint):
    endpoint.store.add(Quad(A, B, A))
    with open_store(endpoint.url.replace("http", "HTTP") + "/query", read_only=True) as store:
        assert len(store) == 1


def test_blank_nodes_are_refused_because_pieces_would_not_share_them(store):
    with pytest.raises(StoreError, match="blank node"):
        store.load([Quad(BlankNode("x"), B, A)])


def test_a_user_and_password_are_sent_apart_from_the_address(endpoint):
    store = RemoteStore(f"{endpoint.url}/query".replace("//", "//me:p%40ss@"))
    store.query("ASK {}")
    assert endpoint.requests[0]["Authorization"] == "Basic bWU6cEBzcw=="
    assert "me" not in store.url


@pytest.mark.parametrize(
    ("url", "update"),
    [
        ("http://host:3030/ds/sparql", "http://host:3030/ds/update"),
        ("https://host/query", "https://host/update"),
        ("http://host/repositories/kg", "http://host/repositories/kg"),
    ],
)
def test_the_update_address_follows_from_the_query_address(url, update):
    assert RemoteStore(url).update == update
    assert RemoteStore(url, update="http://host/statements").update == "http://host/statements"


@pytest.mark.parametrize("url", ["ftp://host/query", "http:///query", "file:///etc/passwd", "http://[::1/query"])
def test_what_is_no_http_address_is_refused(url):
    with pytest.raises(StoreError, match="not the http"):
        RemoteStore(url)


@contextmanager
def answering(reply: bytes):
    """Run a server that gives one fixed reply, or none."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            connection, _ = listening.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(reply)
                if not reply:
                    done.wait(5)

        done = threading.Event()
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/query"
        done.set()
        thread.join()


def test_a_web_page_is_not_taken_for_an_endpoint():
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<h1>"
    with answering(page) as url, pytest.raises(StoreError, match="does not look like a SPARQL endpoint"):
        RemoteStore(url).query("ASK {}")


def test_an_answer_that_breaks_off_is_an_error_of_the_store():
    half = b'HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 99\r\n\r\n{"head":'
    with answering(half) as url, pytest.raises(StoreError, match="broke off"):
        RemoteStore(url).query("ASK {}")
    with answering(half) as url, pytest.raises(StoreError, match="cannot be read"):
        list(RemoteStore(url).quads())


def test_an_answer_that_is_not_what_it_says_is_an_error_of_the_store():
    wrong = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 4\r\n\r\noops"
    with answering(wrong) as url, pytest.raises(StoreError, match="cannot be read"):
        RemoteStore(url).query("ASK {}")


def test_an_endpoint_that_gives_no_answer_is_waited_for_only_so_long():
    with answering(b"") as url, pytest.raises(StoreError, match=r"no answer within 0.2 seconds"):
        RemoteStore(url, timeout=0.2).query("ASK {}")
