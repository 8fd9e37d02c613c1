"""Opening, decompressing and decoding, whatever the file."""

import codecs
import gzip
import hashlib
import io
import re
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers import FormatError, formats, read
from kg.readers import _streams as streams
from kg.record import Fault, Record
from kg.values.misread import READ_ANEW

PAGE = (Path(__file__).parents[1] / "data/rca/oddities.rca.txt").read_text("utf-8")
NAMES = [
    each.name
    for item in read(Path(__file__).parents[1] / "data/rca/oddities.rca.txt")
    if isinstance(item, Record)
    for each in item.contributors
]


def names_in(path: Path) -> list[str]:
    return [each.name for item in read(path) if isinstance(item, Record) for each in item.contributors]


@pytest.mark.parametrize(
    "content",
    [
        PAGE.encode(),
        PAGE.encode("utf-8-sig"),
        PAGE.encode("utf-16"),
        PAGE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PAGE.encode("utf-16-be"),
        PAGE.encode("cp1252"),
        PAGE.replace("\n", "\r\n").encode(),
        PAGE.replace("\n", "\r").encode(),
        PAGE.replace("\n", "   \n").encode(),
        gzip.compress(PAGE.encode()),
        gzip.compress(PAGE.encode("utf-16")),
    ],
    ids=["utf-8", "bom", "utf-16", "bare", "utf-16-be", "cp1252", "crlf", "cr", "trailing", "gzip", "gzip-utf-16"],
)
def test_the_same_records_come_from_any_encoding_line_end_and_compression(tmp_path: Path, content: bytes):
    path = tmp_path / "page"
    path.write_bytes(content)
    assert names_in(path) == NAMES


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp1251"])
def test_a_guessed_encoding_is_reported_with_how_sure_it_is(encoding: str):
    text = (
        "Московский государственный университет"
        if encoding == "cp1251"
        else "François Lefèvre, Hôpital Saint-Éloi, Université de Liège"
    )
    fault = next(item for item in streams.read_lines(io.BytesIO(text.encode(encoding)), "f") if isinstance(item, Fault))
    told = re.fullmatch(
        r"not UTF-8: read as (\w+) by its letters \(score (.*)\); if they look wrong, save it as UTF-8", fault.reason
    )
    assert told
    assert (fault.field, told[1]) == ("encoding", encoding)
    assert 0.5 < float(told[2]) <= 1


def test_a_foreign_line_in_a_utf8_page_is_read_and_reported():
    page = "Łódź\nJosé\n".encode() + "Núñez\n".encode("cp1252") + "Škoda\n".encode()
    *first, fault, third, fourth = streams.read_lines(io.BytesIO(page), "f")
    assert first == [(1, "Łódź"), (2, "José")]
    assert isinstance(fault, Fault)
    assert (fault.line, fault.field, fault.raw) == (3, "encoding", "Núñez")
    assert (third, fourth) == ((3, "Núñez"), (4, "Škoda"))


def test_control_characters_of_misread_letters_are_read_anew_and_reported():
    lines = ["Álvarez, “Ísland”".encode().decode("latin-1"), "a\x85b\x90"]
    misread, (_, first), left_out, (_, second) = streams.read_lines(io.BytesIO("\n".join([*lines, ""]).encode()), "f")
    assert isinstance(misread, Fault)
    assert isinstance(left_out, Fault)
    assert (first, second) == ("Álvarez, “Ísland”", "a b")
    assert (misread.line, misread.field, misread.reason) == (1, "encoding", READ_ANEW)
    assert (left_out.line, left_out.reason) == (2, "control characters were left out")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Uniwersytet Jagielloński, Wydział Lekarski, Kraków; Łukasz Świątek, Małgorzata Wąsik"),
        ("cp1251", "Московский государственный университет имени Ломоносова"),
        ("cp932", "東京大学医学部附属病院の研究者です。"),
        ("gb18030", "北京大学人民医院研究中心,中国。"),
        ("cp1252", "François Lefèvre, Hôpital Saint-Éloi, Montpellier; Université de Liège"),
        (
            "cp1252",
            "the patient’s view—it’s not—that’s all the people’s—they’re done; a sœur, a cœur and an œuvre in Liège",
        ),
        ("mac_roman", "François Lefèvre, Hôpital Saint-Éloi, Montpellier; Université de Liège"),
        ("mac_roman", "Núñez, José, Peña, García, León, Málaga, Universidad Autónoma de México, Cirugía, Córdoba"),
        ("mac_roman", "Universitätsklinikum Tübingen, Müller, Größe, Köln, Jäger, Böhm, Schröder, Österreich"),
    ],
)
def test_legacy_encodings_are_told_by_their_letters(encoding: str, text: str):
    head = ("Plain words\n" * 50 + text + "\nmore of them\n").encode(encoding)
    assert streams.find_encoding(head) == encoding


def test_bytes_that_are_no_text_are_one_fault():
    noise = bytes(range(128, 256)) * 20
    items = list(streams.read_lines(io.BytesIO(b"\x81\x8d\x8f\x90\x9d" * 40 + noise), "f"))
    assert all(isinstance(item, (Fault, tuple)) for item in items)
    assert isinstance(items[0], Fault)


def test_a_gzip_file_that_breaks_off_gives_its_records_and_a_fault(tmp_path: Path):
    path = tmp_path / "page.gz"
    packed = gzip.compress(PAGE.encode(), mtime=0)
    path.write_bytes(packed[:-60])
    *items, last = read(path)
    assert any(isinstance(item, Record) for item in items)
    assert isinstance(last, Fault)
    assert "damaged" in last.reason


def test_a_huge_line_is_faults_and_the_rest_is_read():
    page = ("a" * (3 * streams.LONGEST_LINE + 5) + "\n" + PAGE).encode()
    start = time.process_time()
    items = list(streams.read_lines(io.BytesIO(page), "f"))
    assert time.process_time() - start < 5
    pieces = [item for item in items if isinstance(item, Fault)]
    assert sum(len(piece.raw.strip()) for piece in pieces) == 3 * streams.LONGEST_LINE + 5
    assert next(item for item in items if isinstance(item, tuple)) == (2, PAGE.splitlines()[0])


def test_reading_holds_one_piece_at_a_time():
    class Endless(io.RawIOBase):
        """A page that never ends: only a reader that streams can begin to answer."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:
            chunk = (PAGE.encode() * 20)[: len(buffer)]
            buffer[: len(chunk)] = chunk
            return len(chunk)

    stream = formats()["rca"].read(io.BufferedReader(Endless()), "endless")
    assert sum(isinstance(next(stream), Record) for _ in range(100)) > 50


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_stream_is_left_open_for_whoever_opened_it(tmp_path: Path, pack: Callable[[bytes], bytes]):
    path = tmp_path / "page"
    path.write_bytes(pack(PAGE.encode()))
    with path.open("rb", 0) as stream:
        assert list(read(stream, "page"))
        assert not stream.closed


def test_no_reader_for_a_file_is_an_error_that_names_it(tmp_path: Path):
    path = tmp_path / "notes.xyz"
    path.write_text("nothing of the kind", "utf-8")
    with pytest.raises(FormatError, match=r"notes\.xyz: is of no format known here \(`kg formats` lists"):
        next(read(path))


def test_two_readers_for_a_file_are_an_error_that_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    reader = formats()["rca"]
    monkeypatch.setattr("kg.readers.formats", lambda: {"one": reader, "two": reader})
    path = tmp_path / "page"
    path.write_text(PAGE, "utf-8")
    with pytest.raises(
        FormatError, match="more than one reader claims it: one, two; each export needs a file of its own"
    ):
        next(read(path))


def test_sources_and_faults_bear_the_name_that_was_given(tmp_path: Path):
    path = tmp_path / "page"
    path.write_text(PAGE, "utf-8")
    items = list(read(path, "shown.txt"))
    assert {item.source.file if isinstance(item, Record) else item.file for item in items} == {"shown.txt"}


CHINESE = "".join(
    f"TY  - JOUR\nTI  - 关于散步小组第{number}号\nAB  - {'我们研究了散步小组对健康的影响。' * 20}\nER  - \n\n"
    for number in range(9)
)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "gb18030", "utf-8"])
def test_a_text_of_few_ascii_letters_is_read_in_any_encoding(encoding: str):
    records = [each for each in read(io.BytesIO(CHINESE.encode(encoding)), "f") if isinstance(each, Record)]
    assert [each.title for each in records] == [f"关于散步小组第{number}号" for number in range(9)]


def test_some_zeros_do_not_make_a_plain_text_a_wide_one():
    page = CHINESE.replace("我", "\0a\0b").encode()
    assert [each.title[:6] for each in read(io.BytesIO(page), "f") if isinstance(each, Record)] == ["关于散步小组"] * 9


def test_a_stray_byte_spoils_no_other_letter_of_its_line():
    page = "TY  - JOUR\nTI  - Núñez et M\udcfcller\nER  - \n\n".encode("utf-8", "surrogateescape")
    valid = "TY  - JOUR\nTI  - Ærø\nER  - \n\n".encode() * 20
    records = [each for each in read(io.BytesIO(page + valid), "f") if isinstance(each, Record)]
    assert records[0].title == "Núñez et Müller"


def test_a_gzip_file_that_becomes_much_larger_is_read_if_it_stays_small():
    packed = gzip.compress(PAGE.encode() + (b" " * 1023 + b"\n") * (8 << 10))
    assert len(packed) * 250 < 8 << 20
    items = list(read(io.BytesIO(packed), "x.txt"))
    assert not [each for each in items if isinstance(each, Fault) and "times as large" in each.reason]
    assert sum(isinstance(each, Record) for each in items) == sum(
        isinstance(each, Record) for each in read(io.BytesIO(PAGE.encode()), "x.txt")
    )


def test_a_gzip_file_cut_in_the_middle_of_a_letter_keeps_the_letters_before():
    whole = ("TY  - JOUR\nTI  - Ærø\nER  - \n\n" * 20 + "TY  - JOUR\nTI  - Søby\nAB  - På Ærø går sø").encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(whole[:-1]) + packer.flush(zlib.Z_SYNC_FLUSH)  # without the last letter's second byte
    items = list(read(io.BytesIO(packed), "f"))
    *_, last = records = [each for each in items if isinstance(each, Record)]
    assert (len(records), last.title, last.abstract[0].text) == (21, "Søby", "På Ærø går")
    assert "the compressed data is damaged" in items[-1].reason


def test_line_ends_of_any_kind_and_empty_lines_before_a_table_do_not_hide_its_format():
    table = 'Authors,Title,Year,Source title,EID\n"Bo A.","Fine",2002,J,2-s2.0-4\n'
    for page in (table.replace("\n", "\r"), table.replace("\n", "\r\n"), "\n\n" + table):
        (record,) = read(io.BytesIO(page.encode()), "f")
        assert record.title == "Fine"


@pytest.mark.parametrize(
    "harm",
    [
        lambda packed: packed[:-1],
        lambda packed: packed[: len(packed) // 2],
        lambda packed: packed[:-6] + b"\0" + packed[-5:],
        lambda packed: packed + b"no member",
        lambda packed: packed + packed[:9],
    ],
    ids=["no size", "half", "checksum", "text behind", "half a member behind"],
)
def test_of_a_damaged_gzip_file_as_much_is_read_as_the_standard_library_can(harm):
    content = "".join(f"TY  - JOUR\nTI  - {hash_of(number)}\nER  - \n\n" for number in range(9_000)).encode()
    packed = harm(gzip.compress(content, mtime=0))
    saved = b""
    with pytest.raises((EOFError, OSError)), gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:  # noqa: PT012 - reads up to where it raises
        while chunk := file.read1(4096):
            saved += chunk
    *items, damage = read(io.BytesIO(packed), "f")
    assert "the compressed data is damaged" in damage.reason
    found = [each.title for each in items if isinstance(each, Record)]
    assert found == [each.title for each in read(io.BytesIO(saved), "f") if isinstance(each, Record)]
    assert len(found) > 1_000


def hash_of(number: int) -> str:
    """A title that packs badly."""
    return hashlib.sha256(str(number).encode()).hexdigest()


@given(
    st.lists(
        st.sampled_from(["a", "\udcff" * 20])
        | st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF, categories=["Cs"]),
        max_size=30,
    )
)
def test_undecoded_bytes_are_read_alike_one_by_one_and_in_runs(pieces):
    whole = "".join(pieces)
    assert streams.strip_controls(whole) == "".join(streams.strip_controls(each) for each in whole)


@pytest.mark.parametrize("text", ["Núñez", "A1 张三", "walks by 张三, 李四"])
def test_a_character_at_the_end_does_not_hide_that_a_text_is_utf8_even_if_it_is_cut(text: str):
    data = text.encode()
    for end in range(len(data), len(text[:-1].encode()), -1):
        assert streams.find_encoding(data[:end]) == "utf-8"


@given(st.lists(st.tuples(st.integers(0, 39), st.integers(0, 16), st.integers(0x80, 0xFF)), min_size=1, max_size=12))
def test_damaged_bytes_in_a_listing_without_other_foreign_letters_harm_only_their_own_records(damage):
    titles = [bytearray(b"Title %02d of a study" % number) for number in range(40)]
    for number, place, byte in damage:
        titles[number][place] = byte
    listing = b"".join(b"TY  - JOUR\nTI  - %s\nAU  - Roe, Ann\nER  - \n\n" % title for title in titles)
    found = [item for item in read(io.BytesIO(listing), "damaged.ris") if isinstance(item, Record)]
    assert len(found) == len(titles)
    for record, title in zip(found, titles, strict=True):
        assert not title.isascii() or record.title == title.decode()


@pytest.mark.parametrize("mark", ["\u00ef\u00bb\u00bf", "\ufeff\u00ef\u00bb\u00bf"])
def test_a_mark_of_utf_8_that_was_misread_hides_no_format(mark: str):
    table = "Lens ID,Title,Publication Type\n000-000-000-000-001,Größe,journal article\n"
    right, found = (list(read(io.BytesIO(text.encode()), "works.csv")) for text in (table, mark + table))
    assert found == [Fault("works.csv", 1, "\u00ef\u00bb\u00bf", READ_ANEW, "encoding"), *right]
