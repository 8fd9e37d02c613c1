"""Dumps of ROR in every shape they come in."""

import gzip
import json
import zipfile

import pytest

from kg.authorities.dumps import AuthorityError, read_dump, unpack
from kg.authorities.indexing import measure_notability
from kg.authorities.opening import read_authority

V1 = {
    "id": "https://ror.org/01kj2bm70",
    "name": "Newcastle University",
    "types": ["Education"],
    "aliases": ["University of Newcastle upon Tyne"],
    "acronyms": [],
    "status": "active",
    "labels": [{"label": "Prifysgol Newcastle", "iso639": "cy"}],
    "country": {"country_name": "United Kingdom", "country_code": "GB"},
    "addresses": [{"lat": 54.97, "lng": -1.61, "city": "Newcastle upon Tyne", "geonames_city": {"id": 2641673}}],
    "relationships": [{"label": "N8", "type": "Parent", "id": "https://ror.org/0311wf303"}],
    "external_ids": {"GRID": {"preferred": "grid.1006.7", "all": "grid.1006.7"}},
}


def test_schema_1_and_2_give_the_same_organisation(dump):
    first = read_dump(json.dumps([V1]).encode(), "v1")[0]
    second = next(each for each in read_authority(dump) if each.ror == "01kj2bm70")
    for each in (first, second):
        assert (each.name, each.aliases) == ("Newcastle University", ("University of Newcastle upon Tyne",))
        assert (each.location.city, each.location.geonames, each.location.country) == (
            "Newcastle upon Tyne",
            "2641673",
            "GB",
        )
        assert each.identifiers == (("grid", "grid.1006.7"),)
        assert each.types == ("education",)
    assert first.labels == ("Prifysgol Newcastle",)
    assert first.parents == ("https://ror.org/0311wf303",)


def test_what_either_of_two_says_of_their_relation_holds_for_both():
    told = [{"id": "whole", "relationships": [{"type": "child", "id": "part"}]}, {"id": "part"}]
    assert [each.parents for each in read_dump(json.dumps(told).encode(), "told")] == [(), ("whole",)]


def test_one_that_says_it_is_part_of_another_is_not_the_whole_that_the_other_takes_it_for():
    relations = [{"type": "parent", "id": "b"}]
    told = [{"id": "a", "relationships": relations}, {"id": "b", "relationships": [{"type": "parent", "id": "a"}]}]
    assert [each.parents for each in read_dump(json.dumps(told).encode(), "told")] == [("b",), ("a",)]
    told[1]["relationships"] = [{"type": "child", "id": "a"}]
    told[0]["relationships"] = [*relations, {"type": "child", "id": "b"}]
    assert [each.parents for each in read_dump(json.dumps(told).encode(), "told")] == [("b",), ()]


def test_withdrawn_organisations_are_left_out(dump):
    assert all(each.name != "Withdrawn University" for each in read_authority(dump))


def test_json_lines_gzip_and_zip_give_what_the_array_gives(dump, tmp_path):
    expected = read_authority(dump)
    lines = "\n".join(json.dumps(each) for each in json.loads(dump.read_text("utf-8")))
    packed, archive = tmp_path / "ror.jsonl.gz", tmp_path / "v9.9-ror-data.zip"
    packed.write_bytes(gzip.compress(lines.encode()))
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("v9.9-ror-data.csv", "id")
        out.writestr("v9.9-ror-data.json", "[]")
        out.write(dump, "v9.9-ror-data_schema_v2.json")
    assert read_authority(packed) == read_authority(archive) == expected


def test_what_is_no_dump_is_refused_by_name(tmp_path):
    (tmp_path / "other.json").write_text('{"name": "no id"}')
    (tmp_path / "empty.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    (tmp_path / "notes.txt").write_text("some notes")
    (tmp_path / "notes.docx").write_text("some notes")
    (tmp_path / "none.json").write_text("[]")
    with pytest.raises(AuthorityError, match=r"other\.json"):
        read_authority(tmp_path / "other.json")
    with pytest.raises(AuthorityError, match=r"notes\.txt"):
        read_authority(tmp_path / "notes.txt")
    with pytest.raises(AuthorityError, match=r"notes\.docx: neither a dump of ROR"):
        read_authority(tmp_path / "notes.docx")
    with pytest.raises(AuthorityError, match=r"none\.json: has no organisation"):
        read_authority(tmp_path / "none.json")
    with zipfile.ZipFile(tmp_path / "csv.zip", "w") as out:
        out.writestr("a.csv", "id")
    with pytest.raises(AuthorityError, match="no JSON"):
        unpack(tmp_path / "csv.zip")


BROKEN = {
    "cut.json.gz": gzip.compress(json.dumps([V1]).encode())[:-9],
    "damaged.json.gz": gzip.compress(bytes(range(256)) * 9)[:40] + b"damaged" * 9,
    "header.json.gz": b"\x1f\x8bno header",
    "cut.zip": b"PK\x03\x04cut off",
    "letters.json": b'[{"id": "\xff"}]',
    "numbers.json": b'[{"id": "x", "name": "N", "external_ids": {"GRID": {"all": 5}}}]',
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_cut_off_or_no_dump_is_refused_by_name(tmp_path, name):
    (tmp_path / name).write_bytes(BROKEN[name])
    with pytest.raises(AuthorityError, match=name):
        read_authority(tmp_path / name)


def test_a_number_without_its_register_is_none_and_one_of_any_length_is_taken():
    ids = [{"all": ["1"]}, {"type": "wikidata", "all": ["Q" + "1" * 5000]}]
    (one,) = read_dump(json.dumps([{"id": "x", "name": "N", "external_ids": ids}]).encode(), "own")
    assert [scheme for scheme, _ in one.identifiers] == ["wikidata"]
    assert measure_notability(one) == 0
