"""What an Excel workbook gives: the same as its sheets saved as CSV, and no harm."""

import csv
import io
import tracemalloc
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers import FormatError, is_workbook, read
from kg.readers._workbook import unpack_workbook
from kg.reading.inputs import find_inputs
from kg.record import Fault, Record
from tests.readers.items import records_of
from tests.score.fields import DATA, fixtures

TABLES = [path for path in fixtures() if path.suffix == ".csv"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER = ["EID", "Title", "Year", "Authors", "Source title"]


def cell(place: int, text: str, kind: str = "inlineStr", style: int = 0) -> str:
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    inside = f"<is><t>{escape(text)}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"
    return f'<c r="{letters}1" t="{kind}" s="{style}">{inside}</c>'


def sheet(*rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


def workbook(*sheets: str, shared: str = "", styles: str = "", pr: str = "") -> bytes:
    names = [f"sheet{n}" for n in range(1, len(sheets) + 1)]
    members = {f"xl/worksheets/{name}.xml": text for name, text in zip(names, sheets, strict=True)}
    members |= {"xl/sharedStrings.xml": shared} if shared else {}
    members |= {"xl/styles.xml": styles} if styles else {}
    links = {name: f"worksheets/{name}.xml" for name in names} | {
        "shared": "sharedStrings.xml",
        "styles": "/xl/styles.xml",
    }
    listed = "".join(f'<sheet name="{name}" sheetId="1" r:id="{name}"/>' for name in names)
    members["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{pr}<sheets>{listed}</sheets></workbook>'
    told = "".join(
        f'<Relationship Id="{name}" Target="{target}"/>'
        for name, target in links.items()
        if f"xl/{target}".replace("xl//xl/", "xl/") in members
    )
    members["xl/_rels/workbook.xml.rels"] = f"<Relationships>{told}</Relationships>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def table(rows: list[list[str]]) -> str:
    return sheet(*(row(*(cell(place, text) for place, text in enumerate(each) if text)) for each in rows))


def saved(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def text_of(content: bytes) -> bytes:
    found = unpack_workbook(io.BytesIO(content))
    assert found
    text = found[0].read()
    assert not found[1].reason
    return text


def reason_of(content: bytes) -> str:
    found = unpack_workbook(io.BytesIO(content))
    assert found
    while found[0].read(1 << 20):
        pass
    return found[1].reason


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_table_gives_the_same_records_from_a_workbook_as_from_csv(path: Path):
    text = path.read_bytes().decode("utf-8-sig")
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    from_csv, from_workbook = (
        [
            (each.title, each.identifiers, each.contributors, each.dates, each.extra)
            for each in records_of(read(io.BytesIO(data), "f"))
        ]
        for data in (path.read_bytes(), workbook(table(rows)))
    )
    assert from_csv
    assert from_workbook == from_csv


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), include_characters='\n",'))
ROWS = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width).filter(any), min_size=1)
)


@given(ROWS)
def test_any_texts_come_out_as_csv_has_them(rows: list[list[str]]):
    full = [["x" * 3] * len(rows[0]), *rows]  # as a header is
    assert list(csv.reader(io.StringIO(text_of(workbook(table(full))).decode(), newline=""))) == full


def test_cells_may_share_texts_whose_pronunciation_is_no_part_of_them():
    shared = (
        f'<sst xmlns="{MAIN}"><si><t>Title</t></si><si><r><t>Walks, </t></r><r><rPr/><t>or not</t></r></si>'
        "<si><t>東京</t><rPh><t>トウキョウ</t></rPh></si></sst>"
    )
    rows = sheet(row(cell(0, "0", "s"), cell(1, "1", "s")), row(cell(0, "2", "s"), cell(1, "7", "s")))
    assert text_of(workbook(rows, shared=shared)).decode() == 'Title,"Walks, or not"\n東京,7\n'


@pytest.mark.parametrize(
    ("text", "style", "shown"),
    [
        ("31234567", 0, "31234567"),
        ("3.1234567E7", 0, "31234567"),
        ("2021.0", 0, "2021"),
        ("0.25", 0, "0.25"),
        ("44197", 1, "2021-01-01"),
        ("44197.75", 2, "2021-01-01"),
        ("44542", 3, "12-Dec"),
        ("43586", 4, "May-19"),
        ("44197", 9, "44197"),
        ("1e400", 1, "1e400"),
        ("n/a", 0, "n/a"),
    ],
)
def test_a_number_is_shown_as_the_sheet_shows_it(text: str, style: int, shown: str):
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm;@"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        + "".join(f'<xf numFmtId="{each}"/>' for each in (0, 14, 164, 16, 17)).join(
            ("<cellXfs>", "</cellXfs></styleSheet>")
        )
    )
    content = workbook(sheet(row(cell(0, text, "n", style))), styles=styles)
    assert text_of(content).decode() == f"{shown}\n"


def test_days_may_be_counted_from_1904_and_truth_has_words():
    styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    rows = sheet(row(cell(0, "42735", "n"), cell(1, "1", "b"), cell(2, "0", "b"), cell(3, "=", "str")))
    content = workbook(rows, styles=styles, pr='<workbookPr date1904="1"/>')
    assert text_of(content).decode() == "2021-01-01,TRUE,FALSE,=\n"


def test_cells_that_are_left_out_are_empty_and_sheets_follow_each_other():
    first = sheet(row(cell(0, "a"), cell(2, "c")), row(cell(0, "b")), "<row/>")
    assert text_of(workbook(first, sheet(row(cell(0, "d"))))).decode() == "a,,c\nb,,\n\nd\n"


def test_line_ends_and_escapes_in_cells_are_plain_line_ends():
    assert text_of(workbook(sheet(row(cell(0, "a_x000D_\nb_x0041_"))))).decode() == '"a\nb_x0041_"\n'


def test_another_sheet_with_notes_is_faults_that_harm_no_record(tmp_path: Path):
    path = tmp_path / "export.xlsx"
    rows = list(csv.reader((DATA / "tables/rayyan.csv").open(encoding="utf-8", newline="")))
    path.write_bytes(workbook(table(rows), table([["Notes", "none"], ["We searched on 1 May."]])))
    found = list(read(path))
    assert [each.key for each in records_of(found)] == [
        each.key for each in records_of(read(DATA / "tables/rayyan.csv"))
    ]
    assert "We searched on 1 May." in [each for each in found if isinstance(each, Fault)][-1].raw


def test_a_workbook_is_an_input_and_no_archive(tmp_path: Path):
    path = tmp_path / "export.xlsx"
    path.write_bytes(
        workbook(table([["key", "title", "year", "pubmed_id", "pmc_id"], ["1", "On walks", "2021", "", ""]]))
    )
    (found,) = find_inputs([path], tmp_path / "scratch")
    assert (found.path, found.member) == (path, None)
    with found.open() as opened:
        (record,) = read(opened.stream, found.name)
    assert isinstance(record, Record)
    assert (record.title, record.source.format) == ("On walks", "tables")
    path.write_bytes(workbook(table([["Title", "Notes", "Year"], ["On walks", "", "2021"]])))
    with pytest.raises(FormatError, match="a table of no format known here, with the columns Title, Notes, Year"):
        find_inputs([path], tmp_path / "scratch")


def test_other_archives_and_files_are_no_workbooks():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.ris", "TY  - JOUR")
    for content in (b"", b"PK\x03\x04", out.getvalue(), out.getvalue()[:-9], b"TY  - JOUR"):
        stream = io.BytesIO(content)
        assert not is_workbook(stream)
        assert unpack_workbook(stream) is None
        assert stream.tell() == 0


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
MANY = 1 << 17
HARMFUL = {
    "a document type": (ENTITIES + sheet(row(cell(0, "&b;", "str"))), ""),
    "times as large": (sheet(row(cell(0, "x"))) + " " * (1 << 25), ""),
    "a row longer than one of a sheet can be": (sheet(row(cell(1 << 14, "x"))), ""),
    "sheet1.xml: ": ("<worksheet><sheetData><row>", ""),
    "sharedStrings.xml: ": (sheet(row(cell(0, "x"))), "<sst><si>"),
}


@pytest.mark.parametrize("reason", HARMFUL)
def test_what_could_do_harm_ends_the_sheet_with_a_reason(reason: str):
    text, shared = HARMFUL[reason]
    assert reason in reason_of(workbook(text, shared=shared))


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        (sheet("<row>" + '<c t="s"><v>0</v></c>' * 2_000 + "</row>"), f"<sst><si><t>{'x' * 100_000}</t></si></sst>"),
        (sheet("<row>" + "<c/>" * MANY + "</row>"), ""),
        (sheet("<x>" * 100_000), ""),
        (sheet(row(cell(0, "x"))), f"<sst><si>{'<r/>' * MANY}</si></sst>"),
    ],
    ids=["one text in many cells", "many cells", "depth", "many runs"],
)
def test_a_small_workbook_takes_little_memory(text: str, shared: str):
    content = workbook(text, shared=shared)
    tracemalloc.start()
    reason_of(content)
    assert tracemalloc.get_traced_memory()[1] < 100e6
    tracemalloc.stop()


def test_wherever_a_workbook_is_cut_or_overwritten_it_is_read_or_a_fault():
    content = workbook(table([["key", "title", "year", "pubmed_id", "pmc_id"], ["1", "On walks", "2021", "", ""]]))
    for at in range(0, len(content), 7):
        for spoilt in (content[:at], content[:at] + b"\xff\0\xff" + content[at + 3 :]):
            try:
                found = list(read(io.BytesIO(spoilt), "f"))
            except FormatError:
                continue
            assert all(isinstance(each, Fault) or each.source.format == "tables" for each in found)
