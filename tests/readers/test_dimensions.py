"""Specification of the reader for tables of Dimensions."""

from pathlib import Path

from kg.clean import clean
from kg.readers import read
from kg.readers._dimensions_people import split_people
from kg.record import Fault, Grant, Heading, Metric, Record

WORKS = Path(__file__).parents[1] / "data/dimensions/works.csv"
MAPPING = WORKS.with_name("mapping.csv")


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
    assert article.grants == (
        Grant("W-1", "National Institute for Walking"),
        Grant("W-2", "National Institute for Walking"),
    )
    assert article.open_access is True
    assert article.metrics[0] == Metric("dimensions-citations", "7")
    assert {each.kind: each.value for each in article.metrics[1:]} == {
        "recent citations": "2", "relative citation ratio": "1.5", "field citation ratio": "2",
    }  # fmt: skip
    kept = {each.name for each in article.extra}
    assert {"Acknowledgements", "UIDs of supporting grants", "Source Linkout"} <= kept
    assert not kept & {"GRID IDs", "Supporting Grants", "RCR", "Authors Affiliations"}
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


def test_an_affiliation_has_the_grid_id_of_the_organisation_that_it_names():
    first, second = cleaned()[0].contributors
    assert [[one.value for one in each.identifiers] for each in first.affiliations] == [
        ["grid.412334.3"],
        ["grid.26091.3c"],
    ]
    assert second.affiliations == ()


def test_an_only_affiliation_has_the_ids_of_all_organisations_found_in_it(
    tmp_path: Path,
):
    table = WORKS.read_text("utf-8")
    (tmp_path / "only.csv").write_text(
        table.replace("School of Health (Campus 2), Oita University, Oita, Japan; Keio", "Oita Daigaku and Keio")
    )
    only = cleaned(tmp_path / "only.csv")[0].contributors[0].affiliations
    assert [[one.value for one in each.identifiers] for each in only] == [["grid.412334.3", "grid.26091.3c"]]


def test_ids_that_belong_to_no_affiliation_for_certain_are_kept_as_read(tmp_path: Path):
    table = WORKS.read_text("utf-8").replace("; Keio University, Tokyo", "; Tokyo")
    (tmp_path / "odd.csv").write_text(table)
    article = cleaned(tmp_path / "odd.csv")[0]
    assert [len(each.identifiers) for each in article.contributors[0].affiliations] == [1, 0]
    assert {"GRID IDs", "Authors Affiliations"} <= {each.name for each in article.extra}


def test_an_export_for_mapping_gives_cited_references_and_the_organisations_of_each_author():
    (work,) = cleaned(MAPPING)
    assert [each.text for each in work.references] == [
        "Bo, Ann; Ames, Bill. Walks. 2019. 7(2): 5-9", "Paths. 2001", "[A. Bo: no such parts]",
    ]  # fmt: skip
    assert [one.value for one in work.references[0].identifiers] == ["10.1000/w.1", "pub.1000000007"]
    assert [(each.text, each.identifiers[0].value) for each in work.contributors[0].affiliations] == [
        ("Oita University", "grid.412334.3"),
        ("Keio University", "grid.26091.3c"),
    ]


def test_numbers_of_grants_of_several_funders_are_nobodys(tmp_path: Path):
    (tmp_path / "two.csv").write_text(
        WORKS.read_text("utf-8").replace("for Walking,grant.1", "for Walking; NHS,grant.1")
    )
    assert cleaned(tmp_path / "two.csv")[0].grants == (
        Grant("W-1"), Grant("W-2"), Grant("", "National Institute for Walking"), Grant("", "NHS"),
    )  # fmt: skip


def test_affiliations_that_cannot_be_told_apart_are_a_fault_and_kept(tmp_path: Path):
    (tmp_path / "odd.csv").write_text(WORKS.read_text("utf-8").replace("Oita, Japan; Keio", "Oita, Japan); Keio"))
    fault, article, _ = cleaned(tmp_path / "odd.csv")
    assert (fault.field, fault.record) == ("affiliations", article.key)
    assert [each.name for each in article.contributors] == ["Ames, Ann B.", "van der Berg, Björn"]
    assert "Authors (Raw Affiliation)" in {each.name for each in article.extra}


def test_brackets_that_do_not_close_make_no_people_and_a_name_without_a_comma_is_whole():
    assert split_people("Ames, Ann (Oita; Bell, Bo") == split_people("Ames, Ann) Oita") == []
    assert split_people("Walkers United (Oita; Leeds)") == [("Walkers United", ("Oita", "Leeds"))]
