"""What the reader of MEDLINE tagged text makes of each tag."""

import io
import re
from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import medline
from kg.record import Container, Fault, Field, Grant, Heading, Identifier, Record

DATA = Path(__file__).parents[1] / "data/medline/oddities.nbib"


def read(text: bytes) -> list[Record | Fault]:
    return list(medline.read(io.BytesIO(text), "file.nbib"))


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [list(clean(item))[-1] for item in read(DATA.read_bytes()) if isinstance(item, Record)]


def test_values_go_on_over_indented_lines(records: list[Record]):
    assert records[0].title == "Walking groups for older people in villages: a (made-up) trial"


def test_identifiers_name_their_scheme_and_come_once(records: list[Record]):
    assert records[0].identifiers == (
        Identifier("pmid", "90000001"),
        Identifier("pmcid", "PMC9000001"),
        Identifier("mid", "NIHMS900001"),
        Identifier("pii", "S0000-0001(21)00001-2"),
        Identifier("doi", "10.1000/walk.2021.101"),
    )


def test_a_location_without_kind_that_is_the_pages_is_the_article_number(records: list[Record]):
    assert (records[0].pages, records[0].article_number) == ("", "101")


def test_the_journal_has_its_abbreviation_country_and_each_kind_of_issn(records: list[Record]):
    issns = (Identifier("eissn", "1558-366X"), Identifier("issnl", "1521-9615"), Identifier("nlmid", "0000001"))
    assert records[0].container == Container("Journal of walking", "journal", issns, "J Walk", country="England")


def test_a_date_is_known_as_far_as_its_ends_agree(records: list[Record]):
    dates = {each.kind: each.value for each in records[0].dates}
    assert (dates["published"], dates["epublish"], dates["received"]) == ("2021", "2021-01-05", "2020-05-15")
    assert records[2].date("published") == "1976"


def test_what_follows_a_name_is_that_persons(records: list[Record]):
    first, second, group, investigator = records[0].contributors
    assert (first.name, first.family, first.given) == ("van der Meer-O'Neil JM", "van der Meer-O'Neil", "Jo Maria")
    assert (first.initials, first.email) == ("JM", "jo@nowhere.example.org")
    assert first.identifiers == (Identifier("orcid", "0000-0002-1694-233X"),)
    assert len(first.affiliations) == 2
    assert (second.given, second.suffix, second.affiliations) == ("Cy", "Jr", ())
    assert (group.name, group.collective) == ("LANTERN Study Group", True)
    assert (investigator.role, investigator.given, len(investigator.affiliations)) == ("investigator", "Ann", 1)


def test_an_address_before_all_names_is_the_first_authors(records: list[Record]):
    assert [[each.text for each in author.affiliations] for author in records[2].contributors] == [
        ["Institute of Old Walks."],
        [],
    ]


def test_headings_have_qualifiers_and_a_star_marks_the_major_ones(records: list[Record]):
    assert records[0].headings == (
        Heading("Aged, 80 and over"),
        Heading("Walking", ("physiology", "psychology"), major=True, major_qualifiers=("psychology",)),
    )


def test_grants_have_number_and_agency_where_they_are_stated(records: list[Record]):
    assert records[0].grants == (Grant("R01 AG1234", "NIA NIH HHS"), Grant("", "Wellcome Trust"))


def test_registrations_and_accessions_are_told_apart(records: list[Record]):
    assert records[0].registrations == (Identifier("nct", "NCT01234567"), Identifier("genbank", "AB123456"))


def test_comments_and_retractions_are_relations_with_the_identifiers_of_the_other_work(records: list[Record]):
    assert [(each.kind, each.identifiers[-1].value) for each in records[0].relations] == [
        ("commented-by", "90000002"),
        ("retracted-by", "90000003"),
    ]


def test_a_licence_is_a_copyright_line_that_names_one(records: list[Record]):
    assert "CC-BY" in records[0].licence


def test_a_book_has_its_series_publisher_editors_and_isbn(records: list[Record]):
    book = records[1]
    isbns = (Identifier("isbn", "9780306406157"),)
    assert book.container == Container("Reports on Walking", "series", isbns, "", "Walking Press")
    assert (book.title, book.contributors[0].role) == ("The whole book of walking", "editor")


def test_a_record_without_end_before_the_next_is_kept_with_a_fault():
    fault, first, second = read(b"PMID- 1\nTI  - One\nPMID- 2\nTI  - Two\n\n")
    assert isinstance(fault, Fault)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (fault.record, fault.reason) == (first.key, "no empty line before the next record")
    assert (first.title, second.title) == ("One", "Two")


def test_a_tag_that_nobody_knows_is_kept():
    (record,) = read(b"PMID- 1\nTI  - A title.\nZZZ - what\n\n")
    assert isinstance(record, Record)
    assert record.extra == (Field("ZZZ", "what"),)


@pytest.mark.parametrize("name", ["medline_test.medline", "pubmed-335.nbib"])
def test_every_record_and_every_name_of_a_real_file_is_read(shared: Path, name: str):
    content = (shared / "samples/medline" / name).read_bytes()
    records = [item for item in read(content) if isinstance(item, Record)]
    pmids = re.findall(rb"(?m)^PMID- (\d+)", content)
    assert [record.identifier("pmid").encode() for record in records] == pmids
    values = content.replace(b"\r", b"")
    for tag, role in ((b"FAU", "author"), (b"FIR", "investigator")):
        full = [each.full_name for record in records for each in record.contributors if each.role == role]
        assert len(list(filter(None, full))) == len(re.findall(rb"(?m)^%s *- \S" % tag, values))
    for tag, count in (
        (b"MH", sum(len(record.headings) for record in records)),
        (b"PT", sum(len(record.types) for record in records)),
        (b"OT", sum(len(record.keywords) for record in records)),
        (b"GR", sum(len(record.grants) for record in records)),
        (b"AUID", sum(len(each.identifiers) for record in records for each in record.contributors)),
        (b"AD", sum(len(each.affiliations) for record in records for each in record.contributors)),
    ):
        assert count == len(re.findall(rb"(?m)^%s *- \S" % tag, values)), tag


def test_all_text_of_a_real_record_is_in_a_field(shared: Path):
    for record in read((shared / "samples/medline/pubmed-335.nbib").read_bytes()):
        assert isinstance(record, Record)
        kept = _letters(repr(record).replace(repr(record.source), ""))
        for value in re.findall(r"(?m)^(?!IS )[A-Z]+ *- (.+)", record.source.raw):
            for word in re.findall(r"[^\W\d_]{4,}", value):
                assert word.lower() in kept, (word, record.identifier("pmid"))


def _letters(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W\d_]{4,}", text.replace("\\n", " "))}


def read_one(tags: str) -> Record:
    (record,) = (
        item for item in read(f"PMID- 1\n{tags}\nSO  - J Walk. 2021.\n\n".encode()) if isinstance(item, Record)
    )
    return record


def test_an_article_number_is_no_page_as_well():
    record = read_one("PG  - e12\nLID - e12\nLID - 10.1000/x [doi]")
    assert (record.pages, record.article_number) == ("", "e12")


@pytest.mark.parametrize(
    ("tags", "abstract", "extra"),
    [
        ("OAB - Marchons.", "Marchons.", ()),
        ("OAB - Marchons.\nAB  - We walk.", "We walk.", (Field("OAB", "Marchons."),)),
    ],
)
def test_another_abstract_is_the_abstract_if_there_is_none_else(tags: str, abstract: str, extra: tuple[Field, ...]):
    record = read_one(tags)
    assert [each.text for each in record.abstract] == [abstract]
    assert record.extra[:-1] == extra  # the last is the source in words


def test_a_copyright_line_that_names_no_licence_is_kept_as_it_is():
    record = read_one("CI  - Copyright (c) 2021 Walks Ltd.")
    assert record.licence == ""
    assert Field("CI", "Copyright (c) 2021 Walks Ltd.") in record.extra


def test_a_book_s_place_is_a_town_and_no_country_and_a_journal_known_by_its_short_title_has_no_other():
    assert read_one("BTI - Walks\nTI  - Parks\nPL  - Oita").container == Container("Walks", "book")
    assert read_one("TI  - Parks\nTA  - J Walk").container == Container("J Walk")


def test_the_date_of_entry_in_old_records_is_that_of_creation():
    assert [(each.kind, each.printed) for each in read_one("DA  - 20151207").dates] == [("created", "20151207")]


def test_an_address_before_all_names_stands_before_the_first_author_s_own():
    (author,) = read_one("AD  - Leeds\nFAU - Poe, Eve\nAU  - Poe E\nAD  - York").contributors
    assert [each.text for each in author.affiliations] == ["Leeds", "York"]


def test_a_second_short_name_is_another_author_and_a_suffix_may_stand_in_the_short_one():
    found = read_one("FAU - Poe, Eve\nAU  - Poe E Jr\nAU  - Roe M").contributors
    assert [(each.name, each.given, each.suffix) for each in found] == [("Poe E Jr", "Eve", "Jr"), ("Roe M", "", "")]


@pytest.mark.parametrize(
    ("end", "truncated"),
    [
        ("SO  - J Walk. 2021.", False),
        ("SO  - J Walk. 2021", True),
        ("BTI - Walks\nAID - NBK1 [bookaccession]", False),
        ("BTI - Walks\nAID - NBK1 [bookacc", True),
        ("TI  - Walks\nAID - NBK1 [bookaccession]", True),
        ("BTI - Walks [Internet]", True),
    ],
)
def test_a_last_line_without_end_is_whole_if_it_is_the_one_that_pubmed_ends_a_record_with(end: str, truncated: bool):
    *_, record = read(f"PMID- 1\nTI  - Parks\n{end}".encode())
    assert isinstance(record, Record)
    assert record.truncated == truncated


def test_the_number_of_an_author_that_names_no_scheme_is_an_orcid():
    lines = (
        b"FAU - Bell, Sadie\nAUID- 0000-0002-1694-233X\nFAU - Dow, Cy\nAUID- https://orcid.org/0000-0002-1825-0097\n"
    )
    (record,) = (
        list(clean(each))[-1] for each in read(b"PMID- 1\n%bSO  - J Foo.\n" % lines) if isinstance(each, Record)
    )
    assert [each.identifiers for each in record.contributors] == [
        (Identifier("orcid", "0000-0002-1694-233X"),),
        (Identifier("orcid", "0000-0002-1825-0097"),),
    ]
