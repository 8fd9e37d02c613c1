"""What an OpenDocument spreadsheet gives: the same as its sheets saved as CSV, and no harm."""

import csv
import io
import tracemalloc
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from kg.readers import FormatError, is_workbook, read
from kg.record import Fault
from tests.readers.items import records_of
from tests.readers.test_workbook import TABLES, reason_of, text_of

KIND = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text")
)
HEADER = ["key", "title", "year", "pubmed_id", "pmc_id"]


def cell(text: str) -> str:
    lines = "".join(f"<text:p>{escape(each)}</text:p>" for each in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>' if text else "<table:table-cell/>"


def sheet(*rows: str, kind: str = KIND) -> bytes:
    body = "".join(f"<table:table-row>{each}</table:table-row>" for each in rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:body><office:spreadsheet><table:table>{body}"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def table(rows: list[list[str]]) -> bytes:
    return sheet(*("".join(map(cell, row)) for row in rows))


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


@pytest.mark.parametrize(
    ("attributes", "text", "shown"),
    [
        ('office:value-type="float" office:value="2021"', "2,021.00", "2021"),
        ('office:value-type="float" office:value="0.25"', "25 %", "0.25"),
        ('office:value-type="percentage" office:value="0.25"', "25 %", "25 %"),
        ('office:value-type="date" office:date-value="2021-05-03T00:00:00"', "03.05.21", "2021-05-03"),
        ('office:value-type="date" office:date-value="2021-12-05"', "5-Dec", "5-Dec"),
        ('office:value-type="boolean" office:boolean-value="true"', "WAHR", "TRUE"),
        (
            'office:value-type="string"',
            "On <text:span>wa<text:s/>lks</text:span><text:line-break/>or",
            '"On wa lks\nor"',
        ),
    ],
)
def test_a_cell_of_any_kind_is_shown(attributes: str, text: str, shown: str):
    content = f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"
    assert text_of(sheet(content)).decode() == f"{shown}\n"


def test_empty_cells_are_counted_and_empty_rows_are_none():
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    end = '<table:table-cell table:number-columns-repeated="16384"/>'
    assert text_of(sheet(cell("a") + gap + cell("d") + end, end, cell("b"))).decode() == "a,,,d\nb,,,\n"


def test_another_document_is_no_workbook():
    for content in (sheet(kind="application/vnd.oasis.opendocument.text"), table([["User", "Name", "Password"]])):
        with pytest.raises(FormatError):
            list(read(io.BytesIO(content), "f"))
    assert not is_workbook(io.BytesIO(sheet(kind="application/vnd.oasis.opendocument.text")))


@pytest.mark.parametrize(
    "row",
    [
        cell("x" * 1000).replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16000"'),
        "<table:table-cell/>" * (1 << 18),
        "<text:p>" * 100_000,
    ],
    ids=["one text in many cells", "many cells", "depth"],
)
def test_what_could_do_harm_ends_the_sheet_in_little_memory(row: str):
    content = sheet(row)
    tracemalloc.start()
    assert reason_of(content)
    assert tracemalloc.get_traced_memory()[1] < 100e6
    tracemalloc.stop()


def test_wherever_a_spreadsheet_is_cut_or_overwritten_it_is_read_or_a_fault():
    content = table([HEADER, ["1", "On walks", "2021", "", ""]])
    for at in range(0, len(content), 7):
        for spoilt in (content[:at], content[:at] + b"\xff\0\xff" + content[at + 3 :]):
            try:
                found = list(read(io.BytesIO(spoilt), "f"))
            except FormatError:
                continue
            assert all(isinstance(each, Fault) or each.source.format == "tables" for each in found)
