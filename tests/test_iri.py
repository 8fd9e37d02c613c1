"""IRIs: minted in one place, valid whatever the key, and read back."""

from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from kg.iri import DEFAULT_BASE, Minter, authority_iri

KEYS = st.text(st.characters(), min_size=1)


@given(key=KEYS)
@example(key="10.1002/(SICI)1097-0142(19960101)77:1<1::AID-X>3.0.CO;2-#")
@example(key='a b"%{}|\\^`\x00\ud800é')
def test_any_key_makes_an_iri_that_every_syntax_takes_and_that_gives_the_key_back(key):
    iri = Minter().node("study", key)
    node = NamedNode(iri)
    quads = [Quad(node, node, node)]
    assert [*parse(serialize(quads, format=RdfFormat.N_QUADS), RdfFormat.N_QUADS)] == quads
    kind, rest = Minter().key(iri)
    assert (kind, unquote(rest, errors="surrogatepass")) == ("study", key)


@given(one=KEYS, other=KEYS)
def test_different_keys_make_different_iris(one, other):
    assert (Minter().node("person", one) == Minter().node("person", other)) == (one == other)


def test_parts_follow_the_key_and_the_base_is_the_users():
    assert Minter("urn:x:").node("record", "abc", "author", 3) == "urn:x:record/abc/author/3"


@pytest.mark.parametrize("iri", ["https://doi.org/10.1/x", DEFAULT_BASE.replace(".org", ".com") + "study/x"])
def test_a_foreign_iri_has_no_key(iri):
    assert Minter().key(iri) == ("", "")


@pytest.mark.parametrize("value", ["0000-0001-2345-6789", "https://orcid.org/0000-0001-2345-6789"])
def test_an_authority_iri_is_the_same_from_the_bare_identifier_and_from_itself(value):
    assert authority_iri("orcid", value) == "https://orcid.org/0000-0001-2345-6789"


def test_an_unknown_authority_is_an_error():
    with pytest.raises(KeyError, match="shelfmark"):
        authority_iri("shelfmark", "x")
