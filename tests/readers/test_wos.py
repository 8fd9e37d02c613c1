"""What the readers of Web of Science's two formats make of each field."""

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from kg.clean import clean
from kg.readers import read as read_file
from kg.readers import wos, wos_tab, wos_table
from kg.record import Container, Fault, Field, Grant, Identifier, Metric, Record, Reference
from tests.readers.items import records_of

DATA = Path(__file__).parents[1] / "data"
FILES = {"wos": DATA / "wos/oddities.txt", "wos_tab": DATA / "wos_tab/oddities.txt"}


@pytest.fixture(scope="module", params=FILES)
def records(request: pytest.FixtureRequest) -> list[Record]:
    items = list(read_file(FILES[request.param]))
    assert not [item for item in items if isinstance(item, Fault)]
    return [list(clean(item))[-1] for item in items]


def test_identifiers_of_the_work_and_of_what_it_appeared_in_are_told_apart(records: list[Record]):
    assert records[0].identifiers == (
        Identifier("wos", "WOS:000000000000001"),
        Identifier("doi", "10.1000/walk.2021.101"),
        Identifier("pmid", "90000001"),
    )
    issns = (Identifier("issn", "1521-9615"), Identifier("eissn", "1558-366X"))
    assert records[0].container == Container("JOURNAL OF WALKING", "journal", issns, "J. Walk")
    isbns = (Identifier("isbn", "9780306406157"),)
    assert records[1].container == Container("10TH CONFERENCE ON WALKS", "conference", isbns)


def test_authors_have_their_names_short_and_in_full(records: list[Record]):
    found = [(each.name, each.family, each.given, each.initials, each.suffix) for each in records[0].contributors]
    assert found == [
        ("van der Meer-O'Neil, JM", "van der Meer-O'Neil", "Jo Maria", "JM", ""),
        ("Dow, CJ", "Dow", "Cy J.", "CJ", "Jr"),
        ("Dow, A", "Dow", "Ann", "A", ""),
        ("Fox, E", "Fox", "", "E", ""),
        ("LANTERN Study Grp", "", "", "", ""),
    ]
    assert [each.collective for each in records[0].contributors] == [False] * 4 + [True]


def test_editors_and_the_authors_of_the_book_are_no_authors_of_the_work(records: list[Record]):
    assert [(each.name, each.role) for each in records[1].contributors[2:]] == [
        ("Poe, E", "editor"),
        ("IEEE", "container-author"),
    ]


def test_addresses_go_to_the_authors_that_are_named_before_them(records: list[Record]):
    found = [[each.text.rstrip(".") for each in author.affiliations] for author in records[0].contributors]
    nowhere, village = "Univ Nowhere, Sch Walking, Nowhere, England", "Village Hall, Elsewhere, England"
    assert found == [[nowhere], [nowhere], [village], ["Fox Inst, Hole, England"], []]


def test_an_address_without_names_of_several_authors_is_nobodys(records: list[Record]):
    assert not any(author.affiliations for author in records[1].contributors)
    assert "C1" in {field.name for field in records[1].extra}


def test_identifiers_of_people_go_to_the_author_whose_name_fits(records: list[Record]):
    assert [[each.value for each in author.identifiers] for author in records[0].contributors] == [
        ["0000-0002-1694-233X"],
        [],
        ["A-1234-2020"],
        [],
        [],
    ]
    assert "OI" in {field.name for field in records[0].extra}, "one name fits nobody"


@pytest.mark.parametrize(
    ("owner", "place"),
    [
        (", Ridhima", 0),
        ("López Ruiz, José Luis", 1),
        ("Verdejo Espinosa, Ángeles", 2),
        ("Lopez, Maria", None),  # no other word of it is anybody's
        ("Li, X", None),  # two have that name
        (", Xu", None),  # a short word may be part of another name
    ],
)
def test_a_profile_may_name_an_author_in_words_that_only_their_name_has(owner: str, place: int | None):
    names = ("Verma, Ridhima", "Ruiz, Jose L. Lopez", "Espinosa, Angeles Verdejo", "Li, Xiang", "Li, Xu")
    lines = "\n   ".join(names)
    entry = f"FN Clarivate\nVR 1.0\nPT J\nAU {lines}\nAF {lines}\nTI T\nOI {owner}/0000-0002-1694-233X\nUT WOS:000000000000001\nER\n"
    (record,) = wos.read(io.BytesIO(entry.encode()), "x.txt")
    assert isinstance(record, Record)
    assert [n for n, each in enumerate(record.contributors) if each.identifiers] == ([] if place is None else [place])


def test_proceedings_have_an_abbreviation_of_another_field():
    entry = (
        "FN Clarivate\nVR 1.0\nPT C\nAU Dow, A\nTI T\nSO WALKING MEETING\nJ9 WALK MEET\nUT WOS:000000000000001\nER\n"
    )
    (record,) = wos.read(io.BytesIO(entry.encode()), "x.txt")
    assert isinstance(record, Record)
    assert record.container == Container("WALKING MEETING", "conference", abbreviation="WALK MEET")


def test_as_many_e_mail_addresses_as_authors_are_theirs_in_order(records: list[Record]):
    assert [author.email.partition("@")[0] for author in records[0].contributors] == ["jo", "cy", "ann", "fox", ""]


def test_dates_grants_references_and_counts_are_read(records: list[Record]):
    first = records[0]
    assert (first.date("published"), first.date("epublish"), first.pages) == ("2021-05-01", "2021-01", "101+")
    assert first.grants == (Grant("W1", "Walking Fund"), Grant("W2", "Walking Fund"), Grant("", "Nowhere Council"))
    assert first.references == (
        Reference("Law CJ, 2003, PHOTOSYNTH RES, V75, P193, DOI 10.1000/a:1", (Identifier("doi", "10.1000/a:1"),)),
        Reference("Roe A, 1999, J WALK, V1, P1"),
    )
    assert first.metrics == (Metric("wos-citations", "7"), Metric("references", "2"))
    assert (first.open_access, records[1].open_access) == (True, None)
    assert (first.types, first.keywords[-1]) == (("Article", "Proceedings Paper"), "older people")


def test_fields_without_a_place_are_kept(records: list[Record]):
    assert Field("ID", "MOBILITY; AGING") in records[0].extra
    assert Field("SE", "Walk Notes") in records[1].extra


def test_both_formats_say_the_same():
    pairs = zip(*(list(read_file(path)) for path in FILES.values()), strict=True)
    for tagged, tabbed in pairs:
        for field in (
            "title",
            "identifiers",
            "dates",
            "container",
            "keywords",
            "grants",
            "references",
            "types",
            "pages",
        ):
            assert getattr(tagged, field) == getattr(tabbed, field), field


def read_tab(*lines: str) -> list[Record | Fault]:
    return list(wos_tab.read(io.BytesIO("\n".join(lines).encode()), "file.txt"))


def test_a_line_that_is_no_record_is_a_fault():
    header = "PT\tAU\tTI\tUT"
    items = read_tab(
        "J\tBell, S\tToo early\tX:1", header, "J\tBell, S\tA title\tX:1", "what is this", "J\ta\tb\tX:1\tmore"
    )
    assert [(item.line, item.reason) for item in items if isinstance(item, Fault)] == [
        (1, "no line of tags before it"),
        (4, "not part of a record"),
        (5, "not part of a record"),
    ]
    assert [item.title for item in items if isinstance(item, Record)] == ["A title"]


def test_a_second_line_of_tags_rules_what_follows():
    items = read_tab("PT\tAU\tTI\tUT", "J\tBell, S\tOne\tX:1", "PT\tAU\tUT\tTI", "J\tBell, S\tX:2\tTwo")
    assert [item.title for item in items if isinstance(item, Record)] == ["One", "Two"]


def test_an_accession_number_that_breaks_off_is_none():
    fault, record = read_tab("PT\tAU\tTI\tUT", "J\tBell, S\tOne\tWOS:0000001")
    assert isinstance(fault, Fault)
    assert isinstance(record, Record)
    assert (fault.field, record.truncated, record.identifiers) == ("UT", True, ())


def test_every_row_of_the_real_files_is_a_record_with_what_its_cells_say(shared: Path):
    """Compared with an independent reading, by Python's csv."""
    paths = sorted((shared / "samples/wos").glob("*.txt.gz"))
    assert paths
    for path in paths:
        items = list(read_file(path))
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        assert len(items) == len(rows)
        for item, row in zip(items, rows, strict=True):
            assert isinstance(item, Record)
            assert (item.identifier("wos"), item.title, item.volume) == (row["UT"], row["TI"].strip(), row["VL"])
            names = [each.name for each in item.contributors if each.role == "author"]
            assert names == [name.strip() for tag in ("AU", "CA") for name in row[tag].split(";") if name.strip()]
            assert item.article_number == row["AR"]
            assert str(item.dates[0].printed).startswith(row["PY"])


def test_orcids_go_to_the_authors_that_the_gold_gives_them_to(shared: Path):
    given: dict[tuple[str, int], set[str]] = {}
    for path in sorted((shared / "samples/wos").glob("*.txt.gz")):
        for item in read_file(path):
            assert isinstance(item, Record)
            for position, author in enumerate(item.contributors, 1):
                orcids = {each.value for each in author.identifiers if each.scheme == "orcid"}
                given[item.identifier("wos"), position] = orcids
    with (shared / "gold/people/wos_ble_mentions.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found = [(row["orcid"], given[row["ut"], int(row["author_pos"])]) for row in rows]
    right = sum(orcid in orcids for orcid, orcids in found)
    assert right / len(found) > 0.995
    assert right == sum(bool(orcids) for _, orcids in found), "none is wrong"


def test_tagged_text_that_is_called_ris_is_read_as_what_it_is(shared: Path):
    items = list(read_file(shared / "samples/ris/rispy/data/example_wos.ris"))
    records = [item for item in items if isinstance(item, Record)]
    assert len(items) == len(records) == 2
    for record in records:
        lines = record.source.raw.split("\n")
        (number,) = (line[3:] for line in lines if line.startswith("NR "))
        assert len(record.references) == int(number)


def test_a_record_without_end_before_the_next_is_kept_with_a_fault():
    items = list(wos.read(io.BytesIO(b"PT J\nTI One\nPT J\nTI Two\nER\n"), "file.txt"))
    assert [item.title for item in items if isinstance(item, Record)] == ["One", "Two"]
    assert [item.field for item in items if isinstance(item, Fault)] == ["ER"]


def read_one(*lines: str) -> Record:
    (record,) = wos.read(io.BytesIO("\n".join((*lines, "ER", "", "EF", "")).encode()), "file.txt")
    assert isinstance(record, Record)
    return record


@pytest.mark.parametrize(("kind", "group"), [("J", "journal"), ("B", "book"), ("S", "book"), ("C", "conference")])
def test_the_type_of_a_publication_says_what_the_work_appeared_in(kind: str, group: str):
    assert read_one(f"PT {kind}", "TI Walks", "SO PARKS").container == Container("PARKS", group)


def test_the_year_rules_and_the_date_of_the_issue_makes_it_more_exact():
    dates = [each.printed for each in read_one("PT J", "TI Walks", "PD MAR 2022", "PY 2021").dates]
    assert dates == ["2021"]
    assert [each.printed for each in read_one("PT J", "TI Walks", "PD MAR 12", "PY 2021").dates] == ["2021 MAR 12"]


def test_one_e_mail_address_is_the_only_corresponding_author_s():
    lines = ("PT J", "AU Poe, E", "   Roe, M", "TI Walks", "EM roe@walks.example")
    told = read_one(*lines, "RP Roe, M (corresponding author), Univ Nowhere, Nowhere, England.")
    assert [each.email for each in told.contributors] == ["", "roe@walks.example"]
    both = read_one(*lines, "RP Poe, E; Roe, M (corresponding author), Univ Nowhere, Nowhere, England.")
    assert [each.email for each in both.contributors] == ["", ""]


def test_names_in_full_count_only_if_there_are_as_many():
    found = read_one("PT J", "AU Poe, E", "   Roe, M", "AF Poe, Eve", "TI Walks").contributors
    assert [(each.full_name, each.given) for each in found] == [("", ""), ("", "")]


def test_that_nothing_says_a_work_is_open_says_not_that_it_is_closed():
    assert read_one("PT J", "TI Walks").open_access is None
    assert read_one("PT J", "TI Walks", "OA gold").open_access is True


def test_identifiers_of_people_stay_if_one_of_them_fits_nobody():
    record = read_one("PT J", "AU Poe, E", "TI Walks", "OI Poe, Eve/0000-0002-1694-233X; Doe, J/0000-0001-5109-3700")
    assert record.contributors[0].identifiers == (Identifier("orcid", "0000-0002-1694-233X"),)
    assert [each.name for each in record.extra] == ["OI"]


def test_a_row_with_more_filled_cells_than_there_are_tags_is_a_fault():
    head, row = "PT\tAU\tTI\tUT", "J\tPoe, E\tWalks\tWOS:000000000000001"
    assert [type(each) for each in wos_tab.read(io.BytesIO(f"{head}\n{row}\t\n{row}\tmore\n".encode()), "f")] == [
        Record,
        Fault,
    ]


def test_a_table_says_the_same_as_a_tab_delimited_file():
    table, tabbed = (
        [msgspec.structs.replace(each, key="", source=each.source, extra=()) for each in records_of(read_file(path))]
        for path in (DATA / "wos_table/records.csv", FILES["wos_tab"])
    )
    assert [msgspec.structs.replace(each, source=tabbed[0].source) for each in table] == [
        msgspec.structs.replace(each, source=tabbed[0].source) for each in tabbed
    ]


def test_columns_of_a_table_that_have_no_place_are_kept_by_their_names():
    (first, *_) = records_of(read_file(DATA / "wos_table/records.csv"))
    assert {each.name for each in first.extra} >= {"Keywords Plus", "Affiliations", "Date of Export"}
    assert not {each.name for each in first.extra} & {"ID", "C3", "RP", "PD"}


def test_a_row_of_a_table_without_accession_number_is_a_fault():
    head = "Authors,Article Title,UT (Unique WOS ID)"
    found = list(wos_table.read(io.BytesIO(f'{head}\n"Poe, E",Walks,\n"Poe, E",Walks,WOS:1\n'.encode()), "f"))
    assert [type(each) for each in found] == [Fault, Record]


def test_a_table_of_all_databases_has_the_title_in_its_own_script_where_there_is_no_other():
    head = "Authors,Article Title,Article Title - Chinese,Article Title - Russian,Source Title - Korean,UT (Unique ID)"
    rows = "Poe E,Walks,步行,,Parks,CSCD:1\nPoe E,,步行,Прогулки,Parks,CSCD:2\n"
    first, second = records_of(read_file(io.BytesIO(f"{head}\n{rows}".encode())))
    assert [first.title, second.title] == ["Walks", "步行"]
    assert first.extra == (Field("Article Title - Chinese", "步行"),)
    assert second.extra == (Field("Article Title - Russian", "Прогулки"),)
    assert [each.identifiers for each in (first, second)] == [(Identifier("wos", f"CSCD:{n}"),) for n in (1, 2)]
    assert second.container == Container("Parks")


MEDLINE = {
    "PT": "J",
    "AN": "91000001",
    "TI": "Walks by night.",
    "AU": "Marlowe, Jane; Berg, Anna",
    "SO": "Journal of walking",
    "PS": "21-9",
    "PY": "2018",
    "PD": "2018 Sep (Epub 2018 Jun 11)",
    "C1": "School of Walks, York.; Institute of Parks, Leeds.",
    "OI": "Berg, Anna/0000-0002-1825-0097",
    "MH": "Adult. *Night. Walking / physiology; *psychology",
    "ID": "darkness; parks",
    "PE": "11 Jun 2018",
    "UT": "MEDLINE:91000001",
}
BIOSIS = {
    "PT": "J",
    "UT": "BCI:BCI201800000001",
    "TI": "Walks of birds",
    "AU": "Marlowe, Jane; Berg, Anna B. (anna@example.org) ; Dow, Cy",
    "SO": "Journal of Birds",
    "PY": "2018",
    "PD": "SEP 2018",
    "PS": "Article No.: 16",
    "BP": "16",
    "C1": "Berg, Anna B.; Univ York, Dept Walks,Unit 3, York, UK",
    "MI": "birds , walks",
}
ZOOREC = {
    "PT": "J",
    "AN": "ZOOR1",
    "TI": "Feet",
    "AU": "Berg, A.",
    "PS": "1-9",
    "DE": "Feet",
    "UT": "ZOOREC:ZOOR1",
    "DA": "2020-01-01",
}


def as_tabbed(cells: dict[str, str]) -> Record:
    """Read the cells as a file of one row, with the lone carriage returns that old exports have."""
    (item,) = read_file(io.BytesIO("".join("\t".join(row) + "\t\r" for row in (cells, cells.values())).encode()))
    assert isinstance(item, Record)
    return list(clean(item))[-1]


def as_tagged(cells: dict[str, str]) -> Record:
    """Read the cells as tagged text."""
    lines = [
        f"{tag} " + (text if tag != "AU" else "\n   ".join(name.strip() for name in text.split(";")))
        for tag, text in cells.items()
    ]
    (item,) = read_file(io.BytesIO("\n".join((*lines, "ER", "")).encode()))
    assert isinstance(item, Record)
    return list(clean(item))[-1]


@pytest.fixture(params=[as_tabbed, as_tagged])
def read_cells(request: pytest.FixtureRequest) -> Callable[[dict[str, str]], Record]:
    return request.param


def test_a_record_of_medline_has_its_pmid_headings_keywords_and_dates(read_cells: Callable[[dict[str, str]], Record]):
    record = read_cells(MEDLINE)
    assert record.identifiers == (Identifier("wos", "MEDLINE:91000001"), Identifier("pmid", "91000001"))
    assert [each.printed for each in record.headings] == ["Adult", "*Night", "Walking/physiology/*psychology"]
    assert record.keywords == ("darkness", "parks")
    assert [(each.kind, each.value) for each in record.dates] == [("published", "2018-09"), ("epublish", "2018-06-11")]
    assert record.pages == "21-9"
    assert [each.identifiers for each in record.contributors] == [(), (Identifier("orcid", "0000-0002-1825-0097"),)]
    assert {each.name for each in record.extra} == {"PD", "C1", "OI"}


def test_a_record_of_biosis_has_an_address_behind_its_author_s_name(read_cells: Callable[[dict[str, str]], Record]):
    record = read_cells(BIOSIS)
    assert [(each.name, each.email, [place.text for place in each.affiliations]) for each in record.contributors] == [
        ("Marlowe, Jane", "", []),
        ("Berg, Anna B.", "anna@example.org", ["Univ York, Dept Walks,Unit 3, York, UK"]),
        ("Dow, Cy", "", []),
    ]
    assert (record.pages, record.article_number, record.keywords) == ("", "16", ("birds", "walks"))
    assert record.extra == ()


def test_a_number_that_the_accession_number_has_says_nothing_more(read_cells: Callable[[dict[str, str]], Record]):
    record = read_cells(ZOOREC)
    assert (record.identifiers, record.pages) == ((Identifier("wos", "ZOOREC:ZOOR1"),), "1-9")
    assert [each.name for each in record.extra] == ["DA"]
    longer = read_cells(ZOOREC | {"PS": "467-72", "BP": "467", "EP": "472"})
    assert (longer.pages, [each.name for each in longer.extra]) == ("467-472", ["DA"])
    assert Field("PS", "3-9") in read_cells(ZOOREC | {"PS": "3-9", "BP": "1", "EP": "9"}).extra
    assert Field("AN", "ZOOR2") in read_cells(ZOOREC | {"AN": "ZOOR2"}).extra
