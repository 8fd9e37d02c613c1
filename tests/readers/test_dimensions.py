"""Specification of the reader for tables of Dimensions."""

from pathlib import Path

from kg.clean import clean
from kg.readers import read
from kg.record import Fault, Grant, Heading, Metric, Record

WORKS = Path(__file__).parents[1] / "data/dimensions/works.csv"


def cleaned(path: Path = WORKS) -> list[Record | Fault]:
    return [each for item in read(path) for each in (clean(item) if isinstance(item, Record) else [item])]


def test_every_column_with_a_place_in_the_model_is_read_and_the_others_are_kept():
    article, chapter = cleaned()
    assert {each.scheme: each.value for each in article.identifiers} == {
        "dimensions": "pub.1100000001", "doi": "10.1000/walk.1", "pmid": "12345678", "pmcid": "PMC1234567",
    }  # fmt: skip
    assert {each.kind: each.value for each in article.dates} == {
        "published": "2021-03-04",
        "epublish": "2021-03-04",
        "print": "2021-06",
    }
    assert (article.container.title, article.container.publisher) == ("Journal of Walking", "Open Press")
    assert article.headings == (Heading("Aged"), Heading("Humans"))
    assert article.grants == (Grant("", "National Institute for Walking"),)
    assert (article.open_access, article.metrics) == (True, (Metric("dimensions-citations", "7"),))
    assert {"Acknowledgements", "GRID IDs", "Supporting Grants", "RCR"} <= {each.name for each in article.extra}
    assert (chapter.container.title, chapter.container.kind, chapter.open_access) == (
        "The Book of Walks",
        "book",
        False,
    )
    assert (chapter.year, chapter.pages) == (2019, "5-9")


def test_each_author_has_the_affiliations_in_brackets_without_addresses():
    first, second = cleaned()[0].contributors
    assert (first.family, first.given, first.email) == ("Ames", "Ann B.", "ab@example.ac.jp")
    assert [each.text for each in first.affiliations] == [
        "School of Health (Campus 2), Oita University, Oita, Japan",
        "Keio University, Tokyo, Japan.",
    ]
    assert (second.family, second.affiliations) == ("van der Berg", ())


def test_affiliations_that_cannot_be_told_apart_are_a_fault_and_kept(tmp_path: Path):
    (tmp_path / "odd.csv").write_text(WORKS.read_text("utf-8").replace("Oita, Japan; Keio", "Oita, Japan); Keio"))
    fault, article, _ = cleaned(tmp_path / "odd.csv")
    assert (fault.field, fault.record) == ("affiliations", article.key)
    assert [each.name for each in article.contributors] == ["Ames, Ann B.", "van der Berg, Björn"]
    assert "Authors (Raw Affiliation)" in {each.name for each in article.extra}
