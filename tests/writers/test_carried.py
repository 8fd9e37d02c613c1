"""What every format has a place for survives being written and read, wherever the record came from."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kg import readers, writers
from kg.clean import clean
from kg.facts.retractions import is_retracted
from kg.record import (
    Affiliation,
    Container,
    Contributor,
    Date,
    Grant,
    Heading,
    Identifier,
    Metric,
    Record,
    Reference,
    Relation,
    Section,
    Source,
)

FORMATS = [("ris", "ris"), ("nbib", "medline"), ("bibtex", "bibtex"), ("csl", "csl")]

words = st.sampled_from(
    ("Walking", "for 50 % of R&D", "in p_1 {x}", "O’Brien’s é", "α-tocopherol", "café #2", "who? 3:4", "A/B", "Ageing")
)
sentences = st.lists(words, min_size=1, max_size=4).map(" ".join)
families = st.sampled_from(
    ("Wildman", "van der Berg", "de la Cruz", "O'Brien", "García-Pérez", "Ødegård", "McDonald", "von Neumann")
)
givens = st.sampled_from(("Josephine M", "Jan", "Anne-Marie", "José"))
people = st.builds(
    lambda family, given, suffix, role: Contributor(f"{family} {given}", family=family, given=given, suffix=suffix, role=role),
    families, givens, st.sampled_from(("", "", "Jr", "III")), st.sampled_from(("author", "author", "editor")),
)  # fmt: skip
groups = st.sampled_from(("RAMESES II team", "World Health Organization")).map(
    lambda name: Contributor(name, collective=True)
)
containers = st.one_of(
    st.just(Container("BMC Medicine & Care", "journal", (Identifier("issn", "1741-7015"),), "BMC Med Care", "BioMed Central")),
    st.just(Container("A handbook of walking", "book", (Identifier("isbn", "9780306406157"),), "", "Oxford University Press")),
    st.just(Container("Studies of walking", "series", (), "", "Oxford University Press")),
)  # fmt: skip
records = st.builds(
    Record,
    key=st.just("k"),
    source=st.sampled_from(("rca", "pubmed", "scopus")).map(lambda form: Source(form, "", 1, "")),
    title=sentences,
    identifiers=st.just((Identifier("doi", "10.1000/x_1(2)<3>"), Identifier("pmid", "7"), Identifier("pmcid", "PMC77"))),
    dates=st.sampled_from(("2021", "2021-05", "2021-05-07")).map(lambda day: (Date("published", day, day),)),
    container=containers,
    volume=st.sampled_from(("", "3", "12 Suppl 1")),
    issue=st.sampled_from(("", "4", "1-2")),
    pages=st.sampled_from(("", "5-9", "e77", "S12-S19", "13")),
    article_number=st.sampled_from(("", "e1010383")),
    contributors=st.lists(people | groups, max_size=4).map(tuple),
    abstract=st.lists(st.builds(Section, st.sampled_from(("AIM", "RESULTS", "CONCLUSIONS")), sentences), max_size=3, unique_by=lambda each: each.label).map(tuple),
    keywords=st.lists(words, max_size=3, unique=True).map(tuple),
    language=st.sampled_from(("", "eng", "fre")),
    registrations=st.sampled_from(((), (Identifier("nct", "NCT01234567"),))),
    relations=st.sampled_from(((), (Relation("has-supplement", "10.1000/s", (Identifier("doi", "10.1000/s"),)),))),
)  # fmt: skip


def write_and_read(form: str, reader: str, record: Record) -> Record:
    out = io.BytesIO()
    writers.find_writer(form).write([record], out)
    (found,) = readers.formats()[reader].read(io.BytesIO(out.getvalue()), "again")
    assert isinstance(found, Record)
    return next(each for each in clean(found) if isinstance(each, Record))


def carried(record: Record) -> tuple:
    people = sorted(  # formats list editors by themselves
        (
            (each.role, each.name if each.collective else "", each.family, each.given, each.suffix, each.collective)
            for each in record.contributors
        ),
        key=lambda person: person[0],
    )
    abstract = " ".join(": ".join(filter(None, (each.label, each.text))) for each in record.abstract)
    return (
        record.title,
        sorted(record.identifiers),
        record.date("published"),
        record.container,
        record.volume,
        record.issue,
        record.pages,
        record.article_number,
        people,
        abstract,
        record.keywords,
        record.language,
        record.registrations,
    )


@pytest.mark.parametrize(("form", "reader"), FORMATS)
@given(drawn=records)
def test_what_every_format_has_a_place_for_is_read_as_it_was_written(form: str, reader: str, drawn: Record):
    (record,) = (each for each in clean(drawn) if isinstance(each, Record))
    assert carried(write_and_read(form, reader, record)) == carried(record)


@pytest.mark.parametrize(("form", "reader"), FORMATS)
def test_a_retraction_is_never_lost(form: str, reader: str):
    bare = Record(
        "k", Source("crossref", "", 1, ""), title="Walking", container=Container("BMC Med"), types=("journal-article",)
    )
    flagged = structs.replace(bare, flags=("retracted",))
    related = structs.replace(bare, relations=(Relation("retracted-by", "BMC Med. 2022"),))
    found = [is_retracted(write_and_read(form, reader, each)) for each in (bare, flagged, related)]
    assert found == [False, True, True]


@pytest.mark.parametrize(("form", "reader"), FORMATS)
@pytest.mark.parametrize(
    "kind", ["Published Erratum", "Correction", "Comment", "Expression of Concern", "posted-content"]
)
def test_a_notice_is_never_taken_for_an_article(form: str, reader: str, kind: str):
    notice = Record(
        "k", Source("wos", "", 1, ""), title="Walking", container=Container("BMC Med"), types=("Journal Article", kind)
    )
    assert kind in write_and_read(form, reader, notice).types


def test_medline_has_numbers_of_articles_grants_headings_and_identifiers_of_notices_as_well():
    record = Record(
        "k",
        Source("pubmed", "", 1, ""),
        title="Walking",
        pages="5-9",
        article_number="e77",
        grants=(Grant("R01 AG1", "NIA"), Grant("", "Wellcome Trust")),
        headings=(
            Heading("Aged, 80 and over"),
            Heading("Walking", ("physiology", "psychology"), major=True, major_qualifiers=("psychology",)),
        ),
        registrations=(Identifier("nct", "NCT01234567"),),
        relations=(Relation("corrected-by", "J Foo. 2022;3:1.", (Identifier("pmid", "99"),)),),
        types=("Journal Article",),
    )
    found = write_and_read("nbib", "medline", record)
    assert structs.replace(found.relations[0], target="") == structs.replace(record.relations[0], target="")
    for name in ("pages", "article_number", "grants", "headings", "registrations", "types"):
        assert getattr(found, name) == getattr(record, name), name


FULL = Record(
    "k",
    Source("pubmed", "", 1, ""),
    title="Walking",
    container=Container("BMC Med"),
    contributors=(
        Contributor("Bell, Ada", family="Bell", given="Ada", affiliations=(Affiliation("Oita University, Oita, Japan", (Identifier("grid", "grid.412334.3"),)),)),
        Contributor("LANTERN group", collective=True, affiliations=(Affiliation("Keio University; Tokyo, Japan"),)),
    ),
    dates=(Date("published", "2021", "2021"), Date("received", "2020-03", "2020-03")),
    keywords=("paths",),
    headings=(Heading("Walking", ("physiology",), major=True, identifier=Identifier("mesh", "D016138")), Heading("Aged")),
    grants=(Grant("R01 AG1", "NIA"), Grant("", "Wellcome Trust"), Grant("R01 AG2", "NIA"), Grant("X-1")),
    registrations=(Identifier("nct", "NCT01234567"),),
    references=(Reference("Law CJ, 2003. Steps", (Identifier("doi", "10.1000/a1"),)), Reference("Roe A, 1999")),
    relations=(Relation("corrected-by", "J Foo. 2022;3:1.", (Identifier("pmid", "99"),)),),
    licence="https://creativecommons.org/licenses/by/4.0/",
    open_access=True,
    metrics=(Metric("wos-citations", "7"),),
)  # fmt: skip


def test_csl_has_in_custom_what_it_has_no_variable_for():
    found = write_and_read("csl", "csl", FULL)
    for name in (
        "dates", "keywords", "headings", "grants", "registrations", "references", "relations", "licence", "open_access", "metrics",
    ):  # fmt: skip
        assert getattr(found, name) == getattr(FULL, name), name
    assert [each.affiliations for each in found.contributors] == [each.affiliations for each in FULL.contributors]
    assert not [each for each in found.extra if each.name == "custom"]


def test_bibtex_has_grants_and_references_as_web_of_science_writes_them_headings_among_the_keywords_and_trials_in_a_note():
    found = write_and_read("bibtex", "bibtex", FULL)
    assert set(found.grants) == {each for each in FULL.grants if each.agency}
    assert found.references == (
        Reference("Law CJ, 2003. Steps, DOI 10.1000/a1", (Identifier("doi", "10.1000/a1"),)),
        Reference("Roe A, 1999"),
    )
    assert found.keywords == ("paths", "Walking/physiology", "Aged")
    kept = {each.name: each.value for each in found.extra}
    assert [[place.text for place in each.affiliations] for each in found.contributors] == [
        ["Oita University, Oita, Japan"],
        [],
    ]
    assert kept["affiliation"].endswith("Keio University, Tokyo, Japan"), "a group's stands without its name"
    assert found.registrations == (Identifier("nct", "NCT01234567"),)
    assert kept["note"] == "Registered: NCT01234567. Grant: X-1. Corrected by: J Foo. 2022;3:1."


def test_what_others_put_into_custom_stays_theirs(tmp_path):
    (tmp_path / "a.json").write_text(
        '[{"id": "a", "type": "book", "title": "X", "custom": {"mine": 1}, "author": [{"literal": "B", "affiliation": "no list"}]}]'
    )
    (record,) = readers.read(tmp_path / "a.json")
    assert [(each.name, each.value) for each in record.extra if each.name == "custom"] == [("custom", '{"mine": 1}')]
    assert [each.text for each in record.contributors[0].affiliations] == ["no list"]
