"""Specification of the reader for tables that Zotero exports."""

import io
from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import zotero
from kg.record import Container, Fault, Identifier, Record

PAGE = (Path(__file__).parents[1] / "data/zotero/library.csv").read_text("utf-8")


def read(text: str) -> list[Record | Fault]:
    return [
        each
        for item in zotero.read(io.BytesIO(text.encode()), "file.csv")
        for each in (clean(item) if isinstance(item, Record) else [item])
    ]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return read(PAGE)


def test_every_column_with_a_place_in_the_model_is_read_and_the_others_are_kept(records):
    article = records[0]
    assert article.identifiers == (
        Identifier("doi", "10.1000/walk.2021.101"),
        Identifier("pmid", "90000001"),
        Identifier("pmcid", "PMC9000001"),
    )
    assert article.container == Container(
        "Journal of Walking",
        identifiers=(Identifier("issn", "1472-6963"), Identifier("issn", "1558-366X")),
        abbreviation="J Walk",
    )
    assert [(each.name, each.collective) for each in article.contributors] == [
        ("van der Meer-O'Neil, Jo Maria", False),
        ("Dow, C. J.", False),
        ("LANTERN Study Group", True),
    ]
    assert (article.date("published"), article.pages, article.language) == ("2021-05-01", "101-109", "en")
    assert [each.label for each in article.abstract] == ["BACKGROUND", "METHODS"]
    assert article.keywords == ("to read", "Humans", "Walking")
    assert {"Url", "Rights", "Extra"} <= {each.name for each in article.extra}
    assert article.source.ordinal == "ABCD1234"


def test_what_stands_for_itself_is_in_nothing_and_its_isbn_is_its_own(records):
    _, chapter, book, preprint = records
    assert (chapter.container.title, chapter.container.kind, chapter.container.publisher) == (
        "Book of Walks",
        "book",
        "Nowhere Press",
    )
    assert (book.container, book.identifier("isbn")) == (None, "9780306406157")
    assert [(each.name, each.role) for each in book.contributors] == [
        ("Poe, Eve", "editor"),
        ("Fabre, Guy", "translator"),
    ]
    assert (preprint.identifier("arxiv"), preprint.year) == ("2001.00001", 2020)


def test_where_an_item_stands_in_a_library_is_no_part_of_its_key(records):
    moved = PAGE.replace("ABCD1234", "ZZZZ9999").replace("2022-01-02", "2024-05-06")
    assert [each.key for each in read(moved)] == [each.key for each in records]
    assert read(PAGE.replace("villages", "towns"))[0].key != records[0].key


def test_columns_may_be_left_out():
    (record,) = read('"Key","Item Type","Title","Publication Title"\n"A","journalArticle","One","J Walk"')
    assert (record.title, record.container, record.truncated) == ("One", Container("J Walk"), False)


def test_a_row_that_does_not_fit_the_columns_is_a_fault_and_harms_no_other(records):
    lines = PAGE.split("\n")
    items = read("\n".join((*lines[:-1], '"X","book"', lines[-1])))
    assert [each.title for each in items if isinstance(each, Record)] == [each.title for each in records]
    assert len([each for each in items if isinstance(each, Fault)]) == 1
