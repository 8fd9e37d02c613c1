"""What the reader of JATS articles makes of each element."""

import io
from pathlib import Path

import pytest
from lxml import etree

from kg.clean import clean
from kg.readers import find_reader, jats, read
from kg.readers._jats_people import read_affiliation
from kg.record import Container, Fault, Field, Grant, Heading, Identifier, Record, Reference, Relation, Section

ARTICLE = (Path(__file__).parents[1] / "data/jats/article.xml").read_text("utf-8")


def read_article(text: str) -> Record:
    (record,) = jats.read(io.BytesIO(text.encode()), "a.xml")
    assert isinstance(record, Record)
    return record


@pytest.fixture(scope="module")
def article() -> Record:
    return read_article(ARTICLE)


def test_title_and_identifiers_are_the_articles_own(article: Record):
    assert article.title == "Uptake of O2 on paths: a walk"
    assert article.identifiers == (
        Identifier("pmid", "90000001"),
        Identifier("pmcid", "PMC9000001"),
        Identifier("doi", "10.5555/invented.1"),
    )


def test_the_journal_and_the_place_in_it(article: Record):
    assert article.container == Container(
        "Annals of Invented Walking",
        "journal",
        (Identifier("issn", "0306-4530"), Identifier("eissn", "1472-6963")),
        "Ann Invent Walk",
        "Path Press",
    )
    assert (article.volume, article.issue, article.pages) == ("12", "4", "338-347")


def test_the_date_of_the_issue_is_that_of_publication_and_all_are_kept(article: Record):
    *_, cleaned = clean(article)
    assert {each.kind: each.value for each in cleaned.dates} == {
        "published": "2020-12",
        "epublish": "2020-11-30",
        "ppublish": "2020-12",
        "received": "2019-12-28",
        "revised": "2020-01-15",
    }


def test_contributors_have_roles_and_groups_have_members(article: Record):
    assert [(each.name, each.role, each.collective) for each in article.contributors] == [
        ("Jo-Maria K. van der Meer Jr", "author", False),
        ("Wei Wang", "author", False),
        ("LANTERN Study Group", "author", True),
        ("Cy Dow", "collaborator", False),
        ("Plato", "author", False),
        ("Eve Editor", "editor", False),
    ]
    first = article.contributors[0]
    assert (first.family, first.given, first.initials, first.suffix) == ("van der Meer", "Jo-Maria K.", "JMK", "Jr")
    assert [each.email for each in article.contributors[:2]] == ["jo@nowhere.example.org", "wei@nowhere.example.org"]


def test_affiliations_are_those_that_a_contributor_points_at(article: Record):
    paths, trust = article.contributors[0].affiliations
    assert paths.text == "Department of Paths, University of Nowhere, Leeds, UK"
    assert paths.identifiers == (Identifier("ror", "https://ror.org/024mrxd33"),)
    assert article.contributors[1].affiliations == (trust,)
    assert trust.text == "Path Trust, York, UK"
    assert article.contributors[4].affiliations == ()
    assert [each.text for each in article.contributors[5].affiliations] == ["Path Press, Leeds"]


def test_an_affiliation_that_nobody_points_at_is_that_of_its_group():
    without = ARTICLE
    for number in (1, 2):
        without = without.replace(f'<xref ref-type="aff" rid="a{number}">{number}</xref>', "")
    first, second, *_ = read_article(without).contributors
    assert len(first.affiliations) == 2
    assert first.affiliations == second.affiliations


@pytest.mark.parametrize(
    ("aff", "text"),
    [
        ("<aff>Path Trust, York, UK</aff>", "Path Trust, York, UK"),
        ("<aff><label>a</label> <institution>Trust</institution>, <city>York</city>, UK.</aff>", "Trust, York, UK."),
        ("<aff>\n<institution>Trust</institution>\n<country>UK</country>\n</aff>", "Trust, UK"),
        ("<aff><institution>Trust, </institution><institution>York, </institution>UK </aff>", "Trust, York, UK"),
        ("<aff>Trust <italic>of</italic> York (<country>UK</country>)</aff>", "Trust of York (UK)"),
        ("<aff><addr-line>York</addr-line><email>a@b.org</email></aff>", "York"),
    ],
)
def test_parts_of_an_affiliation_are_set_apart_once(aff: str, text: str):
    affiliation = read_affiliation(etree.fromstring(aff))
    assert affiliation
    assert affiliation.text == text


def test_the_abstract_has_its_sections_and_summaries_stand_beside_it(article: Record):
    assert article.abstract == (Section("Aims", "To walk.\nTo rest."), Section("Results", "Yes, with one two"))
    assert Field("abstract/teaser", "Walk!") in article.extra


def test_keywords_subjects_types_language_and_licence(article: Record):
    assert article.keywords == ("walking", "paths")
    assert article.headings == (Heading("Public Health"),)
    assert (article.types, article.language) == (("research-article",), "en")
    assert (article.licence, article.open_access) == ("https://creativecommons.org/licenses/by/4.0/", True)


def test_grants_have_numbers_and_agency(article: Record):
    assert article.grants == (Grant("W1", "Walking Council"), Grant("W2", "Walking Council"))


def test_references_are_put_together_or_as_printed_and_are_the_articles_own(article: Record):
    assert article.references == (
        Reference(
            "Older A, et al. Walks. J Older Walks. 1999; 1(2):3-4.",
            (Identifier("doi", "10.5555/old"), Identifier("pmid", "90000004")),
        ),
        Reference("Newer B. More walks. 2001", (Identifier("doi", "10.5555/more"),)),
        Reference("Low C., High D. et al. Uptake of O2. J Walks. 2003;.", (Identifier("doi", "10.5555/low"),)),
    )


def test_related_articles_and_parts_are_relations(article: Record):
    assert article.relations == (
        Relation("corrects", "10.5555/older.1", (Identifier("doi", "10.5555/older.1"),)),
        Relation("has-reviewer-report", "A report", (Identifier("doi", "10.5555/report.1"),)),
    )


def test_an_article_without_front_matter_is_a_fault():
    (fault,) = jats.read(io.BytesIO(b"<article article-type='x'><body/></article>"), "a.xml")
    assert isinstance(fault, Fault)
    assert fault.reason == "an article without front matter"


def test_pages_of_the_web_are_not_claimed():
    with pytest.raises(ValueError, match=r"a\.html: is a web page"):
        find_reader(b"<!DOCTYPE html><html><body><article class='post'>Hello</article></body></html>", "a.html")


def test_real_articles_are_read_whole(shared: Path):
    paths = [*sorted((shared / "samples/jats").glob("*.xml")), shared / "samples/pubmed/efetch_pmc.xml"]
    assert len(paths) == 20
    for path in paths:
        (record,) = read(path)
        assert isinstance(record, Record)
        *faults, cleaned = clean(record)
        assert not faults
        assert isinstance(cleaned, Record)
        assert cleaned.title
        assert cleaned.year
        assert cleaned.identifier("pmcid")
        (root,) = etree.parse(path).getroot().iter("{*}article")
        for part in list(root.iter("{*}sub-article")):
            part.getparent().remove(part)
        meta = next(root.iter("{*}article-meta"))
        assert len(record.contributors) == len(list(meta.iter("{*}contrib")))
        cited = [
            ref
            for ref in root.iter("{*}ref")
            if ref.find("{*}mixed-citation") is not None or ref.find("{*}element-citation") is not None
        ]
        assert len(record.references) == len(cited)
        assert sum(len(each.identifiers) for each in record.references) == len(list(root.iter("{*}pub-id")))
        pointed = [xref for xref in meta.iter("{*}xref") if xref.get("ref-type") == "aff"]
        assert sum(len(each.affiliations) for each in record.contributors) >= len(pointed)
