"""What the reader of Scopus makes of tables of the old and the new form."""

import csv
import io
from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import read as read_file
from kg.readers import scopus
from kg.readers._csv import Row, Table, read_rows, split_row
from kg.record import Affiliation, Contributor, Fault, Field, Grant, Heading, Identifier, Record, Reference
from tests.readers.items import records_of

DATA = Path(__file__).parents[1] / "data/scopus"
HEADER = "Authors,Title,Year,Source title,Link,EID"


def read_text(text: str) -> list[Record | Fault]:
    return list(scopus.read(io.BytesIO(text.encode()), "table.csv"))


@pytest.fixture(scope="module")
def rows() -> list[Record]:
    return records_of(list(read_file(DATA / "old.csv")))


def test_authors_have_their_ids_places_and_addresses(rows: list[Record]):
    first, second, third = rows[0].contributors
    assert [each.identifiers[0].value for each in rows[0].contributors] == ["57000000001", "57000000002", "57000000003"]
    assert first.affiliations == (
        Affiliation("Dept of Walking, University of Oldtown, Oldtown, Nowhere"),
        Affiliation("Oldtown Hospital, Oldtown, Nowhere"),
    )
    assert (second.name, second.email) == ("Li B.", "bo.li@example.org")
    assert (third.name, third.affiliations) == ("Dow C., Jr.", ())


def test_names_are_taken_apart_by_cleaning(rows: list[Record]):
    *_, record = clean(rows[0])
    assert isinstance(record, Record)
    shown = [(each.family, each.initials, each.suffix) for each in record.contributors]
    assert shown == [("van der Øster", "AM", ""), ("Li", "B", ""), ("Dow", "C", "Jr")]


def test_the_new_form_has_full_names():
    (record,) = records_of(list(read_file(DATA / "new.csv")))
    assert [(each.name, each.family, each.given, each.full_name) for each in record.contributors] == [
        ("Øster A.M.", "Øster", "Ada M.", "Ada M. Øster"),
        ("Li B.", "Li", "Bo", "Bo Li"),
    ]
    assert [len(each.affiliations) for each in record.contributors] == [2, 1]
    assert record.contributors[1].email == "bo.li@example.org"


def test_what_scopus_prints_for_nothing_is_nothing(rows: list[Record]):
    assert [(each.name, each.role) for each in rows[1].contributors] == [
        ("Fox E.", "editor"),
        ("de la Cruz J.F.", "editor"),
    ]
    assert rows[1].abstract == ()


def test_the_rest_of_the_model_is_filled(rows: list[Record]):
    record = rows[0]
    assert [(each.scheme, each.value) for each in record.identifiers] == [
        ("scopus", "2-s2.0-85000000001"),
        ("doi", "10.5555/walk.1"),
        ("pmid", "40000001"),
    ]
    assert (record.title, record.pages, record.language) == ('Who "walks"? A view', "9-12", "English")
    assert record.grants == (
        Grant("PC-1", "Path Council, PC"), Grant("PC-2", "Path Council, PC"), Grant("", "Old Fund"), Grant("12/34"),
    )  # fmt: skip
    assert record.headings == (Heading("walking"), Heading("human"))
    assert record.references[1] == Reference("Fox, E., (2010) Stiles")
    assert record.open_access is True
    assert rows[2].flags == ("retracted",)


def test_more_funding_texts_than_the_header_has_do_not_shift_the_columns(rows: list[Record]):
    assert [each for each in rows[2].extra if each.name.startswith("Funding")] == [
        Field("Funding Text 1", "One."),
        Field("Funding Text 2", "Two."),
    ]
    assert rows[2].types == ("Retracted",)


def test_numbers_that_do_not_fit_the_names_are_faults_and_nobodys():
    cells = {"Authors": "Bell S., Dow C.", "Author(s) ID": "571;", "Source title": "J", "EID": "2-s2.0-1"}
    fault, record = read_text(",".join(cells) + "\n" + ",".join(f'"{cell}"' for cell in cells.values()) + "\n")
    assert isinstance(fault, Fault)
    assert isinstance(record, Record)
    assert (fault.field, fault.reason, fault.record) == ("authors", "1 values for 2 authors", record.key)
    assert record.contributors == (Contributor("Bell S."), Contributor("Dow C."))


@pytest.mark.parametrize(
    "broken",
    [
        "Bell S.,A title,2020,J,,",
        "Bell S.,A title,2020,J",
        '"Bell S.,A title,2020,J,,2-s2.0-2',
        "x",
    ],
)
def test_a_row_that_does_not_fit_its_columns_is_a_fault_and_the_others_are_read(broken: str):
    good = "Dow C.,Gates,2020,J,,2-s2.0-1"
    items = read_text(f"{HEADER}\n{good}\n{broken}\n{good.replace('1', '3')}\n")
    assert [each.identifier("scopus") for each in records_of(items)] == ["2-s2.0-1", "2-s2.0-3"]
    assert [(each.line, each.raw) for each in items if isinstance(each, Fault)] == [(3, broken)]


def test_a_last_cell_that_breaks_off_is_told_by_the_link():
    row = "Dow C.,Gates,2020,J,https://www.scopus.com/record?eid=2-s2.0-123&x=1,2-s2.0-123"
    (record,) = records_of(read_text(f"{HEADER}\n{row[:-1]}"))
    assert (record.truncated, record.identifier("scopus")) == (True, "2-s2.0-123")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_spreadsheet_may_have_written_other_delimiters(delimiter: str):
    text = f"{HEADER}\nDow C.,Gates,2020,J,,2-s2.0-1\n".replace(",", delimiter)
    assert scopus.sniff(text.encode())
    assert [each.title for each in records_of(read_text(text))] == ["Gates"]


def test_tables_that_were_joined_may_have_headers_in_between():
    one, other = f"{HEADER}\nDow C.,Gates,2020,J,,2-s2.0-1\n", "EID,Source title,Title\n2-s2.0-2,J,Stiles\n"
    assert [each.title for each in records_of(read_text(one + other))] == ["Gates", "Stiles"]


@pytest.mark.parametrize("text", ['"a"b,c', 'a"b,c', '"a', 'a,"b""'])
def test_quotation_marks_that_are_not_in_pairs_make_no_row(text: str):
    assert split_row(text, ",") is None


def test_rows_are_cut_as_the_standard_library_cuts_them(shared: Path):
    sample = shared / "samples/scopus/litstudy-scopus.csv"
    csv.field_size_limit(10_000_000)
    with sample.open(encoding="utf-8-sig", newline="") as lines:
        _, *expected = list(csv.reader(lines))
    table = Table(lambda names: "EID" in names, lambda _, cells: [str(n) for n in range(len(cells))])
    with sample.open("rb") as stream:
        found = [row.cells for row in read_rows(stream, "f", table) if isinstance(row, Row)]
    cells = [{str(n): cell.replace("\r\n", "\n") for n, cell in enumerate(row) if cell.strip()} for row in expected]
    assert found == cells


def test_every_row_of_the_sample_is_read_and_its_columns_are_where_they_belong(shared: Path):
    items = list(read_file(shared / "samples/scopus/litstudy-scopus.csv"))
    records = records_of(items)
    assert len(records) == len(items) == 58
    for record in records:
        assert record.types[0] in {
            "Article", "Review", "Conference Paper", "Conference Review", "Book Chapter", "Book", "Short Survey",
        }  # fmt: skip
        assert record.language == "English"
        for author in record.contributors:
            assert author.role == "editor" or author.identifiers[0].value.isdecimal()
    assert sum(bool(each.identifier("pmid")) for each in records) == 24
    assert sum(any(author.email for author in each.contributors) for each in records) == 40
    assert all(Identifier("scopus", each.identifier("scopus")) in each.identifiers for each in records)


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ('A 5" pipe', 'A 5" pipe'),
        ('"A "nice" title"', 'A "nice" title'),
        ('A "so" bad', 'A "so" bad'),
        ('A "t', 'A "t'),
    ],
)
def test_quotation_marks_that_are_not_doubled_cost_no_row(cell: str, title: str):
    table = f"Authors,Title,Year,Source title,EID\nBo A.,{cell},2001,J,2-s2.0-1\n" + "Bo A.,Fine,2002,J,2-s2.0-4\n" * 3
    fault, first, *others = scopus.read(io.BytesIO(table.encode()), "f")
    assert (first.title, [each.title for each in others]) == (title, ["Fine"] * 3)
    assert (fault.line, fault.field, fault.record) == (2, "quotes", first.key)


def read_one(columns: str, cells: str) -> Record:
    (record,) = records_of(read_text(f"{HEADER},{columns}\nBell S.,Walks,2021,J Walk,,2-s2.0-1,{cells}\n"))
    return record


def test_a_row_with_more_cells_than_columns_is_a_fault_unless_funding_may_be_repeated():
    row = "Bell S.,Walks,2021,J Walk,,2-s2.0-1"
    (fault,) = read_text(f"{HEADER}\n{row},more\n")
    assert isinstance(fault, Fault)
    record = read_one("Funding Text 1", "We thank A.,We thank B.")
    assert [(each.name, each.value) for each in record.extra] == [
        ("Funding Text 1", "We thank A."),
        ("Funding Text 2", "We thank B."),
    ]


@pytest.mark.parametrize(("kind", "own"), [("Book", True), ("Conference Review", True), ("Book Chapter", False)])
def test_the_isbn_of_a_whole_book_is_its_own_and_that_of_a_chapter_the_book_s(kind: str, own: bool):
    record = read_one("Document Type,ISBN", f"{kind},9780306406157")
    assert record.container
    assert record.container.identifiers == (Identifier("isbn", "9780306406157"),)
    assert (Identifier("isbn", "9780306406157") in record.identifiers) == own


@pytest.mark.parametrize(("cell", "access"), [("All Open Access; Gold", True), ("Subscription", None), ("", None)])
def test_only_what_is_all_open_access_is_open(cell: str, access: bool | None):
    assert read_one("Open Access", cell).open_access is access


def test_no_column_is_lost_beside_another_of_its_name():
    columns, texts = ("Funding Text 1", "Funding Text 2", "Note", "Note"), ("first", "second", "third", "one", "two")
    table = f"{HEADER},{','.join(columns)}\n{'Bell S.,On walks,2020,Walks,,2-s2.0-1'},{','.join(texts)}\n"
    (record,) = records_of(read_text(table))
    assert [each.value for each in record.extra] == list(texts)
