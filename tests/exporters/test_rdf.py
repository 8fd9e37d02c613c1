"""The RDF formats: each gives back the graph it was made of."""

import gzip
import random
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from kg.exporters import convert, export, formats
from kg.stores import EmbeddedStore
from kg.terms import PREFIXES, RDF

MERGED = {
    "turtle": (RdfFormat.TURTLE, "turtle"),
    "ntriples": (RdfFormat.N_TRIPLES, "nt"),
    "rdfxml": (RdfFormat.RDF_XML, "xml"),
    "jsonld": (RdfFormat.JSON_LD, "json-ld"),
}
WHOLE = {"nquads": (RdfFormat.N_QUADS, "nquads"), "trig": (RdfFormat.TRIG, "trig")}

# Whatever an IRI or a literal may hold, and what formats stumble over: quotes, markup, keywords, line ends, prefixes.
NASTY = [
    "]]>",
    "<&>\"'",
    "\\",
    "\\u0041",
    "\r",
    "\r\n",
    " \t",
    "@id",
    "@type",
    "_:b0",
    "a .\n",
    "a <b",
    "\u2028",
    "\x85",
    "é\u0301",
    "𝔘",
]
TEXT = st.one_of(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), st.sampled_from(NASTY)).filter(
    lambda text: not {"\ufffe", "\uffff"} & set(text)
)
LOCAL = st.text(st.sampled_from("azAZ09-._~:/?#[]@!$&'()*+,;=%é日"), max_size=10).map(
    lambda text: text.replace("%", "%25")
)


def is_iri(text):
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


IRIS = st.builds(
    "{}{}".format, st.sampled_from(["https://example.org/kg/study/", "http://e.x/", *PREFIXES.values()]), LOCAL
)
NODES = st.one_of(IRIS, st.sampled_from(["urn:isbn:1", "mailto:a@b.c", "tag:x"])).filter(is_iri).map(NamedNode)
PROPERTIES = st.sampled_from(
    [PREFIXES["dcterms"] + "title", PREFIXES["fabio"] + "hasPublicationYear", PREFIXES["skos"] + "prefLabel",
     PREFIXES["dcterms"] + "creator", PREFIXES["rdf"] + "type", PREFIXES["kg"] + "papers", PREFIXES["kg"] + "weight",
     PREFIXES["schema"] + "isAccessibleForFree", "http://e.x/p", "http://e.x/1p", "http://e.x/é", "urn:x:y"]
).map(NamedNode)  # fmt: skip
TYPES = st.sampled_from(
    [PREFIXES["xsd"] + name for name in ("gYear", "date", "integer", "decimal", "boolean", "double", "dateTime")]
    + ["http://e.x/t"]
).map(NamedNode)
LITERALS = st.one_of(
    TEXT.map(Literal),
    st.builds(lambda text, language: Literal(text, language=language), TEXT, st.sampled_from(["en", "de", "en-gb"])),
    st.builds(lambda text, datatype: Literal(text, datatype=datatype), TEXT, TYPES),
    st.integers().map(Literal),
    st.booleans().map(Literal),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(
        lambda number: Literal(f"{number:f}", datatype=NamedNode(PREFIXES["xsd"] + "decimal"))
    ),
)
TRIPLES = st.tuples(NODES, PROPERTIES, st.one_of(NODES, LITERALS))
GRAPHS = st.one_of(st.just(DefaultGraph()), NODES)


def exported(store, name):
    with TemporaryDirectory() as folder:
        path = Path(folder, "file")
        export(store, name, path)
        return path.read_bytes()


def filled(quads):
    store = EmbeddedStore()
    store.load(quads)
    return store


def has_plain_name(node):
    r"""Whether rdflib can read the node's short name: it stumbles over some escapes that Turtle has, as in `bido:\.`."""
    names = (node.value.removeprefix(start) for start in PREFIXES.values() if node.value.startswith(start))
    return isinstance(node, Literal) or all(re.fullmatch(r"[A-Za-z0-9-]*", name) for name in names)


def expressible(triples, name):
    """Leave out what RDF/XML has no names for; that this is an error has a test of its own."""
    nameless = re.compile(r".*[^A-Za-zé日]")
    return [
        (subject, predicate, value)
        for subject, predicate, value in triples
        if name != "rdfxml" or predicate != RDF.type or not nameless.fullmatch(value.value)
    ]


@pytest.mark.parametrize("name", MERGED)
@settings(max_examples=60, deadline=None)
@given(triples=st.lists(TRIPLES, max_size=12))
def test_the_merged_graph_comes_back_from_every_format_whatever_it_holds(name, triples):
    store = filled([Quad(*triple) for triple in expressible(triples, name)])
    found = pyoxigraph.parse(exported(store, name), MERGED[name][0])
    assert {*found} == {*store.quads()}


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=60, deadline=None)
@given(quads=st.lists(st.builds(lambda triple, graph: Quad(*triple, graph), TRIPLES, GRAPHS), max_size=12))
def test_the_whole_dataset_comes_back_whatever_it_holds(name, quads):
    store = filled(quads)
    assert {*pyoxigraph.parse(exported(store, name), WHOLE[name][0])} == {*store.quads()}


@pytest.mark.parametrize("name", MERGED)
@settings(max_examples=60, deadline=None)
@given(quads=st.lists(st.builds(lambda triple, graph: Quad(*triple, graph), TRIPLES, GRAPHS), max_size=12))
def test_sorted_quads_in_a_file_give_the_same_bytes_as_a_store_of_them(name, quads):
    store = filled([quad for quad in quads if expressible([quad.triple], name)])
    with TemporaryDirectory() as folder:
        export(store, "nquads", Path(folder, "graph.nq.gz"))
        assert convert(Path(folder, "graph.nq.gz"), name, Path(folder, "converted"))
        assert Path(folder, "converted").read_bytes() == exported(store, name)


def test_only_formats_of_the_merged_graph_are_made_of_its_lines(tmp_path):
    assert not convert(tmp_path / "graph.nq.gz", "trig", tmp_path / "graph.trig")


@pytest.mark.parametrize("name", MERGED)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(triples=st.lists(TRIPLES, max_size=8))
def test_rdflib_reads_the_same_graph_from_every_format(name, triples):
    readable = [triple for triple in triples if all(map(has_plain_name, triple))]
    store = filled([Quad(*triple) for triple in expressible(readable, name)])
    lines = "".join(f"{quad.triple} .\n" for quad in store.quads())
    expected = rdflib.Graph().parse(data=lines, format="nt")
    found = rdflib.Graph().parse(data=exported(store, name), format=MERGED[name][1])
    assert {*found} == {*expected}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", WHOLE)
def test_rdflib_reads_the_same_dataset(name, store):
    def quads(text, syntax):
        read = rdflib.Dataset()
        read.parse(data=text, format=syntax)
        return {*read.quads()}

    lines = "".join(f"{quad} .\n" for quad in store.quads())
    assert quads(exported(store, name), WHOLE[name][1]) == quads(lines, "nquads")


@pytest.mark.parametrize("name", formats())
def test_equal_graphs_give_equal_bytes(name, store, library):
    shuffled = list(library)
    random.Random(1).shuffle(shuffled)
    assert exported(filled(shuffled), name) == exported(store, name)


@pytest.mark.parametrize("name", [*MERGED, "graphml", "clusters"])
def test_claims_and_builds_do_not_show_in_what_shows_the_merged_graph(name, store, library):
    merged = [quad for quad in library if quad.graph_name == DefaultGraph()]
    assert exported(filled(merged), name) == exported(store, name)


@pytest.mark.parametrize("name", formats())
def test_a_graph_without_anything_gives_a_file_that_reads_as_empty(name):
    text = exported(EmbeddedStore(), name)
    if name in MERGED | WHOLE:
        assert not list(pyoxigraph.parse(text, (MERGED | WHOLE)[name][0]))


def test_turtle_is_written_in_paragraphs_with_prefixes_and_types_first(store):
    head, *paragraphs = exported(store, "turtle").decode().rstrip("\n").split("\n\n")
    assert head.splitlines() == sorted(head.splitlines())
    assert all(line.startswith("@prefix ") for line in head.splitlines())
    subjects = [paragraph.split(" ", 1)[0] for paragraph in paragraphs]
    assert len(subjects) == len({*subjects})
    assert '<https://example.org/kg/journal/policy> a fabio:Journal ;\n\tdcterms:title "Policy" .' in paragraphs


@pytest.mark.parametrize("name", ["ntriples", "nquads"])
def test_lines_are_sorted(name, store):
    lines = exported(store, name).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(list(store.quads(None if name == "nquads" else DefaultGraph())))


def test_a_path_that_ends_in_gz_is_gzipped_without_a_time(store, tmp_path):
    export(store, "nquads", tmp_path / "graph.nq.gz")
    packed = (tmp_path / "graph.nq.gz").read_bytes()
    assert gzip.decompress(packed) == exported(store, "nquads")
    assert packed[4:8] == bytes(4)


def test_xml_escapes_and_carriage_returns_survive_a_conforming_parser():
    store = filled([Quad(NamedNode("http://e.x/a"), NamedNode("http://e.x/b"), Literal("a\r\nb\r<&>]]>"))])
    root = etree.fromstring(exported(store, "rdfxml"))
    assert root.findtext(".//{http://e.x/}b") == "a\r\nb\r<&>]]>"


@pytest.mark.parametrize(
    "name", ["http://e.x/", "http://e.x/1", "http://e.x/a%20", "http://e.x/a?b=1", "http://e.x/a()"]
)
def test_a_property_that_xml_cannot_name_is_named_in_the_error_and_leaves_no_file(name, tmp_path):
    store = filled([Quad(NamedNode("http://e.x/a"), NamedNode(name), Literal("c"))])
    with pytest.raises(ValueError, match=r"cannot express the property <http://e\.x/"):
        export(store, "rdfxml", tmp_path / "graph.rdf")
    assert not list(tmp_path.iterdir())


def test_a_class_that_xml_cannot_name_is_named_in_the_error(tmp_path):
    store = filled([Quad(NamedNode("http://e.x/a"), RDF.type, NamedNode("http://e.x/1"))])
    with pytest.raises(ValueError, match=r"cannot express the class <http://e\.x/1>"):
        export(store, "rdfxml", tmp_path / "graph.rdf")


@pytest.mark.parametrize("text", ["a\x01", "\x0c", "\ufffe"])
def test_a_character_that_xml_cannot_hold_is_an_error_that_names_the_place(text, tmp_path):
    store = filled([Quad(NamedNode("http://e.x/a"), NamedNode("http://e.x/b"), Literal(text))])
    with pytest.raises(ValueError, match=r"cannot hold the character .* in <http://e\.x/b> of <http://e\.x/a>"):
        export(store, "rdfxml", tmp_path / "graph.rdf")


@pytest.mark.parametrize("name", ["turtle", "ntriples", "nquads", "trig", "jsonld"])
def test_a_graph_that_does_not_fit_in_memory_gives_the_same_file(name, store, monkeypatch):
    whole = exported(store, name)
    monkeypatch.setattr("kg.stores.sorting._HELD", 50)
    monkeypatch.setattr("kg.exporters.quads._PIECE", 20)
    assert exported(store, name) == whole
