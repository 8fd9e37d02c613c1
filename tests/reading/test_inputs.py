"""What is given to be read: files, folders, archives and standard input, whatever they are called and hold."""

import gzip
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kg.dedupe import dedupe
from kg.errors import InputError
from kg.readers import FormatError
from kg.reading.inputs import find_inputs
from kg.reading.spool import Spool
from tests.reading.listings import export, read


def test_a_named_file_that_no_reader_claims_is_refused_before_anything_is_read(many, tmp_path):
    with pytest.raises(FormatError, match=r"notes\.txt: is of no format known here"):
        find_inputs([many, many / "notes.txt"], tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf\r\n", gzip.compress(b"", mtime=0)], ids=["bare", "marked", "packed"]
)
def test_a_named_file_that_is_empty_is_a_fault_of_its_own_and_leaves_the_others(tmp_path, content):
    one, none = tmp_path / "one.ris", tmp_path / "none.ris"
    one.write_text(export(1, 2))
    none.write_bytes(content)
    found = dedupe([none, one])
    assert [(each.name, each.records, each.faults) for each in found.sources] == [(str(none), 0, 1), (str(one), 2, 0)]
    assert [(each.file, each.reason) for each in found.faults] == [(str(none), "is empty")]


def test_standard_input_and_pipes_are_read_like_files(tmp_path, monkeypatch):
    content = gzip.compress(export(1, 3).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    feeding = subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'w').write({export(2, 4)!r})"])
    found = dedupe(["-", pipe])
    feeding.wait()
    assert [(each.name, each.records) for each in found.sources] == [("stdin", 3), (str(pipe), 4)]
    assert {member.file for group in found.groups for member in group.members} <= {"stdin", str(pipe)}


def test_standard_input_can_be_an_archive(monkeypatch):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.ris", export(1, 3))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed.getvalue())))
    assert [(each.name, each.records) for each in dedupe(["-"]).sources] == [("stdin!a.ris", 3)]


def test_standard_input_is_read_once_also_if_it_is_an_archive(tmp_path):
    with pytest.raises(InputError, match="only once"):
        find_inputs(["-", tmp_path, "-"], tmp_path)


def test_a_file_that_is_given_twice_counts_once(tmp_path):
    (tmp_path / "a.ris").write_text(export(1, 3))
    (tmp_path / "copy.ris").write_text(export(1, 3))
    (tmp_path / "link.ris").symlink_to("a.ris")
    found = dedupe([tmp_path / "a.ris", tmp_path, tmp_path / "link.ris"])
    assert [(Path(each.name).name, each.records) for each in found.sources] == [("a.ris", 3), ("copy.ris", 3)]


def test_a_file_in_a_folder_that_cannot_be_opened_is_a_fault(tmp_path):
    (tmp_path / "gone.ris").symlink_to(tmp_path / "nowhere")
    (tmp_path / "here.ris").write_text(export(1, 1))
    found = dedupe([tmp_path])
    assert [(fault.file, fault.reason) for fault in found.faults] == [
        (str(tmp_path / "gone.ris"), "cannot be opened: No such file or directory")
    ]


def test_a_file_name_is_shown_on_one_line(tmp_path):
    (tmp_path / "one\nof\ttwo.ris").write_text(export(1, 1))
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        archive.writestr("two\r\nof two.ris", export(2, 1))
    names = [each.name for each in dedupe([tmp_path]).sources]
    assert names == [f"{tmp_path}/one of two.ris", f"{tmp_path}/packed.zip!two  of two.ris"]


def test_a_file_name_that_is_no_text_is_shown_without_what_is_not(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9\x1b.ris"
    Path(os.fsdecode(path)).write_text(export(1, 1))
    assert [each.name for each in dedupe([tmp_path]).sources] == [f"{tmp_path}/café.ris"]


HOSTILE = {
    "a line of 10 MB": b"TI  - " + b"x" * (10 << 20) + b"\n",
    "zeros": b"\0" * 100_000,
    "a lone surrogate": "TI  - \ud800\n".encode("utf-8", "surrogatepass"),
    "turned text": "TI  - \u202eevil\u202c\u2066\n".encode(),
    "controls": b"TI  - \x1b[2J\x07\x9b\n",
}
WAYS = ("plain", "gzip", "zip", "gzip in zip", "stdin", "cut gzip")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_bytes_between_two_records_harm_neither_whichever_way_they_come(tmp_path, monkeypatch, way, what):
    content = export(1, 1).encode() + HOSTILE[what] + b"\n\n" + export(2, 1).encode()
    path = tmp_path / "a.ris"
    if way == "cut gzip":
        path.write_bytes(gzip.compress(content + random.Random(1).randbytes(50_000).hex().encode())[:-40_000])
    elif "zip" in way:
        packed = gzip.compress(content) if "gzip" in way else content
        path.write_bytes(packed)
        if "zip" in way.split():
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("b.ris", packed)
    else:
        path.write_bytes(content)
        if way == "stdin":
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    _, folder = read(["-" if way == "stdin" else path], tmp_path / "out", 1)
    titles = [record.title for record in Spool(folder.records)]
    assert {"Study 0 of 1", "Study 0 of 2"} <= set(titles)
    faults = folder.faults.read_text("utf-8")
    assert faults
    shown = "".join(titles) + "".join(json.loads(line)["raw"] for line in faults.splitlines())
    assert not set(shown) & set("\0\x1b\x07\x9b\u202e\u202c\u2066\ud800")
    if way == "cut gzip":
        assert "the compressed data is damaged" in faults


def test_a_link_to_a_folder_and_a_closed_folder_are_faults(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.ris").write_text("TY  - JOUR\nTI  - One\nER  - \n")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    found = find_inputs([tmp_path / "in"], tmp_path)
    assert [(Path(each.name).name, *(fault.reason for fault in each.faults)) for each in found] == [
        ("loop", "a link to a folder is not followed: name that folder"),
        ("a.ris",),
    ]


def test_a_folder_that_cannot_be_listed_is_a_fault(tmp_path, monkeypatch):
    (tmp_path / "in/closed").mkdir(parents=True)
    listing = os.scandir

    def refuse(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (found,) = find_inputs([tmp_path / "in"], tmp_path)
    assert (Path(found.name).name, len(found.faults)) == ("closed", 1)
