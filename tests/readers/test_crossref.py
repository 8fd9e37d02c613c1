"""What the reader of Crossref makes of works of the API, of a selection of members, and of content negotiation."""

import io
import json
from pathlib import Path

import pytest

from kg.readers import crossref, csl
from kg.readers import read as read_file
from kg.readers._crossref_abstract import read_abstract
from kg.record import Affiliation, Container, Date, Fault, Grant, Identifier, Record, Reference, Section

FILE = Path(__file__).parents[1] / "data/crossref/works.json"


def read_work(**members: object) -> Record:
    (record,) = crossref.read(io.BytesIO(json.dumps({"DOI": "10.5555/x", **members}).encode()), "works.json")
    assert isinstance(record, Record)
    return record


@pytest.fixture(scope="module")
def works() -> list[Record]:
    return [item for item in read_file(FILE) if isinstance(item, Record)]


def test_dates_are_typed_as_far_as_they_are_known(works: list[Record]):
    assert [(each.kind, each.printed) for each in works[0].dates] == [
        ("published", "2021-03-17"),
        ("published-online", "2021-03-17"),
        ("published-print", "2021-04"),
        ("accepted", "2021-02"),
        ("registered", "2021-03-18"),
        ("received", "4 January 2021"),
    ]
    assert works[1].dates == (Date("published", "2020-12-01"), Date("posted", "2020-12-01"))
    assert works[3].dates == (Date("published", "2010-05"),)
    assert read_work(issued={"date-parts": [[None]]}).dates == ()


def test_people_and_groups_have_their_parts_roles_and_places(works: list[Record]):
    first, group, editor = works[0].contributors
    assert (first.family, first.given, first.suffix) == ("van der Øster", "Ada M.", "Jr.")
    assert first.identifiers == (Identifier("orcid", "0000-0002-1825-0097"),)
    assert first.affiliations == (
        Affiliation("Dept of Walking, University of Oldtown, Oldtown", (Identifier("ror", "00000xx40"),)),
    )
    assert (group.name, group.collective, editor.role) == ("LANTERN Study Group", True, "editor")


def test_a_group_deposited_as_a_family_name_is_a_group():
    (author,) = read_work(author=[{"family": "LANTERN Study Group"}]).contributors
    assert (author.collective, author.family) == (True, "")


def test_relations_tell_a_notice_from_what_it_is_about(works: list[Record]):
    shown = [[(each.kind, each.target) for each in work.relations] for work in works]
    assert shown == [
        [("retracted-by", "10.5555/gone.1"), ("has-preprint", "10.5555/pre.1")],
        [("preprint-of", "10.5555/walk.1")],
        [("retracts", "10.5555/walk.1"), ("new-version-of", "10.5555/pre.1")],
        [],
    ]
    assert [work.flags for work in works] == [("retracted",), (), (), ()]


def test_the_container_has_its_issns_by_kind_and_a_book_its_own_isbn(works: list[Record]):
    assert works[0].container == Container(
        "Journal of Paths",
        "journal",
        (Identifier("issn", "1234-5679"), Identifier("eissn", "2049-3630")),
        "J Paths",
        "Path Press",
    )
    assert works[3].container is None
    assert Identifier("isbn", "9780306406157") in works[3].identifiers


def test_the_rest_of_the_model_is_filled(works: list[Record]):
    work = works[0]
    assert work.title == "Who walks? A view of rural walking groups"
    assert work.grants == (Grant("PC-1", "Path Council"), Grant("PC-2", "Path Council"), Grant("", "Old Fund"))
    assert work.registrations == (Identifier("nct", "NCT00000001"),)
    assert work.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert work.references == (
        Reference("", (Identifier("doi", "10.5555/old.1"),)),
        Reference("Dow. Tensions. Path Lett. 1999. 1: 3"),
    )
    kept = {each.name: each.value for each in work.extra}
    assert (kept["license"], kept["funder"], kept["assertion/ethics"]) == (
        "https://example.org/tdm", "Path Council: 10.13039/1", "None",
    )  # fmt: skip
    assert "references" in {each.kind for each in work.metrics}


def test_a_reference_has_its_author_once_and_its_issue():
    cited = [
        {"unstructured": "and Paths, 1988", "author": "Fraser"},
        {"unstructured": "Dow, C. Ways", "author": "C Dow"},
        {"author": "Low", "volume": "3", "issue": "C6", "first-page": "12"},
    ]
    record = read_work(reference=cited)
    assert [each.text for each in record.references] == ["Fraser and Paths, 1988", "Dow, C. Ways", "Low. 3(C6): 12"]


@pytest.mark.parametrize(
    ("printed", "sections"),
    [
        ("Plain text.", [("", "Plain text.")]),
        ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>", [("", "One. Two.")]),
        ("<jats:title>Aims</jats:title><jats:p>A.</jats:p><jats:title>Ends</jats:title><jats:p>B.</jats:p>",
         [("Aims", "A."), ("Ends", "B.")]),
        ("<p>H<sub>2</sub>O &nbsp;and &lt; 5</p>", [("", "H2O and < 5")]),
        ("<jats:p>Not closed <b>here", [("", "Not closed here")]),
        ("<jats:p>a <jats:tex-math>$x$</jats:tex-math>b</jats:p>", [("", "a b")]),
        ("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><p>x &b; y</p>", None),
        ("", []),
    ],
)  # fmt: skip
def test_abstracts_come_in_any_mark_up(printed: str, sections):
    found = [(each.label, each.text) for each in read_abstract(printed)]
    assert found == sections if sections is not None else "root:" not in str(found)


def test_a_selection_of_members_is_of_crossref_by_its_titles_in_lists():
    page = b'[{"DOI": "10.5555/x", "title": ["X"]}]'
    assert crossref.sniff(page)
    assert not csl.sniff(page)


def test_a_work_of_content_negotiation_has_its_title_without_a_list():
    record = read_work(title="X", **{"container-title": "Journal of Paths", "reference-count": 0})
    assert (record.title, record.container) == ("X", Container("Journal of Paths"))


def test_every_work_of_the_sample_is_read_as_json_reads_it(shared: Path):
    sample = shared / "samples/crossref/crossref_works_from_habanero.jsonl"
    works = list(map(json.loads, sample.read_text("utf-8").splitlines()))
    items = list(read_file(sample))
    assert not [item for item in items if isinstance(item, Fault)]
    for work, record in zip(works, items, strict=True):
        assert isinstance(record, Record)
        assert record.identifier("doi") == work["DOI"]
        people = [each for role in ("author", "editor") for each in work.get(role, ()) if "name" not in each]
        assert [(each.given, each.family) for each in record.contributors if not each.collective] == [
            (" ".join(each.get("given", "").split()), " ".join(each.get("family", "").split())) for each in people
        ]
        assert len(record.references) == len(work.get("reference", ()))
        assert bool(record.abstract) == bool(work.get("abstract"))
        assert all(
            each == Section(each.label, each.text.strip()) and "<jats" not in each.text for each in record.abstract
        )
        assert bool(record.dates) == ("published" in work or "issued" in work)


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        ("Walks", "A trial", "Walks: A trial"),
        ("Walks?", "A trial", "Walks? A trial"),
        ("Walks: a trial", "A trial", "Walks: a trial"),
    ],
)
def test_a_subtitle_follows_the_title_unless_it_is_there_already(title: str, subtitle: str, whole: str):
    assert read_work(title=[title], subtitle=[subtitle]).title == whole


def test_the_licence_is_that_of_the_version_of_record_and_none_for_machines():
    machines, any_version, record = (
        {"URL": f"https://licence.example/{each}", "content-version": each} for each in ("tdm", "unspecified", "vor")
    )
    assert read_work(license=[machines]).licence == ""
    assert read_work(license=[machines, any_version]).licence == "https://licence.example/unspecified"
    assert read_work(license=[any_version, record]).licence == "https://licence.example/vor"


def test_a_part_of_a_date_after_one_that_is_not_known_is_not_known():
    assert read_work(issued={"date-parts": [[2021, None, 5]]}).dates == (Date("published", "2021"),)


def test_what_a_notice_does_that_we_have_no_name_for_keeps_its_own():
    update = {"DOI": "10.5555/y", "type": "new_edition"}
    relations = read_work(**{"update-to": [update], "updated-by": [update]}).relations
    assert [each.kind for each in relations] == ["new-edition-of", "new-edition-by"]


def test_a_publisher_of_what_appeared_in_nothing_is_kept():
    record = read_work(publisher="Walks Ltd", ISSN=["1234-5678"])
    assert record.container == Container("", identifiers=(Identifier("issn", "1234-5678"),))
    assert [(each.name, each.value) for each in record.extra] == [("publisher", "Walks Ltd")]


def test_the_number_of_a_trial_may_be_in_small_letters():
    trial = {"clinical-trial-number": "nct01234567", "registry": "10.18810/clinical-trials-gov"}
    assert read_work(**{"clinical-trial-number": [trial]}).registrations == (Identifier("nct", "NCT01234567"),)
