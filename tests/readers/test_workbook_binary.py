"""What an old Excel workbook (.xls) gives: the same as its sheets saved as CSV, and no harm."""

import csv
import io
import struct
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers import FormatError, read
from kg.readers._workbook import is_workbook, unpack_workbook
from kg.reading.inputs import find_inputs
from kg.record import Fault, Record
from tests.readers.biff import book, cell, compound, record, shared, sheet, table, text
from tests.readers.items import records_of
from tests.readers.test_workbook import ROWS, TABLES, reason_of, text_of

FILES = Path(__file__).parent / "files"
HEADER = ["key", "title", "year", "pubmed_id", "pmc_id"]


def number(value: float) -> bytes:
    return struct.pack("<d", value)


def of_cells(*cells: bytes, before: bytes = b"", version: int = 0x0600) -> str:
    stream = book(before, sheets=[sheet(*cells, version=version)], version=version)
    return text_of(compound(stream, "Workbook" if version == 0x0600 else "Book")).decode()


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_table_gives_the_same_records_as_from_csv(path: Path):
    page = path.read_bytes().decode("utf-8-sig")
    delimiter = ";" if page.split("\n", 1)[0].count(";") > page.split("\n", 1)[0].count(",") else ","
    rows = list(csv.reader(io.StringIO(page, newline=""), delimiter=delimiter))
    from_csv, from_workbook = (
        [(each.title, each.identifiers, each.contributors, each.dates, each.extra) for each in records_of(found)]
        for found in (read(path), read(io.BytesIO(table(rows)), "f"))
    )
    assert from_csv
    assert from_workbook == from_csv


@given(ROWS, st.integers(12, 60))
def test_any_texts_come_out_as_csv_has_them_wherever_records_are_cut(rows: list[list[str]], longest: int):
    full = [["x" * 3] * len(rows[0]), *rows]  # as a header is
    shown = list(csv.reader(io.StringIO(text_of(table(full, longest)).decode(), newline="")))
    assert shown == full


def test_what_another_program_wrote_is_read():
    with (FILES / "xlwt.xls").open("rb") as stream:
        unpacked, damage = unpack_workbook(stream)
        rows = list(csv.reader(io.StringIO(unpacked.read().decode())))
    assert not damage.reason
    assert rows[1] == [
        "J", "Ames, A; Núñez, B", "On walks, or 東京", "Walk J", "2021", "10.1000/walk.1", "WOS:000123456789012", "12",
        "2021-05-01", "TRUE", "", "0.125",
    ]  # fmt: skip
    (found,) = read(FILES / "xlwt.xls")
    assert (found.source.format, found.title) == ("wos_table", "On walks, or 東京")


@pytest.mark.parametrize(
    ("kind", "content", "shown"),
    [
        (0x0203, number(31234567), "31234567"),
        (0x0203, number(0.25), "0.25"),
        (0x0203, number(float("inf")), "inf"),
        (0x027E, struct.pack("<i", 2021 << 2 | 2), "2021"),
        (0x027E, struct.pack("<i", -5 << 2 | 3), "-0.05"),
        (0x00BD, struct.pack("<iHiH", 3 << 2 | 2, 0, 4 << 2 | 2, 1), "3,4"),
        (0x0205, b"\1\0", "TRUE"),
        (0x0205, b"\x2a\1", "#N/A"),
        (0x0006, number(7) + b"\0" * 8, "7"),
        (0x0006, b"\1\0\1\0\0\0\xff\xff", "TRUE"),
        (0x0006, b"\2\0\7\0\0\0\xff\xff", "#DIV/0!"),
        (0x0204, text("Núñez, 東京", rich=b"\0" * 8, spoken=b"\0" * 10), '"Núñez, 東京"'),
        (0x00FD, b"\7\0\0\0", "7"),
    ],
)
def test_a_cell_of_any_kind_is_shown(kind: int, content: bytes, shown: str):
    assert of_cells(cell(kind, (0, 0), content)) == f"{shown}\n"


@pytest.mark.parametrize(
    ("style", "shown"), [(0, "44197"), (1, "2021-01-01"), (2, "Jan-21"), (3, "2021-01-01"), (9, "44197")]
)
def test_a_date_is_shown_as_the_sheet_shows_it(style: int, shown: str):
    own = record(0x041E, struct.pack("<H", 164) + text("dd/mm/yyyy hh:mm;@"))
    styles = b"".join(record(0x00E0, struct.pack("<2H16x", 0, form)) for form in (0, 14, 17, 164))
    assert of_cells(cell(0x0203, (0, 0), number(44197), style), before=own + styles) == f"{shown}\n"


def test_days_may_be_counted_from_1904():
    before = record(0x0022, b"\1\0") + record(0x00E0, struct.pack("<2H16x", 0, 14))
    assert of_cells(cell(0x0203, (0, 0), number(42735)), before=before) == "2021-01-01\n"


def test_the_text_that_a_formula_gives_stands_in_its_cell():
    formula = cell(0x0006, (0, 1), b"\0\0\0\0\0\0\xff\xff") + record(0x0207, text("so"))
    assert of_cells(cell(0x0204, (0, 0), text("a")), formula, cell(0x0204, (0, 3), text("b"))) == "a,so,,b\n"


def test_before_1997_texts_are_in_a_code_page():
    before = record(0x0042, struct.pack("<H", 1251))
    label = "Прогулки".encode("cp1251")
    cells = cell(0x0204, (0, 0), struct.pack("<H", len(label)) + label)
    assert of_cells(cells, before=before, version=0x0500) == "Прогулки\n"


def test_charts_inside_of_sheets_are_no_part_of_them_and_sheets_follow_each_other():
    chart = record(0x0809, struct.pack("<2H", 0x0600, 0x0020)) + cell(0x0203, (0, 0), number(9)) + record(0x000A)
    first = sheet(
        cell(0x0204, (0, 0), text("a")), chart, cell(0x0204, (0, 2), text("c")), cell(0x0204, (5, 0), text("b"))
    )
    second = sheet(cell(0x0204, (0, 0), text("d")))
    assert text_of(compound(book(sheets=[first, second]))).decode() == "a,,c\nb,,\nd\n"


def test_an_old_workbook_is_an_input(tmp_path: Path):
    path = tmp_path / "export.xls"
    path.write_bytes(table([HEADER, ["1", "On walks", "2021", "", ""]]))
    (found,) = find_inputs([path], tmp_path / "scratch")
    with found.open() as opened:
        (only,) = read(opened.stream, found.name)
    assert isinstance(only, Record)
    assert (only.title, only.source.format) == ("On walks", "tables")
    path.write_bytes(compound(b"\0" * 5000, "WordDocument"))
    with path.open("rb") as stream:
        assert not is_workbook(stream)
    with pytest.raises(FormatError, match="an old Word document"):
        find_inputs([path], tmp_path / "scratch")


HARMFUL = {
    "encrypted": record(0x002F, b"\0" * 54),
    "a text breaks off": record(0x00FC, struct.pack("<2IH", 1, 1, 50) + b"\0only"),
    "unknown encoding": b"",
}


def test_what_cannot_be_read_ends_the_sheet_with_a_reason():
    for reason, before in HARMFUL.items():
        if before:
            assert reason in reason_of(compound(book(before, sheets=[])))
    odd = sheet(cell(0x0204, (0, 0), b"\1\0a"), version=0x0500)
    page = record(0x0042, struct.pack("<H", 9999))
    assert "unknown encoding" in reason_of(compound(book(page, sheets=[odd], version=0x0500)))
    many = b"".join(cell(0x00FD, (0, each), b"\0\0\0\0") for each in range(300))
    assert "a row longer" in reason_of(compound(book(shared(["x" * 30_000]), sheets=[sheet(many)])))


def test_rows_before_the_last_before_the_damage_are_read():
    rows = [HEADER, *([str(each), f"On walk {each}", "2021", "", ""] for each in range(300))]
    whole = table(rows)
    stream = bytearray(whole)
    stream[stream.index(struct.pack("<3H", 200, 0, 0)) - 4] = 0x3F  # a record that says it is longer
    stream[stream.index(struct.pack("<3H", 200, 0, 0)) - 1] = 0xFF
    found = list(read(io.BytesIO(bytes(stream)), "f"))
    assert [each.title for each in records_of(found)] == [row[1] for row in rows[1:199]]
    assert isinstance(found[-1], Fault)


def test_a_small_workbook_takes_little_memory():
    one = shared(["x" * 30_000])
    many = [sheet(*(cell(0x00FD, (row, each), b"\0\0\0\0") for each in range(100))) for row in range(20)]
    content = compound(book(one, sheets=many))
    tracemalloc.start()
    reason_of(content)
    assert tracemalloc.get_traced_memory()[1] < 50e6
    tracemalloc.stop()


@given(st.data())
def test_wherever_a_workbook_is_cut_or_overwritten_it_is_read_or_a_fault(data: st.DataObject):
    content = table([HEADER, ["1", "On walks", "2021", "", ""], ["2", "On 東京", "2022", "", ""]])
    at = data.draw(st.integers(0, len(content) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=8))
    for spoilt in (content[:at], content[:at] + noise + content[at + len(noise) :]):
        try:
            found = list(read(io.BytesIO(spoilt), "f"))
        except FormatError:
            continue
        assert all(isinstance(each, Fault) or each.source.format == "tables" for each in found)


def test_sectors_that_run_in_a_circle_come_to_an_end():
    content = bytearray(table([HEADER, *([str(each), "t" * 50, "2021", "", ""] for each in range(200))]))
    sectors = struct.unpack("<I", content[76:80])[0]
    struct.pack_into("<I", content, (sectors + 1) * 512 + 4 * 5, 3)
    assert reason_of(bytes(content)).startswith("the workbook is not read any further: ")
