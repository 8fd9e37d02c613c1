"""What the reader of RIS makes of what different programs put in its tags."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.clean import clean
from kg.readers import read as read_file
from kg.readers import ris
from kg.record import Container, Fault, Field, Identifier, Metric, Record

DATA = Path(__file__).parents[1] / "data/ris/oddities.ris"


def read(text: str) -> list[Record | Fault]:
    return list(ris.read(io.BytesIO(text.encode()), "file.ris"))


def read_one(*lines: str) -> Record:
    return read_as("JOUR", *lines)


def read_as(kind: str, *lines: str) -> Record:
    (item,) = read("\n".join((f"TY  - {kind}", *lines, "ER  - ")))
    assert isinstance(item, Record)
    *_, record = clean(item)
    assert isinstance(record, Record)
    return record


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [list(clean(item))[-1] for item in read(DATA.read_text("utf-8")) if isinstance(item, Record)]


def test_two_records_without_an_end_between_them_are_two_records_and_a_fault():
    first, fault, second, third = _arrange(
        "TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nER  - \nTY  - JOUR\nTI  - Three\nER  - "
    )
    assert (first.title, second.title, third.title) == ("One", "Two", "Three")
    assert (fault.field, fault.record, fault.reason) == ("ER", first.key, "no ER before the next record")


def _arrange(text: str) -> list:
    """Put each fault behind the record it belongs to."""
    items = read(text)
    return sorted(items, key=lambda item: (item.source.line, 0) if isinstance(item, Record) else (item.line, 1))


def test_the_lines_that_frame_a_record_are_its_own_and_the_number_its_ordinal(records: list[Record]):
    assert records[0].source.raw.startswith("Record #1 of 2\nProvider: Some Provider\n")
    assert [record.source.ordinal for record in records] == ["1", "1", "", ""]
    assert not [item for item in read(DATA.read_text("utf-8")) if isinstance(item, Fault)]


def test_what_stands_between_records_is_a_fault():
    items = read("Dear reader,\nTY  - JOUR\nTI  - One\nER  - \nplease note\nTY  - JOUR\nTI  - Two\nER  - \nThe end")
    assert [(item.line, item.raw) for item in items if isinstance(item, Fault)] == [
        (1, "Dear reader,"),
        (5, "please note"),
        (9, "The end"),
    ]


def test_running_text_goes_on_over_lines_with_and_without_indent(records: list[Record]):
    assert records[0].title == "Walking groups for older people in villages: a (made-up) trial"
    assert records[0].abstract[0].text.endswith("ER is not the end here.")
    assert records[0].abstract[1].text.endswith("They did walk.")


def test_a_line_that_goes_on_with_nothing_is_a_fault_of_its_record():
    fault, record = read("TY  - JOUR\nPY  - 2020\nwhat is this\nER  - ")
    assert isinstance(fault, Fault)
    assert isinstance(record, Record)
    assert (fault.raw, fault.record) == ("what is this", record.key)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("van der Meer-O'Neil, Jo Maria", ("van der Meer-O'Neil", "Jo Maria", "", "")),
        ("Dow, C.J., Jr.", ("Dow", "", "CJ", "Jr")),
        ("Dow,Claude E.", ("Dow", "Claude E.", "", "")),
        ("Fanning E.", ("Fanning", "", "E", "")),
        ("M. Chouchene", ("Chouchene", "M.", "", "")),
        ("Luo, ZQ", ("Luo", "", "ZQ", "")),
    ],
)
def test_names_are_taken_apart_however_they_are_printed(printed: str, parts: tuple[str, ...]):
    (author,) = read_one(f"AU  - {printed}").contributors
    assert author.name == printed
    assert (author.family, author.given, author.initials, author.suffix.rstrip(".")) == parts


def test_groups_are_told_by_their_name_or_a_final_comma(records: list[Record]):
    assert [each.name for record in records for each in record.contributors if each.collective] == [
        "LANTERN Study Group",
        "World Walking Organization",
    ]


def test_editors_and_series_editors_have_their_roles():
    record = read_one("AU  - Bell, S", "A2  - Poe, Eve", "A3  - Roe, Ann", "A4  - Fox, Ed")
    assert [each.role for each in record.contributors] == ["author", "editor", "collection-editor", "translator"]


def test_addresses_are_given_only_where_their_place_says_whose_they_are(records: list[Record]):
    assert [[each.text for each in author.affiliations] for author in records[1].contributors] == [
        ["Tunis"],
        ["Monastir"],
    ]
    assert not any(author.affiliations for author in records[0].contributors)
    assert Field("AD", "School of Walking, University of Nowhere, Nowhere, UK") in records[0].extra
    (author,) = read_one("AU  - Bell, S", "AD  - York").contributors
    assert author.affiliations[0].text == "York"


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (("AU  - Bell, S", "AD  - York", "A2  - Dow, C", "AD  - Leeds"), [["York"], ["Leeds"]]),
        (("AU  - Bell, S", "A2  - Dow, C", "AD  - York"), [["York"], []]),
        (("AU  - Bell, S", "AU  - Berg, A", "A2  - Dow, C", "AD  - York"), [[], [], []]),
    ],
)
def test_an_address_behind_an_editor_is_no_author_s_unless_there_is_but_one(
    lines: Sequence[str], places: list[list[str]]
):
    found = read_one(*lines).contributors
    assert [[each.text for each in person.affiliations] for person in found] == places


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["PY  - 2014//"], "2014"),
        (["PY  - 1948/07//"], "1948-07"),
        (["PY  - 2019/05/01/"], "2019-05-01"),
        (["PY  - 2025", "DA  - JAN 15"], "2025-01-15"),
        (["PY  - 2025", "DA  - 2025/01/15"], "2025-01-15"),
        (["PY  - 2025", "DA  - JAN-FEB"], "2025"),
        (["PY  - 2013", "Y1  - 18-21 March 2013"], "2013-03"),
        (["PY  - 2019///Spring"], "2019"),
        (["PY  - 2019", "DA  - undated"], "2019"),
        (["PY  - 2019", "DA  - 2018/12/31"], "2019"),
        (["DA  - May 1"], ""),
    ],
)
def test_the_date_of_publication_is_as_exact_as_all_tags_together(lines: list[str], value: str):
    assert read_one("TI  - A title", *lines).date("published") == value


@pytest.mark.parametrize(
    ("lines", "identifier"),
    [
        (["DO  - https://doi.org/10.1000/X"], Identifier("doi", "10.1000/x")),
        (["M3  - doi: 10.1000/x"], Identifier("doi", "10.1000/x")),
        (["UR  - http://dx.doi.org/10.1000/x"], Identifier("doi", "10.1000/x")),
        (["UR  - https://pubmed.ncbi.nlm.nih.gov/123/"], Identifier("pmid", "123")),
        (["UR  - https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12/"], Identifier("pmcid", "PMC12")),
        (["UR  - https://www.scopus.com/x?eid=2-s2.0-85&y"], Identifier("scopus", "2-s2.0-85")),
        (["AN  - WOS:000000000000001"], Identifier("wos", "WOS:000000000000001")),
        (["AN  - 123", "DB  - Ovid MEDLINE(R)"], Identifier("pmid", "123")),
        (["AN  - PUBMED 123,EMBASE 456"], Identifier("pmid", "123")),
        (["C2  - PMC12"], Identifier("pmcid", "PMC12")),
        (["C2  - 123", "DB  - Scopus"], Identifier("pmid", "123")),
        (["C6  - NIHMS12"], Identifier("mid", "NIHMS12")),
        (["N1  - PMID: 123"], Identifier("pmid", "123")),
        (["DB  - Embase", "AN  - 629991234"], Identifier("embase", "629991234")),
        (["U2  - L629991234"], Identifier("embase", "629991234")),
        (["DB  - Embase", "C2  - 32398765"], Identifier("pmid", "32398765")),
        (["ID  - EMBASE 601234567"], Identifier("embase", "601234567")),
        (["AN  - CN-01234567"], Identifier("central", "CN-01234567")),
        (["AN  - Peer Reviewed Journal: 2018-12345-001"], Identifier("psycinfo", "2018-12345-001")),
        (["N1  - NLM UID: 7506789. PMID: NLM29700000."], Identifier("pmid", "29700000")),
        (["U1  - 123[pmid]"], Identifier("pmid", "123")),
        (["U2  - PMC12[pmcid]"], Identifier("pmcid", "PMC12")),
        (["AN  - PMID:123"], Identifier("pmid", "123")),
        (["AN  - 2-s2.0-85012345678"], Identifier("scopus", "2-s2.0-85012345678")),
        (["L3  - 10.1000/x"], Identifier("doi", "10.1000/x")),
        (["L2  - https://doi.org/10.1000/x"], Identifier("doi", "10.1000/x")),
    ],
)
def test_identifiers_are_found_where_each_program_puts_them(lines: list[str], identifier: Identifier):
    assert read_one("TI  - A title", *lines).identifiers == (identifier,)


@pytest.mark.parametrize("note", ["References: Bo, Walks (1999) PMID: 123; Li", "Erratum in: J Walk. 2020. PMID: 123"])
def test_a_number_of_another_work_is_none_of_this_one(note: str):
    assert read_one("TI  - A title", f"N1  - {note}").identifiers == ()


@pytest.mark.parametrize("line", ["AN  - 123", "C2  - 123", "C2  - Nowhere", "UR  - https://example.org/10.1000/x"])
def test_a_number_that_nothing_names_is_no_identifier(line: str):
    record = read_one("TI  - A title", line)
    assert record.identifiers == ()
    assert record.extra == (Field(line[:2], line[6:]),)


@pytest.mark.parametrize(
    ("kind", "lines", "container"),
    [
        ("JOUR", ["T2  - Journal of Walks", "J2  - J Walk"], Container("Journal of Walks", abbreviation="J Walk")),
        ("JOUR", ["JO  - J Walk", "T2  - Journal of Walks"], Container("Journal of Walks", abbreviation="J Walk")),
        ("JOUR", ["JF  - Walks", "JO  - Walks", "JA  - Walks"], Container("Walks")),
        ("JOUR", ["JA  - J Walk"], Container("J Walk")),
        ("CHAP", ["BT  - A book"], Container("A book", "book")),
        ("CONF", ["T2  - A conference"], Container("A conference", "conference")),
        ("BOOK", ["T2  - A series"], Container("A series", "series")),
        ("EBOOK", ["T3  - A series"], Container("A series", "series")),
        ("EDBOOK", ["T2  - A series"], Container("A series", "series")),
        ("ECHAP", ["T2  - A book", "JO  - Bk"], Container("A book", "book", abbreviation="Bk")),
        ("CHAP", ["JF  - A book"], Container("A book", "book")),
        ("CPAPER", ["C3  - A conference", "BT  - A conference"], Container("A conference", "conference")),
    ],
)
def test_the_container_is_what_the_type_says(kind: str, lines: list[str], container: Container):
    (record,) = read("\n".join((f"TY  - {kind}", "TI  - A title", *lines, "ER  - ")))
    assert isinstance(record, Record)
    assert record.container == container
    assert record.extra == ()


def test_numbers_of_journals_and_books_are_told_by_their_length(records: list[Record]):
    assert records[0].container is not None
    assert records[0].container.identifiers == (
        Identifier("issn", "1558-366X"),
        Identifier("isbn", "9780306406157"),
        Identifier("eissn", "1558-366X"),
    )


def test_keywords_stand_one_on_a_line_or_several(records: list[Record]):
    assert records[0].keywords == ("walking", "villages", "older people")


def test_notes_tell_citations_and_references(records: list[Record]):
    assert records[0].metrics == (Metric("scopus-citations", "7"),)
    assert [each.text for each in records[2].references] == [
        "Roe A., Walks (1999) J Walk, 1",
        "Hill G., More walks (2000)",
    ]


@pytest.mark.parametrize("tag", ["TI", "T1", "CT", "BT", "ST"])
def test_any_tag_of_a_title_is_the_title_where_there_is_no_other(tag: str):
    record = read_as("BOOK", f"{tag}  - Walks", "  by night")
    assert (record.title, record.extra) == ("Walks by night", ())


@pytest.mark.parametrize(
    ("note", "metric"),
    [
        ("Cited By :3", Metric("scopus-citations", "3")),
        ("Export Date: 1 May 2014; Cited By (since 1996):3", Metric("scopus-citations", "3")),
        ("Times Cited in Web of Science Core Collection: 3 Total Times Cited: 4", Metric("wos-citations", "3")),
    ],
)
def test_a_note_says_who_counted_the_citations(note: str, metric: Metric):
    assert read_one("TI  - A title", f"N1  - {note}").metrics == (metric,)


def test_an_edition_is_no_date_and_a_doi_in_the_place_of_a_type_is_kept_unless_it_is_the_work_s():
    record = read_as("BOOK", "ET  - 2nd ed.", "DO  - 10.1000/a", "M3  - 10.1000/b")
    assert record.dates == ()
    assert record.extra == (Field("ET", "2nd ed."), Field("M3", "10.1000/b"))


def test_a_tag_that_nobody_knows_is_kept(records: list[Record]):
    assert Field("ZZ", "nobody knows") in records[0].extra


def test_a_tag_without_value_is_nothing():
    record = read_one("TI  - A title", "SP  -", "VL  - ", "DO  - ")
    assert (record.pages, record.volume, record.identifiers, record.extra) == ("", "", (), ())


def test_every_record_of_the_real_files_is_read(shared: Path):
    files = [*(shared / "samples/ris").rglob("*.ris")]
    assert len(files) > 15
    for path in files:
        count = len(re.findall(rb"(?:TY  -|\nPT )", path.read_bytes()))
        items = list(read_file(path))
        assert len([item for item in items if isinstance(item, Record)]) == count, path
        assert len(items) == count, path


def test_real_files_are_read_as_rispy_reads_them(shared: Path):
    rispy = pytest.importorskip("rispy")
    paths = [*(shared / "samples/ris/rispy/data").glob("example_full*.ris")]
    assert paths
    for path in paths:
        with path.open(encoding="utf-8-sig") as file:
            theirs = rispy.load(file)
        ours = [item for item in read_file(path) if isinstance(item, Record)]
        for mine, other in zip(ours, theirs, strict=True):
            authors = [each.name for each in mine.contributors if each.role == "author"]
            assert (mine.title, authors) == (other["primary_title"], other["first_authors"])
            assert (mine.volume, mine.issue, mine.pages) == (other["volume"], other["number"], other["start_page"])
            assert mine.abstract[0].text == other.get("notes_abstract")
            assert list(mine.keywords) == other.get("keywords", [])


def test_tags_in_small_letters_are_read_as_the_same(tmp_path: Path):
    path = tmp_path / "small.ris"
    path.write_text("ty  - JOUR\nti  - On walks\nau  - Solo, Ann\nab  - They said\nno - not that\ner  - \n")
    (record,) = read_file(path)
    (same,) = read("TY  - JOUR\nTI  - On walks\nAU  - Solo, Ann\nAB  - They said\nno - not that\nER  - \n")
    assert (record.title, record.contributors, record.abstract) == (same.title, same.contributors, same.abstract)
    assert record.abstract[0].text == "They said no - not that"


def test_issns_on_several_lines_are_read_with_their_media():
    record = read_one("T2  - J Walk", "SN  - 1472-6963 (Electronic)", "1558-366X (Linking)")
    assert record.container.identifiers == (Identifier("eissn", "1472-6963"), Identifier("issnl", "1558-366X"))


@pytest.mark.parametrize(
    ("line", "owners"),
    [
        ("ID  - (Marlowe, van der Berg) Dept of Walks, Newcastle", [0, 1]),
        ("ID  - (van der Berg) Dept of Walks, Newcastle", [1]),
        ("M1  - (Marlowe J., j.marlowe@example.org) Dept of Walks, Newcastle", [0]),
        ("AD  - J. Marlowe, Dept of Walks, Newcastle", [0]),
        ("AV  - Marlowe, Jane: Dept of Walks, Newcastle", [0]),
        ("IN  - Marlowe, J. Dept of Walks, Newcastle", [0]),
        ("ID  - (Nobody) Dept of Walks, Newcastle", []),
    ],
)
def test_an_address_that_a_name_leads_is_that_author_s(line: str, owners: list[int]):
    record = read_one("AU  - Marlowe, J.", "AU  - van der Berg, A. B.", line)
    found = [[place.text for place in each.affiliations] for each in record.contributors]
    assert found == [["Dept of Walks, Newcastle"] if n in owners else [] for n in range(2)]
    assert bool(record.extra) is not bool(owners)


def test_names_in_full_beside_the_short_ones_are_the_same_people():
    record = read_one("AU  - Marlowe J", "AU  - Berg A", "FA  - Marlowe, Jane", "FA  - Berg, Anna")
    assert [(each.family, each.given, each.initials) for each in record.contributors] == [
        ("Marlowe", "Jane", "J"),
        ("Berg", "Anna", "A"),
    ]


def test_the_number_of_a_trial_is_neither_author_nor_journal():
    record = read_one(
        "AU  - NCT03456789", "T2  - https://clinicaltrials.gov/show/NCT03456789", "ID  - CTgov NCT03456789"
    )
    assert (record.contributors, record.container) == ((), None)
    assert record.registrations == (Identifier("nct", "NCT03456789"),)


def test_a_meeting_behind_the_journal_is_not_its_title_and_is_kept():
    line = "JF  - Diabetic Medicine.  Conference: Diabetes UK 2019. Liverpool United Kingdom."
    record = read_one(line, "JO  - Diabetic Medicine. Conference: Diabetes UK 2019. Liverpool United Kingdom")
    assert record.container == Container("Diabetic Medicine")
    assert [each.name for each in record.extra] == ["JF", "JO"]


def test_ovid_and_ebsco_tell_language_type_and_year_in_their_own_places():
    record = read_one("LG  - English", "PT  - Review", "YR  - 2018")
    assert (record.language, record.types, record.year) == ("English", ("JOUR", "Review"), 2018)
    assert read_one("N1  - Accession Number: 1. Language: Dutch. Entry Date: 20180601.").language == "Dutch"


def test_the_third_author_of_a_thesis_advised_it():
    items = read("TY  - THES\nAU  - Marlowe, Jane\nA3  - Berg, Anna\nER  - ")
    assert [each.role for each in items[0].contributors] == ["author", "advisor"]


def test_a_full_title_is_the_journal_s_though_another_is_no_short_form_of_the_second():
    lines = ["T2  - Parks of the world", "JO  - Acta Ambulatoria"]
    special, ordinary = read_one(*lines), read_one(*lines, "JF  - Journal of Walks")
    assert special.container == Container("Acta Ambulatoria")
    assert ordinary.container == Container("Journal of Walks", abbreviation="Acta Ambulatoria")


def test_the_medium_behind_an_isbn_makes_no_issn_of_it():
    found = read_as("CHAP", "T2  - Parks", "SN  - 978-1-7281-2934-1 (electronic)").container
    assert found == Container("Parks", "book", (Identifier("isbn", "9781728129341"),))


def test_a_doi_in_an_address_counts_only_where_there_is_no_other():
    link = "UR  - https://doi.org/10.1000/a"
    assert read_one(link).identifiers == (Identifier("doi", "10.1000/a"),)
    assert read_one(link, "DO  - 10.1000/b").identifiers == (Identifier("doi", "10.1000/b"),)


@pytest.mark.parametrize("line", ["ET  - 2021/04/20", "C6  - 2021/04/20"])
def test_a_date_in_the_place_of_an_edition_or_a_number_is_that_of_the_electronic_form(line: str):
    assert [(each.kind, each.printed) for each in read_one(line).dates] == [("epublish", "2021/04/20")]


def test_an_author_named_under_both_tags_is_one_and_of_an_edited_book_an_editor():
    found = read_as("EDBOOK", "A1  - Poe, Eve", "AU  - Poe, Eve", "A1  - Roe, Max").contributors
    assert sorted((each.name, each.role) for each in found) == [("Poe, Eve", "editor"), ("Roe, Max", "editor")]


def test_a_number_is_no_editor():
    record = read_one("AU  - Poe, Eve", "ED  - 20191105")
    assert [each.name for each in record.contributors] == ["Poe, Eve"]
    assert Field("ED", "20191105") in record.extra
