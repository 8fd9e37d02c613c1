"""Specification of the reader for papers of Semantic Scholar."""

import io
import json
from pathlib import Path

import pytest

from kg.readers import read
from kg.record import Container, Identifier, Metric, Record, Reference
from tests.readers.items import cleaned, records_of

PAPERS = Path(__file__).parents[1] / "data/semantic_scholar/papers.json"


@pytest.fixture(scope="module")
def papers() -> list[Record]:
    return [cleaned(each) for each in records_of(read(PAPERS))]


def test_every_member_with_a_place_in_the_model_is_read_and_the_others_are_kept(papers: list[Record]):
    article = papers[0]
    assert {each.scheme: each.value for each in article.identifiers} == {
        "mag": "3123456789", "dblp": "journals/walks/Ames21", "arxiv": "2101.00001", "doi": "10.1000/walk.1",
        "corpusid": "19170980", "pmid": "12345678", "pmcid": "PMC1234567",
        "semanticscholar": "649def34f8be52c8b66281af98ae884c09aef380",
    }  # fmt: skip
    assert article.container == Container(
        "Journal of Walks", identifiers=(Identifier("issn", "1472-6963"), Identifier("issn", "1475-2875"))
    )
    assert (article.volume, article.pages, article.date("published")) == ("12", "101-112", "2021-05-03")
    assert [(each.family, each.given) for each in article.contributors] == [
        ("Ames", "Ann B."),
        ("van der Berg", "Björn"),
    ]
    assert article.contributors[0].identifiers == (Identifier("semanticscholar", "1741101"),)
    assert (article.licence, article.open_access) == ("CCBY", True)
    assert article.types == ("JournalArticle", "ClinicalTrial")
    assert article.metrics == (Metric("semanticscholar-citations", "7"),)
    assert [each.text for each in article.references] == ["On talks"]
    assert Identifier("doi", "10.1000/talk.1") in article.references[0].identifiers
    assert {each.name for each in article.extra} == {
        "venue", "publicationVenue", "openAccessPdf", "corpusId", "url", "referenceCount", "influentialCitationCount", "fieldsOfStudy",
        "s2FieldsOfStudy", "tldr",
    }  # fmt: skip


def test_a_talk_is_in_the_proceedings_of_its_meeting(papers: list[Record]):
    assert (papers[1].container, papers[1].year) == (Container("Meeting on Walks", "conference"), 2019)


def test_papers_that_cite_are_papers_too_and_a_venue_may_be_a_number_alone(papers: list[Record]):
    (first, second) = json.loads(PAPERS.read_text("utf-8"))["data"]
    second["publicationVenue"] = "c7f73dd6-8431-403d-8268-80d666abe1b0"
    answer = {"offset": 0, "data": [{"isInfluential": True, "citingPaper": each} for each in (first, second)]}
    one, other = records_of(read(io.BytesIO(json.dumps(answer).encode()), "f"))
    assert (one.title, one.references) == (
        papers[0].title,
        (Reference("On talks", one.references[0].identifiers),),
    )
    assert (other.container, other.extra[0].value) == (None, second["publicationVenue"])
