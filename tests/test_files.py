"""Files that appear only when they are complete."""

import os

import pytest

from kg.files import replace_file


@pytest.mark.parametrize("mask", [0o077, 0o022])
def test_a_new_file_may_be_read_by_whom_the_user_lets_read(mask, tmp_path):
    before = os.umask(mask)
    try:
        with replace_file(tmp_path / "a.txt") as file:
            file.write(b"whole")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o666 & ~mask


def test_an_error_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    (tmp_path / "a.txt").write_text("old")

    def fail() -> None:
        with replace_file(tmp_path / "a.txt") as file:
            file.write(b"half")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.txt", "old")]
