"""What the tables of Rayyan, Covidence, EBSCO, BVS, ClinicalTrials.gov and others say."""

from io import BytesIO
from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import read, tables
from kg.record import Affiliation, Fault, Field, Grant, Heading, Identifier, Metric, Record

DATA = Path(__file__).parents[1] / "data/tables"


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
    (record,) = tables.read(BytesIO(table), "table.csv")
    assert [each.name for each in record.contributors] == ["Wang, Y", "Berg, A", "Wang, Y"]


def test_bvs_gives_titles_in_several_languages_the_number_of_the_database_and_the_pages_within_a_citation():
    lilacs, medline = read_all("bvs")
    assert lilacs.identifiers == (Identifier("doi", "10.1590/1234-5678"), Identifier("lilacs", "1234567"))
    assert medline.identifiers == (Identifier("pmcid", "PMC7123456"), Identifier("pmid", "31234567"))
    assert lilacs.title == "Caminhadas para idosos"
    assert Field("Title", "Caminhadas para idosos/ Walking for older people") in lilacs.extra
    assert (lilacs.pages, medline.article_number) == ("201-210", "e12")
    assert lilacs.headings == (Heading("Humans"), Heading("Caminhada/psicologia"))
    assert lilacs.keywords == ("Idoso", "Parques")


def test_ebsco_s_accession_number_is_what_the_database_says():
    cinahl, medline, psycinfo = read_all("ebsco")
    assert cinahl.identifiers == (Identifier("doi", "10.1000/jcw.2018.3"),)
    assert medline.identifiers == (Identifier("pmid", "31234567"),)
    assert psycinfo.identifiers == (Identifier("psycinfo", "2018-12345-001"),)
    assert [each.date("published") for each in (cinahl, medline, psycinfo)] == ["2018-05-01", "2019-06-01", "2018"]
    assert {each.name: each.value for each in cinahl.extra}["an"] == "129876543"


@pytest.mark.parametrize("name", ["clinical_trials", "clinical_trials_old"])
def test_a_trial_is_known_by_its_number_and_keeps_sponsor_and_outcomes(name: str):
    (trial,) = read_all(name)
    assert trial.registrations == (Identifier("nct", "NCT03456789"),)
    assert trial.types[0] == "Trial registry record"
    assert (trial.date("published"), trial.keywords[0]) == ("2018-03-07", "Loneliness")
    kept = {each.name: each.value for each in trial.extra}
    assert kept.get("Sponsor", kept.get("Sponsor/Collaborators")) == "University of Newcastle"


def test_the_portal_s_table_of_trials_has_the_scientific_title_and_keeps_the_public_one():
    (trial,) = read_all("ictrp")
    assert trial.title == "Walking versus waiting for people over 65"
    assert {each.name: each.value for each in trial.extra}["Public title"] == "Walks for older people"
    assert trial.registrations == (Identifier("isrctn", "ISRCTN13880272"),)


def test_names_that_springer_runs_together_are_parted():
    article, chapter = read_all("springer")
    assert [each.name for each in article.contributors] == [
        "Jane Marlowe",
        "Ian McDonald",
        "Xiaolong (Luke) Zhang",
        "Anna van der Berg",
    ]
    assert chapter.container
    assert chapter.container.kind == "book"


def test_what_publish_or_perish_cuts_off_is_no_name_and_its_year_0_is_none():
    whole, cut = read_all("publish_or_perish")
    assert [each.family for each in whole.contributors] == ["Marlowe", "Berg", "van Dale"]
    assert [each.family for each in cut.contributors] == ["Marlowe", "Berg"]
    assert (whole.year, cut.year) == (2020, None)


def test_openalex_gives_each_author_an_orcid():
    (record,) = read_all("openalex")
    assert [each.identifiers for each in record.contributors] == [
        (Identifier("orcid", "0000-0002-1825-0097"),),
        (Identifier("orcid", "0000-0001-5109-3700"),),
    ]
    assert record.metrics == (Metric("openalex-citations", "42"),)


def test_a_date_that_is_none_is_a_fault_and_gives_no_year():
    text = "TrialID,Public title,Source Register,Date registration\nISRCTN12345678,Walks,ISRCTN,Not recorded\n"
    (raw,) = tables.read(BytesIO(text.encode()), "table.csv")
    assert isinstance(raw, Record)
    fault, record = clean(raw)
    assert isinstance(fault, Fault)
    assert isinstance(record, Record)
    assert (fault.field, fault.raw, record.year) == ("dates", "Not recorded", None)


def test_an_agency_s_name_may_have_brackets():
    assert [*tables._read_grants("Trust (UK)(grant numbers:1, 2); Fund (DE); ;")] == [
        Grant("1", "Trust (UK)"),
        Grant("2", "Trust (UK)"),
        Grant("", "Fund (DE)"),
    ]
