"""Laws that every reader is put through as soon as it has a folder of its name in tests/data."""

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.clean import clean
from kg.readers import find_reader, formats, read
from kg.record import Fault, Record
from tests.readers.items import records_of
from tests.score.fields import DATA, fixtures

READERS = formats()
LINE_ENDS = ("\n", "\r\n", "\r")
each_file = pytest.mark.parametrize("path", fixtures(), ids=lambda path: f"{path.parent.name}-{path.name}")


@pytest.mark.parametrize("name", READERS)
def test_each_reader_has_files_to_be_tested_with_and_says_what_it_reads(name: str):
    assert any((DATA / name).iterdir())
    assert READERS[name].TITLE
    assert (READERS[name].__doc__ or "").startswith("Reads ")


@each_file
def test_a_file_is_claimed_by_its_reader_alone_and_gives_the_same_packed(path: Path, tmp_path: Path):
    assert find_reader(path.read_bytes(), str(path)) is READERS[path.parent.name]
    (tmp_path / "packed").write_bytes(gzip.compress(path.read_bytes()))
    whole, packed = (list(read(each, "shown")) for each in (path, tmp_path / "packed"))
    assert {(each.source.format, each.source.file) for each in records_of(whole)} == {(path.parent.name, "shown")}
    assert packed == whole


@each_file
def test_two_files_one_after_the_other_are_the_records_of_both(path: Path):
    page = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    once, twice = (
        [each.key for each in records_of(READERS[path.parent.name].read(io.BytesIO(text), "f"))]
        for text in (page, page + b"\n" + page)
    )
    order = sorted if path.parent.name == "bibtex" else list  # what other entries refer to comes last
    assert order(twice) == order(once * 2)


@each_file
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_encodings_that_begin_with_a_mark_make_no_difference(path: Path, encoding: str):
    page = path.read_bytes().decode("utf-8-sig")
    mark = "\ufeff" if encoding == "utf-16-be" else ""  # Python writes the others' by itself
    assert list(read(io.BytesIO((mark + page).encode(encoding)), "f")) == list(read(io.BytesIO(page.encode()), "f"))


@each_file
def test_line_ends_make_no_difference(path: Path):
    lines = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    keys = [[each.key for each in records_of(read(io.BytesIO(end.join(lines).encode()), "f"))] for end in LINE_ENDS]
    assert keys[0] == keys[1] == keys[2]


@each_file
def test_the_line_of_a_record_is_where_its_raw_text_begins(path: Path):
    lines = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    for each in records_of(read(path)):
        rest = "\n".join(lines[each.source.line - 1 :])
        assert 0 <= rest.find(each.source.raw.replace("\r\n", "\n")) <= len(lines[each.source.line - 1])


@each_file
@given(noise=st.binary(max_size=300), place=st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_whatever_is_cut_put_in_or_overwritten_anywhere_is_read_cleaned_and_printed(
    path: Path, noise: bytes, place: float
):
    page = path.read_bytes()
    at = int(place * len(page))
    for spoilt in (page[:at], page[:at] + noise + page[at:], page[:at] + noise + page[at + len(noise) :]):
        for item in READERS[path.parent.name].read(io.BytesIO(spoilt), "f"):
            *faults, last = clean(item) if isinstance(item, Record) else [item]
            assert isinstance(last, type(item))
            assert all(isinstance(each, Fault) for each in faults)
            repr((*faults, last)).encode()
