"""What PubMed's text for reading says: of each record its number, source, title, names, addresses, relations and abstract."""

import io
from pathlib import Path

import pytest

from kg.readers import find_reader, pubmed_text
from kg.readers._citation_line import parse_source
from kg.record import Affiliation, Container, Contributor, Date, Fault, Field, Identifier, Record, Relation, Section
from tests.readers.items import records_of

FILE = Path(__file__).parents[1] / "data/pubmed_text/oddities.txt"
TEXT = FILE.read_text("utf-8")
CHAPTER = TEXT[TEXT.index("5. Massive walks.") :]


def read(text: str) -> list[Record | Fault]:
    return list(pubmed_text.read(io.BytesIO(text.encode()), "file"))


@pytest.fixture(scope="module")
def records() -> list[Record]:
    found = read(TEXT)
    assert not [each for each in found if isinstance(each, Fault)]
    return records_of(found)


def test_each_record_knows_its_number_and_has_a_key_without_it(records: list[Record]):
    assert [each.source.ordinal for each in records] == ["1", "2", "3", "4", "5"]
    (other,) = records_of(read(TEXT.partition("\n\n\n2. ")[0].replace("1. J Walk", "12. J Walk")))
    assert (other.source.ordinal, other.key) == ("12", records[0].key)


def test_the_source_tells_journal_dates_and_place(records: list[Record]):
    assert [each.container and each.container.title for each in records] == [
        "J Walk (Oxf)",
        "Zhonghua Zou Lu Za Zhi",
        "Ann Walk",
        "Walk Rev",
        "Dow C, Berg A, editors. WalkPearls(®) [Internet]. Treasure Island (FL): WalkPearls Publishing; 1993–2026",
    ]
    assert records[0].dates == (Date("published", "2021 Jan-Feb"), Date("epublish", "2021 Jan 5"))
    assert (records[0].volume, records[0].issue, records[0].pages) == ("12", "3 Pt 1", "101-9")


def test_a_doi_in_the_place_of_pages_is_none_of_them(records: list[Record]):
    assert records[2].pages == ""
    assert records[2].identifiers[0] == Identifier("doi", "10.1097/AW.0000000000003924")


@pytest.mark.parametrize("said", ["[Epub ahead of print]", "Epub ahead of print.", "Online ahead of print."])
def test_what_appeared_ahead_of_print_is_flagged_however_it_is_said(said: str):
    source = parse_source(f"Ann Walk. 2020 Apr 29. doi: 10.1000/a. {said}")
    assert source
    assert (source.journal, source.date, source.unread) == ("Ann Walk", "2020 Apr 29", "")
    assert source.flags == (said.strip("[]."),)
    assert source.identifiers == (Identifier("doi", "10.1000/a"),)


def test_a_word_wrapped_at_its_hyphen_is_one_word_and_a_hyphen_before_a_space_stays(records: list[Record]):
    assert records[0].title == "Walking groups for older people in villages: a meta-analysis."
    assert "in short- and long-term studies" in records[0].abstract[0].text


def test_marks_tell_whose_each_address_is_and_groups_stand_between_semicolons(records: list[Record]):
    newcastle = Affiliation(
        "Department of Walks, University of Newcastle, Newcastle upon Tyne, UK. j.vandermeer@walks.example."
    )
    parks = Affiliation("Institute of Parks (5) and Paths, Durham, UK.")
    leeds = Affiliation("LANTERN Office, Leeds, UK.")
    assert records[0].contributors == (
        Contributor("van der Meer-O'Neil JM", affiliations=(newcastle, parks)),
        Contributor("Kenry", affiliations=(parks,)),
        Contributor("Dow C Jr", affiliations=(Affiliation("1 Park Lane, Oita, Japan."),)),
        Contributor("Marlowe AB"),
        Contributor("LANTERN Study Group", collective=True),
        Contributor("Committee on Walks, Parks, and Health", collective=True, affiliations=(leeds,)),
        Contributor("Berg A", role="investigator"),
        Contributor("Lind P", role="investigator", affiliations=(leeds,)),
    )


def test_addresses_may_stand_in_running_text(records: list[Record]):
    assert [each.affiliations for each in records[1].contributors] == [
        (Affiliation("Department of Parks, Peking University, Beijing, China, zhang@parks.example."),),
        (),
        (),
    ]
    (second,) = records_of(read(TEXT[TEXT.index("2. Zhong") : TEXT.index("3. Ann")].replace("Li Y", "Li Y(2)")))
    assert second.contributors[1].affiliations == (Affiliation("School of Walks, Fudan University, Shanghai, China."),)


def test_nobody_is_no_author_and_a_translated_title_tells_its_language(records: list[Record]):
    assert records[3].contributors == ()
    assert records[1].language == "Chinese"


def test_relations_name_what_they_point_to(records: list[Record]):
    assert [(each.kind, each.identifiers) for each in records[0].relations] == [
        ("corrected-by", (Identifier("doi", "10.1000/walk.2022.1"),)),
        ("commented-by", (Identifier("doi", "10.1000/lw.2021.7"),)),
        ("commented-by", ()),
    ]
    assert records[3].relations == (
        Relation(
            "retracts",
            "Walk Rev. 2024 Jan;1(1):1-2. doi: 10.1000/wr.1. PMID: 80000001.",
            (Identifier("doi", "10.1000/wr.1"), Identifier("pmid", "80000001")),
        ),
    )


def test_a_retracted_record_is_flagged():
    (record,) = records_of(read(TEXT.partition("\n\n\n2. ")[0].replace("Comment in\n", "Retraction in\n")))
    assert record.flags == ("retracted",)


def test_what_has_no_field_is_kept(records: list[Record]):
    assert records[0].licence.startswith("© 2021 The Authors.")
    assert records[0].extra == (
        Field("(#)", "Contributed equally"),
        Field("PMID status", "Indexed for MEDLINE"),
        Field("conflicts of interest", "JM has walked for a fee. The others declare none."),
    )
    assert records[2].extra == (Field("PMCID status", "Available on 2021-04-29"),)


def test_a_line_of_the_abstract_that_begins_with_a_number_begins_no_record(records: list[Record]):
    assert records[1].abstract[0].text.endswith("1. 2013 was a year without walks.")


def test_a_copy_that_lost_empty_lines_has_the_same_records(records: list[Record]):
    articles = TEXT.removesuffix(CHAPTER)  # whose first line is a source
    found = read(articles.replace("\n\n\n", "\n\n"))
    assert [each.key for each in records_of(found)] == [each.key for each in records[:4]]


def test_a_record_may_have_no_title_and_a_source_that_cannot_be_read_is_kept_with_a_fault():
    untitled = "1. J Walk. 2021 May;2(3):4-5.\n\nBell S, Dow C.\n\nWe walked.\n\nPMID: 90000007\n"
    (record,) = records_of(read(untitled))
    assert (record.title, [each.name for each in record.contributors]) == ("", ["Bell S", "Dow C"])
    assert record.abstract[0].text == "We walked."
    fault, record = read("1. No journal at all\n\nOn walks.\n\nBell S.\n\nPMID: 90000008\n")
    assert isinstance(fault, Fault)
    assert isinstance(record, Record)
    assert (fault.raw, fault.field, fault.record) == ("No journal at all", "source", record.key)
    assert record.extra == (Field("source", "No journal at all"),)


@pytest.mark.parametrize("last", ["PMID: 90000009", "PMID: 123 [Indexed for MEDLINE]", "PMID: 123 [Indexed"])
def test_a_last_line_without_end_is_whole_if_its_number_cannot_go_on(last: str):
    *faults, record = read(f"1. J Walk. 2021 May;2(3):4-5.\n\nOn walks.\n\nBell S.\n\n{last}")
    assert isinstance(record, Record)
    whole = last.endswith(("9", "]"))
    assert (record.truncated, bool(faults), bool(record.identifier("pmid"))) == (not whole, not whole, whole)


def test_it_is_told_by_its_addresses_if_a_record_is_longer_than_what_is_looked_at():
    many = "".join(f"({n})Institute {n}.\n" for n in range(1, 5000))
    head = f"1. J Walk. 2021 May;2(3):4-5.\n\nOn walks.\n\nBell S(1).\n\nAuthor information:\n{many}".encode()[
        : 1 << 16
    ]
    assert find_reader(head, "file") is pubmed_text


def test_a_list_in_a_letter_is_no_record():
    assert not pubmed_text.sniff(b"1. Walk more.\n\n2. Rest. See PMID: 123 for that.\n")


def test_what_follows_two_empty_lines_behind_a_pmid_is_part_of_no_record(records: list[Record]):
    first = TEXT.partition("\n\n\n2. ")[0]
    record, fault = read(f"{first}\n\n\nSent from my walk")
    assert record == records[0]
    assert isinstance(fault, Fault)
    assert (fault.raw, fault.reason, fault.record) == ("Sent from my walk", "not part of a record", "")


def test_an_address_without_number_is_kept():
    text = TEXT.partition("\n\n\n2. ")[0].replace("information:\n(1)", "information:\nSee the paper.\n(1)")
    (record,) = records_of(read(text))
    assert Field("addresses", "See the paper.") in record.extra
    assert len(record.contributors[0].affiliations) == 2


def test_a_chapter_has_its_title_first_and_then_what_it_is_in(records: list[Record]):
    record = records[4]
    assert record.title == "Massive walks."
    assert [(each.name, each.affiliations) for each in record.contributors] == [
        ("Jennings LK", (Affiliation("University of Nowhere"),)),
        ("Watson S", (Affiliation("Path Trust"),)),
    ]
    title = "Dow C, Berg A, editors. WalkPearls(®) [Internet]. Treasure Island (FL): WalkPearls Publishing; 1993–2026"
    assert record.container == Container(title, "book")
    assert record.dates == (Date("published", "2000 Jun 26"), Date("updated", "2021 Nov 24"))
    assert record.abstract == (Section("", "Walks are massive."),)


def test_a_chapter_of_nobody_has_an_abstract():
    (record,) = read(
        CHAPTER.replace("Jennings LK(1), Watson S(2).\n\n", "").replace(
            "Author information:\n(1)University of Nowhere\n(2)Path Trust\n\n", ""
        )
    )
    assert isinstance(record, Record)
    assert (record.title, record.contributors) == ("Massive walks.", ())
    assert record.abstract == (Section("", "Walks are massive."),)


def test_a_source_names_a_book_and_corrections_as_well():
    source = "2020 Sep 19. In: WalkPearls [Internet]. Nowhere (NW): WalkPearls Publishing; 2020 Jan–."
    (record,) = records_of(read(f"1. {source}\n\nOn walks.\n\nBell S.\n\nPMID: 90000032\n"))
    assert record.container == Container(
        "WalkPearls [Internet]. Nowhere (NW): WalkPearls Publishing; 2020 Jan–", "book"
    )
    source = "J Walk. 2021 Jan;12(3):101-9. doi: 10.1000/walk.1. Erratum in: J Walk. 2022 May;13(5):1."
    (record,) = records_of(read(f"1. {source}\n\nOn walks.\n\nBell S.\n\nPMID: 90000033\n"))
    assert [each.kind for each in record.relations] == ["corrected-by"]


def test_a_language_that_is_not_named_is_none():
    assert records_of(read(TEXT.replace("[Article in Chinese", "[Article in ;")))[1].language == ""
