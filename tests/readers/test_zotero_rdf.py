"""Specification of the reader for Zotero RDF."""

import io
from pathlib import Path

import pytest

from kg.readers import read, zotero_rdf
from kg.record import Container, Date, Fault, Field, Identifier, Record
from tests.readers.items import cleaned, faults_of, records_of

DATA = Path(__file__).parents[1] / "data/zotero_rdf"
REFERRING = (DATA / "referring.rdf").read_text("utf-8")


def read_text(text: str) -> list[Record | Fault]:
    return list(zotero_rdf.read(io.BytesIO(text.encode()), "f.rdf"))


@pytest.fixture(scope="module")
def items() -> list[Record]:
    return [cleaned(each) for each in records_of(read(DATA / "library.rdf"))]


def test_every_property_with_a_place_in_the_model_is_read_and_the_others_are_kept(items: list[Record]):
    article = items[0]
    assert article.identifiers == (
        Identifier("doi", "10.1000/walk.1"), Identifier("pmid", "12345678"), Identifier("pmcid", "PMC1234567"),
    )  # fmt: skip
    assert article.container == Container(
        "Journal of Walks",
        identifiers=(Identifier("issn", "1472-6963"), Identifier("issn", "1475-2875")),
        abbreviation="J Walks",
    )
    assert (article.title, article.volume, article.issue, article.pages, article.language) == (
        "Walking & talking on prescription", "12", "3", "101-112", "en",
    )  # fmt: skip
    assert [(each.family, each.given, each.role, each.collective) for each in article.contributors] == [
        ("Ames", "Ann B.", "author", False),
        ("", "", "author", True),
        ("Diaz", "Cleo", "editor", False),
    ]
    assert article.dates[0] == Date("published", "2021-05-03", "2021-05-03")
    assert article.keywords == ("social prescribing", "Humans")
    assert [each.name for each in article.extra] == ["shortTitle", "libraryCatalog", "url", "rights", "extra"]


def test_a_chapter_is_in_its_book_and_a_talk_in_its_proceedings(items: list[Record]):
    _, chapter, talk = items
    assert chapter.container == Container(
        "The Book of Walks", "book", (Identifier("isbn", "9780306406157"),), publisher="Walk Press"
    )
    assert [each.role for each in chapter.contributors] == ["author", "translator"]
    assert chapter.extra == (
        Field("series", "7"), Field("series", "Walks in Series"), Field("place", "Newcastle"), Field("call number", "GV199"),
    )  # fmt: skip
    assert (talk.container.title, talk.container.kind) == ("Proceedings of Walks", "conference")
    assert talk.extra == (Field("conference", "Meeting on Walks"),)


def test_what_an_item_refers_to_is_read_with_it_but_only_the_first_has_the_doi_of_its_journal():
    first, second = records_of(read_text(REFERRING))
    assert not faults_of(read_text(REFERRING))
    assert (first.container.title, first.volume, first.identifier("doi")) == (
        "Journal of Walks",
        "12",
        "10.1000/walk.1",
    )
    assert first.extra == (Field("note", "<p>include</p>"), Field("attachment", "Full text files/3/walk.pdf"))
    assert second.container == first.container
    assert (second.volume, second.identifiers) == ("", ())


def test_what_is_missing_and_what_nobody_refers_to_are_faults():
    before, after = REFERRING.split("    <bib:Journal", 1)
    journal, rest = after.split("</bib:Journal>", 1)
    faults = faults_of(read_text(before + rest))
    assert [(each.raw, each.reason) for each in faults] == [
        ("urn:issn:1472-6963", "what it refers to is not there")
    ] * 2
    lonely = f"{before.split('<bib:Article')[0]}<bib:Journal{journal}</bib:Journal></rdf:RDF>"
    (fault,) = read_text(lonely)
    assert fault.reason == "not part of a record: no item refers to it"


def test_an_item_has_the_same_key_in_another_library():
    (one, *_), (other, *_) = (
        records_of(read_text(each)) for each in (REFERRING, REFERRING.replace("#item_", "#item_9"))
    )
    assert one.key == other.key


def test_items_that_wait_in_vain_are_given_after_a_while():
    item = '<bib:Article rdf:about="#item_1"><z:itemType>journalArticle</z:itemType><dcterms:isPartOf rdf:resource="urn:{}"/></bib:Article>\n'
    reading = zotero_rdf.read(io.BytesIO("".join(map(item.format, range(5_000))).encode()), "f.rdf")
    assert isinstance(next(reading), Fault)
    assert sum(isinstance(each, Record) for each in reading) == 5_000
