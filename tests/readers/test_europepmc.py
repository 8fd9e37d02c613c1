"""What the reader of Europe PMC makes of results of its search."""

import io
import json
from pathlib import Path

import pytest

from kg.readers import europepmc
from kg.record import Affiliation, Container, Contributor, Date, Fault, Grant, Heading, Identifier, Record, Relation
from tests.readers.items import cleaned

FILE = Path(__file__).parents[1] / "data/europepmc/search.json"


def read(value: object) -> list[Record | Fault]:
    return list(europepmc.read(io.BytesIO(json.dumps(value).encode()), "search.json"))


def read_result(**members: object) -> Record:
    (record,) = read({"resultList": {"result": [{"id": "1", "source": "MED", "title": "Walks", **members}]}})
    assert isinstance(record, Record)
    return record


@pytest.fixture(scope="module")
def records() -> list[Record]:
    found = read(json.loads(FILE.read_text("utf-8")))
    assert not [each for each in found if isinstance(each, Fault)]
    return [each for each in found if isinstance(each, Record)]


def test_the_number_of_a_result_is_that_of_the_database_it_is_from(records: list[Record]):
    assert [each.identifiers for each in records] == [
        (
            Identifier("pmid", "90000001"),
            Identifier("pmcid", "PMC9000001"),
            Identifier("doi", "10.1000/walk.2021.101"),
        ),
        (Identifier("doi", "10.1101/2020.01.01.900001"), Identifier("europepmc", "PPR/PPR900001")),
        (Identifier("pmcid", "PMC9000002"),),
    ]


def test_people_have_their_parts_and_groups_are_told_by_their_member(records: list[Record]):
    assert records[0].contributors == (
        Contributor(
            "van der Meer-O'Neil JM",
            family="van der Meer-O'Neil",
            given="Jo Maria",
            initials="JM",
            identifiers=(Identifier("orcid", "0000-0002-1694-233X"),),
            affiliations=(
                Affiliation("School of Walking, University of Nowhere, Nowhere, UK."),
                Affiliation("Village Hall, Elsewhere, UK."),
            ),
        ),
        Contributor(
            "Dow CJ", family="Dow", given="Cy J", initials="CJ", affiliations=(Affiliation("Path Trust, York, UK."),)
        ),
        Contributor("LANTERN Study Group", collective=True),
    )


def test_a_result_of_the_lite_type_has_a_byline_and_its_journal_s_members_for_its_own(records: list[Record]):
    lite = records[2]
    assert lite.contributors == (Contributor("Bell S"), Contributor("Walking Study Group", collective=True))
    assert lite.container == Container(
        "Ann Walk", identifiers=(Identifier("issn", "1521-9615"), Identifier("issn", "1558-366X"))
    )
    assert (lite.volume, lite.issue, lite.pages) == ("9", "2", "e12")
    assert lite.types == ("research-article", "journal article")


def test_the_date_of_publication_is_the_one_printed_or_the_year(records: list[Record]):
    assert records[0].dates == (
        Date("published", "2021 Mar"),
        Date("epublish", "2021-01-05"),
        Date("created", "2021-03-02"),
        Date("completed", "2021-05-01"),
        Date("updated", "2022-01-10"),
    )
    assert records[1].dates == (Date("published", "2020"),)


def test_the_rest_of_the_model_is_filled(records: list[Record]):
    record = records[0]
    assert [each.label for each in cleaned(record).abstract] == ["Background", "Methods"]
    assert record.headings == (
        Heading("Walking", ("psychology", "physiology"), major=True, major_qualifiers=("psychology",)),
        Heading("Aged", major=True),
        Heading("Humans"),
    )
    assert record.grants == (Grant("MR/X0001/1", "Medical Research Council"), Grant("", "Walks Fund"))
    assert record.relations == (
        Relation("retracted-by", "J Walk. 2022 Jan;13(1):1", (Identifier("pmid", "90000009"),)),
    )
    assert record.flags == ("retracted",)
    assert (record.licence, record.language, record.keywords) == ("cc by", "eng", ("Walking groups", "Older People"))
    assert [(each.kind, each.value) for each in record.metrics] == [("europepmc-citations", "7")]
    assert {each.name for each in record.extra} >= {"affiliation", "inEPMC", "firstPublicationDate"}


def test_what_is_not_in_the_open_subset_may_be_open_elsewhere(records: list[Record]):
    assert [each.open_access for each in records] == [True, None, None]


def test_a_relation_that_nobody_knows_keeps_its_name_and_one_without_words_its_number():
    other = {"id": "PMC1", "source": "PMC", "type": "Walks beside"}
    assert read_result(commentCorrectionList={"commentCorrection": [other]}).relations == (
        Relation("Walks beside", "PMC1", (Identifier("pmcid", "PMC1"),)),
    )


def test_a_member_of_another_kind_is_a_fault_and_the_others_are_read():
    fault, record = read([{"id": "1", "source": "MED", "title": "Walks", "authorList": "Bell S"}])
    assert isinstance(fault, Fault)
    assert isinstance(record, Record)
    assert (fault.field, fault.raw, record.title) == ("authorList", '"Bell S"', "Walks")


def test_what_is_no_result_is_a_fault():
    (fault,) = read([{"name": "Walks"}])
    assert isinstance(fault, Fault)
    assert fault.reason == "not an entry of this format"
