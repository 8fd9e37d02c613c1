"""How an index comes into its place."""

from kg.authorities.index import Index
from kg.authorities.indexing import write_index
from kg.authorities.organisation import Location, Organisation
from kg.values.gazetteer import load_gazetteer


def test_of_two_processes_that_make_an_index_the_slower_one_leaves_that_of_the_faster(tmp_path):
    durham = [Organisation("https://example.org/1", "Durham University", location=Location())]
    for release in ("first", "second"):
        write_index(durham, tmp_path / "index", load_gazetteer(), release=release, sha256="")
    assert Index(tmp_path / "index").release == "first"
    assert list(tmp_path.iterdir()) == [tmp_path / "index"]
