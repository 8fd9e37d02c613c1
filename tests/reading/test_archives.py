"""Zip archives: every member is a file, and nothing in one can do harm."""

import gzip
import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.dedupe import dedupe
from kg.reading.archives import Member, list_members, open_member
from kg.record import Fault
from tests.readers import biff, test_workbook, test_workbook_page

RIS = "TY  - JOUR\nTI  - A study of {}\nAU  - Kaplan, Ruth\nPY  - 2020\nER  - \n\n"
BOMB = 40 << 20  # bytes, all the same


def export(*subjects: str) -> str:
    return "".join(map(RIS.format, subjects))


def make(path: Path, members: dict[str, str | bytes], **options) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, **options)
    return path


def reasons(path: Path) -> list[str]:
    return [each.reason for each in list_members(path, path.name) if isinstance(each, Fault)]


def names(path: Path) -> list[str]:
    return [each.name for each in list_members(path, path.name) if isinstance(each, Member)]


def test_every_member_is_a_file_of_its_own_whatever_its_format_and_packing(tmp_path):
    path = make(
        tmp_path / "all.zip",
        {
            "a.ris": export("salt"),
            "deep/er/b.bib": "@article{b, title = {On pepper}, author = {Olsen, Kai}, year = 2021}",
            "c.ris.gz": gzip.compress(export("sugar", "flour").encode()),
            "notes.txt": "nothing to read",
            "__MACOSX/._a.ris": b"\0\5\x16\7",
            ".hidden/d.ris": export("secrets"),
            "folder/": "",
        },
    )
    found = dedupe([path])
    assert [(each.name, each.records, each.format) for each in found.sources] == [
        (f"{path}!a.ris", 1, "ris"),
        (f"{path}!deep/er/b.bib", 1, "bibtex"),
        (f"{path}!c.ris.gz", 2, "ris"),
        (f"{path}!notes.txt", 0, ""),
    ]
    (fault,) = found.faults
    assert fault.file == f"{path}!notes.txt"
    assert found.studies == 4


@pytest.mark.parametrize(
    "name", ["../a.ris", "/etc/a.ris", "a/../../b.ris", "C:\\a.ris", "..\\a.ris", "\\\\host\\a.ris"]
)
def test_a_name_that_leads_out_of_the_archive_is_refused_with_a_fault(tmp_path, name):
    path = make(tmp_path / "x.zip", {name: export("salt"), "fine.ris": export("pepper")})
    assert names(path) == ["fine.ris"]
    assert reasons(path) == ["not read: its name leads out of the archive"]


def test_a_link_is_refused_with_a_fault(tmp_path):
    link = zipfile.ZipInfo("link.ris")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert reasons(tmp_path / "x.zip") == ["not read: a link"]


def test_an_encrypted_member_is_refused_with_a_fault(tmp_path):
    path = make(tmp_path / "x.zip", {"a.ris": export("salt")})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert reasons(path) == ["not read: encrypted"]


def test_other_ways_of_packing_than_deflate_are_refused_with_a_fault(tmp_path):
    path = make(tmp_path / "x.zip", {"a.ris": export("salt")}, compress_type=zipfile.ZIP_LZMA)
    assert reasons(path) == ["not read: packed by method 14; only deflate is read"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_second_member_of_a_name_is_refused_with_a_fault(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.ris", export("salt"))
        archive.writestr("a.ris", export("pepper"))
    assert names(tmp_path / "x.zip") == ["a.ris"]
    assert reasons(tmp_path / "x.zip") == ["not read: a second file of this name"]


def test_what_would_turn_or_end_a_line_in_a_name_is_left_out(tmp_path):
    assert names(make(tmp_path / "x.zip", {"a\u202esir.\x1b[2Jb.ris": export("salt")})) == ["asir.[2Jb.ris"]


def test_an_office_document_is_one_fault(tmp_path):
    text = make(tmp_path / "x.docx", {"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"})
    assert (names(text), [each[:16] for each in reasons(text)]) == ([], ["a Word document:"])
    slides = make(tmp_path / "x.pptx", {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"})
    assert (names(slides), reasons(slides)) == ([], ["an office document or a program, not an archive of exports"])
    table = make(tmp_path / "x.xlsx", {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"})
    assert (names(table), reasons(table)) == ([], ["an Excel workbook: save it as text (tab-delimited) or CSV"])


def test_an_endnote_library_is_one_fault_that_says_what_to_export(tmp_path):
    library = make(tmp_path / "x.enlx", {"My Library.enl": "x", "My Library.Data/sdb/sdb.eni": "x"})
    assert (names(library), reasons(library)) == ([], ["an EndNote library: export it from EndNote as XML or RIS"])


def test_an_archive_in_an_archive_is_a_fault(tmp_path):
    inner = make(tmp_path / "inner.zip", {"a.ris": export("salt")}).read_bytes()
    found = dedupe([make(tmp_path / "x.zip", {"inner.zip": inner, "twice.gz": gzip.compress(gzip.compress(b"x"))})])
    assert [each.reason for each in found.faults] == [
        "is a zip archive inside another file, which is not opened",
        "is gzipped twice, which is not unpacked",
    ]


def test_too_many_members_are_refused_without_listing_them(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(40_000):
            archive.writestr(f"{number:080}", b"")
    assert (names(path), reasons(path)) == ([], ["an archive whose directory is larger than 4 MiB is not read"])


def test_members_that_share_bytes_are_a_bomb(tmp_path):
    path = make(tmp_path / "x.zip", {"a.ris": export("salt"), "b.ris": export("pepper")})
    content = bytearray(path.read_bytes())
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    path.write_bytes(content)
    assert (names(path), reasons(path)) == ([], ["an archive whose members overlap, as those of bombs do, is not read"])


@pytest.mark.parametrize("wrap", [lambda bomb: bomb, gzip.compress], ids=["zip", "gzip in zip"])
def test_a_member_that_becomes_far_larger_than_it_is_is_left_after_a_while(tmp_path, wrap):
    found = dedupe([make(tmp_path / "x.zip", {"bomb.ris": wrap((export("salt") + " " * BOMB).encode())})])
    assert found.sources[0].records == 1
    assert "more than 250 times as large" in found.faults[-1].reason
    assert len(found.faults) < 20


@pytest.mark.parametrize("size", [0, 5, 1 << 31])
def test_a_size_that_an_archive_claims_is_not_believed(tmp_path, size):
    path = make(tmp_path / "x.zip", {"a.ris": export("salt", "pepper")})
    content = bytearray(path.read_bytes())
    for place in (22, content.index(b"PK\x01\x02") + 24):  # unpacked sizes
        content[place : place + 4] = struct.pack("<L", size)
    path.write_bytes(content)
    assert dedupe([path]).sources[0].records == 2


def test_a_wrong_checksum_is_a_fault_beside_what_could_be_read(tmp_path):
    path = make(tmp_path / "x.zip", {"a.ris": export("salt", "pepper")})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 16] ^= 1
    path.write_bytes(content)
    found = dedupe([path])
    assert found.sources[0].records == 2
    assert [each.reason for each in found.faults] == ["the compressed data is damaged: its checksum is another"]


@pytest.mark.parametrize("streamed", [False, True])
def test_of_an_archive_that_is_cut_off_all_whole_records_are_read(tmp_path, streamed):
    subjects = [f"{n} {n * 7919 % 1009} {n * 104729 % 9973}" for n in range(400)]
    members = {"a.ris": export("salt"), "b.ris": export(*subjects), "c.ris": export("pepper")}
    whole = io.BytesIO()
    target = _Unseekable(whole) if streamed else whole
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    path = tmp_path / "x.zip"
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    found = dedupe([path])
    first, second, itself = found.sources
    assert (first.name, first.records) == (f"{path}!a.ris", 1)
    assert (second.name, 100 < second.records < 400) == (f"{path}!b.ris", True)
    assert (itself.name, itself.faults) == (str(path), 1)
    path.write_bytes(whole.getvalue()[:-10])
    assert [each.records for each in dedupe([path]).sources] == [1, 400, 1, 0]


class _Unseekable(io.RawIOBase):
    """A target of which an archive cannot rewrite what it has written, so that sizes stand behind the members."""

    def __init__(self, target: io.BytesIO) -> None:
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, content) -> int:
        return self._target.write(content)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), flips=st.lists(st.tuples(st.floats(0, 0.999), st.integers(1, 255)), max_size=4))
def test_whatever_is_cut_off_or_changed_an_archive_ends_as_records_and_faults(tmp_path, place, flips):
    path = make(tmp_path / "x.zip", {"a.ris": export("salt"), "b/c.ris.gz": gzip.compress(export("pepper").encode())})
    content = bytearray(path.read_bytes())
    for where, change in flips:
        content[int(where * len(content))] ^= change
    path.write_bytes(content[: 4 + int(place * (len(content) - 4))])
    if path.read_bytes()[:4] == b"PK\x03\x04":
        found = dedupe([path])
        assert sum(each.records for each in found.sources) <= 2
        assert found.faults or found.studies == 2


def test_workbooks_in_an_archive_or_gzipped_are_read(tmp_path):
    rows = [["key", "title", "year", "pubmed_id", "pmc_id"], ["1", "On walks", "2021", "", ""]]
    xlsx, xls, page = test_workbook.workbook(test_workbook.table(rows)), biff.table(rows), test_workbook_page.page(rows)
    packed = make(tmp_path / "x.zip", {"a.xlsx": xlsx, "b.xls": xls, "c.xls": page, "d.xlsx.gz": gzip.compress(xlsx)})
    plain = tmp_path / "e.xlsx.gz"
    plain.write_bytes(gzip.compress(xlsx))
    for path, count in ((packed, 4), (plain, 1)):
        found = dedupe([path])
        assert (list(found.faults), [each.records for each in found.sources]) == ([], [1] * count)


def test_a_workbook_in_an_archive_is_a_fault_if_it_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.readers._workbook._MOST_HELD", 100)
    content = test_workbook.workbook(test_workbook.table([["key", "title", "year", "pubmed_id", "pmc_id"]]))
    found = dedupe([make(tmp_path / "x.zip", {"a.xlsx": content})])
    assert [each.reason for each in found.faults] == ["is more than 0 MiB inside another file: unpack it there"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chunks=st.integers(0, 3), more=st.integers(0, 300), size=st.sampled_from([100, 4096, 1 << 16]))
def test_a_member_is_unpacked_to_its_last_byte_however_much_is_read_at_once(tmp_path, chunks, more, size):
    content = b"a" * (chunks * size + more)
    path = make(tmp_path / "runs.zip", {"runs": content})
    (member,) = list_members(path, "runs.zip")
    with open_member(path, member) as unpacked:
        assert b"".join(iter(lambda: unpacked.read(size), b"")) == content
        assert not unpacked.reason
