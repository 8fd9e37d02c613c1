"""What the reader of EndNote XML makes of each field."""

import io
from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import endnote
from kg.record import Affiliation, Container, Fault, Field, Identifier, Record, Section

LIBRARY = (Path(__file__).parents[1] / "data/endnote/library.xml").read_text("utf-8")


def read_library(text: str) -> list[Record]:
    items = list(endnote.read(io.BytesIO(text.encode()), "library.xml"))
    assert all(isinstance(item, Record) for item in items)
    return [item for item in items if isinstance(item, Record)]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return read_library(LIBRARY)


def test_texts_of_several_styles_are_one(records: list[Record]):
    assert records[0].title == "Uptake of O2 on paths"


def test_a_name_that_ends_in_a_comma_is_a_group(records: list[Record]):
    assert [(each.name, each.collective) for each in records[0].contributors] == [
        ("van der Meer, Jo Maria", False),
        ("LANTERN Study Group", True),
    ]


def test_editors_and_others_have_roles(records: list[Record]):
    assert [(each.name, each.role) for each in records[1].contributors] == [
        ("Stiles, S.", "author"),
        ("Editor, Eve", "editor"),
        ("Turner, T.", "translated-author"),
    ]


def test_an_address_is_an_authors_only_if_nobody_else_could_own_it(records: list[Record]):
    assert records[1].contributors[0].affiliations == (Affiliation("Path Trust, York, UK"),)
    assert not any(each.affiliations for each in records[0].contributors)
    *_, cleaned = clean(records[0])
    assert Field("auth-address", "University of Nowhere, Leeds, UK.") in cleaned.extra


def test_the_database_says_what_an_accession_number_is(records: list[Record]):
    assert [record.identifier("pmid") for record in records] == ["90000001", "", ""]
    assert records[1].identifier("wos") == "WOS:000900000001"
    assert records[2].identifier("accession") == "12345"


def test_identifiers_come_from_the_fields_where_imports_leave_them(records: list[Record]):
    assert records[0].identifier("doi") == "10.5555/invented.1"
    assert records[0].identifier("pmcid") == "PMC9000001"
    assert records[0].identifier("mid") == "NIHMS900001"


def test_what_it_appeared_in_has_its_numbers(records: list[Record]):
    issns = (Identifier("issn", "0306-4530"), Identifier("eissn", "1472-6963"), Identifier("issnl", "0306-4530"))
    assert records[0].container == Container("Annals of Invented Walking", "journal", issns, "Ann Invent Walk")
    assert records[1].container == Container(
        "The book of paths", "book", (Identifier("isbn", "978-0-306-40615-7"),), "", "Path Press"
    )
    assert records[2].container is None
    assert records[2].identifier("isbn") == "0-306-40615-2"


def test_the_year_stands_alone_where_the_date_is_none(records: list[Record]):
    cleaned = [list(clean(record))[-1] for record in records]
    assert [each.date("published") for each in cleaned if isinstance(each, Record)] == ["2020-12-03", "2018", "2019"]
    assert Field("pub-dates", "in press") in records[1].extra


def test_lines_of_an_abstract_are_apart(records: list[Record]):
    assert records[0].abstract == (Section("", "AIMS: To walk."), Section("", "RESULTS: Yes."))
    *_, cleaned = clean(records[0])
    assert cleaned.abstract == (Section("AIMS", "To walk."), Section("RESULTS", "Yes."))


def test_other_fields_are_kept(records: list[Record]):
    kept = {field.name: field.value for field in records[0].extra}
    assert kept["notes"] == "1472-6963\nMeer, Jo"
    assert kept["url"] == "https://walks.example.org/1"
    assert records[0].keywords == ("walking", "paths")


def test_the_key_does_not_depend_on_the_library(records: list[Record]):
    other = LIBRARY.replace("<rec-number>7<", "<rec-number>99<").replace("Walks.enl", "Other.enl").replace("x0z", "y1")
    assert [record.key for record in read_library(other)] == [record.key for record in records]
    assert [record.source.ordinal for record in records] == ["7", "8", ""]


def test_a_record_of_nothing_is_a_fault():
    (fault,) = endnote.read(
        io.BytesIO(b"<xml><records><record><rec-number>1</rec-number></record></records></xml>"), "f"
    )
    assert isinstance(fault, Fault)


def test_what_is_no_identifier_of_its_field_is_kept_as_it_was():
    texts = {"electronic-resource-num": "see the publisher", "custom2": "a note", "custom6": "NIHMS?", "isbn": "none"}
    body = "".join(f"<{tag}>{text}</{tag}>" for tag, text in texts.items())
    (record,) = read_library(f"<xml><records><record><titles><title>A</title></titles>{body}</record></records></xml>")
    assert record.identifiers == ()
    assert {each.name: each.value for each in record.extra}.items() >= texts.items()


def read_one(inside: str, kind: str = "Journal Article") -> Record:
    title = "" if "<titles>" in inside else "<titles><title>Walks</title></titles>"
    (record,) = read_library(
        f'<xml><records><record><ref-type name="{kind}">17</ref-type>{title}{inside}</record></records></xml>'
    )
    return record


def test_a_corporate_name_is_a_group_s():
    inside = (
        '<contributors><authors><author corp-name="WHO">WHO</author><author>Poe, E</author></authors></contributors>'
    )
    assert [(each.name, each.collective) for each in read_one(inside).contributors] == [
        ("WHO", True),
        ("Poe, E", False),
    ]


@pytest.mark.parametrize(
    ("number", "provider", "scheme"),
    [
        ("90000001", "NLM", "pmid"),
        ("900000012", "NLM", "accession"),
        ("90000001", "EBSCO", "accession"),
        ("WOS:000000000000001", "", "wos"),
        ("2-s2.0-85012345678", "", "scopus"),
    ],
)
def test_an_accession_number_is_pubmed_s_if_its_provider_is_and_it_is_no_longer_than_those(
    number: str, provider: str, scheme: str
):
    told = f"<accession-num>{number}</accession-num><remote-database-provider>{provider}</remote-database-provider>"
    assert read_one(told).identifiers == (Identifier(scheme, number),)


@pytest.mark.parametrize(
    ("kind", "short", "extra"), [("Journal Article", "J Walk", ()), ("Book Section", "", ("short-title",))]
)
def test_a_short_title_is_the_journal_s_of_an_article_alone(kind: str, short: str, extra: tuple[str, ...]):
    titles = "<title>Walks</title><secondary-title>Journal of Walks</secondary-title><short-title>J Walk</short-title>"
    record = read_one(f"<titles>{titles}</titles>", kind)
    assert record.container
    assert (record.container.abbreviation, tuple(each.name for each in record.extra)) == (short, extra)


def test_a_medium_is_that_of_the_issn_before_it_and_of_no_isbn():
    inside = "<titles><title>Walks</title><secondary-title>Parks</secondary-title></titles><isbn>{}</isbn>"
    found = [
        read_one(inside.format(text)).container
        for text in ("1234-5678 (Electronic) 8765-4321", "9780306406157 (Electronic)", "(Electronic) 1234-5678")
    ]
    assert [each and [one.scheme for one in each.identifiers] for each in found] == [
        ["eissn", "issn"],
        ["isbn"],
        ["issn"],
    ]


def test_the_numbers_of_what_appeared_in_nothing_are_its_own():
    assert read_one("<isbn>9780306406157</isbn>", "Book").identifiers == (Identifier("isbn", "9780306406157"),)


@pytest.mark.parametrize(
    ("when", "printed"), [("May 1", "2021 May 1"), ("2021/05/01", "2021/05/01"), ("", "2021"), ("soon", "2021")]
)
def test_the_year_and_the_date_are_one_date_if_they_make_one(when: str, printed: str):
    dates = f"<dates><year>2021</year><pub-dates><date>{when}</date></pub-dates></dates>"
    assert [each.printed for each in read_one(dates).dates] == [printed]


def test_a_star_before_a_keyword_is_no_part_of_it():
    assert read_one("<keywords><keyword>*walking</keyword></keywords>").keywords == ("walking",)
