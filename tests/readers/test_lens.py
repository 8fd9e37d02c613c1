"""Specification of the reader for tables of The Lens."""

from pathlib import Path

from kg.clean import clean
from kg.readers import read
from kg.record import Fault, Grant, Heading, Identifier, Metric, Record

WORKS = Path(__file__).parents[1] / "data/lens/works.csv"


def cleaned() -> list[Record | Fault]:
    return [each for item in read(WORKS) for each in (clean(item) if isinstance(item, Record) else [item])]


def test_every_column_with_a_place_in_the_model_is_read_and_the_others_are_kept():
    article, chapter = cleaned()
    assert article.identifiers == (
        Identifier("lens", "000-012-345-678-901"),
        Identifier("doi", "10.1000/walk.1"),
        Identifier("pmid", "12345678"),
        Identifier("pmcid", "PMC1234567"),
        Identifier("mag", "3123456789"),
    )
    assert [(each.family, each.given) for each in article.contributors] == [
        ("Ames", "Ann B."),
        ("van der Berg", "Björn"),
    ]
    assert (article.year, article.volume, article.issue, article.pages) == (2021, "12", "3", "101-112")
    assert [each.value for each in article.container.identifiers] == ["1472-6963", "1475-2875"]
    assert article.headings == (Heading("Humans"), Heading("Aged"))
    assert article.grants == (Grant("", "National Institute for Walking"), Grant("", "Wellcome"))
    assert [each.identifiers[0].value for each in article.references] == ["000-111-222-333-444", "099-888-777-666-55X"]
    assert article.container.country == "United Kingdom"
    assert (article.licence, article.open_access) == ("cc-by", True)
    assert article.metrics == (Metric("lens-citations", "7"), Metric("citing patents", "0"))
    assert [each.name for each in article.extra] == [
        "Fields of Study", "Source URLs", "External URL", "Open Access Colour",
    ]  # fmt: skip
    assert (chapter.container, chapter.year, chapter.open_access, chapter.pages) == (None, 2019, False, "5")


def test_a_row_that_breaks_off_is_a_fault_and_harms_no_other(tmp_path: Path):
    page = WORKS.read_text("utf-8").splitlines()
    (tmp_path / "cut.csv").write_text("\n".join((page[0], page[1][:300], page[2])))
    fault, record = read(tmp_path / "cut.csv")
    assert (fault.line, record.title) == (2, "A chapter without a journal")
