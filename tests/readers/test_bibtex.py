"""What the reader of BibTeX makes of files by hand and by programs."""

import io
import logging
import re
from pathlib import Path

import bibtexparser
import pytest

from kg.readers import bibtex
from kg.readers import read as read_file
from kg.record import Container, Contributor, Fault, Field, Identifier, Metric, Record
from tests.readers.items import records_of

FILE = Path(__file__).parents[1] / "data/bibtex/oddities.bib"


def read_text(text: str) -> list[Record | Fault]:
    return list(bibtex.read(io.BytesIO(text.encode()), "some.bib"))


def read_entry(fields: str, kind: str = "article") -> Record:
    (record,) = read_text(f"@{kind}{{key, {fields}}}")
    assert isinstance(record, Record)
    return record


def key_of(record: Record) -> str:
    return next((each.value for each in record.extra if each.name == "citation key"), "")


@pytest.fixture(scope="module")
def odd() -> dict[str, Record]:
    return {key_of(item): item for item in read_file(FILE) if isinstance(item, Record)}


def test_comments_strings_and_preambles_are_no_records_and_free_text_is_a_fault(odd: dict[str, Record]):
    assert set(odd) == {"oster2021", "fox2010", "dow", "undefined", "proc", "orphan"}
    faults = [item for item in read_file(FILE) if isinstance(item, Fault)]
    assert [(fault.line, fault.raw, fault.reason) for fault in faults] == [
        (6, "Free text between entries.", "outside of any entry"),
        (22, "such", "a string that is not defined"),
        (24, "nobody", "refers to an entry that is not in the file"),
    ]


def test_text_is_without_its_latex_and_strings_are_put_in(odd: dict[str, Record]):
    record = odd["oster2021"]
    assert record.title == "Who walks? CO2 — 50% of TeX"
    assert record.container is not None
    assert record.container.title == "Journal of Paths"
    assert (record.volume, record.issue, record.pages) == ("7", "2", "9-12")
    assert record.identifier("doi") == "10.5555/walk_1"
    assert [each for each in record.extra if each.name == "note"] == [Field("note", "kept"), Field("note", "kept, too")]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("van der {\\O}ster, Jr., Ada M.", [("van der Øster", "Ada M.", "Jr.", False)]),
        ("Ludwig van Beethoven and others", [("van Beethoven", "Ludwig", "", False)]),
        ("{World Health Organization} and Li, Bo", [("", "", "", True), ("Li", "Bo", "", False)]),
        ("the walking contributors", [("", "", "", True)]),
        (
            "{\\'E}douard Masterly AND {S}imon {Dow-Fox}",
            [("Masterly", "Édouard", "", False), ("Dow-Fox", "Simon", "", False)],
        ),
        ("{Li, Bo}", [("Li", "Bo", "", False)]),
        ("Plato", [("Plato", "", "", False)]),
        ("", []),
    ],
)
def test_names_have_their_parts(printed: str, names: list[tuple[str, str, str, bool]]):
    record = read_entry(f"author = {{{printed}}}")
    assert [(each.family, each.given, each.suffix, each.collective) for each in record.contributors] == names


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ("year = 1999", "1999"),
        ("year = {1999}, month = 6", "1999-06"),
        ("year = 1999, month = jun", "1999 jun"),
        ('year = "1999", month = "10~" # jan', "1999 10 jan"),
        ("year = 1999, month = jun # {-} # aug", "1999 jun-aug"),
        ("date = {2010-05-02}", "2010-05-02"),
        ("title = {X}", ""),
    ],
)
def test_dates_come_in_pieces(fields: str, printed: str):
    assert "".join(each.printed for each in read_entry(fields).dates) == printed


def test_a_part_inherits_from_its_book_whichever_comes_first(odd: dict[str, Record]):
    child = odd["fox2010"]
    assert child.container is not None
    assert (child.container.title, child.container.kind) == ("Proceedings of Paths", "conference")
    assert [(each.family, each.role) for each in child.contributors] == [
        ("Fox", "author"),
        ("Dow", "author"),
        ("Fox", "editor"),
    ]
    assert [each.printed for each in child.dates] == ["2010"]
    book = "@book{b, title = {Paths}, doi = {10.5555/b}, year = 2010}"
    *_, late = read_text(book + "@inbook{c, title = {Gates}, crossref = {B}}")
    assert isinstance(late, Record)
    assert late.container is not None
    assert (late.container.title, late.identifier("doi")) == ("Paths", "")


def test_entries_may_stand_in_parentheses_and_several_on_a_line(odd: dict[str, Record]):
    assert odd["fox2010"].title == "On (all) stiles"
    assert (odd["dow"].source.line, odd["undefined"].source.line) == (22, 22)
    assert odd["dow"].source.raw.endswith("}}")


def test_numbers_belong_to_the_book_or_to_the_work(odd: dict[str, Record]):
    assert odd["dow"].container is not None
    assert odd["dow"].container.identifiers == (Identifier("isbn", "978-0-306-40615-7"),)
    assert read_entry("isbn = {9780306406157}", "book").identifiers == (Identifier("isbn", "9780306406157"),)


@pytest.mark.parametrize(
    ("fields", "identifier"),
    [
        ("eprint = {2001.00001}, archivePrefix = {arXiv}", Identifier("arxiv", "2001.00001")),
        ("eprint = {40000001}, eprinttype = {pubmed}", Identifier("pmid", "40000001")),
        ("pmid = {40000001}", Identifier("pmid", "40000001")),
        ("Unique-ID = {WOS:000000000000001}", Identifier("wos", "WOS:000000000000001")),
    ],
)
def test_identifiers_of_archives_and_databases_are_kept(fields: str, identifier: Identifier):
    assert read_entry(fields).identifiers == (identifier,)


def test_a_field_that_is_no_field_is_a_fault_and_the_others_are_read():
    fault, record = read_text("@misc{k, title = {A}, }{ and rest, year = 1999}@misc{l, title = {B}}")[:2]
    assert isinstance(fault, Record)
    assert isinstance(record, Fault)
    fault, record = read_text("@misc{k, title = {A} stray, year = 1999}")
    assert isinstance(fault, Fault)
    assert isinstance(record, Record)
    assert (fault.raw, fault.record, record.dates[0].printed) == ("stray", record.key, "1999")


def test_an_entry_that_is_not_closed_harms_only_itself():
    fault, record = read_text("@article{a,\n title = {Not closed,\n}\n@article{b,\n title = {Whole}\n}\n")
    assert isinstance(fault, Fault)
    assert isinstance(record, Record)
    assert (fault.line, fault.reason, record.title) == (1, "not closed before the next entry begins", "Whole")


def test_another_format_that_quotes_an_entry_is_not_bibtex():
    assert not bibtex.sniff(b"TY  - JOUR\nAB  - We write\n@article{x,\nER  - \n")
    assert not bibtex.sniff(b'{"a":\n@article{x,\n}')


@pytest.mark.parametrize("name", ["tugboat", "cyrillic", "extrafields", "IEEEtran"])
def test_every_entry_of_the_samples_is_read_as_bibtexparser_reads_it(name: str, shared: Path):
    logging.disable()
    library = bibtexparser.parse_file(str(shared / f"samples/bibtex/{name}.bib"))
    logging.disable(logging.NOTSET)
    records = {
        key_of(item): item for item in read_file(shared / f"samples/bibtex/{name}.bib") if isinstance(item, Record)
    }
    entries = [entry for entry in library.entries if entry.entry_type != "ieeetranbstctl"]
    assert len(records) == len(entries)
    for entry in entries:
        record, fields = records[entry.key], {field.key.lower(): field.value for field in entry.fields}
        authors = [each for each in record.contributors if each.role == "author"]
        assert len(authors) == len(
            [each for each in re.split(r"\s+and\s+", fields.get("author", "")) if each.strip("{} ")]
        )
        assert record.volume == fields.get("volume", "").strip("{}")
        assert bool(record.title) == bool(fields.get("title", "").strip("{}"))
        assert not re.search(r"[\\$]", record.title)
        assert all(author.family or author.collective for author in authors)


def test_all_of_xampl_the_file_that_shows_all_of_bibtex_is_read(shared: Path):
    for name in ("xampl", "xampl_mixed"):
        items = list(read_file(shared / f"samples/bibtex/{name}.bib"))
        records = {key_of(item).lower(): item for item in items if isinstance(item, Record)}
        assert len(records) == 36
        assert [(item.line, item.reason) for item in items if isinstance(item, Fault)] == [(30, "outside of any entry")]
        assert records["inbook-crossref"].contributors == records["inbook-full"].contributors
        assert records["article-crossref"].volume == "41"
        assert records["techreport-full"].contributors == (
            Contributor("Tom Térrific", family="Térrific", given="Tom"),
        )  # fmt: skip


@pytest.mark.parametrize(
    "entry", ["@article{a,\n title={B}}", "@book(a, title = {B})", "@STRING(j = {J})", "@misc{ a ,"]
)
def test_an_entry_in_either_brackets_is_recognised(entry):
    assert bibtex.sniff(f"% a comment\n{entry}\n".encode())


@pytest.mark.parametrize(
    "line",
    [
        "@given(names, st.text())",
        "@given(names, team=st.text())",
        "@settings(max_examples=9)",
        "@media screen {",
        "a@b.org, c@d.org",
    ],
)
def test_a_program_s_decorators_and_addresses_are_no_entries(line):
    assert not bibtex.sniff(f"{line}\ndef work():\n    pass\n".encode())


@pytest.mark.parametrize(
    ("fields", "identifiers"),
    [
        ("url = {https://www.scopus.com/inward/record.uri?eid=2-s2.0-85012345678&doi=x}", [("scopus", "2-s2.0-85012345678")]),
        (r"url = {https://doi.org/10.1000/a\_b}", [("doi", "10.1000/a_b")]),
        ("doi = {10.1000/x}, url = {https://doi.org/10.1000/y}", [("doi", "10.1000/x")]),
    ],
)  # fmt: skip
def test_an_address_bears_the_identifiers_that_no_field_tells(fields: str, identifiers: list[tuple[str, str]]):
    assert read_entry(fields).identifiers == tuple(Identifier(*each) for each in identifiers)


def test_mendeley_has_the_issn_where_the_isbn_belongs():
    record = read_entry("journal = {J}, isbn = {1234-5679 (Electronic)$\\backslash$r2049-3630 (Linking)}")
    assert record.container
    assert record.container.identifiers == (Identifier("issn", "1234-5679"), Identifier("issn", "2049-3630"))


def test_a_collaboration_signs_after_the_authors_and_dblp_s_numbers_of_namesakes_are_no_names():
    record = read_entry("author = {Jane Marlowe 0001 and others}, collaboration = {WALK}")
    assert [(each.name, each.collective) for each in record.contributors] == [("Jane Marlowe", False), ("WALK", True)]


WEB_OF_SCIENCE = """author = {Marlowe, Jane and Berg, Anna},
affiliation = {{Marlowe, J (Corresponding Author), Inst Gardens, Oxford, England.
   Marlowe, Jane; Berg, Anna, Univ Newcastle, Newcastle, England.}},
orcid-numbers = {{Berg, Anna/0000-0002-1825-0097}},
researcherid-numbers = {{Marlowe, Jane/A-1234-2010}}"""


def test_web_of_science_gives_addresses_and_numbers_by_name_and_they_stay_as_read():
    record = read_entry(WEB_OF_SCIENCE)
    jane, anna = record.contributors
    assert [each.text for each in jane.affiliations] == [
        "Inst Gardens, Oxford, England",
        "Univ Newcastle, Newcastle, England",
    ]
    assert [each.text for each in anna.affiliations] == ["Univ Newcastle, Newcastle, England"]
    assert jane.identifiers == (Identifier("researcherid", "A-1234-2010"),)
    assert anna.identifiers == (Identifier("orcid", "0000-0002-1825-0097"),)
    assert {"affiliation", "orcid-numbers", "researcherid-numbers"} <= {each.name for each in record.extra}


def test_scopus_has_its_own_headings_beside_the_authors_keywords_and_counts_in_a_note():
    record = read_entry(
        "author = {Marlowe, Jane}, author_keywords = {walks; gardens}, keywords = {Health; Human}, "
        "affiliations = {Oxford; Newcastle}, note = {Cited by: 3; All Open Access}"
    )
    assert (record.keywords, [each.label for each in record.headings]) == (("walks", "gardens"), ["Health", "Human"])
    assert [each.text for each in record.contributors[0].affiliations] == ["Oxford", "Newcastle"]
    assert record.metrics == (Metric("scopus-citations", "3"),)


def test_a_subtitle_of_what_it_appeared_in_and_the_citations_of_web_of_science_are_read():
    paper = read_entry("title = {A}, booktitle = {Walks}, booksubtitle = {Talks}, times-cited = {7}", "inproceedings")
    assert paper.container is not None
    assert (paper.container.title, paper.metric("wos-citations")) == ("Walks: Talks", "7")


def test_fields_that_entries_share_are_theirs_and_neither_these_nor_a_set_are_works():
    first, second, fault = (
        *(works := read_text(
            "@set{both, entryset = {a, b}}"
            "@article{a, title = {Walks}, journal = {J}, xdata = {press, late}, note = {own}}"
            "@xdata{press, publisher = {Walk Press}, note = {shared}}"
            "@xdata{late, volume = {3}}"
            "@book{b, title = {Walking}, xdata = {press}}"
            "@book{c, title = {Lost}, xdata = {nowhere}}"
        ))[:2],
        next(each for each in works if isinstance(each, Fault)),
    )  # fmt: skip
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert len(works) == 4
    assert first.container
    assert (first.title, first.container.publisher, first.volume) == ("Walks", "Walk Press", "3")
    assert Field("note", "own") in first.extra
    assert Field("publisher", "Walk Press") in second.extra
    assert fault.reason == "refers to an entry that is not in the file"


@pytest.mark.parametrize("field", ["arxivid = {1905.12345}", "journal = {CoRR}, volume = {abs/1905.12345}"])
def test_numbers_of_arxiv_are_found_where_reference_managers_and_dblp_put_them(field: str):
    (record,) = read_text(f"@article{{a, title = {{Walks}}, {field}}}")
    assert record.identifiers == (Identifier("arxiv", "1905.12345"),)


def test_a_whole_book_is_in_its_series():
    book = read_entry(
        "title = {Walks}, series = {Studies of walking}, isbn = {9780306406157}, issn = {1558-366X}", "book"
    )
    assert book.container == Container("Studies of walking", "series", (Identifier("issn", "1558-366X"),))
    assert book.identifiers == (Identifier("isbn", "9780306406157"),)


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ("year = 2016, month = 1, day = 5", "2016-01-05"),
        ("year = 2016, month = jan, day = {5}", "2016 jan 5"),
        ("date = {2016-01-05}, year = 2016, month = jan", "2016-01-05"),
        ("year = 2016, day = 5", "2016"),
    ],
)
def test_a_date_is_as_exact_as_all_fields_together(fields: str, printed: str):
    assert [each.printed for each in read_entry(f"title = {{Walks}}, {fields}").dates] == [printed]


@pytest.mark.parametrize(
    ("printed", "families"),
    [
        ("Bell, SL, Berg, AB, and van Ames, C", ["Bell", "Berg", "van Ames"]),
        ("Bell, S, and\n Berg, A", ["Bell", "Berg"]),
        ("Bell, S and Berg, A", ["Bell", "Berg"]),
        ("Bell, Sadie, and Berg, Anna", ["Bell", "Berg"]),
    ],
)
def test_the_cochrane_library_has_commas_between_names_and_counts_its_entries(printed: str, families: list[str]):
    page = f"Record #1 of 2\n@article{{Bell25,\nauthor = {{{printed}}},\ntitle = {{On walks}}\n}}\n\n\n"
    items = list(bibtex.read(io.BytesIO((page + page.replace("#1", "#2")).encode()), "f"))
    assert [[person.family for person in each.contributors] for each in records_of(items)] == [families] * 2
    assert len(items) == 2
