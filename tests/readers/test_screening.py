"""What the tables of Rayyan, Covidence, ASySD and IEEE Xplore say."""

from io import BytesIO
from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import read, screening
from kg.record import Affiliation, Fault, Grant, Heading, Identifier, Metric, Record

DATA = Path(__file__).parents[1] / "data/screening"


def read_all(name: str) -> list[Record]:
    found = [item for raw in read(DATA / f"{name}.csv") if isinstance(raw, Record) for item in clean(raw)]
    assert all(isinstance(each, Record) for each in found)
    return found


@pytest.mark.parametrize("name", ["rayyan", "covidence", "asysd"])
def test_one_study_is_the_same_in_each_tool_for_screening(name: str):
    record = read_all(name)[0]
    assert record.title.lower() == "walking for all"
    assert record.identifier("doi") == "10.1000/jw.1"
    assert (record.year, record.volume, record.issue, record.pages[:5]) == (2020, "12", "3", "201-2")
    assert [each.family for each in record.contributors] == ["Marlowe", "Berg"]
    assert record.container
    assert record.container.title.lower() == "journal of walks"
    assert record.abstract
    assert record.source.ordinal in {"rayyan-123456789", "#45", "1"}


def test_rayyan_gives_days_and_pubmed_s_numbers_and_keeps_what_was_decided():
    (record,) = read_all("rayyan")
    assert record.date("published") == "2020-05-12"
    assert record.identifiers[1:] == (Identifier("pmid", "32398765"), Identifier("pmcid", "PMC7200000"))
    assert record.keywords == ("walks", "gardens")
    assert {each.name: each.value for each in record.extra}["notes"].startswith("RAYYAN-INCLUSION")


def test_a_month_in_words_is_read_and_a_year_that_a_spreadsheet_made_a_fraction_too():
    assert read_all("covidence")[0].date("published") == "2020-05"
    assert [each.year for each in read_all("asysd")] == [2020, 2020]


def test_ieee_gives_each_author_an_address_and_agencies_their_grants():
    (record,) = read_all("ieee")
    assert [each.affiliations for each in record.contributors] == [
        (Affiliation("Dept. of Walks, University of Newcastle, Newcastle, U.K."),),
        (Affiliation("Institute of Gardens, Amsterdam, The Netherlands"),),
    ]
    assert record.grants == (Grant("EP/X0001/1", "EPSRC"), Grant("", "Walk Trust"))
    assert record.headings == (Heading("Legged locomotion"),)
    assert record.metrics == (Metric("ieee-citations", "3"),)
    assert record.identifiers[1:] == (Identifier("ieee", "9123456"),)
    assert record.container
    assert (record.container.kind, record.pages) == ("conference", "1-6")


def test_where_a_record_stands_in_a_review_is_no_part_of_its_key(tmp_path: Path):
    moved = tmp_path / "moved.csv"
    moved.write_text((DATA / "covidence.csv").read_text("utf-8").replace("#45", "#7"), "utf-8")
    assert [each.key for each in read(moved)] == [each.key for each in read(DATA / "covidence.csv")]


def test_a_row_with_another_thing_for_a_year_is_a_fault(tmp_path: Path):
    broken = tmp_path / "broken.csv"
    broken.write_text((DATA / "covidence.csv").read_text("utf-8").replace(",2020,", ",soon,"), "utf-8")
    (fault,) = read(broken)
    assert isinstance(fault, Fault)
    assert "not a row of the table" in fault.reason


def test_two_authors_who_print_their_names_alike_stay_two():
    table = b'Covidence #,Title,Published Year,Authors\n#1,Walks,2020,"Wang, Y; Berg, A; Wang, Y"\n'
    (record,) = screening.read(BytesIO(table), "table.csv")
    assert [each.name for each in record.contributors] == ["Wang, Y", "Berg, A", "Wang, Y"]
