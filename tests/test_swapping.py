"""A build's folder is read and replaced as a whole."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.folder import BuildFolder, NotABuildError
from kg.swapping import find_builds, read_steadily, recover, replacing


def put(target, text):
    """Put a build in place whose report is this text."""
    with replacing(target) as folder:
        (folder.path / "build.json").write_text(text, "utf-8")


def test_what_was_read_from_a_build_that_was_replaced_meanwhile_is_read_again(tmp_path):
    folder = BuildFolder(tmp_path / "out")
    put(folder.path, "first")
    seen = []

    def read():
        seen.append((folder.path / "build.json").read_text("utf-8"))
        if len(seen) == 1:
            put(folder.path, "second")
        return seen[-1]

    assert read_steadily(folder, read) == "second"
    assert seen == ["first", "second"]


def test_a_build_that_cannot_be_read_since_it_was_replaced_meanwhile_is_read_again(tmp_path):
    folder = BuildFolder(tmp_path / "out")
    put(folder.path, "first")
    attempts = []

    def read():
        attempts.append(1)
        if len(attempts) == 1:
            put(folder.path, "second")
            raise FileNotFoundError("the first build's store")
        return (folder.path / "build.json").read_text("utf-8")

    assert read_steadily(folder, read) == "second"


def test_a_reader_waits_for_the_second_rename_of_a_swap(tmp_path):
    folder = BuildFolder(tmp_path / "out")
    put(folder.path, "first")
    old = tmp_path / ".out.old-1"  # process 1 always lives
    folder.path.rename(old)
    attempts = []

    def read():
        attempts.append(1)
        assert old.exists() or len(attempts) > 3  # a process that lives swaps by itself
        if len(attempts) == 3:
            old.rename(folder.path)
        if not folder.path.exists():
            raise NotABuildError("no build here")
        return (folder.path / "build.json").read_text("utf-8")

    assert read_steadily(folder, read) == "first"


def test_an_error_of_a_folder_that_nobody_replaced_is_raised_at_once(tmp_path):
    attempts = []

    def read():
        attempts.append(1)
        raise NotABuildError("no build here")

    with pytest.raises(NotABuildError, match="no build here"):
        read_steadily(BuildFolder(tmp_path / "nothing"), read)
    assert attempts == [1]


def test_where_no_folder_can_be_made_the_error_names_the_one_asked_for(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=r"file/out: no folder can be made there: Not a directory"):
        put(tmp_path / "file/out", "text")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG], ids=os.strerror)
def test_a_disk_that_is_full_is_named_by_the_folder_asked_for(tmp_path, number):
    full = OSError(number, os.strerror(number))
    with pytest.raises(OSError, match=os.strerror(number)) as error, replacing(tmp_path / "new"):
        raise full
    assert error.value.filename == str(tmp_path / "new")
    assert not list(tmp_path.iterdir())


def test_a_name_that_the_store_cannot_take_is_refused_before_anything_is_read(tmp_path):
    with pytest.raises(InputError, match="not UTF-8"), replacing(tmp_path / os.fsdecode(b"\xff")):
        pass
    assert not list(tmp_path.iterdir())


def test_a_folder_with_more_in_it_than_a_build_writes_is_nobodys_to_replace(tmp_path):
    (tmp_path / "graph.ttl").touch()
    with replacing(tmp_path / "out", ["graph.ttl"]):
        pass
    (tmp_path / "dear.txt").touch()
    with pytest.raises(NotABuildError), replacing(tmp_path, ["graph.ttl"]):
        pass


@pytest.fixture
def ended():
    """Give the number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_build_that_was_killed_between_the_two_renames_is_put_back_before_the_next_begins(tmp_path, ended):
    out = tmp_path / "out"
    put(out, "first")
    out.rename(tmp_path / f".out.old-{ended}")
    with replacing(out):
        assert (out / "build.json").read_text("utf-8") == "first"


def test_of_two_processes_that_put_a_build_back_the_slower_one_goes_on(tmp_path, ended, monkeypatch):
    monkeypatch.setattr("kg.swapping._beside", lambda *_: [tmp_path / f".out.old-{ended}"])  # it was there a moment ago
    recover(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_ended_builds_have_left_is_removed_and_what_they_read_is_taken_over(tmp_path, ended):
    out = tmp_path / "out"
    put(out, "first")
    (tmp_path / f".out.old-{ended}").mkdir()
    left, living = (BuildFolder(tmp_path / f".out.building-abcd-{pid}") for pid in (ended, 1))
    for each in (left, living):
        each.parts.mkdir(parents=True)
        (each.parts / f"{each.path.name}.part").touch()
    with replacing(out) as folder:
        assert [path.name for path in folder.parts.iterdir()] == [f"{left.path.name}.part"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [living.path.name, "out"]
    assert list(out.iterdir()) == []


def test_a_link_to_a_build_stays_and_leads_to_the_next(tmp_path):
    (tmp_path / "disk").mkdir()
    link = tmp_path / "out"
    link.symlink_to(tmp_path / "disk/out")
    for text in ("first", "second"):
        put(link, text)
        assert read_steadily(BuildFolder(link), (link / "build.json").read_text) == text
    assert link.is_symlink()
    assert [path.name for path in tmp_path.iterdir() if path != link] == ["disk"]
    assert [path.name for path in (tmp_path / "disk").iterdir()] == ["out"]


def test_a_build_that_only_some_may_look_into_stays_theirs(tmp_path):
    out = tmp_path / "out"
    put(out, "first")
    assert out.stat().st_mode & 0o077
    out.chmod(0o700)
    with replacing(out) as folder:
        assert folder.path.stat().st_mode & 0o777 == 0o700
    assert out.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("named", [".", "", "..", "../here"])
def test_the_folder_one_is_in_is_not_pulled_away(named, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(InputError, match=r"cannot be the one you are in; choose a folder in it, such as .*graph"):
        put(Path(named), "text")
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_a_place_where_a_disk_is_mounted_is_refused_before_anything_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("os.path.ismount", lambda path: Path(path) == tmp_path)
    with pytest.raises(InputError, match="a disk is mounted there"):
        put(tmp_path, "text")


def test_a_build_that_never_gets_its_place_says_so(tmp_path, monkeypatch):
    out, rename = tmp_path / "out", Path.rename

    def compete(path, place):
        if place == out:
            out.mkdir()
            (out / "build.json").write_text("another's")
        return rename(path, place)

    monkeypatch.setattr(Path, "rename", compete)
    with pytest.raises(InputError, match="other builds took its place 100 times"):
        put(out, "mine")
    assert (out / "build.json").read_text() == "another's"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")], ids=repr)
def test_the_old_build_is_back_at_once_if_a_swap_ends_between_its_renames(fault, tmp_path, monkeypatch):
    out = tmp_path / "out"
    put(out, "first")
    rename = Path.rename

    def refuse(path, place):
        if ".building-" in path.name and place == out:
            raise fault
        return rename(path, place)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(type(fault)):
        put(out, "second")
    assert (out / "build.json").read_text("utf-8") == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_is_left_of_an_old_build_that_was_being_removed_is_never_put_back(tmp_path, monkeypatch):
    out = tmp_path / "out"
    put(out, "first")
    monkeypatch.setattr(shutil, "rmtree", lambda *_path, **_settings: None)  # as if killed before it
    put(out, "second")
    monkeypatch.undo()
    shutil.rmtree(out)
    assert find_builds(tmp_path) == []
    with replacing(out):
        assert not out.exists()


def test_of_the_folders_in_a_folder_the_finished_builds_are_found_and_those_put_back_that_a_kill_took_away(
    tmp_path, ended
):
    for name in ("a", "b"):
        put(tmp_path / name, name)
    (tmp_path / "a").rename(tmp_path / f".a.old-{ended}")
    (tmp_path / "notes").mkdir()
    shutil.copytree(tmp_path / "b", tmp_path / ".b.building-abcd-1")
    assert find_builds(tmp_path) == [tmp_path / "a", tmp_path / "b"]
