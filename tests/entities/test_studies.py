"""Specification of which records are one study."""

from collections.abc import Callable, Iterable
from itertools import permutations

from kg.entities.identities import Identities, KnownStudy
from kg.entities.journals import find_journals
from kg.entities.studies import find_studies, outline
from kg.entity import Study
from kg.iri import Minter
from kg.record import Record

Make = Callable[..., Record]
TITLE = "Social prescribing and loneliness in later life"


def studies_of(records: Iterable[Record], known: Identities | None = None) -> list[Study]:
    outlines = [outline(each) for each in records]
    journals = find_journals(each.container for each in outlines if each.container)
    return find_studies(outlines, journals.of, known or Identities())[0]


def test_an_equal_identifier_makes_records_one_study_whatever_their_titles_say(record: Make):
    found = studies_of([record("A", doi="10.1/X", pmid="7"), record("B", doi="10.1/x"), record("C", pmid="7")])
    assert [(each.key, len(each.records)) for each in found] == [("doi/10.1/x", 3)]


def test_a_different_identifier_of_the_same_scheme_keeps_records_apart(record: Make):
    found = studies_of([record(TITLE, ("Ames A",), doi="10.1/a"), record(TITLE, ("Ames A",), doi="10.1/b")])
    assert [each.key for each in found] == ["doi/10.1/a", "doi/10.1/b"]


def test_a_third_record_does_not_join_two_that_contradict_each_other(record: Make):
    third = record("C", doi="10.1/a", pmcid="PMC3")
    records = [record("A", doi="10.1/a"), record("B", doi="10.1/b", pmcid="PMC3"), third]
    for order in permutations(records):
        found = studies_of(order)
        assert sorted(len(each.records) for each in found) == [1, 2]
        assert len({each.key for each in found}) == 2


def test_without_identifiers_title_year_first_author_and_journal_must_agree(record: Make):
    first = record(TITLE, ("Ames A", "Bo B"))
    assert len(studies_of([first, record(TITLE.upper(), ("Ames A",), journal="The BMC MED")])) == 1
    for other in (
        record(TITLE, ("Ames A",), year=2021),
        record(TITLE, ("Bo B",)),
        record(TITLE, ("Ames A",), journal="Other"),
        record(TITLE + " again", ("Ames A",)),
    ):
        assert len(studies_of([first, other])) == 2


def test_a_title_that_many_works_share_tells_nothing_without_volume_and_pages(record: Make):
    assert len(studies_of([record("Editorial", ("Ames A",)), record("Editorial", ("Ames A",), volume="3")])) == 2
    here = {"volume": "3", "pages": "1-2"}
    assert len(studies_of([record("Editorial", ("Ames A",), **here), record("EDITORIAL", (), **here)])) == 1


def test_an_erratum_or_a_preprint_is_never_its_article(record: Make):
    for kind in ("Published Erratum", "preprint"):
        found = studies_of([record(TITLE, ("Ames A",)), record(TITLE, ("Ames A",), types=(kind,))])
        assert len({each.key for each in found}) == 2


def test_the_richest_record_is_shown_in_any_order(record: Make):
    poor, rich = record("T", ("Ames A",), doi="10.1/a"), record("t", ("Ames A", "Bo B"), doi="10.1/a", pmid="1")
    for order in permutations([poor, rich]):
        assert studies_of(order)[0].chosen == rich.key


def test_a_known_study_keeps_its_key_when_a_better_identifier_turns_up(record: Make):
    before, after = record("A", pmid="7"), record("A", pmid="7", doi="10.1/x")
    known = Identities(studies=(KnownStudy("pmid/7", (before.key,)),))
    assert [each.key for each in studies_of([before, after], known)] == ["pmid/7"]


def test_keys_make_readable_iris(record: Make):
    found = studies_of([record("A", doi="10.1002/(SICI)1-2<3::AID>4.0.CO;2-#"), record("Ärzte & Co", ("Ö A",))])
    iris = [Minter().node("study", each.key) for each in found]
    assert iris[0].startswith("https://example.org/kg/study/arzte-co-")
    assert iris[1] == "https://example.org/kg/study/doi/10.1002/(sici)1-2%3C3::aid%3E4.0.co;2-%23"
