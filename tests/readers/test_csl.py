"""What the reader of CSL-JSON makes of what Zotero, pandoc and others write."""

import io
import json
from pathlib import Path

import pytest

from kg.readers import csl
from kg.readers import read as read_file
from kg.record import Container, Date, Field, Identifier, Record

FILE = Path(__file__).parents[1] / "data/csl/items.json"


def read_item(**variables: object) -> Record:
    (record,) = csl.read(io.BytesIO(json.dumps([{"id": "x", "type": "book", **variables}]).encode()), "items.json")
    assert isinstance(record, Record)
    return record


@pytest.fixture(scope="module")
def items() -> list[Record]:
    return [item for item in read_file(FILE) if isinstance(item, Record)]


def test_particles_belong_to_the_family_name(items: list[Record]):
    assert [(each.family, each.given, each.suffix) for each in items[0].contributors[:1]] == [
        ("van der Øster", "Ada M.", "Jr.")
    ]
    assert (items[1].contributors[0].family, items[1].contributors[1].role) == ("van Beethoven", "editor")


def test_a_literal_name_is_a_groups(items: list[Record]):
    assert (items[0].contributors[1].name, items[0].contributors[1].collective) == ("LANTERN Study Group", True)


def test_identifiers_that_zotero_puts_into_the_note_are_found_and_the_note_is_kept(items: list[Record]):
    assert [(each.scheme, each.value) for each in items[0].identifiers] == [
        ("doi", "10.5555/walk.1"),
        ("pmid", "40000001"),
        ("pmcid", "PMC9000001"),
    ]
    assert items[0].extra[0] == Field("note", "PMID: 40000001\nPMCID: PMC9000001\nread it")


def test_several_issns_stand_in_one_variable(items: list[Record]):
    numbers = (Identifier("issn", "1234-5679"), Identifier("issn", "2049-3630"))
    assert items[0].container == Container("Journal of Paths", "journal", numbers, "J Paths")
    assert items[1].container == Container(
        "A Book of Paths", "book", (Identifier("isbn", "9780306406157"),), publisher="Path Press"
    )


@pytest.mark.parametrize(
    ("issued", "printed"),
    [
        ({"date-parts": [["2021", 3, 17]]}, "2021-03-17"),
        ({"date-parts": [[2021, 3], [2021, 4]]}, "2021-03"),
        ({"raw": "2010-05"}, "2010-05"),
        ({"literal": "Spring 2011"}, "Spring 2011"),
        ("2012", "2012"),
        ({"date-parts": []}, ""),
    ],
)
def test_dates_come_in_parts_or_as_printed(issued: object, printed: str):
    assert read_item(issued=issued).dates == ((Date("published", printed),) if printed else ())


def test_a_number_instead_of_pages_is_an_articles(items: list[Record]):
    assert (items[2].pages, items[2].article_number) == ("", "e12")
    assert read_item(number="7").extra[0] == Field("number", "7")


def test_keywords_are_separated_by_semicolons_or_commas(items: list[Record]):
    assert items[0].keywords == ("paths", "walking groups")
    assert read_item(keyword="a, b").keywords == ("a", "b")


@pytest.mark.parametrize(
    ("variables", "pages", "article"),
    [
        ({"type": "article-journal", "number": "e12"}, "", "e12"),
        ({"type": "article-journal", "number": "e12", "page": "1-9"}, "1-9", ""),
        ({"type": "report", "number": "e12"}, "", ""),
    ],
)
def test_a_number_is_an_article_s_if_it_has_no_pages_and_else_kept(variables: dict[str, str], pages: str, article: str):
    record = read_item(**variables)
    assert (record.pages, record.article_number) == (pages, article)
    assert (Field("number", "e12") in record.extra) == (not article)


def test_an_isbn_is_the_book_s_of_a_chapter_and_a_book_s_own():
    isbn = Identifier("isbn", "9780306406157")
    chapter = read_item(type="chapter", ISBN="9780306406157", **{"container-title": "Parks"})
    assert (chapter.identifiers, chapter.container) == ((), Container("Parks", "book", (isbn,)))
    assert read_item(ISBN="9780306406157").identifiers == (isbn,)


@pytest.mark.parametrize("variable", ["collection-title", "container-title"])
def test_a_whole_book_is_in_its_series(variable: str):
    book = read_item(title="Walks", ISBN="9780306406157", publisher="Walk Press", **{variable: "Studies of walking"})
    assert book.container == Container("Studies of walking", "series", publisher="Walk Press")
    assert book.identifiers == (Identifier("isbn", "9780306406157"),)
