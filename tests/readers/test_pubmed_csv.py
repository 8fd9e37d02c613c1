"""Specification of the reader for tables that PubMed saves."""

import io
from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import citations, pubmed_csv
from kg.record import Container, Date, Fault, Identifier, Record

PAGE = (Path(__file__).parents[1] / "data/pubmed_csv/articles.csv").read_text("utf-8")


def read(text: str) -> list[Record | Fault]:
    return [
        each
        for item in pubmed_csv.read(io.BytesIO(text.encode()), "file.csv")
        for each in (clean(item) if isinstance(item, Record) else [item])
    ]


def test_the_citation_tells_date_volume_pages_and_more():
    article, chapter, note = read(PAGE)
    assert (article.volume, article.issue, article.pages, article.year) == ("12", "3", "101-109", 2021)
    assert article.dates[1:] == (
        Date("epublish", "2021 Apr 20", "2021-04-20"),
        Date("created", "2021/04/21", "2021-04-21"),
    )
    assert {each.scheme: each.value for each in article.identifiers} == {
        "pmid": "90000001",
        "doi": "10.1000/walk.1",
        "pmcid": "PMC9000001",
        "mid": "NIHMS900001",
    }
    assert [(each.name, each.collective) for each in article.contributors] == [
        ("van der Meer-O'Neil JM", False),
        ("Dow CJ Jr", False),
        ("Ng B", False),
        ("LANTERN Study Group", True),
    ]
    assert chapter.container == Container("Book of Walks", "book")
    assert [(each.kind, each.identifiers) for each in note.relations] == [
        ("retracts", (Identifier("pmid", "90000009"),))
    ]
    assert [(each.name, each.value) for each in chapter.extra] == [
        ("book", "Book of Walks [Internet]. Nowhere (NW): Nowhere Press; 2018 Jan–.")
    ]
    assert not article.extra
    assert not note.extra


def test_a_row_says_what_the_citation_does_that_pubmed_prints():
    row = read(PAGE)[0]
    cells = row.source.raw.strip('"').split('","')
    line = f"{cells[2]} {cells[1]}. {cells[3]} PMID: {cells[0]}; PMCID: {cells[8]}.".replace('""', '"')
    (printed,) = citations.read(io.BytesIO(line.encode()), "file")
    *_, printed = clean(printed)
    for field in ("title", "contributors", "container", "volume", "issue", "pages", "relations"):
        assert getattr(row, field) == getattr(printed, field)
    assert {*printed.identifiers} < {*row.identifiers}


@pytest.mark.parametrize("cut", [1, 5, 12])
def test_of_a_doi_with_which_the_input_breaks_off_the_citation_has_the_whole(cut: int):
    header, first, *_ = PAGE.replace('"10.1000/walk.1"', "10.1000/walk.1").split("\n")
    (record,) = read(f"{header}\n{first[:-cut]}")
    assert (record.truncated, record.identifier("doi")) == (True, "10.1000/walk.1")


def test_a_citation_that_cannot_be_read_is_a_fault_and_the_year_is_known():
    fault, record = read(PAGE.replace("J Walk. 2021 May 1;12(3):101-109. doi", "See there, doi"))[:2]
    assert (fault.field, fault.record, record.year) == ("citation", record.key, 2021)
    assert [each.name for each in record.extra] == ["Citation"]


def test_a_row_without_a_pmid_is_a_fault_and_harms_no_other():
    faults = [each for each in read(PAGE.replace('"90000002"', '"none"')) if isinstance(each, Fault)]
    assert [each.line for each in faults] == [3]
    assert len(read(PAGE)) == 3
