"""Which FaBiO class a study has."""

import pytest
from pyoxigraph import RdfFormat, Store

from kg.facts.expressions import _BY_CONTAINER, _TYPES, expressions
from kg.facts.vocabulary import FABIO
from kg.record import Container

QUERY = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?class { ?class rdfs:subClassOf* <http://purl.org/spar/fabio/%s> }"""


@pytest.fixture(scope="module")
def fabio(shared) -> Store:
    store = Store()
    store.load(path=str(shared / "reference/ontologies/spar/fabio.ttl"), format=RdfFormat.TURTLE)
    return store


def test_every_class_is_an_expression_and_none_is_a_work(fabio):
    below = {name: {str(row["class"]) for row in fabio.query(QUERY % name)} for name in ("Expression", "Work")}
    used = {*_TYPES.values(), *_BY_CONTAINER.values(), FABIO.Expression}
    assert used <= below["Expression"]
    assert not used & below["Work"]


@pytest.mark.parametrize(
    ("types", "kind", "expected"),
    [
        ((), "journal", [FABIO.JournalArticle]),
        ((), "book", [FABIO.BookChapter]),
        (("Journal Article", "Systematic Review"), "journal", [FABIO.JournalArticle, FABIO.ReviewArticle]),
        (("THES",), "journal", [FABIO.Thesis]),
        (("article-journal",), "journal", [FABIO.JournalArticle]),
        (("Research Support, Non-U.S. Gov't",), "journal", [FABIO.JournalArticle]),
    ],
)
def test_stated_types_come_first_and_the_container_decides_without_one(record, types, kind, expected):
    assert list(expressions(record("x", types=types, container=Container("C", kind)))) == expected


def test_without_type_and_container_it_is_an_expression(record):
    assert expressions(record("x")) == (FABIO.Expression,)
