"""Laws that every reader is put through as soon as it has a folder of its name in tests/data."""

import gzip
import io
import random
from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import find_reader, formats, read
from kg.record import Fault, Record
from tests.readers.items import records_of
from tests.score.fields import DATA, fixtures

READERS = formats()
each_file = pytest.mark.parametrize("path", fixtures(), ids=lambda path: f"{path.parent.name}-{path.name}")


@pytest.mark.parametrize("name", READERS)
def test_each_reader_has_files_to_be_tested_with_and_says_what_it_reads(name: str):
    assert any((DATA / name).iterdir())
    assert READERS[name].TITLE
    assert (READERS[name].__doc__ or "").startswith("Reads ")


@each_file
def test_a_file_is_claimed_by_its_reader_alone_packed_or_not(path: Path, tmp_path: Path):
    assert find_reader(path.read_bytes(), str(path)) is READERS[path.parent.name]
    (tmp_path / "packed").write_bytes(gzip.compress(path.read_bytes()))
    assert {each.source.format for each in records_of(read(tmp_path / "packed"))} == {path.parent.name}


@each_file
def test_two_files_one_after_the_other_are_the_records_of_both(path: Path):
    page = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    once, twice = (
        sorted(each.key for each in records_of(READERS[path.parent.name].read(io.BytesIO(text), "f")))
        for text in (page, page + b"\n" + page)
    )
    assert twice == sorted(once * 2)


@each_file
def test_what_is_cut_or_spoilt_anywhere_is_read_cleaned_and_printed(path: Path):
    page, dice = path.read_bytes(), random.Random(path.name)
    for _ in range(12):
        place = dice.randrange(len(page))
        for spoilt in (page[:place], page[:place] + dice.randbytes(40) + page[place:]):
            for item in READERS[path.parent.name].read(io.BytesIO(spoilt), "f"):
                assert isinstance(item, Record | Fault)
                for each in clean(item) if isinstance(item, Record) else [item]:
                    repr(each).encode()
