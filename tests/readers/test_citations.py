"""What the reader of plain citations makes of how PubMed prints them."""

import gzip
import io
from pathlib import Path

import pytest
from msgspec.structs import replace

from kg.clean import clean
from kg.readers import citations
from kg.readers import read as read_file
from kg.record import Fault, Field, Identifier, Record
from tests.score.citations import put_together

DATA = Path(__file__).parents[1] / "data/citations/oddities.txt"


def read_one(line: str) -> Record:
    (item,) = citations.read(io.BytesIO(line.encode()), "file.txt")
    assert isinstance(item, Record)
    *_, record = clean(item)
    assert isinstance(record, Record)
    return record


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [list(clean(item))[-1] for item in read_file(DATA) if isinstance(item, Record)]


def test_wrapped_and_plain_citations_are_read_with_their_numbers_and_lines(records: list[Record]):
    assert [(record.source.ordinal, record.source.line) for record in records] == [
        ("1", 1),
        ("2", 7),
        ("3", 8),
        ("", 9),
    ]


@pytest.mark.parametrize("number", ["7: ", "7. ", "7) ", "[7] ", "7\t", "7.\t"])
def test_a_number_before_a_citation_is_its_ordinal_and_changes_nothing_else(number: str):
    line = "Bell S, Dow C Jr. Walking groups. J Walk. 2021 May;2(3):4-5. doi: 10.1000/x. PMID: 12."
    plain, numbered = read_one(line), read_one(number + line)
    assert numbered.source.ordinal == "7"
    assert replace(numbered, source=plain.source) == plain


def test_words_that_were_wrapped_at_their_hyphen_are_whole(records: list[Record]):
    assert records[0].title == "Walking groups for older people in villages: a meta-analysis"
    assert records[0].identifier("doi") == "10.1000/walk.2021.101"


@pytest.mark.parametrize(
    ("byline", "names", "groups"),
    [
        ("Bell S, van der Dow C Jr. ", ["Bell S", "van der Dow C Jr"], []),
        ("Bell S; LANTERN Study Group. ", ["Bell S", "LANTERN Study Group"], ["LANTERN Study Group"]),
        ("Task Force on Walks; Bell S, Dow C. ", ["Task Force on Walks", "Bell S", "Dow C"], ["Task Force on Walks"]),
        ("LANTERN Study Group. ", ["LANTERN Study Group"], ["LANTERN Study Group"]),
        ("", [], []),
    ],
)
def test_a_byline_has_people_and_groups_in_their_order(byline: str, names: list[str], groups: list[str]):
    record = read_one(f"{byline}Who walks? A study; and why. J Walk. 2020 May 1;2(3):4-5. doi: 10.1000/x. PMID: 1.")
    assert [each.name for each in record.contributors] == names
    assert [each.name for each in record.contributors if each.collective] == groups
    assert record.title == "Who walks? A study; and why"


@pytest.mark.parametrize(
    ("imprint", "parts"),
    [
        ("2020 May 1;2(3):4-5.", ("2020-05-01", "2", "3", "4-5", "")),
        ("2020;2:e4.", ("2020", "2", "", "", "e4")),
        ("2020 Jul-Aug;12(3 Suppl 1):S4-S5.", ("2020", "12", "3 Suppl 1", "S4-S5", "")),
        ("2020 Dec;216(Pt 4):114669.", ("2020-12", "216", "Pt 4", "", "114669")),
        ("2020 May 1:101535.", ("2020-05-01", "", "", "", "101535")),
        ("2020 May 1.", ("2020-05-01", "", "", "", "")),
        ("2020 Winter;2:S0009-9260(20)30388-3.", ("2020", "2", "", "S0009-9260(20)30388-3", "")),
        ("2020 Year in Review;2:1.", ("2020", "2", "", "1", "")),
        ("2020;2(3):1814-1825.e1.", ("2020", "2", "3", "1814-1825.e1", "")),
    ],
)
def test_the_imprint_has_date_volume_issue_and_pages_in_any_subset(imprint: str, parts: tuple[str, ...]):
    record = read_one(
        f"Bell S. A title. J Walk (Oxf). {imprint} doi: 10.1000/x. Epub 2019 Dec 24. PMID: 1; PMCID: PMC2."
    )
    assert record.container is not None
    assert record.container.title == "J Walk (Oxf)"
    assert (record.date("published"), record.volume, record.issue, record.pages, record.article_number) == parts
    assert [each.value for each in record.identifiers] == ["1", "PMC2", "10.1000/x"]
    assert record.date("epublish") == "2019-12-24"


def test_relations_languages_and_notes_are_kept(records: list[Record]):
    assert [(each.kind, each.identifiers) for each in records[0].relations] == [
        ("corrected-by", (Identifier("doi", "10.1000/er"),))
    ]
    assert (records[1].language, records[1].extra) == ("German", (Field("language", "English"),))
    assert records[1].flags == ("Epub ahead of print",)
    assert (records[3].identifiers[-1], records[3].date("ecollection")) == (Identifier("pii", "E48"), "2019")


def test_a_chapter_names_its_book(records: list[Record]):
    assert records[2].container is not None
    assert (records[2].title, records[2].container.kind) == ("Massive Walks", "book")


@pytest.mark.parametrize("note", ["Moon: full.", "Comment for: J Foo. 2020;1:2."])
def test_what_notes_say_that_nobody_knows_is_a_fault(note: str):
    line = f"Bell S. A title. J Walk. 2020;1:2. doi: 10.1000/x. {note} PMID: 1."
    fault, record = citations.read(io.BytesIO(line.encode()), "f")
    assert isinstance(fault, Fault)
    assert isinstance(record, Record)
    assert (fault.raw, fault.record) == (note, record.key)


def test_a_line_that_is_no_citation_is_a_fault():
    (fault,) = citations.read(io.BytesIO(b"Nothing of the kind, PMID: 1."), "f")
    assert isinstance(fault, Fault)


def test_real_citations_are_read_with_the_right_pmid_and_nothing_of_them_is_lost(shared: Path):
    with gzip.open(shared / "gold/citations/pubmed_summary_20k.tsv.gz", "rt", encoding="utf-8") as file:
        gold = [line.rstrip("\n").split("\t") for line in file][:4000]
    items = list(citations.read(io.BytesIO("\n".join(line for _, line in gold).encode()), "f"))
    found = {item.source.line: item for item in items if isinstance(item, Record)}
    right = [n for n, (pmid, _) in enumerate(gold, 1) if n in found and found[n].identifier("pmid") == pmid]
    assert len(right) / len(gold) > 0.999
    assert sum(put_together(found[n]) in " ".join(gold[n - 1][1].replace("; ", ", ").split()) for n in right) > 3980
