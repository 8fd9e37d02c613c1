"""What facts print is what the store's own terms print, whatever it is about."""

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from kg.facts import Nodes, print_quads
from kg.facts.quads import authority_node, literal, named
from kg.iri import Minter, authority_iri

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
AWKWARD = st.lists(st.sampled_from('"\\\n\r\t\x00\x07\x7f\x85\xa0\ufffe\u202eé😀<>{}|^`% /#?'), max_size=6).map("".join)
HOSTILE = st.one_of(TEXTS, AWKWARD, st.tuples(TEXTS, AWKWARD).map("".join))
KINDS = (None, "http://www.w3.org/2001/XMLSchema#gYear", "https://example.org/é")


@given(value=HOSTILE, kind=st.sampled_from(KINDS))
def test_a_literal_is_printed_as_the_library_prints_it(value, kind):
    theirs = pyoxigraph.Literal(value, datatype=NamedNode(kind)) if kind else pyoxigraph.Literal(value)
    assert literal(value, named(kind) if kind else None) == str(theirs)


@given(key=HOSTILE, path=st.lists(HOSTILE | st.integers(0), max_size=3))
def test_a_node_is_printed_as_the_library_prints_what_is_minted(key, path):
    minter = Minter("https://data.example/é/")
    assert Nodes(minter).below("study", key, *path) == str(NamedNode(minter.node("study", key, *path)))


@given(
    scheme=st.sampled_from(["arxiv", "doi", "geonames", "mesh", "openalex", "orcid", "pmcid", "pmid", "ror"]),
    value=HOSTILE,
)
def test_a_node_of_an_authority_is_printed_as_the_library_prints_its_iri(scheme, value):
    assert authority_node(scheme, value) == str(NamedNode(authority_iri(scheme, value)))


@given(values=st.lists(HOSTILE, max_size=20), graph=st.booleans())
def test_quads_are_printed_as_the_library_serialises_them_sorted_each_once(values, graph):
    node = named("http://example.com/a")
    where = (node,) if graph else ()
    printed = print_quads((node, node, literal(value), *where) for value in values)
    theirs = [
        pyoxigraph.Quad(*[NamedNode("http://example.com/a")] * 2, pyoxigraph.Literal(value), *map(NamedNode, ["http://example.com/a"] * graph))
        for value in values
    ]  # fmt: skip
    lines = (serialize(theirs, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    text = "".join(f"{line} .\n" for line in printed)
    assert text.encode() == b"".join(sorted(set(lines)))
    assert set(parse(text, RdfFormat.N_QUADS)) == set(theirs)
