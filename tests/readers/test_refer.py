"""What the reader of EndNote's tagged export makes of its tags."""

import io
from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import read as read_file
from kg.readers import refer
from kg.record import Affiliation, Container, Date, Fault, Field, Identifier, Record

DATA = Path(__file__).parents[1] / "data/refer/oddities.enw"


def read(text: str) -> list[Record | Fault]:
    return [
        each
        for item in refer.read(io.BytesIO(text.encode()), "file.enw")
        for each in (clean(item) if isinstance(item, Record) else [item])
    ]


@pytest.fixture(scope="module")
def records() -> list[Record | Fault]:
    return read(DATA.read_text("utf-8"))


def test_every_tag_with_a_place_in_the_model_is_read_and_the_others_are_kept(records):
    article = records[0]
    assert article.identifiers == (
        Identifier("doi", "10.1000/walk.2021.101"),
        Identifier("pmid", "90000001"),
        Identifier("pmcid", "PMC9000001"),
        Identifier("mid", "NIHMS900001"),
    )
    assert article.container == Container(
        "Journal of Walking",
        identifiers=(Identifier("eissn", "1472-6963"), Identifier("issnl", "1558-366X")),
        abbreviation="J Walk",
    )
    assert [(each.name, each.role, each.collective) for each in article.contributors] == [
        ("van der Meer-O'Neil, Jo Maria", "author", False),
        ("Dow, C.J., Jr.", "author", False),
        ("LANTERN Study Group", "author", True),
        ("Poe, Eve", "editor", False),
    ]
    assert Date("published", "2021 May 1", "2021-05-01") in article.dates
    assert Date("epublish", "2021/04/20", "2021-04-20") in article.dates
    assert article.title == "Walking groups for older people in villages: a (made-up) trial"
    assert [each.label for each in article.abstract] == ["BACKGROUND", "METHODS"]
    assert article.abstract[-1].text.endswith("They did walk.")
    assert article.keywords == ("walking", "villages", "older people")
    assert Field("%Z", "Walks, J\neng\nNowhere Council") in article.extra


def test_what_kind_of_work_it_is_tells_what_its_tags_mean(records):
    _, chapter, paper, book = records
    assert (chapter.container.kind, chapter.container.publisher) == ("book", "Nowhere Press")
    assert chapter.identifiers == (Identifier("doi", "10.1000/walk.chapter"),)
    assert chapter.contributors[0].affiliations == (Affiliation("Institute of Walks, Nowhere, UK"),)
    assert (paper.container.kind, paper.article_number) == ("conference", "e12")
    assert [each.role for each in book.contributors] == ["editor"]


def test_a_citation_as_google_scholar_saves_it_is_whole_without_an_empty_line_at_its_end():
    (record,) = read("%0 Journal Article\n%T On walks\n%A Solo, Ann\n%J J Walk\n%V 7\n%P 1-2\n%D 2017\n%I Wiley\n")
    assert (record.truncated, record.container.publisher, record.pages, record.year) == (False, "Wiley", "1-2", 2017)


def test_a_last_line_without_an_end_may_be_half_of_one():
    fault, record = read("%0 Journal Article\n%T On walks\n%R 10.1000/wal")
    assert (record.truncated, record.identifiers, fault.raw) == (True, (), "%R 10.1000/wal")


def test_records_need_no_empty_line_between_them():
    assert [each.title for each in read("%0 Thesis\n%T One\n%0 Thesis\n%T Two\n")] == ["One", "Two"]


def test_a_record_that_names_its_kind_alone_is_a_fault():
    (fault,) = read("%0 Journal Article\n\n")
    assert fault.reason == "a record that says nothing"


def test_bibtex_with_comments_is_not_taken_for_it(tmp_path: Path):
    (tmp_path / "a.bib").write_text("% 0 notes\n%T is a comment\n@article{a, title = {One}, year = 2001}\n")
    (record,) = read_file(tmp_path / "a.bib")
    assert record.source.format == "bibtex"
