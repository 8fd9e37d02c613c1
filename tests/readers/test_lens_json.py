"""Specification of the reader for works of The Lens as JSON."""

from pathlib import Path

import pytest

from kg.readers import read
from kg.record import Container, Date, Grant, Heading, Identifier, Metric, Record
from tests.readers.items import cleaned, records_of

WORKS = Path(__file__).parents[1] / "data/lens_json/works.json"


@pytest.fixture(scope="module")
def works() -> list[Record]:
    return [cleaned(each) for each in records_of(read(WORKS))]


def test_every_member_with_a_place_in_the_model_is_read_and_the_others_are_kept(works: list[Record]):
    article = works[0]
    assert article.identifiers == (
        Identifier("lens", "000-012-345-678-901"),
        Identifier("doi", "10.1000/walk.1"),
        Identifier("pmid", "12345678"),
        Identifier("pmcid", "PMC1234567"),
        Identifier("mag", "3123456789"),
    )
    assert article.dates == (
        Date("published", "2021-05-03", "2021-05-03"),
        Date("created", "2021-05-12", "2021-05-12"),
    )
    assert article.container == Container(
        "Journal of Walks",
        identifiers=(Identifier("issn", "1472-6963"), Identifier("eissn", "1475-2875")),
        publisher="Walk Press",
        country="United Kingdom",
    )
    assert (article.volume, article.issue, article.pages) == ("12", "3", "101-112")
    assert article.headings == (
        Heading("Walking", ("physiology", "psychology"), identifier=Identifier("mesh", "D016138")),
        Heading("Humans", identifier=Identifier("mesh", "D006801")),
    )
    assert (article.licence, article.open_access) == ("cc-by", True)
    assert article.grants == (Grant("WT 000001", "Wellcome"),)
    assert article.registrations == (Identifier("nct", "NCT01234567"),)
    assert [each.identifiers[0].value for each in article.references] == ["000-111-222-333-444", "099-888-777-666-55X"]
    assert article.metrics == (Metric("lens-citations", "7"), Metric("citing patents", "0"))
    assert {each.name for each in article.extra} == {
        "source.asjc_codes", "source.asjc_subjects", "open_access.colour", "affiliations.country_code", "funding.country",
        "languages", "references_count", "scholarly_citations", "chemicals", "fields_of_study", "source_urls", "author_count",
    }  # fmt: skip


def test_people_have_their_identifiers_and_affiliations_and_groups_sign_too(works: list[Record]):
    first, second, group = works[0].contributors
    assert (first.family, first.given, first.initials) == ("Ames", "Ann B.", "AB")
    assert Identifier("orcid", "0000-0002-1825-0097") in first.identifiers
    (place,) = first.affiliations
    assert place.text == "School of Walking, Newcastle University, Newcastle, UK"
    assert {each.scheme for each in place.identifiers} == {"grid", "ror"}
    assert (second.family, second.affiliations) == ("van der Berg", ())
    assert (group.name, group.collective) == ("The Walking Group", True)


def test_a_work_says_only_what_it_says(works: list[Record]):
    chapter = works[1]
    assert (chapter.year, chapter.container, chapter.pages, chapter.open_access) == (2019, None, "5", None)
    assert [each.name for each in chapter.extra] == ["conference"]


def test_works_read_as_json_and_as_a_table_bear_the_same_numbers(works: list[Record]):
    (table, _) = records_of(read(WORKS.parents[1] / "lens/works.csv"))
    assert cleaned(table).identifiers == works[0].identifiers
