"""What a web page that calls itself a workbook gives: the same as its table saved as CSV, and no harm."""

import csv
import io
import tracemalloc
from html import escape
from pathlib import Path

import pytest

from kg.readers import FormatError, read
from kg.record import Fault
from tests.readers.items import records_of
from tests.readers.test_workbook import TABLES
from tests.score.fields import DATA

HEADER = ["key", "title", "year", "pubmed_id", "pmc_id"]


def page(rows: list[list[str]], charset: str = "utf-8", end: str = "</tr>") -> bytes:
    cells = (f"<tr>{''.join(f'<td>{escape(each)}</td>' for each in row)}{end}\n" for row in rows)
    head = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>x</title></head>'
    return f"{head}<body><p>Found</p><table border=1>{''.join(cells)}</table></body></html>".encode(charset)


def told(content: bytes) -> list[tuple]:
    return [
        (each.title, each.identifiers, each.contributors, each.extra) for each in records_of(read(io.BytesIO(content)))
    ]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_table_gives_the_same_records_from_a_page_as_from_csv(path: Path):
    text = path.read_bytes().decode("utf-8-sig")
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    plain = [[" ".join(each.split()) for each in row] for row in rows]
    saved = io.StringIO()
    csv.writer(saved, lineterminator="\n").writerows(plain)
    assert told(page(plain)) == told(page(plain, end="")) == told(saved.getvalue().encode())


def test_a_page_may_be_in_another_encoding_and_has_line_ends_of_its_own():
    rows = list(csv.reader((DATA / "tables/cnki.csv").open(encoding="utf-8", newline="")))
    assert told(page(rows, "gb2312")) == told((DATA / "tables/cnki.csv").read_bytes())
    content = page([HEADER, ["1", "LINE", "2021", "", ""]]).replace(b"LINE", b"On <b>wa</b>lks<br>and\n more")
    assert told(content)[0][0] == "On walks\nand more"


def test_a_page_with_any_other_table_is_a_page():
    with pytest.raises(FormatError, match="is a web page, perhaps one to sign in"):
        list(read(io.BytesIO(page([["User", "Name", "Password"]]))))


def test_wherever_a_page_is_cut_the_rows_before_are_read_and_the_last_is_a_fault():
    content = page([HEADER, *([str(each), f"On walk {each}", "2021", "", ""] for each in range(3))])
    ends = [place + 5 for place in range(len(content)) if content.startswith(b"</tr>", place)]
    for at in range(ends[0], len(content) + 1):
        found = list(read(io.BytesIO(content[:at])))
        whole = sum(end <= at for end in ends[1:])
        assert [each.title for each in records_of(found)] == [f"On walk {each}" for each in range(whole)]
        in_row = content.rfind(b"<tr>", 0, at) + 10 > content.rfind(b"</tr>", 0, at)
        assert in_row <= any(isinstance(each, Fault) for each in found) or at - content.rfind(b"<tr>", 0, at) < 10


@pytest.mark.parametrize("junk", [b"<b>", b"<table>", b"<td>", b"<p></p>", b"&amp;", b"<tr><td></tr>"])
def test_what_could_do_harm_ends_the_page_in_little_memory(junk: bytes):
    content = page([HEADER, ["1", "On walks", "2021", "", ""]]).replace(b"</table>", junk * (4_000_000 // len(junk)))
    tracemalloc.start()
    found = list(read(io.BytesIO(content)))
    assert tracemalloc.get_traced_memory()[1] < 100e6
    tracemalloc.stop()
    assert "On walks" in [each.title for each in records_of(found)]
