"""Laws of the writers: what was read from a format is written so that it reads the same, and no value breaks out of its field."""

import io
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kg import readers, writers
from kg.clean import clean
from kg.record import Affiliation, Container, Contributor, Date, Fault, Identifier, Record, Reference, Section, Source
from tests.speed import is_within_a_second

DATA = Path(__file__).parents[1] / "data"
FORMATS = [("ris", "ris"), ("nbib", "medline"), ("bibtex", "bibtex"), ("csl", "csl")]
# Files of which some entries inherit from others, or have names that no style reads as they were meant ("Bell, II, Edwin").
_ODD = {"xampl.bib", "xampl_mixed.bib", "tugboat.bib"}


def cleaned(items: Iterable[Record | Fault]) -> Iterator[Record]:
    for item in items:
        if isinstance(item, Record):
            yield from (each for each in clean(item) if isinstance(each, Record))


def written(form: str, records: Iterable[Record]) -> bytes:
    out = io.BytesIO()
    writers.find_writer(form).write(records, out)
    return out.getvalue()


def content(record: Record) -> Record:
    """Leave out where a record stands, if it was cut off, in which order schemes come, and addresses never written."""
    people = tuple(structs.replace(each, email="") for each in record.contributors)
    identifiers = tuple(sorted(record.identifiers, key=lambda each: each.scheme))
    bare = structs.replace(record, key="", source=Source("", "", 0, ""), truncated=False)
    return structs.replace(bare, contributors=people, identifiers=identifiers)


def check(form: str, reader: str, path: Path) -> None:
    """Check that records read the same after writing, and are written the same again."""
    records = list(cleaned(readers.read(path)))
    first = written(form, records)
    found = list(cleaned(readers.formats()[reader].read(io.BytesIO(first), "again")))
    assert list(map(content, found)) == list(map(content, records))
    assert written(form, found) == first


@pytest.mark.parametrize(("form", "reader"), FORMATS)
def test_our_collections_of_oddities_read_the_same_after_writing(form: str, reader: str):
    for path in sorted((DATA / reader).iterdir()):
        check(form, reader, path)


@pytest.mark.parametrize(("form", "reader"), FORMATS[:3])
def test_real_exports_read_the_same_after_writing(form: str, reader: str, shared: Path):
    module = readers.formats()[reader]
    paths = [
        path for path in sorted((shared / "samples" / reader).rglob("*")) if path.is_file() and path.name not in _ODD
    ]
    ours = [path for path in paths if module.sniff(path.read_bytes()[:4096])]
    assert ours
    for path in ours:
        if all(each.source.format == reader for each in readers.read(path) if isinstance(each, Record)):
            check(form, reader, path)


HOSTILE = (
    "\nER  - \n\nTY  - JOUR\nTI  - X", "\n\nPMID- 1\nTI  - X", "}\n}\n@article{x, title={X}}", '"}, {"type": "book", "id": "', "\\", "{", "}",
    "%", "$", "~", "^", "&amp;", "--", "``", "TY  - BOOK", "\u2028", "é", "中", " ",
)  # fmt: skip
texts = st.lists(st.sampled_from(HOSTILE) | st.text("abc,;/-. ", max_size=5), max_size=4).map("".join)
records = st.builds(
    lambda title, venue, name, number, text, form: Record(
        key="k",
        source=Source(form, "", 1, ""),
        title="T " + title,
        container=Container("V " + venue),
        contributors=(Contributor("N " + name, family="N " + name, affiliations=(Affiliation("A " + text),)),),
        identifiers=(Identifier("pmid", "7"), Identifier("doi", "10.1000/" + number)),
        dates=(Date("published", "2020 " + text, "2020"),),
        volume=number,
        pages=number,
        abstract=(Section("", "W " + text),),
        keywords=("K " + text,),
    ),
    texts, texts, texts, texts, texts, st.sampled_from(["ris", "medline", "bibtex", "csl", "rca"]),
)  # fmt: skip


@pytest.mark.parametrize(("form", "reader"), FORMATS)
@given(drawn=st.lists(records, min_size=1, max_size=3))
def test_no_value_breaks_out_of_its_field(form: str, reader: str, drawn: list[Record]):
    first = written(form, drawn)
    items = list(readers.formats()[reader].read(io.BytesIO(first), "again"))
    found = [each for each in items if isinstance(each, Record)]
    assert [letters(each.title) for each in found] == [letters(each.title) for each in drawn]
    assert all(len(each.contributors) == 1 for each in found)
    assert not [each for each in items if isinstance(each, Fault) and not each.field]


def letters(text: str) -> str:
    """What of a text no format may change."""
    return "".join(filter(str.isalnum, text))


def test_what_other_formats_say_is_written_in_the_terms_of_this_one():
    record = Record(
        key="k",
        source=Source("rca", "page.txt", 1, ""),
        title="Link workers & walking",
        types=("Journal Article",),
        container=Container("BMC Med", identifiers=(Identifier("eissn", "1741-7015"),)),
        contributors=(Contributor("Wildman JM", family="Wildman", given="Josephine M", initials="JM"), Contributor("RAMESES team", collective=True)),
        identifiers=(Identifier("doi", "10.1000/x"), Identifier("pmid", "7")),
        dates=(Date("published", "2022 May 3", "2022-05-03"),),
        pages="5-9",
        abstract=(Section("AIM", "To walk."), Section("RESULTS", "We walked.")),
    )  # fmt: skip
    ris = written("ris", [record]).decode()
    assert ris.startswith(
        "TY  - JOUR\nTI  - Link workers & walking\nAU  - Wildman, Josephine M\nAU  - RAMESES team,\nPY  - 2022\n"
    )
    assert "AB  - AIM: To walk. RESULTS: We walked.\n" in ris
    nbib = written("nbib", [record]).decode()
    assert "FAU - Wildman, Josephine M\nAU  - Wildman JM\nCN  - RAMESES team\n" in nbib
    assert nbib.endswith("SO  - BMC Med. 2022;5-9.\n\n")
    bibtex = written("bibtex", [record, record]).decode()
    assert (
        "@article{wildman2022,\n  author = {Wildman, Josephine M and {RAMESES team}},\n  title = {{Link workers \\& walking}},\n"
        in bibtex
    )
    assert "@article{wildman2022-2," in bibtex
    csl = written("csl", [record]).decode()
    assert '"type":"article-journal"' in csl
    assert '"issued":{"date-parts":[[2022,5,3]]}' in csl


def test_keys_of_bibtex_differ_in_more_than_their_case_and_a_field_is_there_once():
    """BibTeX takes keys that differ in case only for one, and complains of a second field of a name."""
    dois = (Identifier("doi", "10.1/a"), Identifier("doi", "10.1/b"))
    people = [Contributor(name, family=name) for name in ("Wild", "WILD")]
    records = [
        Record(str(n), Source("ris", "x", n, ""), identifiers=dois, contributors=(who,)) for n, who in enumerate(people)
    ]
    text = written("bibtex", records).decode()
    keys = re.findall(r"@\w+\{(.*),", text)
    assert len({key.lower() for key in keys}) == 2
    assert text.count("doi = ") == 2


def test_a_reference_of_bibtex_says_its_doi_once():
    doi = (Identifier("doi", "10.1/a"),)
    references = (Reference("Ames, 2001, DOI 10.1/a", doi), Reference("Bo, 2002", doi))
    text = written("bibtex", [Record("k", Source("wos", "x", 1, ""), references=references)]).decode()
    assert text.count("10.1/a") == 2


def test_a_keyword_with_a_comma_stays_one():
    record = Record("k", Source("ris", "x", 1, ""), title="T", keywords=("Diabetes, Type 2",))
    for form, reader in (("csl", "csl"), ("bibtex", "bibtex")):
        (again,) = cleaned(readers.formats()[reader].read(io.BytesIO(written(form, [record])), "again"))
        assert again.keywords == record.keywords


def test_nothing_is_written_as_nothing():
    assert [written(form, []) for form in writers.formats()] == [b"", b"[]\n", b"", b""]


def test_an_unknown_format_is_told_with_what_there_is():
    with pytest.raises(ValueError, match="did you mean bibtex"):
        writers.find_writer("bibtx")


def test_keys_and_addresses_in_thousands_take_no_time():
    people = tuple(Contributor(f"Bell{n} S", affiliations=(Affiliation(f"Town {n}"),)) for n in range(3_000))
    source = Source("rca", "a", 1, "")
    started = time.process_time()
    text = written(
        "bibtex", [Record("k", source, contributors=people), *(Record(f"{n}", source) for n in range(10_000))]
    )
    assert is_within_a_second(time.process_time() - started)
    assert text.count(b"@misc{") == 10_001
