"""What Ovid's tagged text says, whose databases each write the source in their own way."""

from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import read
from kg.readers.ovid import _read_heading, _read_place
from kg.record import Affiliation, Container, Heading, Identifier, Record

FILE = Path(__file__).parents[1] / "data/ovid/oddities.cgi"
NOTHING = {"volume": "", "issue": "", "pages": ""}


@pytest.fixture(scope="module")
def records() -> list[Record]:
    found = [each for raw in read(FILE) for each in (clean(raw) if isinstance(raw, Record) else [raw])]
    assert all(isinstance(each, Record) for each in found)
    return [each for each in found if isinstance(each, Record)]


def test_each_record_knows_its_number(records: list[Record]):
    assert [each.source.ordinal for each in records] == ["1", "2", "3", "4", "5", "6"]


def test_the_database_says_whose_number_the_unique_identifier_is(records: list[Record]):
    assert records[0].identifiers == (
        Identifier("doi", "10.1186/s12919-018-9999-8"),
        Identifier("pmid", "29712345"),
        Identifier("embase", "621381111"),
    )
    assert records[1].identifiers[1:] == (Identifier("pmcid", "PMC6543210"), Identifier("pmid", "31234567"))
    assert records[4].identifiers[1:] == (Identifier("psycinfo", "2018-12345-001"),)


def test_the_journal_is_the_source_up_to_its_place_month_or_meeting(records: list[Record]):
    titles = [each.container.title if each.container else "" for each in records]
    assert titles == [
        "BMC Walks",
        "Journal of Walks",
        "Acta Walkologica Sinica",
        "Forest Walks & Management",
        "Psychology & Walking",
        "BMJ Walks",
    ]
    assert records[1].container == Container(
        "Journal of Walks",
        identifiers=(Identifier("eissn", "1234-5679"), Identifier("issnl", "2325-9671")),
        abbreviation="J Walks",
    )


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("Journal of Walks. 12(3):45-59, 2019 Jun.", ("12", "3", "45-59", "")),
        ("Journal of Walks. 12:e45, 2019 Jun 3.", ("12", "", "e45", "")),
        ("BMC Walks. Conference: 2nd Meeting 2017. Spain. 12 (Supplement 3) (no pagination), 2018.", ("12", "Supplement 3", "", "")),
        ("BMJ Walks. 10 (5) (pp 55-60), 2020. Article Number: e034567. Date of Publication: 12 May 2020.", ("10", "5", "55-60", "e034567")),
        ("Psychology & Walking. Vol.5(1), 2018, pp. 1-11.", ("5", "1", "1-11", "")),
        ("Acta Walkologica Sinica August 2011;43(8):647-653", ("43", "8", "647-653", "")),
        ("Acta Chirurgica November/December 2010;6:611-613", ("6", "", "611-613", "")),
        ("Forest Walks & Management. 201(2-3):327-334, November 15, 2004.", ("201", "2-3", "327-334", "")),
        ("", ("", "", "", "")),
    ],
)  # fmt: skip
def test_the_source_tells_volume_issue_and_pages(source: str, place: tuple[str, ...]):
    assert tuple(_read_place(source, NOTHING).values()) == place


def test_the_date_is_the_source_s_if_that_is_more_exact(records: list[Record]):
    assert [each.date("published") for each in records] == ["2018", "2019-06", "", "2004", "2018", "2020-05-12"]


def test_addresses_are_theirs_whose_names_lead_them_and_stand_once(records: list[Record]):
    first, second, _ = records[0].contributors
    assert [each.text.split(",")[0] for each in first.affiliations] == ["Walk Research Centre", "School of Walks"]
    assert first.email
    assert len(second.affiliations) == 1
    assert [each.affiliations for each in records[1].contributors] == [
        (Affiliation("University of Newcastle, UK."),),
        (Affiliation("Walk Institute, Amsterdam."),),
    ]


def test_names_lose_marks_degrees_and_roles_and_a_date_is_no_editor(records: list[Record]):
    assert [each.name for each in records[2].contributors] == ["Zhang, Weijia", "Gazic, Barbara"]
    assert [each.name for each in records[3].contributors] == ["Werner, S. M.", "Raffa, K. F."]
    assert all(each.role == "author" for record in records for each in record.contributors)


def test_a_heading_has_qualifiers_in_letters_and_in_words():
    assert _read_heading("*Walking/px [Psychology]") == Heading("Walking", ("psychology",), major=True)
    assert _read_heading("Walking/*px [Psychology]") == Heading(
        "Walking", ("psychology",), major=True, major_qualifiers=("psychology",)
    )
    assert _read_heading("*quality of life") == Heading("quality of life", major=True)


def test_the_number_of_a_trial_is_its_registration(records: list[Record]):
    assert records[0].registrations == (Identifier("nct", "NCT01234567"),)
