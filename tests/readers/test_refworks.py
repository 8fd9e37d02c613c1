"""What the reader of RefWorks's tagged format makes of its tags."""

import io
from pathlib import Path

import pytest

from kg.readers import refworks
from kg.record import Container, Contributor, Fault, Field, Identifier, Record
from tests.readers.items import cleaned, records_of

FILE = Path(__file__).parents[1] / "data/refworks/oddities.txt"


def read(text: str) -> list[Record | Fault]:
    return list(refworks.read(io.BytesIO(text.encode()), "file.txt"))


@pytest.fixture(scope="module")
def records() -> list[Record]:
    found = read(FILE.read_text("utf-8"))
    assert not [each for each in found if isinstance(each, Fault)]
    return [cleaned(each) for each in records_of(found)]


def test_every_tag_with_a_place_in_the_model_is_read_and_the_others_are_kept(records: list[Record]):
    article = records[0]
    assert article.title == "Walking groups for older people in villages: a (made-up) trial"
    assert article.identifiers == (
        Identifier("doi", "10.1000/walk.2021.101"),
        Identifier("pmid", "90000001"),
        Identifier("pmcid", "PMC9000001"),
    )
    assert article.container == Container(
        "Journal of Walking",
        identifiers=(Identifier("issn", "1472-6963"),),
        abbreviation="J Walk",
        publisher="Walks Ltd",
    )
    assert [(each.family, each.given, each.suffix, each.collective) for each in article.contributors] == [
        ("van der Meer-O'Neil", "Jo Maria", "", False),
        ("Dow", "", "Jr", False),
        ("", "", "", True),
    ]
    assert (article.date("published"), article.volume, article.issue, article.pages) == (
        "2021-05-01",
        "12",
        "3",
        "101-109",
    )
    assert article.keywords == ("walking", "villages", "older people")
    assert (article.types, article.language) == (("Journal Article",), "English")
    assert [each.label for each in article.abstract] == ["BACKGROUND", "METHODS"]
    assert article.abstract[-1].text.endswith("They did walk.")
    assert [each.name for each in article.extra] == ["SR", "ID", "NO", "PP", "CL", "DS", "LK", "OL"]


def test_what_kind_of_work_it_is_tells_what_its_tags_mean(records: list[Record]):
    _, chapter, _, thesis = records
    assert chapter.container == Container(
        "The handbook of parks", "book", (Identifier("isbn", "9780306406157"),), publisher="Nowhere Press"
    )
    assert [(each.family, each.role) for each in chapter.contributors] == [
        ("Marlowe", "author"),
        ("Poe", "editor"),
        ("Roe", "editor"),
    ]
    assert Field("ED", "2nd") in chapter.extra  # an edition, where RIS has editors
    assert thesis.container is None
    assert thesis.contributors == (Contributor("Roe, Max", family="Roe", given="Max"),)


@pytest.mark.parametrize(
    ("kind", "role"), [("Book, Edited", "editor"), ("Book, Whole", "author"), ("Thesis, Unpublished", "author")]
)
def test_the_authors_of_an_edited_book_are_its_editors(kind: str, role: str):
    (record,) = records_of(read(f"RT {kind}\nA1 Poe,Eve\nT1 Parks\nYR 2020\n"))
    assert [each.role for each in record.contributors] == [role]


def test_cnki_lists_names_in_one_line_and_all_pages_in_one_tag(records: list[Record]):
    article = records[2]
    assert [each.name for each in article.contributors] == ["张三", "李四"]
    assert (article.volume, article.pages) == ("23", "12-18")
    assert article.keywords == ("走路", "公园")
    assert article.abstract[0].text == "本文研究走路。 第二行。"


def test_an_address_is_its_author_s_if_there_is_one_only():
    text = "RT Journal Article\nA1 {}\nAD 无名大学走路学院;\nT1 走路\nYR 2022\n"
    (one,), (two,) = (records_of(read(text.format(names))) for names in ("张三", "张三;李四"))
    assert [each.text for each in one.contributors[0].affiliations] == ["无名大学走路学院"]
    assert not any(each.affiliations for each in two.contributors)
    assert Field("AD", "无名大学走路学院;") in two.extra


def test_a_page_may_have_a_hyphen_and_nothing_behind_it():
    (record,) = records_of(read("RT Journal Article\nT1 Walks\nOP 107936-\n"))
    assert record.pages == "107936"


def test_records_need_no_empty_line_between_them():
    text = "RT Journal Article\nA1 Poe,Eve\nT1 Parks\nYR 2020\nRT Journal Article\nA1 Roe,Max\nT1 Paths\nYR 2021\n"
    assert [each.title for each in records_of(read(text))] == ["Parks", "Paths"]
