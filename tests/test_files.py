"""Files that appear only when they are complete."""

import errno
import gzip
import os

import pytest

from kg.errors import InputError
from kg.files import read_jsonl, replace_file, write_jsonl


def test_what_is_gzipped_says_neither_when_nor_under_what_name_it_was_made(tmp_path):
    with replace_file(tmp_path / "a.gz") as file:
        file.write(b"whole")
    packed = (tmp_path / "a.gz").read_bytes()
    assert gzip.decompress(packed) == b"whole"
    assert packed[3:8] == bytes(5)  # no flag of a name, no time


@pytest.mark.parametrize("mask", [0o077, 0o022])
def test_a_new_file_may_be_read_by_whom_the_user_lets_read(mask, tmp_path):
    before = os.umask(mask)
    try:
        with replace_file(tmp_path / "a.txt") as file:
            file.write(b"whole")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_file_is_replaced_only_once_the_new_one_is_complete(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")

    def break_off():
        with replace_file(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]
    with replace_file(path) as file:
        file.write(b"new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"


def test_a_damaged_line_is_an_error_that_names_it(tmp_path):
    path = tmp_path / "a.jsonl"
    write_jsonl(path, [1, 2])
    path.write_bytes(path.read_bytes() + b"x\n")
    with pytest.raises(InputError, match=r"a\.jsonl:3: damaged"):
        list(read_jsonl(path, int))


def test_who_may_not_write_in_a_folder_is_told_of_the_file_that_was_asked_for(tmp_path, monkeypatch):
    def refuse(part, *_how):
        raise PermissionError(13, "Permission denied", str(part))

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(PermissionError, match=r"/a\.ttl'$"), replace_file(tmp_path / "a.ttl"):
        pass


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "far/a.txt").write_text("old")
    for link, place in (("a.txt", "far/a.txt"), ("b.txt", "far/new.txt")):
        (tmp_path / link).symlink_to(place)
        with replace_file(tmp_path / link) as file:
            file.write(b"whole")
        assert (tmp_path / link).is_symlink()
        assert (tmp_path / place).read_text() == "whole"


def test_what_is_no_file_is_written_to_and_stays_what_it_is(tmp_path):
    os.mkfifo(tmp_path / "pipe.gz")
    reader = os.open(tmp_path / "pipe.gz", os.O_RDONLY | os.O_NONBLOCK)
    with replace_file(tmp_path / "pipe.gz") as file:
        file.write(b"whole")
    assert gzip.decompress(os.read(reader, 1000)) == b"whole"
    os.close(reader)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe.gz"]
    assert (tmp_path / "pipe.gz").is_fifo()


def test_a_folder_is_not_replaced_by_a_file(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(IsADirectoryError, match=r"/a'$"), replace_file(tmp_path / "a"):
        pass


def test_what_only_some_may_read_stays_theirs(tmp_path):
    path = tmp_path / "a.txt"
    path.touch(0o600)
    with replace_file(path) as file:
        file.write(b"whole")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_disk_that_is_full_is_told_with_the_file_that_was_to_be_written(tmp_path):
    full = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(OSError, match="No space left") as error, replace_file(tmp_path / "a.txt"):
        raise full
    assert error.value.filename == str(tmp_path / "a.txt")
    assert not list(tmp_path.iterdir())
