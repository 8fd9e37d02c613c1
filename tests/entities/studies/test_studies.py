"""Specification of which records are one study."""

from collections.abc import Callable, Iterable
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.identities import Identities, KnownStudy
from kg.entities.journals import find_journals
from kg.entities.studies import find_studies, outline
from kg.entities.studies.pairs import bar, compare, rule_out
from kg.entity import Study
from kg.iri import Minter
from kg.record import Contributor, Identifier, Record

Make = Callable[..., Record]
TITLE = "Social prescribing and loneliness in later life"
BYLINE = ("Ames A", "Bo B", "Cole C", "Dee D")
PLACE = {"volume": "12", "issue": "3", "pages": "101-112"}


def studies_of(records: Iterable[Record], known: Identities | None = None) -> list[Study]:
    outlines = [outline(each) for each in records]
    journals = find_journals(each.container for each in outlines if each.container)
    return find_studies(outlines, journals.of, known or Identities())[0]


def test_an_equal_identifier_makes_records_one_study_where_titles_hardly_say_anything(record: Make):
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


def test_the_entry_of_a_trial_is_told_by_its_number_which_articles_only_mention(record: Make):
    first, second = ((Identifier("nct", f"NCT0{number}"),) for number in (1234567, 7654321))
    entry = record(TITLE, types=("Trial registry record",), registrations=first)
    again = record(TITLE + ": a trial", types=("Trial registry record",), registrations=(*first, *second), doi="10.1/a")
    other = record(TITLE, types=("Trial registry record",), registrations=second)
    article = record(TITLE, ("Ames A",), registrations=first)
    found = {each.records: each.key for each in studies_of([entry, again, other, article])}
    assert {frozenset(records) for records in found} == {
        frozenset((entry.key, again.key)),
        frozenset((other.key,)),
        frozenset((article.key,)),
    }


def test_records_of_another_kind_are_not_ruled_out_where_they_share_an_identifier(record: Make):
    article, notice, other = (
        bar(outline(record(TITLE, ("Ames A",), types=types, doi=doi)))
        for types, doi in (((), "10.1/a"), (("Published Erratum",), "10.1/a"), (("Published Erratum",), "10.1/b"))
    )
    assert article.kind != notice.kind
    assert (rule_out(article, notice), rule_out(article, other)) == (False, True)


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


def test_two_articles_that_print_the_same_supplements_doi_are_two(record: Make):
    first = record("Walking groups and mood in rural towns", ("Ames A",), doi="10.1/s1", pages="S12")
    second = record("Hip fractures of ice hockey players", ("Bo B",), doi="10.1/s1", pages="S40")
    assert len(studies_of([first, second])) == 2


def test_two_dois_of_one_pubmed_id_are_one_study_and_two_pubmed_ids_never(record: Make):
    assert (
        len(studies_of([record(TITLE, BYLINE, doi="10.1/a", pmid="7"), record(TITLE, BYLINE, doi="10.2/b", pmid="7")]))
        == 1
    )
    assert (
        len(studies_of([record(TITLE, BYLINE, doi="10.1/a", pmid="7"), record(TITLE, BYLINE, doi="10.1/a", pmid="8")]))
        == 2
    )


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        (f"Erratum: {TITLE}", PLACE),
        (f"{TITLE} (vol 12, pg 101, 2020)", PLACE),
        (f"Correction to: {TITLE}", PLACE),
        (f"Retraction notice to: {TITLE}", PLACE),
        (f"Reply to: {TITLE}", PLACE),
        (f"{TITLE} - Reply", PLACE),
        (f"Comment on: {TITLE}", PLACE),
        (TITLE, {**PLACE, "types": ("Published Erratum",)}),
        (TITLE, {**PLACE, "types": ("Retraction of Publication",)}),
        (TITLE, {"types": ("preprint",)}),
        (TITLE, {"types": ("Trial registry record",)}),
        (f"{TITLE}. Part II", {}),
    ],
)
def test_a_notice_a_reply_a_preprint_and_a_second_part_are_not_the_article(
    record: Make, title: str, fields: dict[str, object]
):
    assert len(studies_of([record(TITLE, BYLINE, **PLACE), record(title, BYLINE, **fields)])) == 2


def test_part_one_is_not_part_two(record: Make):
    for one, two in (("Part I", "Part II"), ("1", "2"), ("2019", "2020"), ("I. Methods", "II. Methods")):
        assert len(studies_of([record(f"{TITLE}. {one}", BYLINE), record(f"{TITLE}. {two}", BYLINE)])) == 2


def test_the_report_of_next_year_is_another_one_but_print_may_follow_the_screen_by_a_year(record: Make):
    report = "Annual report of the registry of hip fractures"
    assert len(studies_of([record(report, ("Ames A",)), record(report, ("Ames A",), year=2021)])) == 2
    assert len(studies_of([record(TITLE, BYLINE, **PLACE), record(TITLE, BYLINE, year=2021, **PLACE)])) == 1


def test_the_abstract_of_a_talk_is_not_the_paper(record: Make):
    paper = record(TITLE, BYLINE, **PLACE)
    talk = record(TITLE, BYLINE, volume="11", issue="Suppl 1", pages="S40", year=2019)
    elsewhere = record(TITLE, BYLINE, journal="Gerontologist", volume="60", pages="440")
    assert len(studies_of([paper, talk, elsewhere])) == 3
    for place in ({"issue": "3", "year": 2019}, {"issue": "9"}, {"issue": ""}):
        assert len(studies_of([paper, record(TITLE, BYLINE, volume="11", pages="A940", **place)])) == 2


def test_what_has_no_place_yet_may_be_printed_in_the_year_after_but_not_before(record: Make):
    for year, found in ((2019, 1), (2018, 2), (2021, 2)):
        assert len(studies_of([record(TITLE, BYLINE, **PLACE), record(TITLE, BYLINE, year=year)])) == found


def test_an_update_with_the_number_of_the_review_is_a_work_of_its_own(record: Make):
    cochrane = {"journal": "Cochrane Database Syst Rev", "pages": "CD004567"}
    first, again, later = (
        record(TITLE, BYLINE, year=year, volume=volume, **cochrane)
        for year, volume in ((2010, "2010"), (2010, ""), (2013, "2013"))
    )
    assert len(studies_of([first, again])) == 1
    assert len(studies_of([first, later])) == len(studies_of([again, later])) == 2


def test_pages_of_a_supplement_are_another_place_than_those_of_its_volume(record: Make):
    talk = record(TITLE, BYLINE, volume="12", pages="S40")
    assert len(studies_of([record(TITLE, BYLINE, **PLACE), talk])) == 2
    ovid = record(TITLE, BYLINE, volume="12", pages="Suppl-12")
    assert len(studies_of([record(TITLE, BYLINE, volume="12", pages="S101-S112"), ovid])) == 1


def test_another_journal_that_has_a_volume_of_that_number_is_another_place(record: Make):
    guideline = record(TITLE, BYLINE, **PLACE)
    for there in ({"issue": "9", "pages": "e440"}, {"issue": "9", "pages": ""}, {"pages": "7-19"}):
        assert len(studies_of([guideline, record(TITLE, BYLINE, journal="Gerontologist", **PLACE | there)])) == 2


def test_without_a_place_years_apart_are_a_series(record: Make):
    bare = record(TITLE, BYLINE)
    assert len(studies_of([bare, record(TITLE, BYLINE, year=2025, **PLACE)])) == 2
    assert len(studies_of([record(TITLE, BYLINE, pages="1-9"), record(TITLE, BYLINE, year=2021, **PLACE)])) == 1


def test_a_supplement_is_called_otherwise_and_is_the_same_issue(record: Make):
    names = ("Suppl 1", "1_suppl", "S1", "Supplement 1")
    reasons = [
        reason.note
        for name in names
        for reason in compare(*(outline(record(TITLE, volume="12", issue=each)) for each in ("Suppl 1", name)), {})[1]
    ]
    assert reasons.count("same issue 1 suppl") == len(names)


def test_a_year_in_place_of_a_volume_tells_nothing_unless_both_have_one(record: Make):
    assert len(studies_of([record(TITLE, BYLINE, volume="2020"), record(TITLE, BYLINE, volume="12")])) == 1
    years = [record(TITLE, BYLINE, volume=str(year), year=year) for year in (2018, 2020)]
    assert len(studies_of(years)) == 2


def test_columns_of_one_name_in_one_volume_are_told_apart_by_issue_and_page(record: Make):
    columns = [record("From the editor", ("Ames A",), volume="12", issue=str(n), pages=str(3 * n)) for n in range(1, 9)]
    assert len(studies_of(columns)) == 8


@pytest.mark.parametrize(
    ("title", "authors", "fields"),
    [
        (TITLE.upper(), BYLINE, PLACE),
        ("", BYLINE, PLACE),
        (TITLE, (), PLACE),
        (TITLE, BYLINE, {}),
        (TITLE, BYLINE, {**PLACE, "pages": "101"}),
        (TITLE, BYLINE, {**PLACE, "pages": "101-112+99"}),
        (TITLE, BYLINE, {**PLACE, "pages": "104553"}),
        (TITLE, BYLINE, {**PLACE, "year": None}),
        (TITLE, BYLINE, {**PLACE, "issue": "3 Pt 1"}),
        (TITLE, BYLINE, {**PLACE, "issue": "No. 03"}),
        (TITLE, BYLINE, {**PLACE, "pages": "101-112 (12 pages)"}),
        (TITLE, BYLINE, {**PLACE, "pages": "12 p."}),
        (TITLE, BYLINE, {**PLACE, "pages": "S101-S112"}),
        (TITLE, BYLINE, {**PLACE, "pages": "Art. No. 12"}),
        (TITLE, BYLINE, {**PLACE, "journal": "BMC Medicine (Online)"}),
        (f"[{TITLE}]. [Norwegian]", BYLINE, PLACE),
        (f"{TITLE}.[Erratum appears in BMC Med. 2021;13(1):9]", BYLINE, PLACE),
        (f"{TITLE}: a systematic review", BYLINE, PLACE),
        ("Social prescribing and lonelyness in latter life", BYLINE, PLACE),
        (TITLE, ("van der Ames Anna", "Bo B"), PLACE),
    ],
)
def test_what_databases_print_differently_or_leave_out_does_not_matter(
    record: Make, title: str, authors: tuple[str, ...], fields: dict[str, object]
):
    assert len(studies_of([record(TITLE, BYLINE, **PLACE), record(title, authors, **fields)])) == 1


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"pages": "1-12"}, {"pages": "01-Dec"}),  # as a spreadsheet leaves it
        ({"pages": "1-9", "volume": ""}, {"pages": "101-109"}),  # before it had a volume
        ({"pages": "3", "issue": "12", "volume": ""}, {"pages": "101-109", "issue": "3"}),  # each a column too far
    ],
)
def test_pages_that_are_none_do_not_tell_records_apart(record: Make, ours: dict[str, str], theirs: dict[str, str]):
    records = [record(TITLE, BYLINE, **(PLACE | place)) for place in (ours, theirs)]
    assert len(studies_of(records)) == 1


def test_numbers_in_titles_of_the_same_pages_are_misprints_but_parts_stay_apart(record: Make):
    def count(one: str, other: str) -> int:
        return len(studies_of([record(each, BYLINE, **PLACE) for each in (one, other)]))

    assert count("Expression of p6INK4a in biopsies of women", "Expression of p16INK4a in biopsies of women") == 1
    assert count("Care of elders in rural places: part 1", "Care of elders in rural places: part 2") == 2
    assert count("Care of elders in rural places: part 1", "Care of elders in rural places") == 1


def test_a_number_of_an_article_tells_more_than_a_first_page(record: Make):
    titles = "Hydration for adult palliative care patients", "Hydration for palliative care patients"
    for pages, found in (("CD006273", 1), ("627", 2)):
        records = [record(each, ("Ames A",), pages=pages, issue=str(n)) for n, each in enumerate(titles, 1)]
        assert len(studies_of(records)) == found


def test_two_translations_of_a_title_may_differ_at_one_place(record: Make):
    titles = (
        "[Postoperative immunostimulation in bronchial carcinoma. Outcome]",
        "Local immunostimulation after operations of bronchial carcinoma",
    )
    for pages, found in (("935-940", 1), ("935", 2)):
        records = [record(each, (), pages=pages, volume="109") for each in titles]
        assert len(studies_of(records)) == found


def test_a_title_alone_is_no_proof(record: Make):
    assert len(studies_of([record(TITLE, year=None, journal=""), record(TITLE, BYLINE, **PLACE)])) == 2


def test_a_group_alone_tells_nothing_beside_people_but_something_beside_another_group(record: Make):
    def signed(*names: str) -> Record:
        return record(TITLE, tuple(Contributor(each, collective=" " in each) for each in names), volume="12", issue="3")

    people, group, other = ("Ames", "Bo"), "Lonely People Group", "World Health Organization"
    assert len(studies_of([signed(*people), signed(group)])) == 1
    assert len(studies_of([signed(group, *people), signed(*people)])) == 1
    assert len(studies_of([signed(other), signed(group)])) == 2


def test_nobody_is_no_author(record: Make):
    at = {"volume": "2", "pages": "2"}
    assert (
        len(
            studies_of([record("Calendar", ("Anonymous",), **at), record("Index of advertisers", ("Anonymous",), **at)])
        )
        == 2
    )


def test_what_stands_for_pages_may_be_of_any_length(record: Make):
    endless = "1" * 5000
    found = studies_of(
        record(TITLE, BYLINE, volume="12", pages=each)
        for each in ("101-112", endless, f"9-{endless}", f"{endless}-{endless}")
    )
    assert [len(each.records) for each in found] == [4]


def test_that_only_one_is_said_to_be_a_comment_speaks_against_one_study(record: Make):
    def score(*kinds: str) -> float:
        records = [record(TITLE, BYLINE, **PLACE, types=(kind,)) for kind in kinds]
        return compare(*map(outline, records), {})[0]

    assert score("Comment", "Article") < score("Comment", "Comment") == score("Article", "Article")


def test_every_merge_has_its_reasons_which_add_up_to_its_probability(record: Make):
    (study,) = studies_of([record(TITLE, BYLINE, **PLACE), record(TITLE.upper(), BYLINE[:2], **PLACE)])
    (link,) = study.links
    assert {link.a, link.b} == set(study.records)
    assert link.score > 0.99
    assert {"prior", "title", "authors", "year", "journal", "pages"} <= {reason.feature for reason in link.reasons}


some_records = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.sampled_from([TITLE, f"Erratum: {TITLE}", "Editorial", ""]),
            "authors": st.sampled_from([(), BYLINE]),
        },
        optional={
            "doi": st.sampled_from(["10.1/a", "10.1/b"]),
            "pmid": st.sampled_from(["1", "2"]),
            "pmcid": st.sampled_from(["PMC1", "PMC2"]),
            "year": st.sampled_from([2019, 2020, None]),
            "pages": st.sampled_from(["1-9", "30"]),
            "types": st.sampled_from([("preprint",), ()]),
        },
    ),
    max_size=12,
)


@given(some_records, st.randoms(use_true_random=False))
def test_no_study_holds_two_records_that_rule_each_other_out_and_the_order_does_not_matter(
    record: Make, drawn: list[dict[str, object]], random: object
):
    records = list({each.key: each for each in (record(**fields) for fields in drawn)}.values())
    bars = {each.key: bar(outline(each)) for each in records}
    found = studies_of(records)
    assert sorted(key for study in found for key in study.records) == sorted(bars)
    for study in found:
        assert not any(rule_out(bars[a], bars[b]) for a, b in combinations(study.records, 2))
        assert len(study.links) == len(study.records) - 1
    random.shuffle(records)  # type: ignore[attr-defined]
    assert studies_of(records) == found
