"""The CSV files: their columns, and that they hold what the graph holds."""

import csv
from functools import partial

import pytest

from kg.exporters import cluster_rows, export
from kg.queries import run


def read(store, name, folder):
    path = folder / f"{name}.csv"
    export(store, name, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_clusters_have_the_documented_columns_and_names_in_order(store, tmp_path):
    assert read(store, "clusters", tmp_path) == [
        {
            "cluster": "1",
            "name": "North",
            "authors": "3",
            "studies": "2",
            "institutions": "North University; South Hospital",
            "concepts": "loneliness; social prescribing",
            "first_year": "2020",
            "last_year": "2022",
            "members": "Ángel, Ada; Berg, Bo; Cy =Cole",
            "iri": "https://example.org/kg/cluster/one",
        },
        {
            "cluster": "2",
            "name": "South",
            "authors": "1",
            "studies": "1",
            "institutions": "South Hospital",
            "concepts": "",
            "first_year": "2020",
            "last_year": "2020",
            "members": "Day, Dee",
            "iri": "https://example.org/kg/cluster/two",
        },
    ]
    assert ",".join(cluster_rows(partial(run, store)).columns) == (
        "cluster,name,authors,studies,institutions,concepts,first_year,last_year,members,iri"
    )


def test_a_clusters_iri_joins_it_to_its_authors(store, tmp_path):
    names = {row["iri"]: row["name"] for row in read(store, "clusters", tmp_path)}
    authors = read(store, "authors", tmp_path)
    assert {row["cluster"] for row in authors} - {""} == {*names}
    assert all(names.get(row["cluster"], "") == row["cluster_name"] for row in authors)


def test_studies_have_their_authors_as_printed_and_their_concepts(store, tmp_path):
    rows = read(store, "studies", tmp_path)
    assert list(rows[0]) == [
        *(
            "study",
            "title",
            "year",
            "journal",
            "volume",
            "pages",
            "doi",
            "pmid",
            "pmcid",
            "citations",
            "open",
            "retracted",
        ),
        *("authors", "concepts"),
    ]
    assert [(row["title"], row["open"], row["authors"], row["concepts"]) for row in rows] == [
        ("Walking groups and loneliness", "true", "Ángel A; Berg B; =Cole C", "loneliness; social prescribing"),
        ('Talking "cures", old & new', "false", "Day D; Angel A", ""),
        ("Waiting", "", "", ""),
        ("Linking people", "", "Link Team", ""),
    ]


def test_authors_have_the_largest_organisations_they_were_at(store, tmp_path):
    rows = read(store, "authors", tmp_path)
    assert list(rows[0])[:2] == ["person", "name"]
    assert list(rows[0])[-1] == "institutions"
    assert {row["name"]: row["institutions"] for row in rows} == {
        "Ángel, Ada": "North University",
        "Berg, Bo": "North University",
        "Cy =Cole": "South Hospital",
        "Day, Dee": "",
        "Link Team": "",
    }


@pytest.mark.parametrize("name", ["authors", "studies", "clusters"])
def test_a_table_is_utf_8_without_a_byte_order_mark_and_with_line_feeds(name, store, tmp_path):
    export(store, name, tmp_path / "table.csv")
    text = (tmp_path / "table.csv").read_bytes()
    assert text.decode("utf-8")
    assert not text.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in text
