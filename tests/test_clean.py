"""Records after cleaning."""

import re
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kg.clean import clean
from kg.readers import read
from kg.record import (
    Affiliation,
    Container,
    Contributor,
    Date,
    Fault,
    Field,
    Grant,
    Identifier,
    Metric,
    Record,
    Reference,
    Relation,
    Section,
    Source,
)
from tests.readers.items import cleaned, records_of
from tests.speed import is_within_a_second

PAGE = Path(__file__).parent / "data/rca/oddities.rca.txt"
PIECES = (
    "Aa ", "Ab. ", "Ab, ", "a", "1", ".1", "1-", "-", " ", "( ", "(", "[", "<", "<i ", "</p", "&", "&#", "@", "a@", "a@b.", "Ã", "Â ",
    "van ", "II ", "AIMS AND ", "Aims and methods ", "10.1000/", "doi:", "NCT ", "EudraCT ", "AB (", "É", "{", "\n",
)  # fmt: skip
EMAIL = re.compile(r"\w@\w+\.\w")


def make(**fields: object) -> Record:
    return Record("key", Source("rca", "page.txt", 7, "raw"), **fields)


@pytest.mark.parametrize(
    ("fields", "field", "raw"),
    [
        ({"dates": (Date("received", "13/45/2019"),)}, "dates", "13/45/2019"),
        ({"identifiers": (Identifier("doi", "none"),)}, "identifiers", "none"),
        ({"metrics": (Metric("rca-citations", "many"),)}, "metrics", "many"),
        ({"metrics": (Metric("rca-citations", "NaN"),)}, "metrics", "NaN"),
        ({"metrics": (Metric("rca-citations", "1e999999"),)}, "metrics", "1e999999"),
    ],
)
def test_a_value_that_cannot_be_read_is_a_fault_and_left_out(fields: dict[str, object], field: str, raw: str):
    fault, record = clean(make(**fields))
    assert isinstance(fault, Fault)
    assert (fault.file, fault.line, fault.field, fault.raw, fault.record) == ("page.txt", 7, field, raw, "key")
    assert getattr(record, field) == ()


def test_texts_that_were_misread_are_read_anew_and_kept_in_faults():
    person = Contributor("GarcÃ­a J", affiliations=(Affiliation("UniversitÃ© de LiÃ¨ge"), Affiliation("CHU, Liège")))
    *faults, record = clean(make(title="SoinsÂ de santÃ©", contributors=(person,), keywords=("Größe",)))
    assert isinstance(record, Record)
    assert (record.title, record.keywords) == ("Soins de santé", ("Größe",))
    (author,) = record.contributors
    assert (author.family, author.initials) == ("García", "J")
    assert [each.text for each in author.affiliations] == ["Université de Liège", "CHU, Liège"]
    assert [(each.field, each.raw, each.record) for each in faults if isinstance(each, Fault)] == [
        ("title", "SoinsÂ de santÃ©", "key"),
        ("contributors", "GarcÃ\xada J\nUniversitÃ© de LiÃ¨ge", "key"),
    ]
    assert record.source.raw == "raw"


@pytest.mark.parametrize("escaped", [False, True])
@pytest.mark.parametrize("name", ["ris/databases.ris", "dimensions/works.csv", "csl/items.json", "pubmed/oddities.xml", "crossref/works.json", "openalex/works.json"])  # fmt: skip
def test_a_misread_export_gives_the_titles_names_and_abstracts_of_the_right_one(
    name: str, escaped: bool, tmp_path: Path
):
    path = PAGE.parents[1] / name
    misread = path.read_bytes().decode("latin-1")
    if escaped and "json" in name:
        misread = "".join(each if each.isascii() else f"\\u{ord(each):04x}" for each in misread)
    (tmp_path / path.name).write_text(misread, "utf-8")
    right, found = ([cleaned(each) for each in records_of(read(one))] for one in (path, tmp_path / path.name))
    assert not path.read_bytes().isascii()
    assert [(each.title, each.contributors, each.abstract) for each in found] == [
        (each.title, each.contributors, each.abstract) for each in right
    ]


@pytest.mark.parametrize(
    ("printed", "value"), [("4.0", "4"), ("0", "0"), ("0.0", "0"), ("10", "10"), ("1.10", "1.1"), ("100.0", "100")]
)
def test_metrics_are_canonical_decimals(printed: str, value: str):
    assert cleaned(make(metrics=(Metric("m", printed),))).metrics == (Metric("m", value),)


@pytest.mark.parametrize("piece", PIECES)
def test_a_record_is_cleaned_in_a_time_in_proportion_to_its_texts(piece: str):
    text = piece * (20_000 // len(piece))
    schemes = (
        "doi",
        "pmid",
        "pmcid",
        "orcid",
        "isni",
        "ror",
        "issn",
        "isbn",
        "grid",
        "ringgold",
        "wikidata",
        "fundref",
        "wos",
    )
    record = make(
        title=text,
        pages=text,
        identifiers=tuple(Identifier(each, text) for each in schemes),
        dates=(Date("published", text), Date("received", "", text)),
        container=Container(text, abbreviation=text, publisher=text),
        contributors=(Contributor(text, "Jane Marlowe"), Contributor(f"{text} JM", text, affiliations=(Affiliation(text),))),
        abstract=(Section("", text), Section("", text)),
        keywords=(text,),
        metrics=(Metric("m", text),),
        references=(Reference(text),),
        extra=(Field("note", text),),
    )  # fmt: skip
    started = time.process_time()
    *_, found = clean(record)
    assert is_within_a_second(time.process_time() - started)
    assert isinstance(found, Record)


@given(printed=st.text(max_size=12) | st.sampled_from(["In press", "2020", ""]), value=st.text(max_size=12))
def test_whatever_a_source_tells_as_a_date_a_record_has_a_year_or_none(printed: str, value: str):
    record = cleaned(make(dates=(Date("published", printed, value),)))
    assert record.year is None or record.date("published").startswith(f"{record.year:04}")


def test_texts_that_were_misread_are_read_anew_wherever_they_stand():
    *faults, record = clean(make(title="Größe", references=(Reference("SantÃ©"),), extra=(Field("note", "Ã‰tudes"),)))
    assert isinstance(record, Record)
    assert (record.references, record.extra) == ((Reference("Santé"),), (Field("note", "Études"),))
    assert [each.field for each in faults if isinstance(each, Fault)] == ["references", "extra"]


def test_an_article_number_is_no_page():
    record = cleaned(make(pages="e000941"))
    assert (record.pages, record.article_number) == ("", "e000941")


def test_names_are_taken_apart_unless_the_source_did_or_a_group_signs():
    given = Contributor("Bell S", family="Bell", given="Sadie")
    group = Contributor("LANTERN Study Group", collective=True)
    first, second, third = cleaned(make(contributors=(given, group, Contributor("Dow C", "Cy Dow")))).contributors
    assert (first, second) == (given, group)
    assert (third.family, third.given, third.initials) == ("Dow", "Cy", "C")


def test_no_text_that_is_shown_has_mark_up_but_what_was_read_as_it_stood():
    marked, plain = "H<sub>2</sub>O &amp; air", "H2O & air"
    author = Contributor(marked, collective=True, affiliations=(Affiliation(marked),))
    record = cleaned(
        make(
            title=marked,
            container=Container(marked, abbreviation=marked, publisher=marked),
            contributors=(author,),
            abstract=(Section("", f"<h3>Aims</h3>{marked}. <h3>Results</h3>{marked}."),),
            keywords=(marked,),
            grants=(Grant("1", marked),),
            references=(Reference(marked),),
            identifiers=(Identifier("doi", "10.1000/1(1979)2&lt;3:t&gt;2.0.co;2"),),
            extra=(Field("note", marked),),
        )
    )
    assert record.title == plain
    assert record.container == Container(plain, abbreviation=plain, publisher=plain)
    assert record.contributors == (structs.replace(author, name=plain, affiliations=(Affiliation(plain),)),)
    assert record.abstract == (Section("Aims", f"{plain}."), Section("Results", f"{plain}."))
    assert record.keywords == (plain,)
    assert record.grants == (Grant("1", plain),)
    assert record.references == (Reference(plain),)
    assert record.identifiers == (Identifier("doi", "10.1000/1(1979)2<3:t>2.0.co;2"),)
    assert record.extra == (Field("note", marked),)


def test_an_affiliation_that_is_an_e_mail_address_and_a_full_stop_is_none():
    texts = "a@b.org.", "Electronic address: a@b.org.", "Walking, Leeds. a@b.org."
    author = Contributor("Ada Smith", affiliations=tuple(map(Affiliation, texts)))
    (kept,) = cleaned(make(contributors=(author,))).contributors
    assert [each.text for each in kept.affiliations] == ["Walking, Leeds."]


def test_no_text_that_may_be_published_has_an_e_mail_address():
    mail = "Write to me@here.example.org."
    record = cleaned(
        make(
            title=mail,
            contributors=(Contributor("Bell S", mail, affiliations=(Affiliation(mail), Affiliation("me@here.org"))),),
            abstract=(Section("", mail),),
            keywords=(mail,),
            flags=(mail, "me@here.org"),
            extra=(Field("note", mail),),
        )
    )
    (author,) = record.contributors
    texts = [record.title, author.full_name, *record.keywords, *record.flags, record.abstract[0].text]
    texts += [affiliation.text for affiliation in author.affiliations] + [field.value for field in record.extra]
    assert not any(EMAIL.search(text) for text in texts)
    assert author.email == "me@here.example.org"
    assert len(author.affiliations) == len(record.flags) == 1


def test_an_address_that_the_source_gives_as_such_comes_before_those_in_its_texts():
    place = Affiliation("Leeds. other@here.example.org")
    (kept,) = clean(make(contributors=(Contributor("Bell A", email="me@here.example.org", affiliations=(place,)),)))
    assert kept.contributors[0].email == "me@here.example.org"
    assert kept.contributors[0].affiliations[0].text == "Leeds."


def test_identifiers_of_journals_people_and_other_works_are_made_canonical_wherever_they_stand():
    bad, good = Identifier("issn", "1558-3669"), Identifier("issn", "1558366x")
    orcid = Identifier("orcid", "https://orcid.org/0000-0002-1694-233X")
    doi = Identifier("doi", "https://doi.org/10.1000/X")
    *faults, record = clean(
        make(
            container=Container("J", identifiers=(bad, good)),
            contributors=(Contributor("Bell S", identifiers=(orcid,), affiliations=(Affiliation("York", (orcid,)),)),),
            references=(Reference("A work", (doi,)),),
            relations=(Relation("corrects", "A work", (doi,)),),
        )
    )
    assert [(fault.field, fault.raw) for fault in faults] == [("container", "1558-3669")]
    assert record.container == Container("J", identifiers=(Identifier("issn", "1558-366X"),))
    (author,) = record.contributors
    assert author.identifiers == author.affiliations[0].identifiers == (Identifier("orcid", "0000-0002-1694-233X"),)
    assert record.references[0].identifiers == record.relations[0].identifiers == (Identifier("doi", "10.1000/x"),)


def test_registrations_are_found_in_title_and_abstract_but_not_at_a_broken_end():
    abstract = (Section("", "See NCT00000001. And CRD42014009999"),)
    whole = cleaned(make(abstract=abstract)).registrations
    assert [each.scheme for each in whole] == ["nct", "prospero"]
    assert [each.scheme for each in cleaned(make(abstract=abstract, truncated=True)).registrations] == ["nct"]


def test_sections_that_the_source_labelled_are_left_alone():
    abstract = (Section("Methods", "We asked. Results We came."),)
    assert cleaned(make(abstract=abstract)).abstract == abstract


def test_cleaning_a_cleaned_record_changes_nothing():
    for item in read(PAGE):
        if isinstance(item, Record):
            once = cleaned(item)
            assert list(clean(once)) == [once]


def test_key_source_and_printed_names_stay_as_they_were():
    for item in read(PAGE):
        if isinstance(item, Record):
            record = cleaned(item)
            assert (record.key, record.source) == (item.key, item.source)
            assert [each.name for each in record.contributors] == [each.name for each in item.contributors]


def test_no_address_is_left_in_what_real_exports_give(shared: Path):
    samples = shared / "samples"
    files = [
        *samples.glob("ris/*.ris"),
        *samples.glob("jats/*.xml"),
        *samples.glob("medline/*"),
        samples / "wos/ble-4071.txt.gz",
    ]
    address = re.compile(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
    found = 0
    for item in (item for file in files for item in read(file)):
        for record in clean(item) if isinstance(item, Record) else ():
            if isinstance(record, Record):
                found += sum(bool(each.email) for each in record.contributors)
                people = tuple(structs.replace(each, email="") for each in record.contributors)
                shown = structs.replace(record, contributors=people, source=Source("", "", 0, ""))
                assert not address.search(msgspec.json.encode(shown))
    assert found > 100


@pytest.mark.parametrize("printed", ["Anonymous", "[Anonymous]", "Anon.", "[No authors listed]", "***", "—", "1"])
def test_whoever_is_nobody_is_no_author_but_kept_as_read(printed: str):
    record = cleaned(make(contributors=(Contributor(printed), Contributor("Anon E"))))
    assert [each.name for each in record.contributors] == ["Anon E"]
    assert record.extra == (Field("author", printed),)


def test_an_author_without_any_name_is_a_fault_and_left_out():
    fault, record = clean(make(contributors=(Contributor(""), Contributor("Rovira J"))))
    assert isinstance(fault, Fault)
    assert (fault.reason, fault.field, fault.record) == ("author 1 has no name", "contributors", "key")
    assert isinstance(record, Record)
    assert [each.name for each in record.contributors] == ["Rovira J"]
