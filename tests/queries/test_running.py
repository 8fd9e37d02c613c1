"""Running queries: names, parameters, what is refused, and what errors say."""

import threading
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.queries import QueryError, run
from kg.queries.sparql import calls_service, declare, form, skeleton
from kg.stores import EmbeddedStore, open_store

EMPTY = EmbeddedStore()
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def ask(type_, default, value):
    """Give what a query with one parameter of that type takes the value for."""
    text = f'# [parameters.x]\n# type = "{type_}"\nSELECT ?x {{\n  VALUES ?x {{ {default} }}\n}}'
    return next(iter(run(EMPTY, text, x=value)))[0]


@given(TEXT)
def test_a_text_parameter_is_taken_for_what_it_is_whatever_it_holds(text):
    assert ask("string", '"a"', text) == text


@pytest.mark.parametrize(
    ("type_", "given_value", "taken"),
    [
        *[("integer", 5, 5), ("integer", "-5", -5), ("year", "2020", 2020), ("decimal", "0.50", Decimal("0.5"))],
        *[
            ("decimal", 2, Decimal(2)),
            ("decimal", 0.1, Decimal("0.1")),
            ("boolean", "true", True),
            ("boolean", False, False),
        ],
        *[
            ("iri", "http://example.com/é", "http://example.com/é"),
            ("iri", "foaf:name", "http://xmlns.com/foaf/0.1/name"),
        ],
        *[("iri", "https://example.org/a", "https://example.org/a"), ("string", "2020", "2020")],
    ],
)
def test_a_parameter_takes_values_of_its_type_also_as_text(type_, given_value, taken):
    assert ask(type_, "UNDEF", given_value) == taken


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        *[("integer", "5.0"), ("integer", "1 } #"), ("integer", True), ("integer", 1.5), ("integer", None)],
        *[("year", "0"), ("year", "20200"), ("year", "last"), ("decimal", "NaN"), ("decimal", "1e"), ("decimal", True)],
        *[
            ("boolean", "maybe"),
            ("boolean", 1),
            ("iri", "person one"),
            ("iri", "http://a/> } DROP ALL #"),
            ("string", 7),
        ],
        *[("string", "\ud800")],
    ],
)
def test_a_value_of_another_type_is_refused_by_the_parameters_name(type_, value):
    with pytest.raises(QueryError, match=f"the parameter x takes an? {type_}"):
        ask(type_, "1", value)


def test_an_optional_parameter_may_be_none():
    assert ask("string", "UNDEF", None) is None


def test_the_parameter_limit_is_the_number_of_the_line_limit(store):
    assert len(run(store, "top-authors", limit=2)) == 2
    with pytest.raises(QueryError, match="limit takes a count"):
        run(store, "top-authors", limit="2 OFFSET 1")
    with pytest.raises(QueryError, match="limit takes a count, not -1: less than none"):
        run(store, "top-authors", limit=-1)


def test_a_query_that_is_not_there_is_answered_with_the_nearest_or_those_with_the_word_and_where_all_are_listed(store):
    with pytest.raises(QueryError, match=r"no query top-author; did you mean top-authors\? kg query lists them\."):
        run(store, "top-author")
    with pytest.raises(
        QueryError, match=r"did you mean citations-by-year or concepts-by-year or open-access-by-year\?"
    ):
        run(store, "year")


def test_a_parameter_that_is_not_there_is_answered_with_the_nearest_and_the_list(store):
    with pytest.raises(QueryError, match=r"no parameter lest; did you mean least\? There is: least, limit"):
        run(store, "top-authors", lest=3)
    with pytest.raises(QueryError, match=r"no parameter least\. There is none"):
        run(store, "people", least=3)


def test_comments_that_are_not_front_matter_are_comments():
    assert list(run(EMPTY, "# What is = this?\nSELECT (1 AS ?n) {}")) == [(1,)]


def test_the_standard_prefixes_need_no_declaration_and_may_be_declared_otherwise(store):
    asked = "ASK {{ ?s foaf:name 'Berg B' }}"
    assert list(run(store, asked.format())) == [(True,)]
    assert list(run(store, "PREFIX foaf: <http://example.com/> " + asked.format())) == [(False,)]


@pytest.mark.parametrize(
    "update",
    [
        *["INSERT DATA { <a:a> <a:b> <a:c> }", "DROP ALL", "LOAD <file:///etc/passwd>", "CLEAR DEFAULT", ""],
        *["PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", "# SELECT\nBASE <a:> INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }"],
    ],
)
def test_what_is_no_reading_query_is_refused(update, store):
    size = len(store)
    with pytest.raises(QueryError, match="a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, not with"):
        run(store, update)
    with pytest.raises(QueryError):
        run(store, "SELECT * {} ; " + update)
    assert len(store) == size


@pytest.fixture
def caught():
    """Give the address of a server and the list of what it was asked."""
    asked = []

    class Catch(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(500)

        def do_POST(self):
            self.do_GET()

        def log_message(self, *_):
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Catch) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/sparql", asked
        server.shutdown()
        thread.join()


CALLS = [
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE # hidden\n <{url}> # again\r\n {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?e {{ <{url}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    "PREFIX e: <{url}> SELECT * {{ SERVICE e: {{ ?s ?p ?o }} }}",
    "PREFIX : <{url}> SELECT * {{ SERVICE: {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p 'it\\'s' . SERVICE <{url}> {{ ?s ?p ?o }} }}",
    'SELECT * {{ ?s ?p """a"" \\""" """ . SERVICE <{url}> {{ ?s ?p ?o }} }}',
    "PREFIX e: <{url}> SELECT * {{ ?s ?p e:it\\'s SERVICE <{url}> {{ ?s ?p 'x' }} }}",
    "PREFIX e: <{url}> SELECT * {{ ?s ?p e:a\\#SERVICE . SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p true SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p 1SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ # \rSERVICE <{url}> {{ ?s ?p ?o }}\n}}",
    "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ # \\u000A SERVICE <{url}> {{ ?s ?p ?o }}\n}}",
]


@pytest.mark.parametrize("query", CALLS)
def test_no_query_makes_the_store_call_another_server_however_it_is_written(query, caught):
    url, asked = caught
    store = EmbeddedStore()
    store.load([Quad(NamedNode("http://example.com/a"), NamedNode("http://example.com/b"), Literal("c"))])
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run(store, query.format(url=url))
    assert not asked


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'SERVICE <http://example.com/> {' }",
        "SELECT * { ?s <http://example.com/service> ?o } # SERVICE <http://example.com/> {",
        "PREFIX ex: <http://example.com/> SELECT ?service ?o { ?service ex:service ?o { ?o ?p 'a'@en-service } }",
        'SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), "service\'")) }',
    ],
)
def test_the_word_service_is_no_call(query):
    assert len(run(EMPTY, query)) == 0


def test_the_files_that_from_names_are_not_read(store, tmp_path):
    file = tmp_path / "secret.ttl"
    file.write_text("<http://example.com/a> <http://example.com/b> 'secret' .")
    assert len(run(store, f"SELECT * FROM <{file.as_uri()}> {{ ?s ?p ?o }}")) == 0
    assert len(run(store, f"SELECT * FROM NAMED <{file.as_uri()}> {{ GRAPH ?g {{ ?s ?p ?o }} }}")) == 0


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT *\nWHERE {\n  ?s ?p ?o ,\n}", r"line 4, column \d: .*\n  }\n +\^$"),
        ("SELECT * {\n  ?s ?p }", r"line 2, column \d+: .*\n    \?s \?p }\n"),
        (
            "# a title\nSELECT * { ?s oaf:name ?o }",
            "line 2, column .*: the prefix oaf: is not declared; known .* foaf,",
        ),
        ("SELECT * {", r"line 1, column 11: a \{ is not closed"),
        ("SELECT * { ?s ?p ?o }\n}", r"line 2, column \d: there is a \} too many"),
        ("SELECT ?x { ?x a foaf:Person } ORDER ?x", r"line 1, column \d+: "),
    ],
)
def test_an_error_in_sparql_is_shown_with_its_line_as_the_user_wrote_it(query, message):
    with pytest.raises(QueryError, match=message):
        run(EMPTY, query)


def test_an_error_that_an_endpoint_finds_is_shown_as_well(endpoint):
    with pytest.raises(QueryError, match="line 1, column "):
        run(open_store(f"{endpoint.url}/query"), "SELECT * { ?s ?p }")


def test_asking_gives_one_row_and_constructing_the_triples_sorted(store):
    assert run(store, "ASK { ?s a kg:Cluster }").to_dicts() == [{"answer": True}]
    rows = run(store, "CONSTRUCT { ?s foaf:name ?n } WHERE { ?s a foaf:Person ; foaf:name ?n }")
    assert rows.columns == ("subject", "predicate", "object")
    assert [row[2] for row in rows] == ["Ada Ángel", "Berg B", "Cy =Cole", "Dee Day"]
    assert len(run(store, "CONSTRUCT { foaf:a foaf:b foaf:c } WHERE { ?s a foaf:Person }")) == 1


@given(TEXT, TEXT)
def test_nothing_inside_a_string_or_a_comment_is_read_as_sparql(one, other):
    comment = " ".join(other.replace("\r", "\n").split("\n"))
    text = f"PREFIX a: <b:> # {comment}\nSELECT ({Literal(one)} AS ?x) {{}}"
    assert form(text) == "SELECT"
    assert not calls_service(text) or "\\u" in text.lower()
    assert skeleton(text) == 'PREFIX a: <>  \nSELECT ("" AS ?) {}'
    assert declare(text) == f"\n{text}"
