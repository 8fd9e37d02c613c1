"""What the reader of PubMed XML makes of each element."""

import gzip
import io
from pathlib import Path

import pytest
from lxml import etree

from kg.clean import clean
from kg.readers import pubmed, read
from kg.record import (
    Affiliation,
    Container,
    Date,
    Deletion,
    Fault,
    Field,
    Grant,
    Heading,
    Identifier,
    Record,
    Reference,
    Relation,
    Section,
)

SET = (Path(__file__).parents[1] / "data/pubmed/oddities.xml").read_bytes()


def read_set(content: bytes) -> list[Record | Fault]:
    return list(pubmed.read(io.BytesIO(content), "set.xml"))


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [item for item in read_set(SET) if isinstance(item, Record)]


@pytest.fixture(scope="module")
def article(records: list[Record]) -> Record:
    return records[0]


def test_the_title_has_no_marks_and_is_on_one_line(article: Record):
    assert article.title == "Uptake of O2 & walking: what [3H]works, and what does not?"


def test_identifiers_are_the_works_own_not_those_of_its_references_and_none_that_is_invalid(article: Record):
    assert {(each.scheme, each.value) for each in article.identifiers} == {
        ("pmid", "90000001"),
        ("pii", "S0000-0001"),
        ("doi", "10.5555/INVENTED.1"),
        ("doi", "10.5555/invented.1"),
        ("pmcid", "PMC9000001"),
    }
    assert Field("ELocationID", "10.5555/wrong") in article.extra


def test_dates_are_typed_and_as_exact_as_they_are_printed(article: Record):
    *_, cleaned = clean(article)
    assert {each.kind: each.value for each in cleaned.dates} == {
        "published": "2020-12",
        "epublish": "2020-11-30",
        "received": "2019-12-28",
        "accepted": "2020-02-03",
        "entrez": "2020-12-01",
        "completed": "2021-03-04",
        "updated": "2022-05-06",
    }


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("<MedlineDate>2004 Supplement 1</MedlineDate>", "2004"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998"),
        ("<MedlineDate>2000 Jul-Aug</MedlineDate>", "2000"),
        ("<MedlineDate>Summer 1978</MedlineDate>", "1978"),
        ("<MedlineDate>1976-1977</MedlineDate>", "1976"),
        ("<Year>1990</Year><Season>Spring</Season>", "1990"),
        ("<Year>1990</Year>", "1990"),
        ("<Year>1990</Year><Month>02</Month>", "1990-02"),
        ("<Year>1990</Year><Month>Feb</Month><Day>3</Day>", "1990-02-03"),
    ],
)
def test_a_publication_date_of_any_form_gives_at_least_its_year(printed: str, value: str):
    content = SET.replace(b"<MedlineDate>2004 Supplement 1</MedlineDate>", printed.encode())
    *_, cleaned = clean([item for item in read_set(content) if isinstance(item, Record)][1])
    assert isinstance(cleaned, Record)
    assert cleaned.date("published") == value


def test_the_abbreviation_of_medline_stands_in_for_that_of_iso():
    for iso, found in (("<ISOAbbreviation>J. Walk.</ISOAbbreviation>", "J. Walk."), ("", "J Walk")):
        journal = f"<Article><Journal><Title>Journal of Walking</Title>{iso}</Journal></Article>"
        info = "<MedlineJournalInfo><MedlineTA>J Walk</MedlineTA></MedlineJournalInfo>"
        content = f"<PubmedArticle><MedlineCitation><PMID>1</PMID>{journal}{info}</MedlineCitation></PubmedArticle>"
        (record,) = read_set(content.encode())
        assert isinstance(record, Record)
        assert record.container == Container("Journal of Walking", abbreviation=found)
        assert Field("MedlineTA", "J Walk") in record.extra


def test_the_journal_has_its_abbreviation_country_and_numbers(article: Record):
    assert article.container == Container(
        "Annals of invented walking",
        "journal",
        (Identifier("eissn", "1472-6963"), Identifier("nlmid", "9000001"), Identifier("issnl", "1472-6963")),
        "Ann Invent Walk",
        country="England",
    )
    assert (article.volume, article.issue, article.pages) == ("12 Suppl 3", "4", "e338-e347")


def test_authors_have_their_names_in_parts_and_groups_and_investigators_are_told_apart(article: Record):
    assert [(each.name, each.full_name, each.role, each.collective) for each in article.contributors] == [
        ("van der Meer-O’Neil JM", "Jo Maria van der Meer-O’Neil", "author", False),
        ("de la Cruz F Jr", "Felipe de la Cruz Jr", "author", False),
        ("LANTERN Study Group", "", "author", True),
        ("Plato", "", "author", False),
        ("Dow C", "Cy Dow", "investigator", False),
    ]
    first = article.contributors[0]
    assert (first.family, first.given, first.initials) == ("van der Meer-O’Neil", "Jo Maria", "JM")
    assert article.contributors[1].suffix == "Jr"


def test_affiliations_have_their_identifiers_and_addresses_leave_them(article: Record):
    *_, cleaned = clean(article)
    first = cleaned.contributors[0]
    assert first.identifiers == (Identifier("orcid", "0000-0002-1694-233X"),)
    assert [each.text for each in first.affiliations] == [
        "Department of Paths, University of Nowhere, Leeds, UK.",
        "Path Trust, York, UK.",
    ]
    assert first.affiliations[0].identifiers[0].scheme == "ror"
    assert first.email == "jo@nowhere.example.org"


def test_a_name_that_is_marked_invalid_is_kept_but_signs_nothing(article: Record):
    assert Field("Author/@ValidYN=N", "Felipe Crux") in article.extra


def test_abstract_headings_keywords_and_types_are_as_labelled(article: Record):
    assert article.abstract == (Section("AIMS", "To walk."), Section("RESULTS", "x2 < 3 (NCT01234567)."))
    assert article.headings == (
        Heading("COVID-19", (), False, Identifier("mesh", "C000657245")),
        Heading("Walking", ("psychology",), True, Identifier("mesh", "D016138"), ("psychology",)),
        Heading("Humans", (), False, Identifier("mesh", "D006801")),
    )
    assert (article.keywords, article.types) == (("walking", "paths"), ("Journal Article", "Review"))
    assert article.language == "eng"
    assert Field("Language", "fre") in article.extra


def test_grants_registrations_references_and_relations_are_read(article: Record):
    assert article.grants == (Grant("W01 XY000001", "Walking Council"),)
    assert article.registrations == (Identifier("nct", "NCT01234567"), Identifier("genbank", "AB000001"))
    assert article.references == (
        Reference("Older A. Walks. J Older Walks. 1999;1:2.", (Identifier("pmid", "90000004"),)),
        Reference("Newer B. More walks. 2001.", (Identifier("doi", "10.5555/more"), Identifier("pmcid", "PMC9000005"))),
    )
    assert article.relations[1] == Relation(
        "retracted-by", "Ann Invent Walk. 2022;14:1", (Identifier("pmid", "90000003"),)
    )
    assert article.flags == ("retracted",)
    assert article.licence == "© 2020 The Walkers. CC BY 4.0."


def test_what_the_model_has_no_place_for_is_kept(article: Record):
    kept = {field.name: field.value for field in article.extra}
    assert kept["BrandNewElement"] == "kept as read"
    assert kept["Chemical"] == "Oxygen (S88TT14065, D010100)"
    assert kept["CoiStatement"] == "None declared."
    assert kept["PMID/@Version"] == "2"


def test_a_record_without_title_is_called_by_its_vernacular_one(records: list[Record]):
    assert records[1].title == "Über Wege."


def test_a_chapter_appears_in_its_book_and_a_book_in_nothing(records: list[Record]):
    chapter, book = records[2:]
    assert chapter.container == Container(
        "The book of paths", "book", (Identifier("isbn", "9780306406157"),), "", "Path Press"
    )
    assert [(each.name, each.role) for each in chapter.contributors] == [("Editor E", "editor"), ("Stiles S", "author")]
    assert chapter.identifier("bookaccession") == "NBK900001"
    assert (book.title, book.container, book.identifier("isbn")) == ("A whole book", None, "0306406152")


def test_deleted_records_are_deletions_that_name_their_pmid():
    deletions = [item for item in read_set(SET) if isinstance(item, Deletion)]
    assert [(each.identifier, each.line, each.reason) for each in deletions] == [
        (Identifier("pmid", "90000009"), 103, "deleted by its source"),
        (Identifier("pmid", "90000010"), 104, "deleted by its source"),
    ]


def test_an_entry_without_a_pmid_is_a_fault():
    (fault,) = read_set(b"<PubmedArticle><MedlineCitation/></PubmedArticle>")
    assert isinstance(fault, Fault)
    assert "PMID" in fault.reason


def test_affiliations_of_files_from_before_2015_are_read():
    old = b"<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><AuthorList><Author><LastName>A</LastName><Affiliation>York</Affiliation></Author></AuthorList></Article></MedlineCitation></PubmedArticle>"
    (record,) = read_set(old)
    assert isinstance(record, Record)
    assert record.contributors[0].affiliations == (Affiliation("York"),)


def test_a_date_that_does_not_exist_is_a_fault_of_cleaning_only():
    content = SET.replace(b"<Month>12</Month><Day>28</Day>", b"<Month>02</Month><Day>30</Day>")
    record = next(item for item in read_set(content) if isinstance(item, Record))
    assert Date("received", "2019-02-30") in record.dates
    fault, *_ = clean(record)
    assert isinstance(fault, Fault)
    assert fault.field == "dates"


@pytest.mark.parametrize("name", ["gs_dev_articles.xml.gz", "song_dev_articles.xml.gz"])
def test_the_real_files_give_what_their_elements_count(shared: Path, name: str):
    path = shared / "samples/pubmed" / name
    items = list(read(path))
    assert all(isinstance(item, Record) for item in items)
    with gzip.open(path) as stream:
        root = etree.parse(stream).getroot()
    count = {
        "PMID": len(root.findall("PubmedArticle/MedlineCitation/PMID")),
        "authors": len(root.xpath("//Author[not(@ValidYN='N')]")),
        "affiliations": len(root.xpath("//Author[not(@ValidYN='N')]//Affiliation")),
        "headings": len(root.xpath("//MeshHeading | //SupplMeshName")),
        "references": len(root.xpath("//Reference | //CommentsCorrections[@RefType='Cites']")),
        "grants": len(root.findall(".//Grant")),
        "keywords": len(root.findall(".//Keyword")),
        "dates": len(root.xpath("//PubDate | //ArticleDate | //DateCompleted | //DateRevised | //PubMedPubDate")),
    }
    assert count == {
        "PMID": len(items),
        "authors": sum(each.role == "author" for item in items for each in item.contributors),
        "affiliations": sum(len(each.affiliations) for item in items for each in item.contributors),
        "headings": sum(len(item.headings) for item in items),
        "references": sum(len(item.references) for item in items),
        "grants": sum(len(item.grants) for item in items),
        "keywords": sum(len(item.keywords) for item in items),
        "dates": sum(len(item.dates) for item in items),
    }


@pytest.mark.parametrize("number", [1, 2, 4, 5, 6, 7])
def test_answers_of_efetch_are_read_whole(shared: Path, number: int):
    items = list(read(shared / f"samples/pubmed/pubmed{number}.xml"))
    assert items
    for item in items:
        assert isinstance(item, Record)
        *faults, cleaned = clean(item)
        assert not faults
        assert isinstance(cleaned, Record)
        assert cleaned.year
