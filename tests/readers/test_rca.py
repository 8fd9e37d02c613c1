"""What the reader of RCA pages makes of the oddities of real pages."""

import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.clean import clean
from kg.readers import rca
from kg.record import Fault, Field, Identifier, Record
from tests.readers.items import faults_of, records_of

PAGE = (Path(__file__).parents[1] / "data/rca/oddities.rca.txt").read_bytes()
BRACKETS = "[Citation(s) in RCA: 3] [Impact Index Per Article: 0.3] [Reference Citation Analysis] [Abstract]"


def read_text(text: str | bytes) -> list[Record | Fault]:
    return list(rca.read(io.BytesIO(text.encode() if isinstance(text, str) else text), "page.txt"))


def read_one(citation: str, body: str = "|") -> Record:
    (record,) = read_text(f"1\n|\n{citation}\n{body}\n")
    assert isinstance(record, Record)
    return record


@pytest.fixture(scope="module")
def odd() -> list[Record]:
    return records_of(read_text(PAGE))


def test_everything_that_is_not_a_record_is_a_fault_with_its_line():
    faults = faults_of(read_text(PAGE))
    assert [(fault.file, fault.line, fault.raw.splitlines()[0], fault.reason) for fault in faults_of(faults)] == [
        ("page.txt", 1, "For: Oddities of listings [Subscribe to This Search]", "not part of a record"),
        ("page.txt", 26, "Copyright of the page, between two records", "not part of a record"),
    ]


def test_a_byline_has_particles_hyphens_apostrophes_suffixes_and_groups(odd: list[Record]):
    assert [(each.name, each.collective) for each in odd[0].contributors] == [
        ("van der Meer-O’Neil JM", False),
        ("D'Angelo Q", False),
        ("de la Cruz F Jr", False),
        ("Øster Å", False),
        ("Ismailov II", False),
        ("LANTERN Study Group", True),
    ]


def test_a_title_keeps_quotes_question_marks_colons_and_brackets(odd: list[Record]):
    assert odd[0].title == '"Who walks?" A view of (rural) walking groups: what [3H]works, and what does not?'


def test_a_record_without_byline_keeps_its_whole_title(odd: list[Record]):
    assert odd[1].title == "Tensions on the path. Developing a map, step by step"
    assert odd[1].contributors == ()


def test_affiliations_belong_to_the_author_of_their_slot(odd: list[Record]):
    shown = {n: (each.full_name, len(each.affiliations)) for n, each in enumerate(odd[0].contributors, 1)}
    assert shown == {
        1: ("Jo Maria van der Meer-O'Neil", 2),
        2: ("", 0),
        3: ("Felipe de la Cruz", 1),
        4: ("", 0),
        5: ("", 0),
        6: ("", 0),
    }


@pytest.mark.parametrize(
    ("imprint", "volume", "pages"),
    [
        ("2022.", "", ""),
        ("2023:17579139231184809.", "", "17579139231184809"),
        ("2025; 3:e000941.", "3", "e000941"),
        ("2019; 12 Suppl 3:e338-e347.", "12 Suppl 3", "e338-e347"),
        ("2011; 29.", "29", ""),
        ("2010; 66(Suppl 3):9-12; discussion 12.", "66(Suppl 3)", "9-12; discussion 12"),
        ("2021; 5:BJGPO.2021.0017.", "5", "BJGPO.2021.0017"),
    ],
)
def test_the_imprint_has_volume_and_pages_in_any_subset(imprint: str, volume: str, pages: str):
    record = read_one(f"Bell S. A title. J Foo (Oxf) {imprint} [PMID: 1] {BRACKETS}")
    assert record.container is not None
    assert (record.container.title, record.title) == ("J Foo (Oxf)", "A title")
    assert (record.volume, record.pages) == (volume, pages)


@pytest.mark.parametrize(
    ("printed", "schemes"),
    [
        ("[PMID: 1 PMCID: PMC2 DOI: 10.1000/3] ", "pmid pmcid doi"),
        ("[DOI: 10.1000/3] ", "doi"),
        ("[PMCID: PMC2] ", "pmcid"),
        ("[PMID: 1 DOI: 10.1641/0006-3568(2000)050[0323:PLTBA]2.3.CO;2] ", "pmid doi"),
        ("", ""),
    ],
)
def test_identifiers_come_in_any_subset(printed: str, schemes: str):
    record = read_one(f"Bell S. A title. J Foo 2020; 1:2. {printed}{BRACKETS}")
    assert [each.scheme for each in record.identifiers] == schemes.split()


def test_unknown_brackets_are_kept(odd: list[Record]):
    assert odd[0].flags == ("Abstract", "Key Words", "Some New Flag")
    assert odd[0].extra == (Field("Publisher Note", "kept as read"),)


def test_open_is_said_only_of_a_citation_that_is_whole(odd: list[Record]):
    assert [record.open_access for record in odd] == [True, False, False, False, False]
    (broken,) = records_of(read_text(f"1\n|\nBell S. A title. J Foo 2020; 1:2. [PMID: 1] {BRACKETS}"))
    assert broken.open_access is None


def test_a_block_named_like_a_flag_is_kept_as_a_field():
    record = read_one(f"Bell S. A title. J Foo 2020; 1:2. [PMID: 1] {BRACKETS}", "Abstract\nText.\nCollapse\n|")
    assert record.extra == ()
    other = read_one(f"Bell S. A title. J Foo 2020; 1:2. [PMID: 1] {BRACKETS} [Grants]", "Grants\nG1\nCollapse\n|")
    assert other.extra == (Field("Grants", "G1"),)


def test_slots_that_do_not_fit_the_byline_are_matched_by_name_and_the_rest_are_faults():
    body = "Affiliation(s)\n- Cy Dow\n- York, UK\n| | - Nobody Known\n- Rome, Italy\n| |\nCollapse\n|"
    items = read_text(f"1\n|\nBell A, Dow C, Fox E. A title. J Foo 2020; 1:2. [PMID: 1] {BRACKETS}\n{body}\n")
    (record,) = records_of(items)
    assert [each.full_name for each in record.contributors] == ["", "Cy Dow", ""]
    assert [(fault.field, fault.raw, fault.record) for fault in faults_of(items)] == [
        ("affiliations", "Nobody Known\nRome, Italy", record.key)
    ]


def test_the_key_does_not_depend_on_where_the_record_stands():
    one = f"Bell S. A title. J Foo 2020; 1:2. [PMID: 1] {BRACKETS}\nAbstract\nText.\nCollapse"
    first, second, third = (
        records_of(read_text(text))[0]
        for text in (f"7\n|\n{one}\n|\n", f"Chrome\n\n12\r\n|\r\n{one}  \n|\n", f"{one}\n|\n")
    )
    assert first.key == second.key == third.key
    assert (first.source.ordinal, second.source.ordinal, third.source.ordinal) == ("7", "12", "")
    assert second.source.line == 3


def test_pages_one_after_the_other_give_the_records_of_each():
    items = read_text(PAGE + PAGE)
    assert [record.key for record in records_of(items)] == [record.key for record in records_of(read_text(PAGE))] * 2
    assert len(faults_of(items)) == 2 * len(faults_of(read_text(PAGE)))


def test_a_line_like_a_citation_that_cannot_be_one_is_a_fault():
    (fault,) = read_text(f"No year here at all {BRACKETS}\n")
    assert isinstance(fault, Fault)
    assert fault.reason == "title, journal and year cannot be told apart"


def _essence(record: Record) -> tuple[object, ...]:
    return record.key, record.source, record.title, record.contributors, record.abstract, record.truncated


def test_wherever_a_page_is_cut_the_records_before_are_unchanged_and_nothing_is_invented():
    text = PAGE.decode()
    whole = records_of(read_text(text))
    ends = [text.index(record.source.raw) + len(record.source.raw) for record in whole]
    for cut in range(len(text)):
        items = records_of(read_text(text[:cut]))
        complete = sum(end <= cut for end in ends)
        assert list(map(_essence, items[:complete])) == list(map(_essence, whole[:complete])), cut
        assert len(items) <= complete + 1
        for last in items[complete:]:
            assert last.truncated
            _assert_invents_nothing(last, whole[complete])


def _assert_invents_nothing(part: Record, whole: Record) -> None:
    """All of the broken-off record is in the whole one, but for the end of its abstract."""
    for field in ("title", "container", "volume", "pages"):
        assert getattr(part, field) == getattr(whole, field)
    for field in ("identifiers", "dates", "metrics", "flags", "extra"):
        assert getattr(part, field) == getattr(whole, field)[: len(getattr(part, field))]
    assert part.open_access in {None, whole.open_access}
    for mine, theirs in zip(part.contributors, whole.contributors, strict=True):
        assert mine.name == theirs.name
        assert mine.full_name in {"", theirs.full_name}
        assert mine.affiliations == theirs.affiliations[: len(mine.affiliations)]
    for mine, theirs in zip(part.abstract, whole.abstract, strict=False):
        assert theirs.text.startswith(mine.text)
    *_, cleaned = clean(part)
    *_, right = clean(whole)
    assert set(cleaned.registrations) <= set(right.registrations)


def test_every_line_of_a_page_is_in_a_record_or_a_fault():
    for cut in range(0, len(PAGE), 97):
        page = PAGE[:cut].decode("utf-8", "ignore")
        kept = "\n".join(item.source.raw if isinstance(item, Record) else item.raw for item in read_text(page))
        for line in page.splitlines():
            assert line in kept


@given(st.permutations(PAGE.decode().splitlines()))
def test_shuffled_lines_never_crash_and_lose_nothing(lines: list[str]):
    items = read_text("\n".join(lines))
    kept = "\n".join(item.source.raw if isinstance(item, Record) else item.raw for item in items)
    assert all(line in kept for line in lines)
    for record in records_of(items):
        assert isinstance(list(clean(record))[-1], Record)


@pytest.mark.parametrize(
    "hostile", ["A. ", "a, ", " [PMID: 1", " " * 9, "METHODS a. ", "x@", "|", "- a\n| | ", "J 2020; "]
)
def test_hostile_lines_take_no_time(hostile: str):
    many = hostile * (200_000 // len(hostile))
    citation = f"Bell S. A title{many}. J Foo 2020; 1:2. [PMID: 1] {BRACKETS}"
    body = f"Abstract\n{many}\nCollapse\nAffiliation(s)\n- {many}\n- {many}\n| |\nCollapse\n|"
    start = time.process_time()
    for item in read_text(f"{many}\n{many}{BRACKETS}\n1\n|\n{citation}\n{body}\n"):
        if isinstance(item, Record):
            assert isinstance(list(clean(item))[-1], Record)
    assert time.process_time() - start < 10


def test_control_characters_are_left_out_with_a_fault():
    fault, record = read_text(f"1\n|\nBell\x00 S. A \x07title. J Foo 2020; 1:2. [PMID: 1] {BRACKETS}\n|\n")
    assert isinstance(fault, Fault)
    assert (fault.line, fault.reason) == (3, "control characters were left out")
    assert isinstance(record, Record)
    assert (record.contributors[0].name, record.title) == ("Bell S", "A title")


def test_identifiers_are_as_printed():
    record = read_one(f"Bell S. A title. J Foo 2020; 1:2. [DOI: 10.1000/ABC] {BRACKETS}")
    assert record.identifiers == (Identifier("doi", "10.1000/ABC"),)


def test_months_come_before_days():
    citation = f"Bell S. A title. J Foo 2020; 1:2. [PMID: 1] [Received: 04/03/2020] [Accepted: 25/11/2020] {BRACKETS}"
    *faults, record = clean(read_one(citation))
    assert isinstance(record, Record)
    assert [(each.kind, each.value) for each in record.dates] == [("published", "2020"), ("received", "2020-04-03")]
    assert [(fault.field, fault.raw) for fault in faults_of(faults)] == [("dates", "25/11/2020")]
